package article

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Bare returns the text of a CSL variable without what styles print with it
// themselves: "pp." before pages, "vol." before a volume, "ed." behind the
// number of an edition, https://doi.org/ before a DOI. What is not understood
// stays as it is.
func Bare(variable, text string) string {
	text = strings.TrimSpace(text)
	if label := numberLabels[variable]; label != nil {
		if rest := label.ReplaceAllString(text, "$1"); rest != "" {
			text = rest
		}
	}
	switch variable {
	case "page":
		return barePages(text)
	case "edition":
		return bareEdition(text)
	case "DOI":
		return bareDOI(text)
	case "URL":
		return strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	case "section": // 2000e-2 is one section
		return hyphenedSection.ReplaceAllString(text, "$1\u2011$2")
	case "number": // 108-446 is one law
		return hyphenedNumber.ReplaceAllString(text, "$1\u2011$2")
	}
	return text
}

// variable returns the text of a CSL variable, and reports what can be none. It
// is bare in an article, where people type it. In files of CSL, which programs
// write, what is no number stays as it is, since styles ask whether it is one;
// but a label before a number goes there as well: styles print theirs unasked.
func (p *parser) variable(name string, v *decode.Value) string {
	bare := Bare(name, flat(v))
	switch name {
	case "DOI":
		if text := flat(v); text != "" && !IsDOI(bare) {
			v.Error(&p.diags, "bad-doi", diag.Quote(text)+" is no DOI", DOIHint)
		}
	case "edition":
		if p.file {
			return flat(v)
		}
	case "volume", "issue", "version":
		if p.file && !counted.MatchString(bare) {
			return flat(v)
		}
	}
	return bare
}

// counted is what begins with a number or is a Roman one.
var counted = regexp.MustCompile(`^(?:\d|(?i:[ivxlcdm]+)$)`)

// numberLabels are the words that stand around numbers.
var numberLabels = map[string]*regexp.Regexp{
	"volume":          regexp.MustCompile(`^(?i:volume|vol\.|vol) *(?:\b|$)`),
	"issue":           regexp.MustCompile(`^(?i:(?:number|issue)\b|no\.|nr\.|iss\.) *`),
	"version":         regexp.MustCompile(`^(?i:version |ver\. |v\.? ?)(\d)`),
	"number":          regexp.MustCompile(`^(?i:number\b|no\.|nr\.) *`),
	"section":         regexp.MustCompile(`^(?:§+ *|(?i:sections?\b|secs?\.) *)`),
	"number-of-pages": regexp.MustCompile(`(?i) *(?:pages|pp?\.?)$`),
	"PMID":            regexp.MustCompile(`^(?i:pmid:? *|https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/)|/$`),
	"PMCID":           regexp.MustCompile(`^(?i:pmcid:? *)`),
	"ISBN":            regexp.MustCompile(`^(?i:isbn(?:-?1[03]\b)?:? *)`),
	"ISSN":            regexp.MustCompile(`^(?i:e?issn:? *)`),
}

// What looks like a span and is none gets a hyphen that is taken for no dash.
var (
	hyphenedSection = regexp.MustCompile(`^(\d+[a-z]+)-(\d\w*)$`)
	hyphenedNumber  = regexp.MustCompile(`^(\d+)-(\d+)$`)
)

var (
	pageLabel = regexp.MustCompile(`^(?i:pages?|pp?\.|pp) *(\d|[A-Z]?\d|[ivxlc]+\b)`)
	pageDash  = regexp.MustCompile(`[ \x{A0}]*(?:[\x{2010}-\x{2015}\x{2212}]|-{1,3})[ \x{A0}]*`)
	noPages   = regexp.MustCompile(`^(?i:n/?a|n\.a\.|n/a-n/a|-+|no-no)$`)
	samePages = regexp.MustCompile(`^(\w+)-(\w+)$`)
	// openPages are pages whose last one is not told.
	openPages = regexp.MustCompile(`^-|-$`)
)

// barePages returns pages with hyphens for dashes. A list of pages keeps its
// commas.
func barePages(s string) string {
	s = strings.Join(strings.FieldsFunc(pageDash.ReplaceAllString(s, "-"), func(r rune) bool { return r == ';' }), ", ")
	s = strings.ReplaceAll(s, ",  ", ", ")
	if noPages.MatchString(s) {
		return ""
	}
	s = pageLabel.ReplaceAllString(s, "$1")
	s = openPages.ReplaceAllString(s, "")
	if m := samePages.FindStringSubmatch(s); m != nil && m[1] == m[2] {
		return m[1]
	}
	return s
}

var (
	articleNumber = regexp.MustCompile(`^(?i:article|art\.)(?: (?i:no\.|number))? *(\S*\d\S*)$`)
	pageCount     = regexp.MustCompile(`^(\d+) (?i:pages|pp\.)$`)
)

// PutPages moves what stands in the place of pages and is none, the number of
// an article or how many pages there are, to its own variable, unless that has a
// value.
func (r *Reference) PutPages() {
	pages := r.Strings["page"]
	for _, x := range []struct {
		shape    *regexp.Regexp
		variable string
	}{{articleNumber, "number"}, {pageCount, "number-of-pages"}} {
		if m := x.shape.FindStringSubmatch(pages); m != nil && r.Strings[x.variable] == "" {
			r.Strings[x.variable], r.At[x.variable] = m[1], r.At["page"]
			delete(r.Strings, "page")
			delete(r.At, "page")
		}
	}
}

var (
	editionNumber = regexp.MustCompile(`^(\d+)(?:st|nd|rd|th|\.?[ªa]|\.)?,? *(?i:edition|edición|edn?\.?)$`)
	editionWord   = regexp.MustCompile(`^(\w+)(?: (?i:edition|edn?\.?))?$`)
)

var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
	"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"}

// bareEdition returns the number of an edition.
func bareEdition(s string) string {
	if m := editionNumber.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if m := editionWord.FindStringSubmatch(s); m != nil {
		if n := slices.Index(ordinals, strings.ToLower(m[1])); n >= 0 {
			return strconv.Itoa(n + 1)
		}
	}
	return s
}

// DOIHint says what a DOI looks like.
const DOIHint = "a DOI begins with 10. and has a slash, as in 10.1000/182"

// IsDOI reports whether a bare text can be a DOI (ISO 26324).
func IsDOI(s string) bool { return strings.HasPrefix(s, "10.") && strings.Contains(s, "/") }

// bareDOI returns a DOI without the address or label before it.
func bareDOI(s string) string {
	for _, prefix := range []string{"https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "doi:", "doi "} {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s = strings.TrimSpace(s[len(prefix):])
		}
	}
	if prefix, suffix, ok := strings.Cut(s, "%2F"); ok && !strings.Contains(prefix, "/") {
		s = prefix + "/" + suffix
	}
	return strings.TrimSuffix(s, ".")
}

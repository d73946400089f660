package bibliography

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
	"handout/internal/diag"
)

var nbibTag = regexp.MustCompile(`^([A-Z][A-Z0-9]{1,3}) *-(?:$| )(.*)$`)

// readNBIB reads PubMed's format, the one of MEDLINE.
func readNBIB(f *file) []article.Reference {
	var refs []article.Reference
	var open record
	seen := map[string]diag.Pos{}
	end := func() {
		if open == nil {
			return
		}
		if id := open.get("PMID"); id.tag != "" {
			if pos, ok := seen[id.value]; ok {
				f.fault(id.at, "duplicate-id", "remove one of the two", "the work with the PMID %s is here twice, first on line %d", id.value, pos.Line)
			} else {
				seen[id.value] = f.pos(id.at)
			}
		}
		refs = append(refs, f.nbibReference(open))
		open = nil
	}
	for _, l := range f.tagged(nbibTag, "a work begins with a line such as PMID- 12345678") {
		if l.tag == "" || l.tag == "PMID" {
			end()
		}
		if l.tag != "" {
			l.value = html.UnescapeString(l.value)
			open = append(open, l)
		}
	}
	end()
	return refs
}

// nbibReference makes a reference of the lines of one. The tags are those of
// "MEDLINE/PubMed Data Element (Field) Descriptions".
func (f *file) nbibReference(r record) article.Reference {
	d := f.draft("", r[0].at)
	d.Type = nbibType(r)
	title := r.get("TI", "BTI")
	d.set("title", nbibTitle(title.value, r.get("TT").value), title.at)
	if d.Type == "chapter" {
		book := r.get("BTI")
		d.set("container-title", untitled(book.value), book.at)
	}
	l := r.get("LA")
	lang := languageTag(l.value)
	d.set("language", lang, l.at)
	if d.Type != "book" && d.Type != "chapter" {
		journal := r.get("JT", "TA")
		d.set("container-title", journalTitle(journal.value, lang == "en"), journal.at)
		d.setLine("container-title-short", r, "TA")
	} else {
		d.setLine("publisher", r, "PB")
		d.setLine("publisher-place", r, "PL")
		d.setLine("edition", r, "EN")
		d.setLine("collection-title", r, "CTI")
	}
	d.nbibNames(r)
	for _, tag := range []string{"DP", "DEP"} {
		l := r.get(tag)
		d.setDate("issued", l.value, l.at)
	}
	d.setLine("volume", r, "VI")
	d.setLine("issue", r, "IP")
	pages := r.get("PG")
	first, _, _ := strings.Cut(pages.value, "; ") // a discussion or a quiz may follow
	d.set("page", first, pages.at)
	d.setLine("PMID", r, "PMID")
	d.setLine("PMCID", r, "PMC")
	d.nbibNumbers(r)
	return d.made()
}

// nbibType tells the type of a work by its types of publication.
func nbibType(r record) string {
	for _, l := range append(r.all("PT"), r.all("PTYP")...) {
		switch strings.ToLower(l.value) {
		case "book chapter":
			return "chapter"
		case "book", "books and documents":
			if r.get("TI").tag != "" && r.get("BTI").tag != "" {
				return "chapter"
			}
			return "book"
		case "newspaper article":
			return "article-newspaper"
		case "preprint":
			return "article"
		case "dataset":
			return "dataset"
		}
	}
	return "article-journal"
}

// nbibTitle returns a title. One that was translated stands in brackets, behind
// the work's own if that is told.
func nbibTitle(title, own string) string {
	title = untitled(title)
	if own == "" {
		return title
	}
	if !strings.HasPrefix(title, "[") {
		title = "[" + title + "]"
	}
	return untitled(own) + " " + title
}

var abbreviation = regexp.MustCompile(`\.\pL$`)

// untitled returns a title without the full stop that MEDLINE ends it with.
func untitled(s string) string {
	rest, ok := strings.CutSuffix(s, ".")
	if !ok || strings.HasSuffix(rest, ".") || abbreviation.MatchString(rest) {
		return s // dots, or an abbreviation such as U.S.
	}
	return rest
}

// minor are the words that have no capital in an English title.
var minor = strings.Fields("a an and as at but by for from in into nor of on or the to with de la et")

// cataloguePlace tells journals of one name apart: Lancet (London, England).
var cataloguePlace = regexp.MustCompile(` \([^()]*\)$`)

// journalTitle returns a journal's name without what MEDLINE adds after a
// colon and in brackets, and in English with capitals.
func journalTitle(s string, english bool) string {
	s, _, _ = strings.Cut(s, " : ")
	s = strings.TrimSuffix(s, ".")
	s = cataloguePlace.ReplaceAllString(s, "")
	if !english {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words {
		if r, size := utf8.DecodeRuneInString(w); i == 0 || !slices.Contains(minor, w) {
			words[i] = string(unicode.ToUpper(r)) + w[size:]
		}
	}
	return strings.Join(words, " ")
}

// nbibNames sets the people who made the work. MEDLINE gives every author
// twice, in full and with initials; old works have the initials alone.
func (d *draft) nbibNames(r record) {
	for _, x := range []struct{ full, short, variable string }{{"FAU", "AU", "author"}, {"FED", "ED", "editor"}} {
		full := r.get(x.full).tag != ""
		for _, l := range r {
			switch {
			case l.value == "" || strings.EqualFold(l.value, "anonymous") || l.value == "[No authors listed]":
			case l.tag == x.full:
				d.addName(x.variable, fullName(l.value), l.at)
			case l.tag == x.short && !full:
				d.addName(x.variable, shortName(l.value), l.at)
			case l.tag == "CN" && x.variable == "author":
				d.addName("author", article.Name{Literal: strings.TrimSuffix(l.value, ".")}, l.at)
			}
		}
	}
}

var medlineSuffix = regexp.MustCompile(`^(.*\S) (Jr|Sr|2nd|3rd|4th|II|III|IV)\.?$`)

// fullName reads "Last, First M Jr".
func fullName(s string) article.Name {
	n := commaName(s)
	if m := medlineSuffix.FindStringSubmatch(n.Given); m != nil && n.Suffix == "" {
		n.Given, n.Suffix = m[1], dottedSuffix(m[2])
	}
	return n
}

// shortName reads "Last FM Jr".
func shortName(s string) article.Name {
	var jr string
	if m := medlineSuffix.FindStringSubmatch(s); m != nil {
		s, jr = m[1], m[2]
	}
	i := strings.LastIndexByte(s, ' ')
	if i < 0 || strings.ToUpper(s[i+1:]) != s[i+1:] {
		return article.Name{Literal: s}
	}
	n := commaName(s[:i] + ",")
	n.Given = strings.Join(strings.Split(s[i+1:], ""), ". ") + "."
	n.Suffix = dottedSuffix(jr)
	return n
}

// nbibNumbers sets the DOI and the numbers of the journal or book.
func (d *draft) nbibNumbers(r record) {
	for _, l := range append(r.all("LID"), r.all("AID")...) {
		if doi, ok := strings.CutSuffix(l.value, " [doi]"); ok && d.Strings["DOI"] == "" {
			d.setDOI(doi, l.at)
		}
		if pii, ok := strings.CutSuffix(l.value, " [pii]"); ok && strings.HasPrefix(pii, "e") {
			d.set("page", pii, l.at) // an article's number instead of pages
		}
	}
	for _, l := range r.all("IS") {
		number, _, _ := strings.Cut(l.value, " ")
		d.set("ISSN", number, l.at)
	}
	for _, l := range r.all("ISBN") {
		number, _, _ := strings.Cut(l.value, " ")
		d.set("ISBN", number, l.at)
	}
}

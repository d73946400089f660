package bibliography

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
)

// span is a part of a field's text.
type span struct{ from, to int }

// setNames gives a variable the names in a field, which stand between words
// "and".
func (d *bibDraft) setNames(variable, field string) {
	v, ok := d.get(field)
	if !ok {
		return
	}
	names := splitNames(v.text)
	for i, s := range names {
		at := v.at(s.from)
		switch text := v.text[s.from:s.to]; {
		case text == "":
			d.fault(at, "bad-name", `write one "and" between two names`, "a name is missing in %s", field)
		case text == "others" && i > 0 && i == len(names)-1:
			// As pandoc has it; a style prints it as "et al."
			d.addName(variable, article.Name{Literal: "others"}, at)
		default:
			d.addName(variable, d.name(v, s), at)
		}
	}
}

// roles maps what BibLaTeX calls those in the fields of editors to CSL's
// variables; the others edited the work in some way.
var roles = map[string]string{
	"compiler": "compiler", "director": "director", "organizer": "organizer", "translator": "translator",
	"narrator": "narrator", "illustrator": "illustrator", "producer": "producer",
}

// editors sets the editors, or what the field of their type says they are.
func (d *bibDraft) editors() {
	for _, field := range []string{"editor", "editora", "editorb", "editorc"} {
		role, _ := d.get(field + "type")
		d.setNames(cmp.Or(roles[strings.TrimSpace(role.text)], "editor"), field)
	}
}

// splitNames returns the names in a field, without the spaces around them.
func splitNames(s string) []span {
	var names []span
	start := 0
	words := outer(s, 0, len(s), func(i int) bool { return isSpace(s[i]) })
	for _, w := range words {
		if strings.EqualFold(s[w.from:w.to], "and") {
			names = append(names, tight(s, span{start, w.from}))
			start = w.to
		}
	}
	return append(names, tight(s, span{start, len(s)}))
}

// outer returns the stretches of s[from:to] between separators that stand in
// no braces, leaving out empty ones.
func outer(s string, from, to int, separator func(i int) bool) []span {
	var list []span
	depth, start := 0, from
	for i := from; i <= to; i++ {
		switch {
		case i == to || depth == 0 && separator(i):
			if i > start {
				list = append(list, span{start, i})
			}
			start = i + 1
		case s[i] == '{':
			depth++
		case s[i] == '}':
			depth--
		}
	}
	return list
}

func isSpace(c byte) bool { return strings.IndexByte(" \t\r\n\f", c) >= 0 }

// tight returns s without the spaces at its ends.
func tight(text string, s span) span {
	for s.from < s.to && isSpace(text[s.from]) {
		s.from++
	}
	for s.from < s.to && isSpace(text[s.to-1]) {
		s.to--
	}
	return s
}

// name reads one name: "First von Last", "von Last, First" or "von Last, Jr,
// First"; an organisation in braces; or BibLaTeX's "family=Last, given=First".
func (d *bibDraft) name(v value, s span) article.Name {
	text := v.text
	if text[s.from] == '{' && closing(text[:s.to], s.from) == s.to-1 {
		return article.Name{Literal: d.plain(v, s)}
	}
	parts := outer(text, s.from, s.to, func(i int) bool { return text[i] == ',' })
	if len(parts) > 1 && strings.Contains(text[parts[0].from:parts[0].to], "=") {
		return d.namedParts(v, parts)
	}
	several := len(parts) == 2 && initialLast.MatchString(text[parts[0].from:parts[0].to])
	if len(outer(text, s.from, s.to, func(i int) bool { return text[i] == ';' })) > 1 || len(parts) > 3 || several {
		d.fault(v.at(s.from), "bad-name", `write "and" between two names, and an organisation in braces: {Department of Education}`,
			"%q is more than one name", text[s.from:s.to])
		return article.Name{}
	}
	var n article.Name
	var first, last []span
	switch words := func(i int) []span { return d.words(v, parts[i]) }; len(parts) {
	case 0:
		return n
	case 1:
		first, last = d.firstLast(v, words(0))
	case 2:
		if n.Suffix = d.plain(v, tight(text, parts[1])); afterName.MatchString(n.Suffix) && len(words(0)) > 1 {
			first, last = d.firstLast(v, words(0)) // "Sammy Davis, Jr."
			break
		}
		n.Suffix = ""
		last, first = words(0), words(1)
	default:
		jr := 1
		if suffix.MatchString(d.plain(v, tight(text, parts[2]))) {
			jr = 2 // "King, Martin Luther, Jr." is common, though BibTeX says otherwise
		}
		last, first = words(0), words(3-jr)
		n.Suffix = d.plain(v, tight(text, parts[jr]))
	}
	if degree.MatchString(n.Suffix) {
		d.warn(v.at(s.from), "bad-name", "remove it", "%q is a degree, which no style prints with a name", n.Suffix)
		n.Suffix = ""
	}
	n.Given = d.joined(v, first)
	von := 0
	for von < len(last)-1 && d.lower(v, last[von]) {
		von++
	}
	n.NonDroppingParticle, n.Family = d.joined(v, last[:von]), d.joined(v, last[von:])
	if ofOrganisation.MatchString(n.NonDroppingParticle) {
		d.warn(v.at(s.from), "bad-name", "write an organisation in braces of its own: {{Department of Education}}",
			"%q is read as a person", text[s.from:s.to])
	}
	if options, _ := d.get("options"); strings.Contains(strings.ReplaceAll(options.text, " ", ""), "useprefix=false") {
		n.DroppingParticle, n.NonDroppingParticle = n.NonDroppingParticle, ""
	}
	if n.Family == "" {
		n.Family, n.Given = n.Given, ""
	}
	return n
}

const degrees = `ph\.? ?d\.?|m\. ?d\.|md|otr(?:/l)?|otd|edd|esq\.?`

var (
	suffix = regexp.MustCompile(`^(?i:jr\.?|sr\.?|[ivx]+|\d(?:nd|rd|th)|` + degrees + `)$`)
	degree = regexp.MustCompile(`^(?i:` + degrees + `)$`)
	// afterName are the suffixes that can be no given name.
	afterName = regexp.MustCompile(`^(?i:jr\.?|sr\.?|i{2,3}|` + degrees + `)$`)
	// initialLast is a name that ends with initials: "Smith J. A., Doe R."
	initialLast = regexp.MustCompile(`\s(?:\p{Lu}\.\s?)+$`)

	// ofOrganisation are words that stand in organisations' names and are no
	// part of a person's.
	ofOrganisation = regexp.MustCompile(`\b(?:of|for|the|on)\b`)
)

// words returns the words in a part of a name.
func (d *bibDraft) words(v value, s span) []span {
	return outer(v.text, s.from, s.to, func(i int) bool {
		return isSpace(v.text[i]) || v.text[i] == '~' && (i == 0 || v.text[i-1] != '\\') // \~ is an accent
	})
}

// firstLast parts a name without comma: the last name begins with the first
// word in small letters, or is the last word.
func (d *bibDraft) firstLast(v value, words []span) (first, last []span) {
	for i, w := range words {
		if i == len(words)-1 || d.lower(v, w) {
			return words[:i], words[i:]
		}
	}
	return nil, nil
}

// lower reports whether a word begins with a small letter that no braces keep.
func (d *bibDraft) lower(v value, w span) bool {
	text := v.text[w.from:w.to]
	if strings.HasPrefix(text, "{") && !strings.HasPrefix(text, `{\`) {
		return false
	}
	for _, r := range plainText(d.decodeAt(v, w.from, w.to)) {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}

// joined returns the words with spaces between.
func (d *bibDraft) joined(v value, words []span) string {
	if len(words) == 0 {
		return ""
	}
	return d.plain(v, span{words[0].from, words[len(words)-1].to})
}

// plain returns a part of a field without mark-up.
func (d *bibDraft) plain(v value, s span) string {
	return strings.ReplaceAll(plainText(d.decodeAt(v, s.from, s.to)), "\u00A0", " ")
}

// namedParts reads a name whose parts are named (BibLaTeX's manual, 3.4).
func (d *bibDraft) namedParts(v value, parts []span) article.Name {
	var n article.Name
	prefix := &n.NonDroppingParticle
	for _, p := range parts {
		p = tight(v.text, p)
		name, _, _ := strings.Cut(v.text[p.from:p.to], "=")
		text := d.plain(v, span{min(p.from+len(name)+1, p.to), p.to})
		switch strings.TrimSpace(name) {
		case "family":
			n.Family = text
		case "given":
			n.Given = text
		case "prefix":
			*prefix = text
		case "suffix":
			n.Suffix = text
		case "useprefix":
			if text == "false" {
				n.DroppingParticle, n.NonDroppingParticle = n.NonDroppingParticle, ""
				prefix = &n.DroppingParticle
			}
		case "given-i", "family-i", "prefix-i", "suffix-i", "id":
		default:
			d.fault(v.at(p.from), "bad-name", "the parts are family, given, prefix and suffix", "%q is no part of a name", name)
		}
	}
	return n
}

// commaName reads a name as RIS and MEDLINE write it: "van der Last, First,
// Jr", or an organisation without comma.
func commaName(s string) article.Name {
	parts := strings.SplitN(s, ",", 3)
	family := strings.TrimSpace(parts[0])
	if len(parts) == 1 {
		return article.Name{Literal: family}
	}
	n := article.Name{Given: bareInitial.ReplaceAllString(strings.TrimSpace(parts[1]), "$1.$2")}
	if len(parts) == 3 {
		n.Suffix = dottedSuffix(strings.TrimSpace(parts[2]))
	}
	words := strings.Fields(family)
	von := 0
	for von < len(words)-1 && startsSmall(words[von]) {
		von++
	}
	n.NonDroppingParticle = strings.Join(words[:von], " ")
	n.Family = strings.Join(words[von:], " ")
	if n.Family == "" {
		n.Family, n.Given = n.Given, ""
	}
	return n
}

// dottedSuffix gives Jr and Sr the full stop that styles print or take off.
func dottedSuffix(s string) string {
	if s == "Jr" || s == "Sr" {
		return s + "."
	}
	return s
}

// risName reads a name in RIS, which may lack its comma: "Smith JA".
func risName(s string) article.Name {
	if m := bareInitials.FindStringSubmatch(s); m != nil && !slices.Contains(countries, m[2]) {
		return shortName(s)
	}
	return commaName(s)
}

var (
	bareInitial  = regexp.MustCompile(`\b(\p{Lu})( |$)`)
	bareInitials = regexp.MustCompile(`^(\pL[\pL'’-]+(?: \pL[\pL'’-]+)?) ([A-Z]{1,2})$`)
	// countries and forms of companies end organisations' names.
	countries = []string{"UK", "US", "EU", "UN", "NZ", "AG", "SA", "NV", "AB", "BV", "SE", "LP", "TV"}
)

func startsSmall(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

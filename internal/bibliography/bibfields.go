package bibliography

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handout/internal/article"
	"handout/internal/decode"
)

// readBibTeX reads the entries of BibTeX and BibLaTeX. Types and fields get
// the names that pandoc gives them.
func readBibTeX(f *file) []article.Reference {
	b := &bibFile{file: f, byKey: map[string]*entry{}}
	entries := parseBibTeX(f)
	for _, e := range entries {
		if e.key != "" && b.byKey[e.key] == nil {
			b.byKey[e.key] = e
		}
		e.xdata = strings.FieldsFunc(e.fields["xdata"].text, func(r rune) bool { return r == ',' || r <= ' ' })
	}
	var refs []article.Reference
	for _, e := range entries {
		if e.kind != "xdata" {
			refs = append(refs, b.reference(e))
		}
	}
	return refs
}

// bibFile is a BibTeX file whose entries are being made references.
type bibFile struct {
	*file
	byKey map[string]*entry
}

// bibDraft is a reference being made from an entry.
type bibDraft struct {
	*draft
	bib *bibFile
	e   *entry
}

// bibTypes maps types of entry to CSL's types.
var bibTypes = map[string]string{
	"article": "article-journal", "suppperiodical": "article-journal", "periodical": "article-journal",
	"newsarticle": "article-newspaper", "review": "review",
	"book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
	"mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book", "commentary": "book",
	"booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter", "bookinbook": "chapter",
	"suppbook": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
	"inproceedings": "paper-conference", "conference": "paper-conference",
	"report": "report", "techreport": "report", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
	"online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage", "misc": "document",
	"unpublished": "manuscript", "dataset": "dataset", "data": "dataset", "software": "software", "patent": "patent",
	"standard": "standard", "legislation": "legislation", "jurisdiction": "legal_case", "legal": "treaty",
	"artwork": "graphic", "image": "graphic", "audio": "song", "music": "song",
	"movie": "motion_picture", "video": "motion_picture", "performance": "performance",
	"letter": "personal_communication", "letters": "personal_communication",
}

// bibStrings maps fields whose text is taken as it is to CSL's variables.
var bibStrings = map[string]string{
	"volumes": "number-of-volumes", "pagetotal": "number-of-pages", "chapter": "chapter-number",
	"version": "version", "series": "collection-title", "shortjournal": "container-title-short",
	"eventtitle": "event-title", "venue": "event-place", "origtitle": "original-title",
	"origpublisher": "original-publisher", "origlocation": "original-publisher-place",
	"library": "call-number", "section": "section", "authority": "authority", "medium": "medium",
	"genre": "genre", "archive": "archive", "container-title": "container-title", "references": "references",
	"jurisdiction": "jurisdiction", "status": "status", "scale": "scale", "dimensions": "dimensions",
}

// bibVerbatim maps fields that are no LaTeX to CSL's variables.
var bibVerbatim = map[string]string{"isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID", "url": "URL"}

// bibNames maps fields of names to CSL's variables.
var bibNames = map[string]string{
	"author": "author", "bookauthor": "container-author", "translator": "translator", "director": "director",
}

// bibRead are the other fields that are read.
var bibRead = []string{
	"title", "subtitle", "titleaddon", "maintitle", "mainsubtitle", "maintitleaddon", "booktitle", "booksubtitle",
	"booktitleaddon", "journal", "journaltitle", "journalsubtitle", "issuetitle", "issuesubtitle", "shorttitle",
	"editor", "editortype", "date", "year", "month", "day", "eventdate", "origdate", "urldate",
	"urlyear", "urlmonth", "urlday", "lastchecked", "lastaccessed", "pages", "eid",
	"volume", "part", "number", "issue", "edition", "publisher", "school", "institution", "organization",
	"howpublished", "address", "location", "doi", "eprint", "eprinttype", "archiveprefix", "note", "addendum",
	"pubstate", "type", "language", "langid", "entrysubtype", "options", "crossref", "xdata",
}

// ignored are fields that say nothing of the work, or that no style prints.
var ignored = map[string]bool{
	"abstract": true, "annotation": true, "annote": true, "file": true, "keywords": true, "keyword": true, "ids": true,
	"owner": true, "timestamp": true, "groups": true, "key": true, "label": true, "shorthand": true, "sortkey": true,
	"sortname": true, "sorttitle": true, "sortyear": true, "presort": true, "xref": true, "related": true, "nameaddon": true,
	"eprintclass": true, "primaryclass": true, "note-date": true, "comment": true, "review": true,
	"indextitle": true, "indexsorttitle": true, "month_numeric": true, "rating": true, "priority": true, "gender": true,
	"bookpagination": true, "pagination": true, "numpages": true, "articleno": true, "issue_date": true,
}

var (
	stringFields   = keys(bibStrings)
	verbatimFields = keys(bibVerbatim)
	nameFields     = keys(bibNames)
	knownFields    = slices.Concat(bibRead, stringFields, verbatimFields, nameFields)
	knownTypes     = keys(bibTypes)

	chapterLike = []string{"inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook", "suppbook", "suppcollection"}
	articleLike = []string{"article", "periodical", "suppperiodical", "review", "newsarticle"}
	urlCommand  = regexp.MustCompile(`^\s*\\(?:url|href)\s*\{([^{}]*)\}\s*$`)
)

func keys(m map[string]string) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// reference makes a reference of an entry.
func (b *bibFile) reference(e *entry) article.Reference {
	d := &bibDraft{b.draft(e.key, e.at), b, e}
	d.links()
	d.misspelt()
	d.typed()
	d.titles()
	for _, field := range stringFields {
		d.setField(bibStrings[field], field)
	}
	for _, field := range verbatimFields {
		if v, ok := d.get(field); ok {
			d.set(bibVerbatim[field], unescaped(v.text), v.at(0))
		}
	}
	for _, field := range nameFields {
		d.setNames(bibNames[field], field)
	}
	d.editors()
	d.dates()
	d.numbers()
	d.publication()
	d.identifiers()
	d.notes()
	return d.Reference
}

// misspelt warns of fields that are nearly named like one that is read.
func (d *bibDraft) misspelt() {
	for _, name := range d.e.order {
		if d.warned() || ignored[name] || slices.Contains(knownFields, name) {
			continue
		}
		if near := decode.Nearest(name, knownFields); near != "" && !d.has(near) {
			d.warn(d.e.fields[name].at(0), "unknown-field", fmt.Sprintf("did you mean %q?", near), "the field %q is not known", name)
		}
	}
}

// typed sets the type of the work, and its genre.
func (d *bibDraft) typed() {
	kind := d.e.kind
	d.Type = bibTypes[kind]
	if d.Type == "" {
		d.Type = "document"
		d.unknownType(kind)
	}
	subtype, _ := d.get("entrysubtype")
	switch {
	case d.Type == "article-journal" && strings.TrimSpace(subtype.text) == "magazine":
		d.Type = "article-magazine"
	case d.Type == "article-journal" && strings.TrimSpace(subtype.text) == "newspaper":
		d.Type = "article-newspaper"
	case kind == "unpublished" && (d.has("eventdate") || d.has("eventtitle") || d.has("venue")):
		d.Type = "speech"
	case kind == "inbook" && !d.has("booktitle") && !d.has("maintitle"):
		d.Type = "book" // as in BibTeX, whose title is then the book's
	case kind == "misc" && (d.has("url") || d.webHome() != ""):
		d.Type = "webpage"
	}
	if v, ok := d.get("type"); ok {
		d.set("genre", localized(d.text(v)), v.at(0))
	} else if kind == "phdthesis" || kind == "mastersthesis" {
		d.set("genre", localized(kind), d.e.at)
	}
}

// unknownType warns of a type of entry that is read as @misc.
func (d *bibDraft) unknownType(kind string) {
	if d.warned() {
		return
	}
	hint := "write @misc"
	if near := decode.Nearest(kind, knownTypes); near != "" {
		hint = fmt.Sprintf("did you mean @%s?", near)
	}
	d.warn(d.e.at, "unknown-type", hint, "the type @%s is not known, and is read as @misc", kind)
}

// localized returns what a localization key of BibLaTeX stands for, in English.
func localized(key string) string {
	words := map[string]string{
		"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis",
		"bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis",
		"techreport": "Technical report", "resreport": "Research report", "software": "Computer software",
		"inpress": "in press", "inpreparation": "in preparation",
	}
	return cmp.Or(words[strings.ToLower(key)], key)
}

// webHome returns the address that howpublished consists of, if it does.
func (d *bibDraft) webHome() string {
	v, _ := d.get("howpublished")
	if m := urlCommand.FindStringSubmatch(v.text); m != nil {
		return m[1]
	}
	if text := strings.TrimSpace(v.text); strings.HasPrefix(text, "http") && !strings.Contains(text, " ") {
		return text
	}
	return ""
}

// titles sets the titles of the work and of what it is in.
func (d *bibDraft) titles() {
	in := func(kinds []string) bool { return slices.Contains(kinds, d.e.kind) }
	switch {
	case d.e.kind == "periodical":
		d.setTitle("title", "issue", true)
		d.setTitle("container-title", "", false)
	case in(chapterLike):
		d.setTitle("title", "", true)
		if d.has("maintitle") {
			d.setTitle("container-title", "main", true)
			d.setTitle("volume-title", "book", true)
		} else {
			d.setTitle("container-title", "book", true)
		}
	case d.has("maintitle"):
		d.setTitle("title", "main", true)
		d.setTitle("volume-title", "", true)
	default:
		d.setTitle("title", "", true)
	}
	d.setTitle("container-title", "journal", false)
	d.setField("container-title", "journal")
	if v, ok := d.get("shorttitle"); ok {
		d.set("title-short", marked(d.title(v)), v.at(0))
	} else if v, ok := d.get("title"); ok && d.has("subtitle") && !d.has("maintitle") {
		d.set("title-short", marked(d.title(v)), v.at(0))
	}
}

// setTitle joins the title, the subtitle and the addition whose fields begin
// with prefix.
func (d *bibDraft) setTitle(variable, prefix string, sentence bool) {
	v, ok := d.get(prefix + "title")
	if !ok {
		return
	}
	text := func(v value) string {
		if sentence {
			return marked(d.title(v))
		}
		return marked(d.decode(v))
	}
	title := text(v)
	if sub, ok := d.get(prefix + "subtitle"); ok {
		title = join(title, ":", text(sub))
	}
	if more, ok := d.get(prefix + "titleaddon"); ok {
		title = join(title, ".", marked(d.decode(more)))
	}
	d.set(variable, title, v.at(0))
}

// join puts a sign and a space between two texts, or a space alone after a
// sign.
func join(a, sign, b string) string {
	switch {
	case a == "" || b == "":
		return a + b
	case strings.ContainsAny(a[len(a)-1:], "!?.,:;"):
		return a + " " + b
	}
	return a + sign + " " + b
}

// named are the types of work whose title is a name and keeps its capitals.
var named = []string{"legislation", "legal_case", "treaty", "standard", "software"}

// title decodes a title, in the case in which CSL wants it.
func (d *bibDraft) title(v value) []char {
	text := d.decode(v)
	if d.english() && !slices.Contains(named, d.Type) {
		sentenceCase(text)
	}
	return text
}

// english reports whether the entry's language is English or not said.
func (d *bibDraft) english() bool {
	for _, field := range []string{"langid", "language"} {
		if v, ok := d.get(field); ok {
			lang := languageTag(plainText(d.decode(v)))
			return lang == "en" || strings.HasPrefix(lang, "en-")
		}
	}
	return true
}

// decode reads a field's LaTeX.
func (d *bibDraft) decode(v value) []char { return d.decodeAt(v, 0, len(v.text)) }

// decodeAt reads the LaTeX in a part of a field.
func (d *bibDraft) decodeAt(v value, from, to int) []char {
	text := decodeLaTeX(v.text[from:to], func(i int, command string) {
		d.fault(v.at(from+i), "unknown-command", "write the character or the word itself", "the LaTeX command %s is not known", command)
	})
	keepWords(text)
	return text
}

// text decodes what is printed in the case it is written in.
func (d *bibDraft) text(v value) string {
	text := d.decode(v)
	setKept(text, false)
	return marked(text)
}

// setField gives a variable a field's text.
func (d *bibDraft) setField(variable, field string) {
	v, ok := d.get(field)
	switch {
	case !ok:
	case strings.Contains(variable, "title"):
		d.set(variable, marked(d.decode(v)), v.at(0))
	default:
		d.set(variable, d.text(v), v.at(0))
	}
}

// editors sets the editors, or the directors if they are that.
func (d *bibDraft) editors() {
	variable := "editor"
	if v, _ := d.get("editortype"); strings.TrimSpace(v.text) == "director" {
		variable = "director"
	}
	d.setNames(variable, "editor")
}

// dates sets the dates of the work.
func (d *bibDraft) dates() {
	for _, x := range []struct{ variable, prefix string }{
		{"issued", ""}, {"event-date", "event"}, {"original-date", "orig"}, {"accessed", "url"},
	} {
		_, year := d.e.fields[x.prefix+"year"]
		_, date := d.e.fields[x.prefix+"date"]
		if v, ok := d.get(x.prefix + "date"); ok && (date || !year) {
			d.setDate(x.variable, unescaped(v.text), v.at(0))
			continue
		}
		if v, ok := d.get(x.prefix + "year"); ok {
			text, at := d.dayOf(x.prefix, v)
			d.setDate(x.variable, text, at)
		} else if v, ok := d.get(x.prefix + "month"); ok {
			d.warn(v.at(0), "bad-date", "write the year as well", "a month without a year is not printed")
		}
	}
	for _, field := range []string{"lastchecked", "lastaccessed"} {
		if v, ok := d.get(field); ok {
			d.setDate("accessed", plainText(d.decode(v)), v.at(0))
		}
	}
}

// dayOf returns the date in the field of a year and in those of a month and a
// day, the names of which begin with prefix, and where it stands.
func (d *bibDraft) dayOf(prefix string, y value) (text string, at int) {
	m, hasMonth := d.get(prefix + "month")
	v, hasDay := d.get(prefix + "day")
	year := plainText(d.decode(y))
	month, day := strings.TrimSuffix(plainText(d.decode(m)), "."), plainText(d.decode(v))
	switch n, err := strconv.Atoi(month); {
	case !hasMonth && !hasDay:
		return year, y.at(0)
	case !hasMonth:
		return year + "-00-" + day, v.at(0)
	case err == nil && (n < 1 || n > len(months)): // a season, or a mistake
		return year + "-" + month, m.at(0)
	case err == nil:
		month = months[n-1]
	}
	return strings.TrimSpace(day + " " + month + " " + year), y.at(0)
}

// numbers sets the numbers of the work and of its parts.
func (d *bibDraft) numbers() {
	d.setField("page", "pages")
	d.setField("page", "eid")
	if pages := d.Strings["page"]; pages != "" {
		d.Strings["page"] = strings.NewReplacer("–", "-", "—", "-").Replace(pages)
	}
	d.setField("volume", "volume")
	if part, ok := d.get("part"); ok {
		if volume := d.Strings["volume"]; volume != "" {
			d.Strings["volume"] = volume + "." + d.text(part)
		} else {
			d.setField("volume", "part")
		}
	}
	if v, ok := d.get("edition"); ok {
		d.set("edition", ordinal(d.text(v)), v.at(0))
	}
	switch {
	case slices.Contains(articleLike, d.e.kind):
		d.setField("issue", "number")
		if issue, ok := d.get("issue"); ok && d.has("number") {
			d.Strings["issue"] += ", " + d.text(issue)
		}
		d.setField("issue", "issue")
	case d.Type == "book" || d.Type == "chapter" || d.Type == "paper-conference" || d.Type == "entry-encyclopedia":
		if d.e.kind != "manual" {
			d.setField("collection-number", "number")
			break
		}
		fallthrough
	default:
		d.setField("number", "number")
		d.setField("issue", "issue")
	}
}

// ordinal returns the number that an English ordinal stands for.
func ordinal(s string) string {
	words := []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	word := strings.TrimSuffix(strings.ToLower(s), " edition")
	if n := slices.Index(words, word); n >= 0 {
		return fmt.Sprint(n + 1)
	}
	return s
}

// publication sets who published the work and where.
func (d *bibDraft) publication() {
	var text string
	at := 0
	for _, field := range []string{"school", "institution", "organization", "howpublished", "publisher"} {
		v, ok := d.get(field)
		if !ok || field == "howpublished" && d.webHome() != "" {
			continue
		}
		if text == "" {
			at = v.at(0)
		}
		text = join(text, ";", d.text(v))
	}
	d.set("publisher", text, at)
	place := "publisher-place"
	if d.Type == "patent" {
		place = "jurisdiction"
	}
	d.setField(place, "location")
	d.setField(place, "address")
}

// identifiers sets what leads to the work.
func (d *bibDraft) identifiers() {
	if v, ok := d.get("doi"); ok {
		d.setDOI(unescaped(v.text), v.at(0))
	}
	if home := d.webHome(); home != "" {
		v, _ := d.get("howpublished")
		d.set("URL", unescaped(home), v.at(0))
	}
	if v, ok := d.get("eprint"); ok {
		kind, found := d.get("eprinttype")
		if !found {
			kind, _ = d.get("archiveprefix")
		}
		eprint := unescaped(v.text)
		switch strings.ToLower(strings.TrimSpace(kind.text)) {
		case "arxiv":
			d.set("URL", "https://arxiv.org/abs/"+eprint, v.at(0))
		case "jstor":
			d.set("URL", "https://www.jstor.org/stable/"+eprint, v.at(0))
		case "pubmed":
			d.set("PMID", eprint, v.at(0))
		}
	}
	for _, field := range []string{"langid", "language"} {
		if v, ok := d.get(field); ok {
			d.set("language", languageTag(plainText(d.decode(v))), v.at(0))
		}
	}
}

// unescaped returns an address or a number without the escapes that LaTeX
// needs.
func unescaped(s string) string {
	s = strings.NewReplacer(`\textasciitilde{}`, "~", `\textasciitilde`, "~", `\~{}`, "~", `\_`, "_", `\%`, "%", `\&`, "&",
		`\#`, "#", `\$`, "$", `\{`, "{", `\}`, "}", `{`, "", `}`, "").Replace(strings.TrimSpace(s))
	if url, ok := strings.CutPrefix(s, `\url`); ok {
		s = url
	}
	return strings.Join(strings.Fields(s), " ")
}

// notes sets what is noted about the work.
func (d *bibDraft) notes() {
	var text string
	at := 0
	for _, field := range []string{"note", "addendum"} {
		if v, ok := d.get(field); ok && d.e.kind != "periodical" {
			if text == "" {
				at = v.at(0)
			}
			text = join(text, ".", d.text(v))
		}
	}
	d.set("note", text, at)
	if v, ok := d.get("pubstate"); ok {
		d.set("status", localized(d.text(v)), v.at(0))
	}
}

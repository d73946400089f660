package bibliography

import (
	"cmp"
	"fmt"
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
	"version": "version", "shortjournal": "container-title-short",
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
	"editor", "editortype", "editora", "editoratype", "editorb", "editorbtype", "editorc",
	"editorctype", "date", "year", "month", "day", "eventdate", "origdate", "urldate",
	"urlyear", "urlmonth", "urlday", "lastchecked", "lastaccessed", "pages", "eid",
	"volume", "part", "series", "number", "issue", "edition", "publisher", "school", "institution", "organization",
	"howpublished", "address", "location", "doi", "eprint", "eprinttype", "archiveprefix", "note", "addendum",
	"pubstate", "type", "language", "langid", "entrysubtype", "options", "crossref", "xdata",
}

// ignored are fields that say nothing of the work, or that no style prints.
var ignored = map[string]bool{
	"abstract": true, "annotation": true, "annote": true, "file": true, "keywords": true, "keyword": true, "ids": true,
	"owner": true, "timestamp": true, "groups": true, "key": true, "label": true, "shorthand": true, "sortkey": true,
	"sortname": true, "sorttitle": true, "sortyear": true, "presort": true, "xref": true, "related": true, "nameaddon": true,
	"eprintclass": true, "primaryclass": true, "note-date": true, "comment": true, "review": true,
	"indextitle": true, "authortype": true, "shortauthor": true, "shorteditor": true, "fjournal": true, "indexsorttitle": true, "month_numeric": true, "rating": true, "priority": true, "gender": true,
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
	return d.made()
}

// noPlace are BibLaTeX's fields that it prints and for which CSL has no place.
var noPlace = []string{"introduction", "foreword", "afterword", "annotator", "commentator", "holder", "eventtitleaddon"}

// misspelt warns of fields that are nearly named like one that is read, and of
// those that are printed nowhere.
func (d *bibDraft) misspelt() {
	for _, name := range d.e.order {
		if d.warned() || ignored[name] || slices.Contains(knownFields, name) {
			continue
		}
		if slices.Contains(noPlace, name) {
			d.warn(d.e.fields[name].at(0), "unread-field", "say it in the text, if the reader must know", "no citation style prints the field %q", name)
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
	case kind == "misc" && d.online():
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
	return cmp.Or(bibWords[strings.ToLower(strings.TrimSpace(key))], key)
}

// bibWords are the localization keys (BibLaTeX's manual, 4.9.2) in English.
var bibWords = map[string]string{
	"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis",
	"bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis",
	"techreport": "Technical report", "resreport": "Research report", "software": "Computer software",
	"datacd": "Data CD", "audiocd": "Audio CD", "newseries": "new series", "oldseries": "old series",
	"patent": "Patent", "patentde": "German patent", "patenteu": "European patent", "patentfr": "French patent",
	"patentuk": "British patent", "patentus": "U.S. patent", "patreq": "Patent request",
	"patreqde": "German patent request", "patreqeu": "European patent request", "patreqfr": "French patent request",
	"patrequk": "British patent request", "patrequs": "U.S. patent request",
	"inpress": "in press", "inpreparation": "in preparation", "prepublished": "prepublished",
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

// numbers sets the numbers of the work and of its parts.
func (d *bibDraft) numbers() {
	d.setField("page", "pages")
	if d.Strings["page"] == "" && slices.Contains(articleLike, d.e.kind) {
		d.setField("number", "eid") // "Article e123"
	} else {
		d.setField("page", "eid")
	}
	d.series()
	d.setField("volume", "volume")
	if part, ok := d.get("part"); ok {
		if volume := d.Strings["volume"]; volume != "" {
			d.Strings["volume"] = volume + "." + d.text(part)
		} else {
			d.setField("volume", "part")
		}
	}
	d.setField("edition", "edition")
	switch {
	case slices.Contains(articleLike, d.e.kind):
		d.setField("issue", "number")
		if issue, ok := d.get("issue"); ok && d.has("number") && !d.season(d.text(issue)) {
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

// season takes the name of an issue as the season that it appeared in, if it is
// one, and reports whether it is.
func (d *bibDraft) season(name string) bool {
	date, _ := article.ParseDate(name + " 2000")
	issued, ok := d.Dates["issued"]
	if ok && issued.From.Month == 0 && issued.To == (article.DateParts{}) && issued.Literal == "" {
		issued.Season = date.Season
		d.Dates["issued"] = issued
	}
	return date.Season > 0
}

// series sets the series: of books, or of a journal that began anew, whose
// number stands alone.
func (d *bibDraft) series() {
	v, ok := d.get("series")
	if !ok {
		return
	}
	text := localized(marked(d.decode(v)))
	if n, err := strconv.Atoi(text); err == nil && slices.Contains(articleLike, d.e.kind) {
		text = nth(n) + " series"
	}
	d.set("collection-title", text, v.at(0))
}

// nth returns an ordinal in English: 2nd.
func nth(n int) string {
	ends := []string{"th", "st", "nd", "rd"}
	if n%10 > 3 || n/10%10 == 1 {
		return strconv.Itoa(n) + ends[0]
	}
	return strconv.Itoa(n) + ends[n%10]
}

package bibliography

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"handout/internal/article"
)

// risTag is a tag: two spaces stand before the hyphen, and some programs write
// one, or small letters, or nothing behind it.
var risTag = regexp.MustCompile(`^\s*([A-Z][A-Z0-9](?: {1,2}-(?:$| )|  -)|[a-z][a-z0-9]  -(?:$| ))(.*)$`)

// readRIS reads RIS, whose tags are understood as Zotero does.
func readRIS(f *file) []article.Reference {
	var refs []article.Reference
	var open record
	end := func() {
		if open != nil {
			refs = append(refs, f.risReference(open))
		}
		open = nil
	}
	unclosed := func() {
		if open != nil {
			f.warn(open[0].at, "no-er", "write a line ER  - after its last line", "the reference that begins here has no end")
		}
	}
	for _, l := range f.tagged(risTag, "a reference in RIS begins with a line such as TY  - JOUR") {
		l.tag, l.value = strings.ToUpper(l.tag[:min(2, len(l.tag))]), html.UnescapeString(l.value)
		switch {
		case l.tag == "TY":
			unclosed()
			end()
			open = record{l}
		case l.tag == "ER":
			if end(); l.value != "" {
				f.fault(l.at, "not-in-a-reference", "begin every reference with a line such as TY  - JOUR", "%q stands outside of a reference", l.value)
			}
		case l.tag == "":
		case open == nil:
			f.fault(l.at, "not-in-a-reference", "begin every reference with a line such as TY  - JOUR", "the tag %s stands outside of a reference", l.tag)
		default:
			open = append(open, l)
		}
	}
	unclosed()
	end()
	return refs
}

// risTypes maps RIS's types of reference to CSL's.
var risTypes = map[string]string{
	"ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic",
	"BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "graphic",
	"CLSWK": "classic", "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "document",
	"DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book",
	"EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "EQUA": "document", "FIGURE": "figure",
	"GEN": "document", "GOVDOC": "report", "GRANT": "document", "GRNT": "document", "HEAR": "hearing",
	"ICOMM": "personal_communication", "INPR": "article", "JFULL": "article-journal", "JOUR": "article-journal",
	"LEGAL": "regulation", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
	"MULTI": "motion_picture", "MUSIC": "song", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent",
	"PCOMM": "personal_communication", "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song",
	"STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript",
	"VIDEO": "motion_picture", "WEB": "webpage",
}

// risReference makes a reference of the lines of one, the first of which has
// its type.
func (f *file) risReference(r record) article.Reference {
	id := r.get("ID")
	at := r[0].at
	if id.tag != "" {
		at = id.at
	}
	d := f.draft(id.value, at)
	kind := strings.ToUpper(r[0].value)
	if d.Type = risTypes[kind]; d.Type == "" {
		f.warn(r[0].at, "unknown-type", "write GEN", "the type %q is not known, and is read as GEN", kind)
		d.Type = "document"
	}
	d.risTitles(r)
	d.risNames(r, kind)
	d.risNumbers(r)
	d.risDates(r)
	if d.Type == "legal_case" || d.Type == "patent" {
		d.setLine("authority", r, "PB")
	}
	d.setLine("publisher", r, "PB")
	d.setLine("publisher-place", r, "CY", "PP")
	if d.Type == "software" {
		d.setLine("version", r, "ET")
	} else {
		d.setLine("edition", r, "ET")
	}
	address := r.get("UR", "LK")
	first, _, _ := strings.Cut(address.value, "; ") // of several
	d.set("URL", first, address.at)
	d.setLine("section", r, "SE")
	d.setLine("archive", r, "DB")
	d.setLine("source", r, "DP")
	d.setLine("call-number", r, "CN")
	if l := r.get("LA"); l.value != "" {
		d.set("language", languageTag(l.value), l.at)
	}
	return d.made()
}

// risDates sets the dates of the work. DA has the day, or what else there is
// to say beside the year in PY.
func (d *draft) risDates(r record) {
	day, year := r.get("DA"), r.get("PY", "Y1")
	text := strings.Trim(day.value, "/ ")
	if undated[strings.ToLower(text)] {
		text = ""
	}
	if text != "" && year.value != "" {
		if !hasYear.MatchString(text) {
			text += " " + strings.Trim(year.value, "/ ")
		}
		if _, wrong := article.ParseDate(text); wrong != "" {
			d.warn(day.at, "bad-date", "write a date as 2016/09/05", "%s, so the date in %s is taken", wrong, year.tag)
			text = ""
		}
	}
	d.setDate("issued", text, day.at)
	d.setDate("issued", strings.Trim(year.value, "/ "), year.at)
	seen := r.get("Y2")
	d.setDate("accessed", strings.Trim(seen.value, "/ "), seen.at)
	if first := r.get("OP"); hasYear.MatchString(first.value) {
		d.setDate("original-date", first.value, first.at)
	}
}

var hasYear = regexp.MustCompile(`\d{4}`)

// serial are the types of work that appear in a journal or a paper.
var serial = []string{"article-journal", "article-magazine", "article-newspaper"}

// risTitles sets the titles of the work and of what it is in.
func (d *draft) risTitles(r record) {
	switch d.Type {
	case "book", "manuscript":
		d.setLine("title", r, "TI", "T1", "CT", "BT")
		d.setLine("collection-title", r, "T2", "T3")
	case "report", "software", "map", "thesis", "standard":
		d.setLine("title", r, "TI", "T1", "CT", "BT")
		d.setLine("collection-title", r, "T2", "T3")
	case "paper-conference":
		d.setLine("title", r, "TI", "T1", "CT")
		if r.get("C3").tag != "" || r.get("BT").tag != "" {
			d.setLine("event-title", r, "T2")
		}
		d.setLine("container-title", r, "C3", "BT", "T2", "JF", "JO")
		d.setLine("collection-title", r, "T3")
		d.setLine("event-place", r, "C1")
	case "speech":
		d.setLine("title", r, "TI", "T1", "CT")
		d.setLine("event-title", r, "T2")
	default:
		d.setLine("title", r, "TI", "T1", "CT")
		d.setLine("container-title", r, "T2", "BT", "JF", "JO", "JA", "J2")
		d.setLine("collection-title", r, "T3")
	}
	d.setLine("container-title-short", r, "J2", "JA", "JO")
	if short := d.Strings["container-title-short"]; short == d.Strings["container-title"] || d.Strings["container-title"] == "" {
		delete(d.Strings, "container-title-short")
		delete(d.At, "container-title-short")
	}
	d.setLine("title-short", r, "ST")
	d.Strings["title"] = untitled(d.Strings["title"])
}

// risNames sets the people who made the work.
func (d *draft) risNames(r record, kind string) {
	author, second, third := "author", "editor", "collection-editor"
	hasAuthor := r.get("AU", "A1").tag != ""
	switch {
	case kind == "EDBOOK":
		author = "editor"
	case d.Type == "book" && hasAuthor:
		second, third = "collection-editor", "editor"
	case d.Type == "motion_picture":
		author, third = "director", "producer"
	case d.Type == "song":
		author, second = "composer", "performer"
	case d.Type == "personal_communication":
		second = "recipient"
	case d.Type == "legal_case":
		second = ""
		d.setLine("container-title", r, "A2")
	case d.Type == "patent": // who it was given to
		second = ""
	}
	for _, x := range [][2]string{{"AU", author}, {"A1", author}, {"A2", second}, {"ED", "editor"}, {"A3", third}, {"A4", "translator"}} {
		for _, l := range r.all(x[0]) {
			if x[1] == "" {
				continue
			}
			for _, name := range strings.Split(l.value, ";") {
				d.addName(x[1], risName(strings.TrimSpace(name)), l.at)
			}
		}
	}
}

// risNumbers sets the numbers of the work and where in a volume it stands.
func (d *draft) risNumbers(r record) {
	first, last := r.get("SP"), r.get("EP")
	pages := article.Bare("page", first.value)
	whole := d.Type == "book" || d.Type == "thesis" || d.Type == "manuscript"
	switch {
	case whole && last.value == "":
		d.set("number-of-pages", pages, first.at)
	case last.value == "" || last.value == first.value || strings.Contains(pages, "-"):
		d.set("page", pages, first.at)
	case pages == "":
		d.set("page", last.value, last.at)
	default:
		d.set("page", pages+"-"+last.value, first.at)
	}
	d.setLine("volume", r, "VL")
	if slices.Contains(serial, d.Type) || d.Type == "paper-conference" {
		d.setLine("issue", r, "IS")
	} else if whole || d.Type == "chapter" {
		d.setLine("collection-number", r, "IS", "M1")
	} else {
		d.setLine("number", r, "IS", "M1")
	}
	if d.Type == "article-journal" && d.Strings["page"] == "" {
		d.setLine("page", r, "C7") // EndNote's article number
	}
	d.setLine("number-of-volumes", r, "NV")
	if l := r.get("DO"); l.value != "" {
		d.setDOI(l.value, l.at)
	} else if l := r.get("M3"); strings.HasPrefix(l.value, "10.") {
		d.setDOI(l.value, l.at)
	}
	if l := r.get("M3"); !strings.HasPrefix(l.value, "10.") && !slices.Contains(serial, d.Type) {
		kind := "genre"
		if d.Type == "motion_picture" || d.Type == "song" {
			kind = "medium"
		}
		d.set(kind, l.value, l.at)
	}
	l := r.get("SN")
	switch {
	case d.Type == "report" || d.Type == "patent" || d.Type == "standard":
		delete(d.Strings, "number")
		d.set("number", l.value, l.at)
		d.setLine("number", r, "IS", "M1")
	case slices.Contains(serial, d.Type) || digits(l.value) == 8:
		d.set("ISSN", l.value, l.at)
	default:
		d.set("ISBN", l.value, l.at)
	}
}

// digits returns how many digits s has, counting the X that may end a number
// of a book or a journal.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' || r == 'X' {
			n++
		}
	}
	return n
}

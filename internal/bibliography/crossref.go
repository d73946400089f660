package bibliography

import (
	"slices"
	"strings"
)

// An entry may inherit from this many with xdata, and through this many with
// crossref: a chapter from a book, from a book of many volumes, from a series.
const (
	maxXData = 8
	maxDepth = 3
)

// links reports the entries that this one inherits from and that are not
// there, or that inherit from itself.
func (d *bibDraft) links() {
	names := d.e.xdata
	at := d.e.fields["xdata"].at(0)
	if len(names) > maxXData {
		d.fault(at, "bad-crossref", "put their fields into one entry", "xdata names more than %d entries", maxXData)
		return
	}
	for _, key := range names {
		if d.bib.byKey[key] == nil {
			d.fault(at, "bad-crossref", "see that the key is spelt as in the other entry", "xdata names %q, which is no entry of this file", key)
		}
	}
	v, ok := d.e.fields["crossref"]
	if ok && d.bib.parent(d.e) == nil {
		d.fault(v.at(0), "bad-crossref", "see that the key is spelt as in the other entry", "crossref names %q, which is no entry of this file", strings.TrimSpace(v.text))
	}
	e := d.e
	for range maxDepth + 1 {
		if e = d.bib.parent(e); e == nil {
			return
		}
	}
	d.fault(v.at(0), "bad-crossref", "remove crossref from one of them", "the entry inherits from itself, or through too many others")
}

// parent returns the entry that crossref names, if there is one.
func (b *bibFile) parent(e *entry) *entry {
	return b.byKey[strings.TrimSpace(e.fields["crossref"].text)]
}

// uninherited are the fields that an entry has for itself alone.
var uninherited = []string{"crossref", "xdata", "entrysubtype", "options", "shorttitle", "type"}

// has reports whether the entry has or inherits a field.
func (d *bibDraft) has(field string) bool {
	_, ok := d.get(field)
	return ok
}

// get returns a field that the entry has or inherits.
func (d *bibDraft) get(field string) (value, bool) { return d.bib.get(d.e, field, 0) }

func (b *bibFile) get(e *entry, field string, depth int) (value, bool) {
	if v, ok := e.fields[field]; ok {
		return v, strings.TrimSpace(v.text) != ""
	}
	if slices.Contains(uninherited, field) {
		return value{}, false
	}
	for _, key := range e.xdata[:min(len(e.xdata), maxXData)] {
		if p := b.byKey[key]; p != nil {
			if v, ok := p.fields[field]; ok {
				return v, true
			}
		}
	}
	p := b.parent(e)
	if p == nil || depth == maxDepth {
		return value{}, false
	}
	for _, name := range inherited(p.kind, e.kind, field) {
		if v, ok := b.get(p, name, depth+1); ok {
			return v, true
		}
	}
	return value{}, false
}

// inherited returns the fields of a parent that a child's field is taken from,
// the first that there is (BibLaTeX's manual, appendix B; BibTeX itself takes
// all from the field of the same name).
func inherited(parent, child, field string) []string {
	inside := slices.Contains(chapterLike, child)
	volumes := strings.HasPrefix(parent, "mv")
	if i := strings.Index(field, "title"); i >= 0 || strings.HasSuffix(field, "subtitle") {
		if j := strings.Index(field, "subtitle"); j >= 0 {
			i = j
		}
		from := []string{field, field[i:]}
		switch field[:i] {
		case "":
			if inside || volumes || parent == "periodical" {
				return nil
			}
		case "main":
			if volumes {
				return from
			}
		case "book":
			if inside && !volumes {
				return from
			}
		case "journal":
			if parent == "periodical" {
				return from
			}
		}
	}
	if field == "bookauthor" && strings.HasSuffix(parent, "book") {
		return []string{field, "author"}
	}
	return []string{field}
}

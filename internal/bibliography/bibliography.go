// Package bibliography reads files of references, in the formats that
// reference managers and libraries write, into references with CSL's names
// for their parts. Text in them keeps the mark-up of CSL-JSON: <i>, <b>, <sup>,
// <sub>, small capitals and <span class="nocase"> around words whose capitals
// stay.
package bibliography

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"handout/internal/article"
	"handout/internal/diag"
)

// MaxSize is how many bytes a file of references may have. A library of ten
// thousand works, with abstracts, has about that many.
const MaxSize = 16 << 20

// Parse reads the references of a file, in the order they stand in. The format
// is told by the end of name: .json is CSL-JSON, .yaml or .yml CSL-YAML, .bib
// BibTeX or BibLaTeX, .ris RIS and .nbib PubMed's; with any other name it is
// told by the content.
//
// Everything that is wrong is reported at once. The references are to be used
// only if the list has not failed. A work without a key of its own is given
// one: its first author's family name and its year, as in greutman2016, and
// for the next of the same name and year greutman2016b.
func Parse(name string, src []byte) ([]article.Reference, diag.List) {
	f, ok := open(name, src)
	if !ok {
		return nil, f.diags
	}
	read := formats[strings.ToLower(filepath.Ext(name))]
	if read == nil {
		read = sniff(f.src)
	}
	refs := read(f)
	if len(refs) == 0 && !f.diags.Failed() {
		f.faultIn(diag.Pos{File: name}, "no-references", "see that it is the right file and that its name ends as its format asks: .json, .yaml, .bib, .ris or .nbib",
			"there is no reference in it")
	}
	f.identify(refs)
	f.diags.Sort()
	return refs, f.diags
}

// formats maps the end of a file's name to its reader.
var formats = map[string]func(*file) []article.Reference{
	".json": readJSON,
	".yaml": readYAML,
	".yml":  readYAML,
	".bib":  readBibTeX,
	".ris":  readRIS,
	".nbib": readNBIB,
}

var (
	risRecord  = regexp.MustCompile(`(?m)^[ \t]*TY {1,2}-`)
	nbibRecord = regexp.MustCompile(`(?m)^PMID *-`)
	bibEntry   = regexp.MustCompile(`(?m)^[ \t]*@[A-Za-z]+[ \t]*[{(]`)
)

// sniff tells the format of a file by its content.
func sniff(src string) func(*file) []article.Reference {
	start := strings.TrimSpace(src)
	switch {
	case strings.HasPrefix(start, "[") || strings.HasPrefix(start, "{"):
		return readJSON
	case risRecord.MatchString(src):
		return readRIS
	case nbibRecord.MatchString(src):
		return readNBIB
	case bibEntry.MatchString(src):
		return readBibTeX
	}
	return readYAML
}

// file is a file being read: its text, and what was found wrong in it.
type file struct {
	name  string
	src   string // without byte-order mark
	lines []int  // where each line begins
	runes []int  // how many characters stand before each block of src
	diags diag.List
}

// block is how many bytes src is counted in.
const block = 1 << 10

// open returns the file, or false when it cannot be read as text at all.
func open(name string, src []byte) (*file, bool) {
	f := &file{name: name}
	whole := diag.Pos{File: name}
	switch {
	case len(src) > MaxSize:
		f.faultIn(whole, "too-big", "export only the references that the handout cites",
			"the file is larger than %d MiB", MaxSize>>20)
		return f, false
	case bytes.HasPrefix(src, []byte("\xFE\xFF")) || bytes.HasPrefix(src, []byte("\xFF\xFE")):
		f.faultIn(whole, "not-utf-8", "save it as UTF-8", "the file is in UTF-16")
		return f, false
	}
	f.src = strings.TrimPrefix(string(src), "\uFEFF")
	f.index()
	if i := invalid(f.src); i >= 0 {
		f.fault(i, "not-utf-8", "save the file as UTF-8", "the byte %#02x is no UTF-8", f.src[i])
		return f, false
	}
	return f, true
}

// invalid returns where s stops being UTF-8, or -1.
func invalid(s string) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// index counts the lines and characters of f, so that pos is quick even in a
// file that is a single line.
func (f *file) index() {
	f.lines = []int{0}
	n := 0
	for i := range len(f.src) {
		if i%block == 0 {
			f.runes = append(f.runes, n)
		}
		if utf8.RuneStart(f.src[i]) {
			n++
		}
		if f.src[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
}

// pos returns the place of byte i of f.
func (f *file) pos(i int) diag.Pos {
	line, found := slices.BinarySearch(f.lines, i)
	if !found {
		line--
	}
	return diag.Pos{File: f.name, Line: line + 1, Column: f.count(i) - f.count(f.lines[line]) + 1}
}

// count returns how many characters begin before byte i.
func (f *file) count(i int) int {
	i = min(i, len(f.src))
	b := i / block
	if b == len(f.runes) {
		b--
	}
	if b < 0 {
		return 0
	}
	n := f.runes[b]
	for _, c := range []byte(f.src[b*block : i]) {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// maxFaults is how many errors and warnings are worth reading.
const maxFaults = 100

// fault reports an error at byte i.
func (f *file) fault(i int, rule, hint, format string, args ...any) {
	f.faultIn(f.pos(i), rule, hint, format, args...)
}

func (f *file) faultIn(pos diag.Pos, rule, hint, format string, args ...any) {
	f.report(pos, diag.Error, rule, hint, format, args...)
}

// warn reports a warning at byte i.
func (f *file) warn(i int, rule, hint, format string, args ...any) {
	f.report(f.pos(i), diag.Warning, rule, hint, format, args...)
}

func (f *file) report(pos diag.Pos, s diag.Severity, rule, hint, format string, args ...any) {
	if s == diag.Warning && f.warned() || f.crowded() {
		return
	}
	f.diags.Errorf(pos, rule, format, args...)
	last := &f.diags[len(f.diags)-1]
	last.Severity, last.Hint = s, hint
}

// warned reports whether no more warnings are kept.
func (f *file) warned() bool { return len(f.diags) >= maxFaults }

// crowded reports whether no more errors are kept.
func (f *file) crowded() bool { return len(f.diags) >= 2*maxFaults }

// identify gives every reference an id and reports those given twice.
func (f *file) identify(refs []article.Reference) {
	first := map[string]diag.Pos{}
	for _, r := range refs {
		if r.ID == "" {
			continue
		}
		if pos, ok := first[r.ID]; ok {
			f.faultIn(r.Pos, "duplicate-id", "remove one of the two, or give it another id",
				"the id %q is given twice, first on line %d", r.ID, pos.Line)
			continue
		}
		first[r.ID] = r.Pos
	}
	next := map[string]int{}
	for i := range refs {
		r := &refs[i]
		if r.ID != "" {
			continue
		}
		stem := stem(*r)
		for r.ID == "" {
			id := stem + letters(next[stem])
			next[stem]++
			if _, taken := first[id]; !taken {
				r.ID, first[id] = id, r.Pos
			}
		}
	}
}

// letters returns what tells the n-th work of one name and year from the
// others: nothing, b, c, to z, ba and so on.
func letters(n int) string {
	var s []byte
	for ; n > 0; n /= 26 {
		s = append(s, 'a'+byte(n%26))
	}
	slices.Reverse(s)
	return string(s)
}

// draft is a reference in the making.
type draft struct {
	*file
	article.Reference
}

func (f *file) draft(id string, at int) *draft {
	return &draft{f, article.Reference{
		Pos: f.pos(at), ID: id,
		Strings: map[string]string{},
		Names:   map[string][]article.Name{},
		Dates:   map[string]article.Date{},
		At:      map[string]diag.Pos{},
	}}
}

// made returns the reference.
func (d *draft) made() article.Reference {
	d.PutPages()
	return d.Reference
}

// set gives a variable the text that stands at byte i, unless there is none or
// the variable has one. It reports what can be no text.
func (d *draft) set(variable, text string, i int) {
	if text = article.Bare(variable, text); text == "" || d.Strings[variable] != "" {
		return
	}
	if c := strings.IndexFunc(text, control); c >= 0 {
		d.fault(i, "control-character", "remove it, or write the sign that is meant",
			"%s has the invisible character %U in it", variable, []rune(text[c:])[0])
		return
	}
	d.Strings[variable] = text
	d.At[variable] = d.pos(i)
}

// control reports whether r is no part of any text.
func control(r rune) bool { return r < ' ' || r >= 0x7F && r < 0xA0 || r == utf8.RuneError }

// addName adds a name to a list of them, which stands at byte i.
func (d *draft) addName(variable string, n article.Name, i int) {
	if n == (article.Name{}) {
		return
	}
	n.Given = article.SplitInitials(n.Given, n.Family)
	for _, part := range []string{n.Family, n.Given, n.Literal, n.Suffix, n.NonDroppingParticle, n.DroppingParticle} {
		if strings.ContainsFunc(part, control) {
			d.fault(i, "control-character", "remove it", "the name %q has an invisible character in it", part)
			return
		}
	}
	d.Names[variable] = append(d.Names[variable], n)
	if d.At[variable].IsZero() {
		d.At[variable] = d.pos(i)
	}
}

// setDate gives a variable the date that stands at byte i, unless there is
// none or the variable has one.
func (d *draft) setDate(variable, text string, i int) {
	if _, ok := d.Dates[variable]; ok || undated[strings.ToLower(text)] {
		return
	}
	date, wrong := article.ParseDate(text)
	if wrong != "" {
		d.fault(i, "bad-date", "write a date as 2016-09-05, 2016-09 or 2016, and a span as 2016/2017", "%s", wrong)
		return
	}
	d.Dates[variable] = date
	d.At[variable] = d.pos(i)
}

// undated are the ways to say that there is no date, which a style says in its
// own way.
var undated = map[string]bool{"": true, "n.d.": true, "n.d": true, "nd": true, "no date": true, "s.f.": true}

// setDOI takes a DOI in any of the ways it is written.
func (d *draft) setDOI(text string, i int) {
	doi := article.Bare("DOI", text)
	switch {
	case strings.TrimSpace(text) == "":
	case !article.IsDOI(doi):
		d.fault(i, "bad-doi", article.DOIHint, "%q is no DOI", text)
	default:
		d.set("DOI", doi, i)
	}
}

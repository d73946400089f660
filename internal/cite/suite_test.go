package cite

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A fixture is a file of the CSL test suite
// (https://github.com/citation-style-language/test-suite): sections between
// ">>===== NAME =====>>" and "<<===== NAME =====<<".
//
//	go test ./internal/cite -run Suite -v -suite DIR
//
// prints what differs in the fixtures of a folder, and how many pass. Ours are
// in testdata/suite and must all pass.
var suite = flag.String("suite", "", "folder of CSL test fixtures to run")

func TestSuite(t *testing.T) {
	dir := *suite
	if dir == "" {
		dir = "testdata/suite"
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures in ", dir)
	}
	var locales []*Locale
	if *suite != "" {
		locales = suiteLocales(t, dir)
	}
	var total, same int
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, ok := parseFixture(string(src))
		if !ok {
			t.Log(filepath.Base(path), "is no fixture")
			continue
		}
		total++
		got, err := f.try(filepath.Base(path), locales)
		want := f.expected()
		if err == nil && got == want {
			same++
			continue
		}
		if err != nil {
			got = err.Error()
		}
		say := t.Errorf
		if *suite != "" {
			say = t.Logf
		}
		say("%s\n got  %s\n want %s", filepath.Base(path), indented(got), indented(want))
	}
	t.Logf("%d of %d fixtures pass", same, total)
}

func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n      ") }

// suiteLocales returns the locale files that lie in a folder "locales" in the
// fixtures', beside it or one above, and those of the shared test data.
func suiteLocales(t *testing.T, dir string) []*Locale {
	var files []string
	for _, where := range []string{dir + "/locales", dir + "/../locales", dir + "/../../locales", shared + "/locales"} {
		found, _ := filepath.Glob(where + "/locales-*.xml")
		files = append(files, found...)
	}
	return readLocales(t, files)
}

type fixture map[string]string

var sectionStart = regexp.MustCompile(`(?m)^[ \t]*>>=+ *([A-Z0-9_-]+) *=+>>[^\n]*\n`)

// parseFixture takes a file apart; it reports false when the file holds no
// fixture.
func parseFixture(src string) (fixture, bool) {
	f := fixture{}
	src = strings.ReplaceAll(src, "\r\n", "\n")
	for {
		m := sectionStart.FindStringSubmatchIndex(src)
		if m == nil {
			break
		}
		name := src[m[2]:m[3]]
		body := src[m[1]:]
		end := regexp.MustCompile(`(?m)^[ \t]*<<=+ *` + name + ` *=+<<`).FindStringIndex(body)
		if end == nil {
			break
		}
		f[name] = strings.TrimSuffix(body[:end[0]], "\n")
		src = body[end[1]:]
	}
	return f, f["CSL"] != "" && f["INPUT"] != "" && f["MODE"] != ""
}

// read decodes a section that holds JSON; it reports whether there is one.
func (f fixture) read(name string, to any) (bool, error) {
	if strings.TrimSpace(f[name]) == "" {
		return false, nil
	}
	dec := json.NewDecoder(strings.NewReader(f[name]))
	dec.UseNumber()
	if err := dec.Decode(to); err != nil {
		return false, fmt.Errorf("%s: %v", name, err)
	}
	return true, nil
}

// try is run; that a fixture is more than can be borne is an error of this one.
func (f fixture) try(name string, locales []*Locale) (got string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return f.run(name, locales)
}

// run formats a fixture and returns what the section RESULT should hold.
func (f fixture) run(name string, locales []*Locale) (string, error) {
	st, diags := ParseStyle(name, []byte(f["CSL"]))
	if st == nil {
		return "", fmt.Errorf("%v", diags)
	}
	refs, err := f.references(name)
	if err != nil {
		return "", err
	}
	if err := f.abbreviate(refs); err != nil {
		return "", err
	}
	r := newRun(st, cmp.Or(st.defaultLang, "en-US"), locales)
	var entries [][]any
	listed, err := f.read("BIBENTRIES", &entries)
	if err != nil {
		return "", err
	}
	if listed && len(entries) > 0 {
		refs = ordered(refs, entries[len(entries)-1])
	}
	cites, err := f.citations(r, refs)
	if err != nil {
		return "", err
	}
	if _, running := f["CITATIONS"]; running {
		r.gather(refs, cites)
		if !listed {
			r.order = slices.DeleteFunc(r.order, func(w *work) bool { return !w.cited })
		}
	} else {
		r.gather(refs, nil)
	}
	mode := strings.TrimSpace(f["MODE"])
	switch {
	case mode == "bibliography-nosort":
		r.sorted = slices.Clone(r.order)
	case strings.HasSuffix(mode, "nosort"):
		st.citation.sort = nil
		fallthrough
	default:
		r.sortList()
	}
	if r.places == nil {
		r.place(cites)
	}
	r.disambiguate()
	switch {
	case strings.HasPrefix(mode, "bibliography-header"):
		return f.header(st), nil
	case strings.HasPrefix(mode, "bibliography"):
		return f.bibliography(r)
	}
	var lines []string
	_, numbered := f["CITATIONS"]
	for i := range cites {
		line := r.htmlOf(r.citation(&cites[i]))
		if numbered {
			line = fmt.Sprintf("[%d] %s", i, line)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), nil
}

// header prints what a bibliography's layout is told.
func (f fixture) header(st *Style) string {
	a := st.list
	align := "false"
	if a.align != "" {
		align = a.align
	}
	return fmt.Sprintf("entryspacing: %d\nhangingindent: %v\nlinespacing: %d\nsecond-field-align: %s", a.entrySpacing, a.hanging, a.lineSpacing, align)
}

// filter is a section BIBSECTION.
type filter struct {
	Include, Exclude, Select, Quash []struct{ Field, Value string }
}

// keeps reports whether a reference stands in the section.
func (fl *filter) keeps(w *work) bool {
	is := func(c struct{ Field, Value string }) bool {
		if c.Field == "type" {
			return w.Type == c.Value
		}
		if c.Value == "" {
			_, date := w.Dates[c.Field]
			return w.Strings[c.Field] == "" && len(w.Names[c.Field]) == 0 && !date
		}
		return strings.Contains(" "+w.Strings[c.Field]+" ", c.Value)
	}
	return (len(fl.Include) == 0 || slices.ContainsFunc(fl.Include, is)) &&
		!slices.ContainsFunc(fl.Exclude, is) &&
		!slices.ContainsFunc(fl.Select, func(c struct{ Field, Value string }) bool { return !is(c) }) &&
		(len(fl.Quash) == 0 || slices.ContainsFunc(fl.Quash, func(c struct{ Field, Value string }) bool { return !is(c) }))
}

func (f fixture) bibliography(r *run) (string, error) {
	var fl filter
	if _, err := f.read("BIBSECTION", &fl); err != nil {
		return "", err
	}
	if r.style.list == nil {
		return "", fmt.Errorf("the style has no bibliography")
	}
	var lines []string
	var before *authors
	for _, w := range r.sorted {
		if !fl.keeps(w) {
			continue
		}
		var label, text []*node
		label, text, before = r.entry(r.style.list, w, before)
		line := r.htmlOf(text)
		if label != nil && r.style.list.align != "" {
			line = "{right-inline}" + line
			if len(label) > 0 {
				line = "{left-margin}" + r.htmlOf(label) + line
			}
		} else if label != nil {
			line = r.htmlOf(append(label, text...))
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n"), nil
}

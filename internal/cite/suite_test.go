package cite

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
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
			continue // not a fixture
		}
		total++
		got, err := f.run(filepath.Base(path), locales)
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
// fixtures' or beside it, and those of the shared test data.
func suiteLocales(t *testing.T, dir string) []*Locale {
	var files []string
	for _, where := range []string{dir + "/locales", dir + "/../locales", shared + "/locales"} {
		found, _ := filepath.Glob(where + "/locales-*.xml")
		files = append(files, found...)
	}
	return readLocales(t, files)
}

type fixture map[string]string

var sectionStart = regexp.MustCompile(`(?m)^>>=+ *([A-Z0-9-]+) *=+>>[^\n]*\n`)

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
		end := regexp.MustCompile(`(?m)^<<=+ *` + name + ` *=+<<`).FindStringIndex(body)
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
	if err := json.Unmarshal([]byte(f[name]), to); err != nil {
		return false, fmt.Errorf("%s: %v", name, err)
	}
	return true, nil
}

// suiteItem is a cite as the fixtures write it.
type suiteItem struct {
	ID             any
	Locator, Label any
	Prefix, Suffix string
	SuppressAuthor any `json:"suppress-author"`
	AuthorOnly     any `json:"author-only"`
	NearNote       any `json:"near-note"`
	Position       any `json:"position"`
	FirstNote      any `json:"first-reference-note-number"`
}

func (it suiteItem) item(r *run) article.CitationItem {
	return article.CitationItem{
		ID: word(it.ID), Locator: word(it.Locator), Label: word(it.Label),
		SuppressAuthor: truth(it.SuppressAuthor), AuthorOnly: truth(it.AuthorOnly),
		Prefix: r.finish(r.markedUp(it.Prefix)), Suffix: r.finish(r.markedUp(it.Suffix)),
	}
}

func (r *run) markedUp(s string) []*node {
	return r.scope(r.style.citation, &work{Reference: &article.Reference{}}, false).field(s)
}

func (it suiteItem) placement() placement {
	var p placement
	switch n, _ := it.Position.(float64); n {
	case 1:
		p.position = subsequent
	case 2:
		p.position = ibidWithLocator
	case 3:
		p.position = ibid
	}
	p.near = truth(it.NearNote)
	fmt.Sscan(word(it.FirstNote), &p.note)
	return p
}

func word(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func truth(v any) bool { return v != nil && v != false && v != 0. && v != "" && v != "false" }

// suiteCitation is a citation of the section CITATIONS.
type suiteCitation struct {
	CitationID    any
	CitationItems []suiteItem
	Properties    struct {
		NoteIndex int
		Mode      string
	}
}

// run formats a fixture and returns what the section RESULT should hold.
func (f fixture) run(name string, locales []*Locale) (string, error) {
	st, diags := ParseStyle(name, []byte(f["CSL"]))
	if st == nil {
		return "", fmt.Errorf("%v", diags)
	}
	refs := f.references(name)
	if err := f.abbreviate(refs); err != nil {
		return "", err
	}
	r := newRun(st, cmp.Or(st.defaultLang, "en-US"), locales)
	var entries [][]any
	listed, err := f.read("BIBENTRIES", &entries)
	if err != nil {
		return "", err
	}
	if listed {
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
	if mode == "bibliography-nosort" {
		r.sorted = slices.Clone(r.order)
	} else {
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

// references reads the section INPUT. The suite has JSON escapes that YAML does
// not know, and types and variables that CSL does not know.
func (f fixture) references(name string) []article.Reference {
	src := []byte(f["INPUT"])
	var items []map[string]any
	dec := json.NewDecoder(strings.NewReader(f["INPUT"]))
	dec.UseNumber()
	if dec.Decode(&items) == nil {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if enc.Encode(items) == nil {
			src = b.Bytes()
		}
	}
	refs, _ := article.ParseReferences(name, src)
	for i := range refs {
		for _, item := range items {
			if word(item["id"]) == refs[i].ID {
				complete(&refs[i], item)
				break
			}
		}
	}
	return refs
}

// complete adds to r what is in item and unknown to CSL.
func complete(r *article.Reference, item map[string]any) {
	r.Type = cmp.Or(r.Type, word(item["type"]))
	for name, v := range item {
		_, known := r.At[name]
		switch v := v.(type) {
		case string, json.Number:
			if s := word(v); !known && s != "" && name != "id" && name != "type" {
				r.Strings[name] = s
			}
		case []any: // labels that a list of references may be drawn up by
			var words []string
			for _, item := range v {
				words = append(words, word(item))
			}
			if s := strings.Join(words, " "); !known && r.Strings[name] == "" {
				r.Strings[name] = s
			}
		}
	}
}

// citations returns what a fixture cites, in the order of the document.
func (f fixture) citations(r *run, refs []article.Reference) ([]article.Citation, error) {
	var clusters [][]suiteItem
	if ok, err := f.read("CITATION-ITEMS", &clusters); ok || err != nil {
		var cites []article.Citation
		for _, items := range clusters {
			cites = append(cites, citationOf(r, items))
		}
		r.places = map[*article.CitationItem]placement{}
		for i, items := range clusters {
			for j, it := range items {
				r.places[&cites[i].Items[j]] = it.placement()
			}
		}
		return cites, err
	}
	var calls [][3]json.RawMessage
	if ok, err := f.read("CITATIONS", &calls); ok || err != nil {
		return runningCitations(r, calls)
	}
	var c article.Citation
	for _, ref := range refs {
		c.Items = append(c.Items, article.CitationItem{ID: ref.ID})
	}
	r.places = map[*article.CitationItem]placement{}
	return []article.Citation{c}, nil
}

func citationOf(r *run, items []suiteItem) (c article.Citation) {
	for _, it := range items {
		c.Items = append(c.Items, it.item(r))
	}
	return c
}

// runningCitations returns the citations in the order that the last of a
// word processor's calls (citation, what stands before it, what behind) says.
func runningCitations(r *run, calls [][3]json.RawMessage) ([]article.Citation, error) {
	known := map[string]article.Citation{}
	var order []article.Citation
	for _, call := range calls {
		var sc suiteCitation
		var before, after [][2]any
		for i, to := range []any{&sc, &before, &after} {
			if err := json.Unmarshal(call[i], to); err != nil {
				return nil, fmt.Errorf("CITATIONS: %v", err)
			}
		}
		c := citationOf(r, sc.CitationItems)
		c.Note = sc.Properties.NoteIndex
		switch sc.Properties.Mode {
		case "composite":
			c.InText = true
		case "author-only":
			if len(c.Items) > 0 {
				c.Items[0].AuthorOnly = true
			}
		case "suppress-author":
			if len(c.Items) > 0 && !r.style.Note {
				c.Items[0].SuppressAuthor = true
			}
		}
		id := word(sc.CitationID)
		known[id] = c
		order = order[:0]
		for _, p := range append(append(before, [2]any{id, float64(c.Note)}), after...) {
			c := known[word(p[0])]
			note, _ := p[1].(float64)
			c.Note = int(note)
			order = append(order, c)
		}
	}
	return order, nil
}

// abbreviate gives the references the short forms of the section
// ABBREVIATIONS.
func (f fixture) abbreviate(refs []article.Reference) error {
	var lists map[string]map[string]map[string]string
	if ok, err := f.read("ABBREVIATIONS", &lists); !ok {
		return err
	}
	for _, ref := range refs {
		for variable, long := range maps.Clone(ref.Strings) {
			if short := lists["default"][variable][long]; short != "" {
				ref.Strings[variable+"-short"] = short
			}
		}
	}
	return nil
}

// ordered returns the references with the given ids, in their order.
func ordered(refs []article.Reference, ids []any) (chosen []article.Reference) {
	for _, id := range ids {
		for _, ref := range refs {
			if ref.ID == word(id) {
				chosen = append(chosen, ref)
			}
		}
	}
	return chosen
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
			line = "{left-margin}" + r.htmlOf(label) + "{right-inline}" + line
		} else if label != nil {
			line = r.htmlOf(append(label, text...))
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n"), nil
}

// styledRun is a piece of a result in its looks and its display.
type styledRun struct {
	text  string
	style article.Style
	part  string // "{block}" where a part begins that is displayed apart
}

var displays = [...]string{inline: "{inline}", block: "{block}", leftMargin: "{left-margin}", rightInline: "{right-inline}", indent: "{indent}"}

func (r *run) htmlOf(nodes []*node) string {
	var runs []styledRun
	part := 0
	for _, t := range r.settle(nodes) {
		s := styledRun{text: t.text, style: t.style}
		if t.part != part && t.text != "" {
			s.part, part = displays[t.display], t.part
		}
		runs = append(runs, s)
	}
	return written(runs)
}

// noForms drops what the reference processor prints for nothing.
var noForms = strings.NewReplacer(noForm, "", "[CSL STYLE ERROR: reference with no printed form.]", "")

// expected returns the section RESULT in the form that run returns: whatever
// the mark-up, the same looks are written the same way.
func (f fixture) expected() string {
	want := noForms.Replace(strings.TrimSpace(f["RESULT"]))
	mode := strings.TrimSpace(f["MODE"])
	switch {
	case strings.HasPrefix(mode, "bibliography-header"):
		var keep []string
		for _, line := range strings.Split(want, "\n") {
			key, _, _ := strings.Cut(line, ":")
			if slices.Contains([]string{"entryspacing", "hangingindent", "linespacing", "second-field-align"}, key) {
				keep = append(keep, line)
			}
		}
		return strings.Join(keep, "\n")
	case strings.HasPrefix(mode, "bibliography"):
		var lines []string
		for i, entry := range strings.Split(want, `<div class="csl-entry">`) {
			if i > 0 {
				entry = strings.TrimSuffix(strings.TrimSpace(entry), "</div>")
				if last := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(entry), "</div>")); i == strings.Count(want, `<div class="csl-entry">`) {
					entry = last
				}
				lines = append(lines, written(parseHTML(strings.TrimSpace(entry))))
			}
		}
		return strings.Join(lines, "\n")
	}
	var lines []string
	for _, line := range strings.Split(want, "\n") {
		number := ""
		if m := regexp.MustCompile(`^(?:>>|\.\.)(\[\d+\]) ?`).FindStringSubmatch(line); m != nil {
			number, line = m[1]+" ", line[len(m[0]):]
		}
		lines = append(lines, number+written(parseHTML(line)))
	}
	return strings.Join(lines, "\n")
}

var resultTag = regexp.MustCompile(`<(/?)([a-z]+)((?: [^<>]*)?)>`)

// parseHTML reads the mark-up of a result.
func parseHTML(src string) []styledRun {
	var runs []styledRun
	style := article.Style(0)
	var outer []article.Style
	part := ""
	var divs []string
	text := func(s string) {
		if len(divs) == 0 && strings.TrimSpace(s) == "" && strings.Contains(s, "\n") || s == "" {
			return
		}
		runs = append(runs, styledRun{html.UnescapeString(s), style, part})
		part = ""
	}
	for src != "" {
		m := resultTag.FindStringSubmatchIndex(src)
		if m == nil {
			text(src)
			break
		}
		text(src[:m[0]])
		closing, name, attrs := src[m[2]:m[3]] != "", src[m[4]:m[5]], src[m[6]:m[7]]
		src = src[m[1]:]
		switch {
		case name == "div" && closing:
			if len(divs) > 0 {
				divs = divs[:len(divs)-1]
			}
			part = "{inline}"
		case name == "div":
			_, class, _ := strings.Cut(attrs, `"csl-`)
			class, _, _ = strings.Cut(class, `"`)
			divs = append(divs, class)
			part = "{" + class + "}"
		case closing && len(outer) > 0:
			style, outer = outer[len(outer)-1], outer[:len(outer)-1]
		case !closing:
			outer = append(outer, style)
			style = styleOfTag(style, name, strings.ReplaceAll(attrs, " ", ""))
		}
	}
	return runs
}

func styleOfTag(style article.Style, name, attrs string) article.Style {
	switch name {
	case "i", "em":
		return style | article.Italic
	case "b":
		return style | article.Bold
	case "sup":
		return style | article.Superscript
	case "sub":
		return style | article.Subscript
	case "sc":
		return style | article.SmallCaps
	}
	for _, c := range []struct {
		css     string
		on, off article.Style
	}{
		{"font-style:normal", 0, article.Italic}, {"font-style:italic", article.Italic, 0},
		{"font-weight:normal", 0, article.Bold}, {"font-variant:normal", 0, article.SmallCaps},
		{"font-variant:small-caps", article.SmallCaps, 0}, {"text-decoration:none", 0, article.Underline},
		{"text-decoration:underline", article.Underline, 0}, {"baseline", 0, article.Superscript | article.Subscript},
	} {
		if strings.Contains(attrs, c.css) {
			return style&^c.off | c.on
		}
	}
	return style
}

// written writes runs in one way only. Where a part that is displayed apart
// meets what surrounds it, blanks and an empty mark of the line are nothing.
func written(runs []styledRun) string {
	var t article.Text
	for _, r := range runs {
		if r.part != "" {
			for k := len(t) - 1; k >= 0; k-- {
				if t[k].Text = strings.TrimRight(t[k].Text, " \n"); t[k].Text != "" {
					break
				}
			}
			t = append(t, article.Inline{Text: r.part})
			r.text = strings.TrimLeft(r.text, " \n")
		}
		t = append(t, raised(r)...)
	}
	s := asPrinted(markup(alike(t)))
	return strings.TrimPrefix(strings.TrimSuffix(s, "{inline}"), "{inline}")
}

// alike makes one run of neighbours that look alike.
func alike(t article.Text) (out article.Text) {
	for _, in := range t {
		in.Text = strings.ReplaceAll(in.Text, "\u00a0 ", "  ")
		if k := len(out); k > 0 && out[k-1].Style == in.Style {
			out[k-1].Text += in.Text
		} else if in.Text != "" {
			out = append(out, in)
		}
	}
	return out
}

// raised writes superscript characters as superscript, as the suite does.
func raised(r styledRun) (t article.Text) {
	for _, c := range r.text {
		in := article.Inline{Text: string(c), Style: r.style}
		if i := slices.Index([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿªº™ʳˢᵉᵈ"), c); i >= 0 {
			in.Text = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "n", "a", "o", "TM", "r", "s", "e", "d"}[i]
			in.Style |= article.Superscript
		}
		t = append(t, in)
	}
	return t
}

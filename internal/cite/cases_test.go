package cite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/diag"
)

// A case is a block of "key: value" lines in testdata/cases/*.txt: elements
// and attributes of a style, references in YAML, and what is printed, as "cite"
// or "entry" lines. Blocks are parted by blank lines. A block with "shipped" is
// about the style of that name.
//
// The strings were compared with those of the reference processor (citeproc-js)
// when they were written, those of the shipped styles with the manuals.
type styleCase struct {
	file   string
	line   int
	fields map[string]string
	refs   []string
	cites  [][2]string // what is cited, what is printed
	list   []string
}

func readCases(t *testing.T) []styleCase {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	var all []styleCase
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c := styleCase{}
		for i, line := range append(strings.Split(string(src), "\n"), "") {
			key, value, _ := strings.Cut(line, ": ")
			switch {
			case line == "":
				if c.fields != nil {
					all = append(all, c)
				}
				c = styleCase{}
				continue
			case c.fields == nil:
				c = styleCase{file: f, line: i + 1, fields: map[string]string{}}
			}
			switch key {
			case "ref":
				c.refs = append(c.refs, value)
			case "cite":
				what, want, _ := strings.Cut(value, " => ")
				c.cites = append(c.cites, [2]string{what, want})
			case "entry":
				c.list = append(c.list, value)
			case "class", "delimiter", "style", "locale", "macros", "citation", "sort", "layout", "body", "bib", "bibopt", "bibsort", "shipped", "lang":
				c.fields[key] = value
			default:
				t.Errorf("%s:%d: unknown key %q", f, i+1, key)
			}
		}
	}
	return all
}

func (c *styleCase) style() string {
	f := c.fields
	class, delimiter := f["class"], f["delimiter"]
	if class == "" {
		class = "in-text"
	}
	if delimiter == "" {
		delimiter = "; "
	}
	s := fmt.Sprintf(`<style class="%s" version="1.0" %s>%s%s<citation %s>%s<layout delimiter="%s" %s>%s</layout></citation>`,
		class, f["style"], f["locale"], f["macros"], f["citation"], f["sort"], delimiter, f["layout"], f["body"])
	if f["bib"] != "" {
		s += fmt.Sprintf(`<bibliography %s>%s<layout>%s</layout></bibliography>`, f["bibopt"], f["bibsort"], f["bib"])
	}
	return s + "</style>"
}

func TestCases(t *testing.T) {
	for _, c := range readCases(t) {
		name := fmt.Sprintf("%s:%d", filepath.Base(c.file), c.line)
		st := Shipped(c.fields["shipped"])
		if st == nil {
			var diags diag.List
			if st, diags = ParseStyle(name, []byte(c.style())); st == nil {
				t.Errorf("%s: %v", name, diags)
				continue
			}
		}
		refs, diags := article.ParseReferences("refs.yaml", []byte("- "+strings.Join(c.refs, "\n- ")))
		if diags.Failed() {
			t.Errorf("%s: %v", name, diags)
			continue
		}
		var cites []article.Citation
		for _, w := range c.cites {
			cites = append(cites, typedCitation(w[0]))
		}
		res := st.Format(c.fields["lang"], refs, cites)
		for i, w := range c.cites {
			if got := asPrinted(markup(res.Citations[i])); got != w[1] {
				t.Errorf("%s: %s\n got  %s\n want %s", name, w[0], got, w[1])
			}
		}
		if len(c.list) > 0 && len(res.Entries) != len(c.list) {
			t.Errorf("%s: %d entries, want %d", name, len(res.Entries), len(c.list))
		}
		for i, want := range c.list {
			if i >= len(res.Entries) {
				t.Errorf("%s: entry %d is missing", name, i)
				break
			}
			e := res.Entries[i]
			if got := asPrinted(strings.TrimSpace(markup(e.Label) + " " + markup(e.Text))); got != want {
				t.Errorf("%s: entry %d\n got  %s\n want %s", name, i, got, want)
			}
		}
	}
}

// typedCitation reads "a page=3; b prefix=see", where a minus sign before the
// id leaves the author out.
func typedCitation(s string) article.Citation {
	var c article.Citation
	for _, part := range strings.Split(s, "; ") {
		words := strings.Split(part, " | ")
		item := article.CitationItem{ID: words[0]}
		if id, ok := strings.CutPrefix(item.ID, "-"); ok {
			item.ID, item.SuppressAuthor = id, true
		}
		for _, w := range words[1:] {
			switch key, value, _ := strings.Cut(w, "="); key {
			case "prefix":
				item.Prefix = article.Text{{Text: value}}
			case "suffix":
				item.Suffix = article.Text{{Text: value}}
			default:
				item.Label, item.Locator = key, value
			}
		}
		c.Items = append(c.Items, item)
	}
	return c
}

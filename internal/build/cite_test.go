package build

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

const tinyStyle = `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="!"><text variable="title"/></layout></bibliography>
</style>`

// TestIsBibliography holds what is taken for a file of references.
func TestIsBibliography(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      bool
	}{
		{"a.yaml", "title: T\nbody:\n  - text: T\n", false},
		{"a.yaml", "'body' : []\n", false},
		{"a.yml", "{body: [{text: T}]}", false},
		{"a.yaml", "references:\n  - {id: a, body: x}\n", true},
		{"a.yaml", "- id: a\n  abstract: |\n    body: x\n", true},
		{"a.BIB", "body: x", true},
		{"a.json", "body: x", true},
		{"<stdin>", "body: []\n", false},
		{"<stdin>", "@book{a, title = {body: x}}", true},
	} {
		if got := isBibliography(c.name, []byte(c.src)); got != c.want {
			t.Errorf("%s %q: %v", c.name, c.src, got)
		}
	}
}

// TestCite holds that a list has every reference of the file, and that an
// error leaves none.
func TestCite(t *testing.T) {
	inFolder(t)
	bib := "@book{a, title = {First}}\n@book{b, title = {Second}}\n"
	l := listOf(Options{Stdin: strings.NewReader(bib), CSL: &StyleFile{"x.csl", []byte(tinyStyle)}})
	if l.Outcome != Done || len(l.Entries) != 2 || l.Entries[1].Text.String() != "Second!" {
		t.Errorf("got %+v", l)
	}
	l = listOf(Options{Stdin: strings.NewReader(bib + "@book{b, title = {Third}}\n")})
	if l.Outcome != Faulty || l.Entries != nil || !l.Diags.Failed() || l.Texts["<stdin>"] == nil {
		t.Errorf("an id given twice: %+v", l)
	}
}

// TestStyleInFolder holds that an article's style is a file of its folder: no
// path and no link leads out of it, and no size is too much to read.
func TestStyleInFolder(t *testing.T) {
	inFolder(t, "in/styles/")
	for name, text := range map[string][]byte{
		"out.csl": []byte(tinyStyle), "in/styles/a.csl": []byte(tinyStyle), "in/big.csl": bytes.Repeat([]byte(" "), MaxSize+1),
	} {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../out.csl", "in/link.csl"); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot("in")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, want := range map[string]string{
		"styles/a.csl": "",
		"big.csl":      "in/a.yaml:3:17: error: the citation style \"big.csl\" is larger than 4 MiB [citation-style]",
		"link.csl":     "in/a.yaml:3:17: error: cannot read the citation style \"link.csl\"",
		"../out.csl":   "in/a.yaml:3:17: error: cannot read the citation style \"../out.csl\"",
		"styles":       "in/a.yaml:3:17: error: no citation style is called \"styles\"",
	} {
		src := "title: T\nlanguage: en\ncitation_style: " + name + "\nbody:\n  - text: T\n"
		out, diags := compose("in/a.yaml", []byte(src), &folder{root: root, dir: "in"}, letter, Options{})
		switch {
		case want == "" && (out == nil || len(diags) > 0):
			t.Errorf("%s: %v", name, diags)
		case want != "" && (out != nil || len(diags) != 1 || !strings.HasPrefix(diags[0].Error(), want)):
			t.Errorf("%s: %v, want %s", name, diags, want)
		}
	}
}

// listOf returns the list of references of standard input.
func listOf(opt Options) (l Listing) {
	lists, _ := Cite(context.Background(), []string{Std}, opt)
	for l = range lists {
	}
	return l
}

package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/cite"
)

// TestStylesListed holds that the README and the help name the citation styles
// that there are.
func TestStylesListed(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n| name | style |\n")
	section, _, _ = strings.Cut(section, "\n\n")
	var named []string
	for _, row := range regexp.MustCompile("(?m)^\\| `(.*?)` \\|").FindAllStringSubmatch(section, -1) {
		named = append(named, row[1])
	}
	if !slices.Equal(named, cite.Styles()) {
		t.Errorf("README.md names the styles %v, there are %v", named, cite.Styles())
	}
	for _, style := range cite.Styles() {
		if cite.Shipped(style) == nil {
			t.Errorf("the style %s cannot be read", style)
		}
	}
	for _, c := range []string{"build", "cite"} {
		out, err := command(t, ".", c, "--help").Output()
		if err != nil || !strings.Contains(string(out), orList(cite.Styles())) {
			t.Errorf("%s --help does not name the styles: %v\n%s", c, err, out)
		}
	}
}

// TestCitationsShown holds the README's examples of citations to what they
// print.
func TestCitationsShown(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n| you write | in MLA it prints |\n|---|---|\n")
	section, _, _ = strings.Cut(section, "\n\n")
	rows := strings.Split(section, "\n")
	if len(rows) < 3 {
		t.Fatalf("%d examples", len(rows))
	}
	for _, row := range rows {
		cells := strings.Split(strings.Trim(row, "| "), " | ")
		if len(cells) != 2 {
			t.Fatalf("no example: %s", row)
		}
		source := strings.ReplaceAll(cells[0], "`", "")
		a, diags := article.Parse("a.yaml", []byte("title: T\nlanguage: en\nbody:\n  - text: \""+source+"\"\nreferences:\n"+
			"  - {id: sample, type: book, author: [{family: Sample}], title: A}\n"+
			"  - {id: other, type: book, author: [{family: Other}], title: B}\n"), nil)
		if a == nil {
			t.Fatal(diags)
		}
		if a, diags = cite.Resolve(a, cite.Options{}); a == nil {
			t.Fatal(diags)
		}
		if got := a.Body[0].(*article.Paragraphs).Texts[0].String(); got != cells[1] {
			t.Errorf("%s prints %q, README.md says %q", source, got, cells[1])
		}
	}
}

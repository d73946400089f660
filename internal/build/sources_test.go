package build

import (
	"os"
	"strings"
	"testing"

	"handout/internal/pdf/pdftest"
)

// TestBibliography holds that references come from the file an article names:
// those that it cites or lists and no others, its own before the file's.
func TestBibliography(t *testing.T) {
	inFolder(t)
	bib := `@book{cited, author = {Sample, Ann}, title = {A cited book}, year = 2020}
@book{listed, author = {Sample, Bo}, title = {A listed book}, year = 2020}
@book{left, author = {Sample, Cy}, title = {A book left out}, year = 2020}
@book{own, author = {Sample, Di}, title = {Not this one}, year = 2020}
`
	if err := os.WriteFile("shelf.bib", []byte(bib), 0o666); err != nil {
		t.Fatal(err)
	}
	build := func(src string) ([]byte, string) {
		root, err := os.OpenRoot(".")
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		data, diags := compose("a.yaml", []byte(src), &folder{root: root}, letter, Options{})
		var said []string
		for _, d := range diags {
			said = append(said, d.Error())
		}
		return data, strings.Join(said, "\n")
	}
	article := `title: T
language: en
bibliography: shelf.bib
nocite: [listed]
references: [{id: own, type: book, title: A book of its own}]
body: [{text: "So [@cited; @own]."}]
`
	data, said := build(article)
	if data == nil {
		t.Fatal(said)
	}
	text, err := pdftest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]bool{"cited": true, "listed": true, "left out": false, "of its own": true, "Not this": false} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(words)) != want {
			t.Errorf("%q listed: %v, want %v\n%s", words, !want, want, text)
		}
	}
	data, said = build(strings.Replace(article, "[listed]", `"@*"`, 1))
	if data == nil {
		t.Fatal(said)
	}
	if text, err = pdftest.Text(data); err != nil || !strings.Contains(text, "Left Out") {
		t.Errorf("nocite of everything does not list it: %v\n%s", err, text)
	}
	for from, want := range map[string]string{
		"shelf.bib": "a.yaml:3:15: error: cannot read the bibliography",
		"cited; ":   "a.yaml:6:20: error: no reference is called",
		"listed]":   "a.yaml:4:10: error: no reference is called",
	} {
		if data, said := build(strings.Replace(article, from, from[:len(from)-2]+"x"+from[len(from)-2:], 1)); data != nil || !strings.HasPrefix(said, want) {
			t.Errorf("without %s: %s", from, said)
		}
	}
}

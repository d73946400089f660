package cite

import (
	"bytes"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"handout/internal/article"
)

func lists() []List {
	return []List{
		{File: "a.yaml", Lang: "en", Entries: []article.Entry{
			{ID: "one", Label: article.Text{{Text: "1."}}, Text: article.Text{
				{Text: "Sample A & B. *Not* a [link]. "}, {Text: "A Journal", Style: article.Italic}, {Text: ". "},
				{Text: "https://example.org/a_b?c&d", Link: "https://example.org/a_b?c&d"}, {Text: "."}}},
			{ID: "two", Label: article.Text{{Text: "2."}}, Text: article.Text{
				{Text: "H"}, {Text: "2", Style: article.Subscript}, {Text: "O <b> is "}, {Text: "“not", Style: article.Italic},
				{Text: "bold", Style: article.Bold}, {Text: " "}, {Text: "agua", Lang: "es"},
				{Text: " nbib", Style: article.SmallCaps}, {Text: " "}, {Text: "doi", Link: "https://doi.org/10.1/<a>(b)"}}},
		}},
		{File: "b.bib", Lang: "es", Entries: []article.Entry{
			{ID: "a&b", Text: article.Text{{Text: "1999. Una lista."}}},
			{ID: "three", Text: article.Text{{Text: "- # Dos\nlíneas"}}},
		}},
	}
}

// TestRender holds the lists in every format.
func TestRender(t *testing.T) {
	want := map[string]bool{}
	for _, format := range Formats() {
		path := filepath.Join("testdata", "render."+format)
		want[path] = true
		got := Render(format, lists()...)
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if held, err := os.ReadFile(path); err != nil || !bytes.Equal(held, got) {
			t.Errorf("not as held in %s (renew it with -update):\n%s", path, got)
		}
	}
	held, _ := filepath.Glob("testdata/render.*")
	for _, path := range held {
		if !want[path] {
			t.Errorf("no test asks for %s", path)
		}
	}
	if got := Render("json"); string(got) != "[]\n" {
		t.Errorf("no lists: %q", got)
	}
	if Render("word", lists()...) != nil {
		t.Error("an unknown format prints something")
	}
}

var htmlTags = regexp.MustCompile(`<[^>]*>`)

// TestMarkdownWords holds that a Markdown reader and a browser find the words
// of a reference and nothing else, whatever stands in it.
func TestMarkdownWords(t *testing.T) {
	const signs = "ab 1.)-+=*_`~[]<>&#|$^@!\\:\"'(“é"
	markdown := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote))
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune(signs)
	for range 20000 {
		var text article.Text
		for range 1 + rng.IntN(4) {
			var s strings.Builder
			for range 1 + rng.IntN(5) {
				s.WriteRune(letters[rng.IntN(len(letters))])
			}
			text = append(text, article.Inline{Text: s.String(), Style: article.Style(rng.IntN(4))})
		}
		want := strings.Join(strings.Fields(text.String()), " ")
		if want == "" {
			continue
		}
		list := List{Entries: []article.Entry{{ID: "x", Text: text}}}
		source := Render("markdown", list)
		var page bytes.Buffer
		if err := markdown.Convert(source, &page); err != nil {
			t.Fatal(err)
		}
		for format, page := range map[string]string{"markdown": page.String(), "html": string(Render("html", list))} {
			if got := strings.Join(strings.Fields(html.UnescapeString(htmlTags.ReplaceAllString(page, ""))), " "); got != want {
				t.Fatalf("%s: %q is read as %q\n%s\n%s", format, want, got, source, page)
			}
		}
	}
}

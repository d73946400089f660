package cite

import (
	"flag"
	"testing"

	"handout/internal/article"
)

var update = flag.Bool("update", false, "renew golden files")

// TestResolve holds the words of citations and references against examples
// worked out by the MLA Handbook's rules.
func TestResolve(t *testing.T) {
	for _, c := range []struct{ name, cite, reference, mark, entry string }{
		{"web page", "[@x]",
			`{id: x, type: webpage, author: [{family: Sample, given: Ann}], title: A page, container-title: A site, issued: 2016-09-05, URL: "https://example.org/a"}`,
			"(Sample)", "Sample, Ann. “A Page.” A site, 5 Sept. 2016, https://example.org/a."},
		{"page without date", "[@x]",
			`{id: x, type: webpage, author: [{family: Sample, given: Ann}], title: A page}`,
			"(Sample)", "Sample, Ann. “A Page.”"},
		{"book with page", "[@x, p. 4]",
			`{id: x, type: book, author: [{family: Sample, given: Ann}, {family: Other, given: Bo}], title: A book, publisher: A press, issued: 2020}`,
			"(Sample and Other 4)", "Sample, Ann, and Bo Other. A Book. A press, 2020."},
		{"paper of three", "[-@x, p. 4]",
			`{id: x, type: article-journal, author: [{family: A, given: B}, {family: C}, {family: D}], title: A paper, container-title: A journal, volume: 3, issue: 2, page: 10-12, issued: 2020-05, DOI: 10.5555/a}`,
			"(4)", "A, B, et al. “A Paper.” A Journal, vol. 3, no. 2, May 2020, pp. 10–12, https://doi.org/10.5555/a."},
		{"office", "@x says",
			`{id: x, type: report, author: [{literal: Sample Office}], title: A report, issued: 2021}`,
			"Sample Office says", "Sample Office. A Report. 2021."},
		{"law", "[@x]",
			`{id: x, type: legislation, title: A law, container-title: U.S.C., volume: 20, section: 1400 et seq., issued: 2004}`,
			"(20\u00a0U.S.C.\u00a0§\u00a01400 et seq.)", "A Law. 20\u00a0U.S.C.\u00a0§\u00a01400 et seq., 2004."},
		{"section of a regulation", "[@x, sec. 300.8]",
			`{id: x, type: regulation, title: Rules, container-title: C.F.R., volume: 34, section: 300.1}`,
			"(34\u00a0C.F.R.\u00a0§\u00a0300.8)", "Rules. 34\u00a0C.F.R.\u00a0§\u00a0300.1."},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := "title: T\nlanguage: en\nbody:\n  - text: \"" + c.cite + "\"\nreferences:\n  - " + c.reference + "\n"
			a, diags := article.Parse("a.yaml", []byte(src), nil)
			if a == nil {
				t.Fatal(diags)
			}
			b, diags := Resolve(a, Options{})
			if b == nil {
				t.Fatal(diags)
			}
			if got := b.Body[0].(*article.Paragraphs).Texts[0].String(); got != c.mark {
				t.Errorf("mark  %s\n want %s", got, c.mark)
			}
			if got := b.Sources.Entries[0].Text.String(); got != c.entry {
				t.Errorf("entry %s\n want %s", got, c.entry)
			}
			for _, in := range b.Body[0].(*article.Paragraphs).Texts[0] {
				if in.Cite != nil {
					t.Error("a citation is left open")
				}
			}
		})
	}
}

// TestMarks holds where a superscript mark stands.
func TestMarks(t *testing.T) {
	for typed, want := range map[string]string{
		"A word [@x]. More.":  "A word.1 More.",
		"A word. [@x] More.":  "A word.1 More.",
		"A word [@x], more":   "A word,1 more",
		"A word [@x; @y]: so": "A word1,2: so",
		"@x says so [@y].":    "Sample1 says so.2",
		"[@x, p. 4] is":       "1(p4) is",
	} {
		src := "title: T\nlanguage: en\nbody:\n  - text: \"" + typed + "\"\nreferences:\n" +
			"  - {id: x, type: book, author: [{family: Sample, given: Ann}], title: A}\n  - {id: y, type: book, title: B}\n"
		a, diags := article.Parse("a.yaml", []byte(src), nil)
		if a == nil {
			t.Fatal(diags)
		}
		b, diags := Resolve(a, Options{Style: "ama"})
		if b == nil {
			t.Fatal(diags)
		}
		if got := b.Body[0].(*article.Paragraphs).Texts[0].String(); got != want {
			t.Errorf("%s\n got  %s\n want %s", typed, got, want)
		}
	}
}

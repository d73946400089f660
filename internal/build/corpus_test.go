package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"handout/internal/article"
	"handout/internal/cite"
	"handout/internal/pdf/pdftest"
	"handout/layout"
)

// TestHardArticles builds articles that are hard to set or to tag, and reads
// the files back: a screen reader finds its way, and every word is there, in
// the article's order. HANDOUT_PDF_DIR keeps them for a validator.
func TestHardArticles(t *testing.T) {
	for _, h := range hardArticles() {
		for _, profile := range layout.Profiles {
			if h.long && profile != layout.Standard {
				continue // that takes the reader half a minute
			}
			t.Run(h.name+"/"+string(profile), func(t *testing.T) {
				soundIn(t, []byte(h.yaml), ".", layout.Sheet{Paper: layout.Letter, Profile: profile})
			})
		}
	}
}

// TestExamples does the same with the articles that come with the program and
// with the samples of every kind of block.
func TestExamples(t *testing.T) {
	for _, pattern := range []string{"../../handouts/*.yaml", "../../layout/testdata/*.yaml"} {
		paths, _ := filepath.Glob(pattern)
		if len(paths) == 0 {
			t.Errorf("no articles in %s", pattern)
		}
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, profile := range layout.Profiles {
				for _, paper := range layout.Papers {
					t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml")+"/"+string(profile)+"/"+paper.Name, func(t *testing.T) {
						soundIn(t, src, filepath.Dir(path), layout.Sheet{Paper: paper, Profile: profile})
					})
				}
			}
		}
	}
}

// TestEveryKind does the same with one article of all those samples.
func TestEveryKind(t *testing.T) {
	const dir = "../../layout/testdata"
	all := begin("Every kind of block")
	all.WriteString("body:\n")
	for _, kind := range article.Kinds() {
		sample, err := os.ReadFile(filepath.Join(dir, kind+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(sample), "body:\n")
		all.WriteString(body)
	}
	for _, profile := range layout.Profiles {
		t.Run(string(profile), func(t *testing.T) {
			soundIn(t, []byte(all.String()), dir, layout.Sheet{Paper: layout.Letter, Profile: profile})
		})
	}
}

// TestReadAloud holds what a screen reader is told of the first handout, in
// standard print and in large.
func TestReadAloud(t *testing.T) {
	src, err := os.ReadFile("../../handouts/in-school-vs-clinical-ot.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for path, profile := range map[string]layout.Profile{
		"testdata/in-school-vs-clinical-ot.txt":             layout.Standard,
		"testdata/in-school-vs-clinical-ot.large-print.txt": layout.LargePrint,
	} {
		got, err := pdftest.Tree(soundIn(t, src, "../../handouts", layout.Sheet{Paper: layout.Letter, Profile: profile}))
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || string(want) != got {
			t.Errorf("the reading is not as held in %s (renew it with -update):\n%s", path, got)
		}
	}
	if files, _ := filepath.Glob("testdata/*"); len(files) != 2 {
		t.Errorf("testdata holds %v", files)
	}
}

// soundIn builds an article whose images are in dir and checks the file.
func soundIn(t *testing.T, src []byte, dir string, sheet layout.Sheet) []byte {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	files := &folder{root: root}
	data, diags := compose("a.yaml", src, files, sheet, Options{})
	if data == nil {
		t.Fatal(diags)
	}
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	if err := asPromised(data, sheet.Profile); err != nil {
		t.Error(err)
	}
	text, err := pdftest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	if word := firstLost(t, src, files, text); word != "" {
		t.Errorf("%q is not in the file where it should be", word)
	}
	keep(t, data)
	return data
}

// firstLost returns the first word of the article that text lacks behind those
// before it, or nothing.
func firstLost(t *testing.T, src []byte, files *folder, text string) string {
	a, diags := article.Parse("a.yaml", src, files)
	if a == nil {
		t.Fatal(diags)
	}
	if a, diags = cite.Resolve(a, cite.Options{}); a == nil {
		t.Fatal(diags)
	}
	rest := letters(text)
	lost := ""
	a.Map(func(t article.Text) article.Text {
		for _, word := range strings.Fields(t.String()) {
			word = strings.TrimFunc(word, unicode.IsPunct) // a link's address may stand before it
			i := strings.Index(rest, letters(word))
			if i < 0 && lost == "" {
				lost = word
			}
			if i >= 0 {
				rest = rest[i+len(letters(word)):]
			}
		}
		return t
	})
	return lost
}

// letters drops white space, which a reader may put anywhere.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00AD' || r == '\u200B' {
			return -1
		}
		return r
	}, s)
}

func keep(t *testing.T, data []byte) {
	dir := os.Getenv("HANDOUT_PDF_DIR")
	if dir == "" {
		return
	}
	path := filepath.Join(dir, "build", filepath.FromSlash(t.Name())+".pdf")
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

type hardArticle struct {
	name, yaml string
	long       bool
}

func hardArticles() []hardArticle {
	return []hardArticle{
		{name: "one word", yaml: "title: T\nlanguage: en\nbody: [{text: Word}]\n"},
		{name: "a table of four pages", yaml: tableOf(60, 30)},
		{name: "a row of three pages", yaml: tableOf(2, 2400)},
		{name: "spanning cells", yaml: spanning()},
		{name: "nested lists", yaml: nested()},
		{name: "300 references", yaml: references(300), long: true},
		{name: "50 pages", yaml: pages(50), long: true},
		{name: "many scripts", yaml: scripts},
		{name: "no language of ours", yaml: "title: Un titre\nlanguage: fr\nkey_points: [Un point]\nreviewed: {on: 2026-01-31}\nbody: [{checklist: [Une chose]}]\n"},
	}
}

func begin(title string) *strings.Builder {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nlanguage: en\n", title)
	return &b
}

func sentence(n int) string {
	const words = "a child can take part in the day at home and at school with help from you and from the team "
	return strings.TrimSpace(strings.Repeat(words, n/20+1)[:n*4])
}

func tableOf(rows, words int) string {
	b := begin("A long table")
	b.WriteString("body:\n  - comparison:\n      columns: [{id: a, title: One}, {id: b, title: Two}]\n      rows:\n")
	for i := range rows {
		fmt.Fprintf(b, "        - {label: Row %d, a: %s, b: %s}\n", i, sentence(words), sentence(words/2))
	}
	return b.String()
}

func spanning() string {
	b := begin("Cells over several columns")
	b.WriteString("body:\n  - comparison:\n      caption: A caption\n      columns: [{id: a, title: One}, {id: b, title: Two}, {id: c, title: Three}, {id: d, title: Four}]\n      rows:\n")
	for i := range 12 {
		fmt.Fprintf(b, "        - {label: All %d, all: %s}\n", i, sentence(30))
		fmt.Fprintf(b, "        - {label: Left %d, a+b: [One, Two], c: Three, d: Four}\n", i)
		fmt.Fprintf(b, "        - {label: Middle %d, a: One, b+c: %s, d: Four}\n", i, sentence(20))
	}
	return b.String()
}

func nested() string {
	b := begin("Lists in lists")
	b.WriteString("body:\n")
	for _, kind := range []string{"list", "steps", "checklist"} {
		fmt.Fprintf(b, "  - %s:\n", kind)
		for i := range 8 {
			fmt.Fprintf(b, "      - text: Entry %d %s\n        list:\n          - text: Second %s\n            list: [Third, Third again]\n", i, sentence(20), sentence(30))
		}
	}
	return b.String()
}

func references(n int) string {
	b := begin("Many sources")
	b.WriteString("body:\n  - text: |-\n")
	for i := range n {
		fmt.Fprintf(b, "      Source %d says so [@s%d].\n", i, i)
	}
	b.WriteString("references:\n")
	for i := range n {
		fmt.Fprintf(b, "  - {id: s%d, type: webpage, author: [{family: Sample%d, given: Ann}], title: Page %d, container-title: A site, issued: 2020-01-31, URL: 'https://example.org/page/number-%d/of-many.html'}\n", i, i, i, i)
	}
	return b.String()
}

func pages(n int) string {
	b := begin("A long article")
	b.WriteString("key_points: [One, Two]\nbody:\n")
	for i := range n {
		fmt.Fprintf(b, "  - heading: Part %d\n  - subheading: A part of it\n", i)
		for range 6 {
			fmt.Fprintf(b, "  - text: '%s'\n", sentence(90))
		}
		b.WriteString("  - questions: [{ask: 'What is asked?', answer: What is answered.}]\n")
		b.WriteString("  - terms: [{term: OT, stands_for: occupational therapy, means: Help.}]\n")
		b.WriteString("  - callout: {title: Note, text: 'An OT said: [hola]{lang=es}. See [a page](https://example.org/).'}\n")
	}
	return b.String()
}

const scripts = `title: "Αθήνα, Київ, Hà Nội"
language: en
body:
  - text: "Ελληνικά άρθρα. Українська мова. Tiếng Việt có dấu. Čeština, íslenska, Türkçe."
  - text: "Marks: ½ × 3 ≤ 4 − 1 … ✓ → • § ¶ © ® ™ € £ ° “quoted” ‘so’ — and – dashes."
  - text: "A combining mark: e\u0301, and one the face has no letter for: q\u0301."
  - text: "No-break space, non\u2011breaking\u00a0hyphen, thin\u2009space, soft\u00adhyphen, zero\u200bwidth."
`

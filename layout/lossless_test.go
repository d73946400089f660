package layout

import (
	"math/rand/v2"
	"slices"
	"testing"

	"handout/internal/article"
	"handout/internal/diag"
)

// TestLost damages a composed document in each way a fault of the layout
// could, and holds that the comparison of words names the word and its place.
func TestLost(t *testing.T) {
	text := article.Text{{Pos: diag.Pos{File: "a.yaml", Line: 3, Column: 5}, Text: "one two"}}
	for _, c := range []struct {
		name   string
		damage func(m *composition, d *Document)
		want   string
	}{
		{"nothing", func(*composition, *Document) {}, ""},
		{"a frame not painted", func(_ *composition, d *Document) {
			f := d.Pages[0].Frames
			d.Pages[0].Frames = f[:len(f)-2] // the text and the page number
		}, `error: the word "one two" came out as "" [lost-word]`},
		{"a glyph not painted", func(_ *composition, d *Document) {
			for _, f := range d.Pages[0].Frames {
				if g, ok := f.(*Glyphs); ok && g.Node != nil && g.Node.Words == "one two" {
					first := *g.Runs[0]
					first.Glyphs = first.Glyphs[1:]
					g.Runs[0] = &first
				}
			}
		}, `error: the word "one two" came out as "ne two" [lost-word]`},
		{"a word not in the structure", func(m *composition, _ *Document) {
			m.tree.Kids[1].Kids[0].Words = "one"
		}, `a.yaml:3:9: error: the word "two" did not reach the page [lost-word]`},
		{"a word twice in the structure", func(m *composition, _ *Document) {
			m.tree.Kids[1].Leaf(" two")
		}, `error: the word "two" came twice [lost-word]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &article.Article{Title: article.Text{{Text: "T"}}, Language: "en",
				Body: []article.Block{&article.Paragraphs{Texts: []article.Text{text}}}}
			m := compose(a, Sheet{Paper: Letter, Profile: Standard}, eases[usual])
			d := &Document{}
			if diags := m.bind(d, a, 0, texts(a)); len(diags) > 0 {
				t.Fatal(diags)
			}
			c.damage(m, d)
			got := ""
			if l := m.lost(texts(a), a.Pos, d.Pages); len(l) > 0 {
				got = l[0].Error()
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestMissingCharacters holds that every character no face has is named at its
// place, all of them in one run.
func TestMissingCharacters(t *testing.T) {
	pos := diag.Pos{File: "a.yaml", Line: 7, Column: 10}
	a := &article.Article{Title: article.Text{{Text: "T"}}, Language: "en",
		Body: []article.Block{&article.Paragraphs{Texts: []article.Text{{{Pos: pos, Text: "so 漢 and 😀 so"}}}}}}
	d, diags := Compose(a, Sheet{Paper: Letter, Profile: Standard})
	if d != nil || len(diags) != 2 {
		t.Fatalf("got %v", diags)
	}
	for i, want := range []string{
		`a.yaml:7:13: error: none of the typefaces has the character '漢' (U+6F22) [missing-character]`,
		`a.yaml:7:19: error: none of the typefaces has the character '😀' (U+1F600) [missing-character]`,
	} {
		if got := diags[i].Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestPages holds that an article asked to fit on fewer pages does, in type no
// smaller than 11.5 points, and that the error says by how much it does not.
func TestPages(t *testing.T) {
	r := &randomArticle{rand.New(rand.NewPCG(3, 17))}
	a := &article.Article{Title: article.Text{{Text: "T"}}, Language: "en"}
	for range 16 {
		a.Body = append(a.Body, &article.Paragraphs{Texts: []article.Text{r.text(30)}})
	}
	free := compose(a, Sheet{Paper: Letter, Profile: Standard}, eases[usual])
	if len(free.pages) != 2 {
		t.Fatalf("%d pages: change the sample", len(free.pages))
	}
	a.Pages = 1
	for len(a.Body) > 0 {
		d, diags := Compose(a, Sheet{Paper: Letter, Profile: Standard})
		if d != nil {
			if len(d.Pages) != 1 {
				t.Fatalf("%d pages", len(d.Pages))
			}
			break
		}
		if diags[0].Rule != "too-long" {
			t.Fatal(diags)
		}
		a.Body = a.Body[1:]
	}
	if n := len(a.Body); n < 10 {
		t.Errorf("only %d of 16 paragraphs fit on one page", n)
	}
	for _, e := range eases {
		if e.size < 11500 || e.size > 12500 {
			t.Errorf("a step sets the body in %d", e.size)
		}
	}
}

// TestInlinesShapeAsOne holds that the borders between inlines that look alike,
// which stand wherever a source has an escape, do not part a letter from its
// mark.
func TestInlinesShapeAsOne(t *testing.T) {
	set := func(text ...article.Inline) Frame {
		a := &article.Article{Title: article.Text{{Text: "T"}}, Language: "en",
			Body: []article.Block{&article.Paragraphs{Texts: []article.Text{text}}}}
		d, diags := Compose(a, Sheet{Paper: Letter, Profile: Standard})
		if d == nil {
			t.Fatal(diags)
		}
		f := d.Pages[0].Frames
		return f[len(f)-2]
	}
	whole := set(article.Inline{Text: "AVe\u0301."}).(*Glyphs)
	parted := set(article.Inline{Text: "A"}, article.Inline{Text: "Ve"}, article.Inline{Text: "\u0301"}, article.Inline{Text: "."}).(*Glyphs)
	if a, b := slices.Collect(whole.All()), slices.Collect(parted.All()); !slices.Equal(a, b) {
		t.Errorf("%v\n%v", a, b)
	}
}

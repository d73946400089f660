package layout

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/brand"
	"handout/internal/diag"
)

// sampleBrand is the brand of testdata, as the README has it.
func sampleBrand(t *testing.T) *brand.Brand {
	t.Helper()
	src, err := os.ReadFile("../testdata/brand/brand.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, diags := brand.Parse("brand.yaml", src, os.DirFS("../testdata/brand"))
	if b == nil {
		t.Fatal(diags)
	}
	return b
}

// short is an article of a few words and two pages.
func short() *article.Article {
	text := func(s string) article.Text { return article.Text{{Text: s}} }
	return &article.Article{Title: text("A day at home"), Language: "en", Audience: text("Parents"), Body: []article.Block{
		&article.Paragraphs{Texts: []article.Text{text("Rest and drink.")}},
		&article.Notes{Label: text("My questions"), Lines: 26},
	}}
}

// TestBrandGolden holds what a brand puts on a sheet, told in words.
func TestBrandGolden(t *testing.T) {
	for _, profile := range Profiles {
		t.Run(string(profile), func(t *testing.T) {
			d, diags := Compose(short(), Sheet{Paper: Letter, Profile: profile, Brand: sampleBrand(t)})
			if d == nil {
				t.Fatal(diags)
			}
			golden := fmt.Sprintf("testdata/brand/%s.golden", profile)
			got := dump(d)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
				t.Errorf("%s differs; it is now\n%s", golden, got)
			}
		})
	}
}

// TestBrandKeepsPlace holds that the letterhead and the running parts move
// nothing of the article.
func TestBrandKeepsPlace(t *testing.T) {
	a := short()
	b := &brand.Brand{Name: article.Text{{Text: "Sample Clinic"}}}
	for _, paper := range Papers {
		bare, _ := Compose(a, Sheet{Paper: paper, Profile: Standard})
		with, _ := Compose(a, Sheet{Paper: paper, Profile: Standard, Brand: b})
		if bare == nil || with == nil || len(bare.Pages) != len(with.Pages) {
			t.Fatalf("%s: not as many pages", paper.Name)
		}
		for i := range bare.Pages {
			there := map[string]bool{}
			for _, f := range with.Pages[i].Frames {
				there[dumpPlace(f)] = true
			}
			for _, f := range bare.Pages[i].Frames {
				if !there[dumpPlace(f)] {
					t.Errorf("%s, page %d: %s has moved", paper.Name, i+1, dumpPlace(f))
				}
			}
		}
	}
}

func dumpPlace(f Frame) string {
	if g, ok := f.(*Glyphs); ok {
		return dumpLine([]*Glyphs{g})
	}
	return dumpFrame(f)
}

// TestBrandLost holds that a word of the brand that does not arrive is missed,
// at its place in the brand's file.
func TestBrandLost(t *testing.T) {
	a, b := short(), sampleBrand(t)
	m := compose(a, Sheet{Paper: Letter, Profile: Standard, Brand: b}, eases[usual])
	d := &Document{}
	if diags := m.bind(d, a, 0, m.branding(texts(a))); len(diags) > 0 {
		t.Fatal(diags)
	}
	more := *b
	more.Phone = article.Text{{Pos: diag.Pos{File: "brand.yaml", Line: 12, Column: 8}, Text: "555-0100 555-0199"}}
	m.sheet.Brand = &more
	if l := m.lost(m.branding(texts(a)), a.Pos, d.Pages); len(l) != 1 || l[0].Error() != `brand.yaml:12:17: error: the word "555-0199" did not reach the page [lost-word]` {
		t.Errorf("got %v", l)
	}
}

// TestBrandMissingCharacter holds that a character no face has is told once,
// though the name stands on the sheet twice.
func TestBrandMissingCharacter(t *testing.T) {
	b := *sampleBrand(t)
	b.Name = article.Text{{Pos: diag.Pos{File: "brand.yaml", Line: 1, Column: 7}, Text: "漢 Clinic"}}
	d, diags := Compose(short(), Sheet{Paper: Letter, Profile: Standard, Brand: &b})
	if d != nil || len(diags) != 1 || diags[0].Pos.Column != 7 {
		t.Errorf("got %v", diags)
	}
}

// TestRandomBrands composes random articles for random brands in every profile:
// no word is lost, no text is over another or off the page, and a sheet has as
// many pages on each paper.
func TestRandomBrands(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 9))
		a := (&randomArticle{r}).article()
		b := randomBrand(r)
		for _, profile := range Profiles {
			pages := map[int]bool{}
			for _, paper := range Papers {
				d, diags := Compose(a, Sheet{Paper: paper, Profile: profile, Brand: b})
				if d == nil {
					if len(diags) == 0 || diags[0].Rule != "too-long" {
						t.Fatalf("seed %d: %v", seed, diags)
					}
					continue
				}
				pages[len(d.Pages)] = true
				edge, least := limits(profile)
				for i, p := range d.Pages {
					if err := inMargins(p, edge, least); err != nil {
						t.Fatalf("seed %d, %s on %s, page %d: %v", seed, profile, paper.Name, i+1, err)
					}
				}
				if err := inTree(d); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
			if len(pages) > 1 {
				t.Errorf("seed %d, %s: not as many pages on each paper", seed, profile)
			}
		}
	}
}

func randomBrand(r *rand.Rand) *brand.Brand {
	words := func(most int) article.Text {
		s := "Clinic"
		for range r.IntN(most) {
			s += " " + []string{"for", "children", "and", "Familias", "Übung", "therapy"}[r.IntN(6)]
		}
		return article.Text{{Text: s}}
	}
	some := func(n, most int) (all []article.Text) {
		for range r.IntN(n) {
			all = append(all, words(most))
		}
		return all
	}
	b := &brand.Brand{Name: words(10), Language: []string{"", "en", "es"}[r.IntN(3)],
		Address: some(4, 20), Disclaimer: some(3, 60), LanguageHelp: some(4, 30)}
	if r.IntN(2) == 0 {
		b.Phone = words(12)
	}
	if r.IntN(3) > 0 {
		b.Website = &article.Link{URL: "https://example.org/" + strings.Repeat("clinic/", r.IntN(20))}
	}
	if r.IntN(3) > 0 {
		b.Logo = &brand.Logo{Picture: article.Picture{Format: "png", Width: 1 + r.IntN(3000), Height: 1 + r.IntN(3000), Alt: "A kite"}, Right: r.IntN(2) == 0}
	}
	return b
}

// TestUsualColors holds the colours of a sheet without a brand to what is asked
// of a brand's.
func TestUsualColors(t *testing.T) {
	white := brand.Color{R: 0xFF, G: 0xFF, B: 0xFF}
	for _, on := range []brand.Color{white, brand.Usual.Tint} {
		for _, c := range []brand.Color{brand.Usual.Accent, brand.Quiet, brand.Color(standardPalette.black)} {
			if got := brand.Contrast(c, on); got < 7 {
				t.Errorf("%v on %v: %.1f", c, on, got)
			}
		}
	}
	if got := brand.Contrast(brand.Color(standardPalette.hair), white); got < 3 {
		t.Errorf("fine rules: %.1f", got)
	}
}

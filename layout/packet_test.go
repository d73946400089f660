package layout

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/tag"
)

// randomParts typesets n random articles, and says how many pages they have.
func randomParts(t *testing.T, seed uint64, n int, s Sheet) (parts []*Part, pages int) {
	t.Helper()
	r := &randomArticle{rand.New(rand.NewPCG(seed, 11))}
	for len(parts) < n {
		p, diags := Typeset(r.article(), s)
		if p == nil {
			t.Fatalf("seed %d: %v", seed, diags)
		}
		parts, pages = append(parts, p), pages+p.Pages()
	}
	return parts, pages
}

// TestRandomPackets binds random articles. Bind itself holds that no word is
// lost; here every article begins where the cover and the outline say, on a
// front of its own, and every page prints its numbers.
func TestRandomPackets(t *testing.T) {
	for seed := range uint64(12) {
		s := Sheet{Paper: Papers[seed%2], Profile: Profiles[seed%3], Duplex: seed%2 == 1, Binding: Length(seed%4) * Inch / 4}
		parts, pages := randomParts(t, seed, 1+int(seed)%5, s)
		d, diags := Bind(parts)
		if d == nil {
			t.Fatalf("seed %d: %v", seed, diags)
		}
		if err := soundPacket(d, parts, pages, s); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// soundPacket returns what is wrong with a packet of the parts, which have the
// given pages.
func soundPacket(d *Document, parts []*Part, pages int, s Sheet) error {
	starts := led(d)
	if len(starts) != len(parts) {
		return fmt.Errorf("the cover leads to %d articles of %d", len(starts), len(parts))
	}
	var top []Bookmark
	for _, b := range d.Outline {
		if b.Level == 0 {
			top = append(top, b)
		}
	}
	blank := 0
	edge, least := limits(s.Profile)
	for i, p := range d.Pages {
		if err := inMargins(p, edge, least); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		number := fmt.Sprintf("%d", i+1)
		switch words := artifacts(p); {
		case len(p.Frames) == 0:
			blank++
		case !slices.Contains(strings.Fields(words), number):
			return fmt.Errorf("page %d does not say that it is: %s", i+1, words)
		}
	}
	inTitle := map[*tag.Node]bool{}
	eachNode(d.Tree, func(n *tag.Node) {
		if n.Role == tag.H1 {
			eachNode(n, func(leaf *tag.Node) { inTitle[leaf] = true })
		}
	})
	at := starts[0]
	for i, p := range parts {
		alone, diags := Compose(p.article, s)
		if alone == nil {
			return diags[0]
		}
		title := alone.Outline[0].Title
		switch mark := top[i+1]; {
		case starts[i] != at || s.back(at):
			return fmt.Errorf("article %d begins on page %d; the cover leads to page %d", i+1, at+1, starts[i]+1)
		case mark.Title != title || mark.Page != at:
			return fmt.Errorf("the bookmark of article %d is %v", i+1, mark)
		case d.Tree.Kids[i+1].Role != tag.Article || d.Tree.Kids[i+1] != p.made.tree:
			return fmt.Errorf("article %d is not in its place in the structure", i+1)
		case !slices.ContainsFunc(d.Pages[at].Frames, func(f Frame) bool {
			g, ok := f.(*Glyphs)
			return ok && inTitle[g.Node] && g.Y > mark.Y && g.Y < mark.Y+30*Pt
		}):
			return fmt.Errorf("at the bookmark of article %d there is no title", i+1)
		}
		at = s.opening(at + p.Pages())
	}
	cover := starts[0]
	for cover > 0 && len(d.Pages[cover-1].Frames) == 0 {
		cover--
	}
	if len(d.Pages) != cover+pages+blank || blank > 0 && !s.Duplex {
		return fmt.Errorf("%d pages: %d of the cover, %d of the articles, %d blank", len(d.Pages), cover, pages, blank)
	}
	return inTree(d)
}

// led returns the pages that the links of the cover lead to, each once.
func led(d *Document) (pages []int) {
	entry := map[*tag.Node]bool{}
	eachNode(d.Tree.Kids[0], func(n *tag.Node) { entry[n] = true })
	for _, p := range d.Pages {
		for _, f := range p.Frames {
			if a, ok := f.(*Area); ok && entry[a.Link] && !slices.Contains(pages, a.Target.Page) {
				pages = append(pages, a.Target.Page)
			}
		}
	}
	return pages
}

// eachNode calls f with n and every node below it.
func eachNode(n *tag.Node, f func(*tag.Node)) {
	f(n)
	for _, k := range n.Kids {
		eachNode(k, f)
	}
}

// artifacts returns the words in the margins of a page.
func artifacts(p Page) string {
	var b strings.Builder
	for _, f := range p.Frames {
		if g, ok := f.(*Glyphs); ok && g.Node == nil {
			for gl := range g.All() {
				b.WriteString(gl.Text)
			}
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// TestPacketWords holds what a packet's margins, title and language say.
func TestPacketWords(t *testing.T) {
	make := func(language, title string, lines int) *article.Article {
		return &article.Article{Language: language, Title: article.Text{{Text: title}},
			Body: []article.Block{&article.Notes{Lines: lines}}}
	}
	for _, c := range []struct {
		articles []*article.Article
		duplex   bool
		title    string
		language string
		langs    string   // of the articles, where they differ
		margins  []string // page by page, "" for a blank one
	}{
		{[]*article.Article{make("en-US", "Bath", 3)}, false, "In this packet: Bath", "en-US", "",
			[]string{"Packet page 1 of 2", "Packet page 2 of 2 Handout page 1 of 1"}},
		{[]*article.Article{make("en-US", "Bath", 3), make("en-GB", "Rest", 30)}, true, "In this packet: Bath; Rest", "en", "en-US en-GB",
			[]string{"Packet page 1 of 6", "", "Packet page 3 of 6 Handout page 1 of 1", "",
				"Packet page 5 of 6 Handout page 1 of 2", "Rest Packet page 6 of 6 Handout page 2 of 2"}},
		{[]*article.Article{make("es", "Baño", 3), make("es", "Sueño", 3)}, false, "En este paquete: Baño; Sueño", "es", "",
			[]string{"Paquete: página 1 de 3", "Paquete: página 2 de 3 Folleto: 1 de 1", "Paquete: página 3 de 3 Folleto: 1 de 1"}},
		{[]*article.Article{make("en", "A", 3), make("es", "B", 3), make("en", "C", 3), make("en", "D", 3), make("en", "E", 3)}, false,
			"In this packet: A; B; C; and 2 more", "en", "es",
			[]string{"Packet page 1 of 6", "Packet page 2 of 6 Handout page 1 of 1", "Paquete: página 3 de 6 Folleto: 1 de 1",
				"Packet page 4 of 6 Handout page 1 of 1", "Packet page 5 of 6 Handout page 1 of 1", "Packet page 6 of 6 Handout page 1 of 1"}},
	} {
		var parts []*Part
		for _, a := range c.articles {
			p, diags := Typeset(a, Sheet{Paper: Letter, Profile: Standard, Duplex: c.duplex})
			if p == nil {
				t.Fatal(diags)
			}
			parts = append(parts, p)
		}
		d, diags := Bind(parts)
		if d == nil {
			t.Fatal(diags)
		}
		var margins, langs []string
		for _, p := range d.Pages {
			margins = append(margins, strings.TrimSpace(artifacts(p)))
		}
		for _, n := range d.Tree.Kids {
			if n.Lang != "" {
				langs = append(langs, n.Lang)
			}
		}
		if !slices.Equal(margins, c.margins) || d.Title != c.title || d.Language != c.language || strings.Join(langs, " ") != c.langs {
			t.Errorf("%q in %s (%s): %q", d.Title, d.Language, langs, margins)
		}
	}
}

// TestPacketLost holds that a title missing on the cover is a lost word.
func TestPacketLost(t *testing.T) {
	s := Sheet{Paper: Letter, Profile: Standard}
	parts, _ := randomParts(t, 1, 2, s)
	cover, _, total := s.cover(parts, "en")
	listed := []article.Text{parts[0].article.Title, {{Text: "Another title"}}}
	if diags := cover.bind(&Document{}, &article.Article{}, total, listed); !diags.Failed() {
		t.Error("nothing is missed")
	}
}

// bindings are the sheets with room for binding that the tests below print on.
func bindings(f func(Sheet)) {
	for _, profile := range Profiles {
		for _, paper := range Papers {
			for _, duplex := range []bool{false, true} {
				for _, binding := range []Length{0, 6 * Mm, Inch / 2, Inch, MostBinding} {
					f(Sheet{Paper: paper, Profile: profile, Duplex: duplex, Binding: binding})
				}
			}
		}
	}
}

// TestMargins holds, from the finished frames, that nothing is printed where a
// sheet is bound, within 15 mm of the corner where it is stapled, or within a
// quarter inch of an edge.
func TestMargins(t *testing.T) {
	const staple = 15 * Mm
	sample := sampleBrand(t)
	n := 0
	bindings(func(s Sheet) {
		if n++; n%2 == 0 {
			s.Brand = sample
		}
		parts, _ := randomParts(t, 9, 1, s)
		d, diags := Bind(parts)
		if d == nil {
			t.Fatal(diags)
		}
		for i, p := range d.Pages {
			for _, f := range p.Frames {
				left, top, right, foot := extent(f)
				bound, corner := left, left
				if s.Duplex && i%2 == 1 {
					bound, corner = p.Width-right, p.Width-right
				}
				switch edge := Inch / 4; {
				case bound < s.Binding+edge:
					t.Fatalf("%+v, page %d: %T is %s points from the bound edge", s, i+1, f, pt(bound))
				case corner < staple && top < staple:
					t.Fatalf("%+v, page %d: %T is in the staple's corner", s, i+1, f)
				case left < edge || top < edge || right > p.Width-edge || foot > p.Height-edge:
					t.Fatalf("%+v, page %d: %T is at the edge of the paper: %s to %s", s, i+1, f, pt(left), pt(right))
				}
			}
		}
	})
}

// extent returns the rectangle that a frame paints, without the space that ends
// a line.
func extent(f Frame) (left, top, right, foot Length) {
	switch f := f.(type) {
	case *Glyphs:
		var width Length
		glyphs := slices.Collect(f.All())
		for len(glyphs) > 0 && glyphs[len(glyphs)-1].Text == " " {
			glyphs = glyphs[:len(glyphs)-1]
		}
		for _, g := range glyphs {
			width += Length(g.Advance)
		}
		return f.X, f.Y - f.Size*3/4, f.X + width*f.Size/1000, f.Y + f.Size/4
	case *Fill:
		return f.X, f.Y, f.X + f.W, f.Y + f.H
	case *Picture:
		return f.X, f.Y, f.X + f.W, f.Y + f.H
	case *Drawing:
		return f.X, f.Y, f.X + f.W, f.Y + f.H
	case *Area:
		return f.X, f.Y, f.X + f.W, f.Y + f.H
	case *Path:
		left, top, right, foot = f.Points[0][0], f.Points[0][1], f.Points[0][0], f.Points[0][1]
		for _, p := range f.Points {
			left, top, right, foot = min(left, p[0]), min(top, p[1]), max(right, p[0]), max(foot, p[1])
		}
	}
	return left, top, right, foot
}

// TestBindingBreaks holds that a sheet with room for binding breaks into the
// same lines and pages on both papers, and up to three quarters of an inch into
// those without binding.
func TestBindingBreaks(t *testing.T) {
	a := (&randomArticle{rand.New(rand.NewPCG(8, 11))}).article()
	lines := func(s Sheet) []string {
		d, diags := Compose(a, s)
		if d == nil {
			t.Fatal(diags)
		}
		var all []string
		for i, p := range d.Pages {
			for _, f := range p.Frames {
				if g, ok := f.(*Glyphs); ok && g.Node != nil {
					text := fmt.Sprint(i, " ")
					for gl := range g.All() {
						text += gl.Text
					}
					all = append(all, text)
				}
			}
		}
		return all
	}
	bindings(func(s Sheet) {
		other, plain := s, s
		other.Paper, plain.Binding, plain.Duplex = A4, 0, false
		if !slices.Equal(lines(s), lines(other)) {
			t.Errorf("%+v does not break as on A4", s)
		}
		if s.Profile == Standard && s.Binding <= Inch*3/4 && !slices.Equal(lines(s), lines(plain)) {
			t.Errorf("%+v does not break as without binding", s)
		}
	})
}

func TestParseLength(t *testing.T) {
	for s, want := range map[string]Length{
		"0.5in": 36 * Pt, "12mm": 34016, "1cm": 28346, "36pt": 36 * Pt, "0in": 0, "1.5IN": 108 * Pt, ".25in": 18 * Pt, "12 mm": 34016,
		"": -1, "0.5": -1, "in": -1, "-1in": -1, "1e1in": -1, "0,5in": -1, "1in2": -1, "1.in": -1, "99999in": -1, "NaNin": -1,
	} {
		if got, ok := ParseLength(s); ok != (want >= 0) || ok && got != want {
			t.Errorf("%q is %d, %v; want %d", s, got, ok, want)
		}
	}
}

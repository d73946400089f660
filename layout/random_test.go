package layout

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"handout/internal/article"
	"handout/internal/svg"
	"handout/internal/tag"
)

// TestRandomArticles composes articles of random blocks in every profile. None
// may lose a word (Compose itself compares them), put one text over another or
// leave the page.
func TestRandomArticles(t *testing.T) {
	for seed := range uint64(150) {
		a := (&randomArticle{rand.New(rand.NewPCG(seed, 3))}).article()
		if err := soundly(a); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

func FuzzCompose(f *testing.F) {
	f.Add(uint64(1), "word", "https://example.org/a-b/c")
	f.Add(uint64(7), "Ελληνικά và tiếng Việt", "\u00a0\u00ad\u200b\u2028")
	f.Fuzz(func(t *testing.T, seed uint64, title, word string) {
		r := &randomArticle{rand.New(rand.NewPCG(seed, 4))}
		a := r.article()
		a.Title = article.Text{{Text: strings.ToValidUTF8(title, "")}}
		a.Body = append(a.Body, &article.Paragraphs{Texts: []article.Text{{{Text: strings.ToValidUTF8(word, "")}}}})
		if err := soundly(a); err != nil {
			t.Fatal(err)
		}
	})
}

// soundly composes a in every profile and returns what is wrong with the pages.
func soundly(a *article.Article) error {
	for _, profile := range Profiles {
		if err := soundlyIn(a, profile); err != nil {
			return fmt.Errorf("%s: %w", profile, err)
		}
	}
	return nil
}

// soundlyIn composes a in one profile. An article that no face can set is
// refused soundly too.
func soundlyIn(a *article.Article, profile Profile) error {
	d, diags := Compose(a, Sheet{Paper: Letter, Profile: profile})
	if d == nil {
		for _, x := range diags {
			if x.Rule != "missing-character" && x.Rule != "too-long" {
				return x
			}
		}
		if len(diags) == 0 {
			return fmt.Errorf("no document and no diagnostic")
		}
		return nil
	}
	other, _ := Compose(a, Sheet{Paper: A4, Profile: profile})
	if other == nil || len(other.Pages) != len(d.Pages) {
		return fmt.Errorf("not as many pages on A4 as on Letter")
	}
	edge, least := limits(profile)
	for i, p := range d.Pages {
		if err := inMargins(p, edge, least); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return inTree(d)
}

// limits returns how close to the edge text may come in a profile, and its
// least size.
func limits(p Profile) (edge, least Length) {
	if p == LargePrint {
		return Inch, largeSize
	}
	return Inch / 4, smallest
}

// inMargins holds that every text is clear of the page's edges, none smaller than
// the least, and that no two overlap.
func inMargins(p Page, edge, least Length) error {
	type box struct{ left, right, top, foot Length }
	var boxes []box
	for _, f := range p.Frames {
		g, ok := f.(*Glyphs)
		if !ok {
			continue
		}
		var width int32
		text := ""
		for gl := range g.All() {
			width += int32(gl.Advance)
			text += gl.Text
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		for range len(text) - len(strings.TrimRight(text, " ")) {
			width -= 250
		}
		b := box{g.X, g.X + Length(width)*g.Size/1000 - Pt/2, g.Y - g.Size*45/100, g.Y}
		if b.left < edge || b.right > p.Width-edge || b.top < edge || b.foot > p.Height-edge {
			return fmt.Errorf("%q leaves the page: %v", text, b)
		}
		if g.Size < least {
			return fmt.Errorf("%q is set in %s points", text, pt(g.Size))
		}
		for _, o := range boxes {
			if b.left < o.right && o.left < b.right && b.top < o.foot && o.top < b.foot {
				return fmt.Errorf("%q at %v overlaps %v", text, b, o)
			}
		}
		boxes = append(boxes, b)
	}
	return nil
}

// inTree holds that every frame's leaf is in the tree.
func inTree(d *Document) error {
	known := map[*tag.Node]bool{}
	eachNode(d.Tree, func(n *tag.Node) { known[n] = true })
	for _, p := range d.Pages {
		for _, f := range p.Frames {
			if leaf := f.Leaf(); leaf != nil && !known[leaf] {
				return fmt.Errorf("%T shows a leaf that is not in the tree", f)
			}
			if a, ok := f.(*Area); ok && (!known[a.Link] || a.Target != nil && a.Target.Page < 0) {
				return fmt.Errorf("a link leads nowhere: %+v", a)
			}
		}
	}
	return nil
}

// randomArticle makes articles of every kind of block.
type randomArticle struct{ *rand.Rand }

var vocabulary = strings.Fields(`a child can school clinic therapy help with the and to of one-on-one
goals, day. IEP (504) “time” bathing Donaudampfschifffahrtsgesellschaft
https://www.example.org/a-very-long-address/that-goes/on_and_on.html?with=marks&more=of+them
αβγ Привет tiếng Việt ½ § — 34 C.F.R. naïve Pneumonoultramicroscopicsilicovolcanoconiosis`)

func (r *randomArticle) text(most int) article.Text {
	var t article.Text
	for i := range 1 + r.IntN(most) {
		if i > 0 {
			t = append(t, article.Inline{Text: " "})
		}
		in := article.Inline{Text: vocabulary[r.IntN(len(vocabulary))]}
		switch r.IntN(14) {
		case 0:
			in.Style = article.Style(r.IntN(64))
		case 1:
			in.Link = "https://example.org/" + fmt.Sprint(r.IntN(99))
		case 2:
			in.Entry = "source"
		case 3:
			in.Lang = "es"
		case 4:
			in.Expansion = "what it stands for"
		case 5:
			in.Text += "\n" + vocabulary[r.IntN(len(vocabulary))]
		case 6:
			in.Text, in.Blank = strings.Repeat("_", 3+r.IntN(99)), true
		case 7:
			in.Text, in.Blank, in.Field = strings.Repeat("_", 24), true, "child"
		}
		t = append(t, in)
	}
	return t
}

func (r *randomArticle) texts() (all []article.Text) {
	for range 1 + r.IntN(3) {
		all = append(all, r.text(40))
	}
	return all
}

func (r *randomArticle) items(depth int) (all []article.Item) {
	for range 1 + r.IntN(5) {
		it := article.Item{Text: r.text(20)}
		if depth > 0 && r.IntN(4) == 0 {
			it.Sub = r.items(depth - 1)
		}
		all = append(all, it)
	}
	return all
}

func (r *randomArticle) article() *article.Article {
	a := &article.Article{
		Title: r.text(8), Language: []string{"en", "es", "fr"}[r.IntN(3)],
		Sources: &article.Sources{Entries: []article.Entry{{ID: "source", Text: r.text(20)}}, Hanging: r.IntN(2) == 0},
	}
	if r.IntN(2) == 0 {
		a.Subtitle, a.Audience, a.Purpose, a.KeyPoints = r.text(12), r.text(4), r.text(20), r.items(0)
		a.Reviewed = &article.Reviewed{On: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), By: "a role", Months: 24}
		a.Authors = []string{"A role", "Another"}
		a.Sources.Entries[0].Label = article.Text{{Text: "[1]"}}
	}
	if r.IntN(3) == 0 {
		a.Link = &article.Link{URL: "https://example.org/" + strings.Repeat("a-long/address/", r.IntN(60))}
		if r.IntN(2) == 0 {
			a.Link.Label = r.text(9)
		}
	}
	for range 1 + r.IntN(10) {
		a.Body = append(a.Body, r.block())
	}
	return a
}

func (r *randomArticle) block() article.Block {
	switch r.IntN(9) {
	case 0:
		return &article.Heading{Level: 2 + r.IntN(2), Text: r.text(8)}
	case 1:
		return &article.List{Marker: article.Marker(r.IntN(3)), Items: r.items(2)}
	case 2:
		return r.comparison()
	case 3:
		return &article.Questions{Pairs: []article.Question{{Ask: r.text(10), Answer: r.texts()}, {Ask: r.text(10), Answer: r.texts()}}}
	case 4:
		return &article.Terms{Entries: []article.Term{{Term: r.text(3), Means: r.text(30), StandsFor: r.text(3)}, {Term: r.text(2), Means: r.text(9)}}}
	case 5:
		return &article.Callout{Title: r.text(5), Texts: r.texts(), Items: r.items(1)}
	case 6:
		return &article.Notes{Label: r.text(5), Lines: 1 + r.IntN(40)}
	case 7:
		if r.IntN(3) == 0 {
			return &article.Image{Picture: article.Picture{Alt: "a drawing", Format: "svg", Drawing: drawing}, Share: r.IntN(2) * (10 + r.IntN(91))}
		}
		return &article.Image{
			Picture: article.Picture{Alt: "a picture", Format: "png", Width: 1 + r.IntN(3000), Height: 1 + r.IntN(3000)}, Caption: r.text(9),
		}
	}
	return &article.Paragraphs{Texts: r.texts()}
}

var drawing, _ = svg.Parse([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9"><path d="M0 0h90" stroke="red"/></svg>`))

func (r *randomArticle) comparison() *article.Comparison {
	b := &article.Comparison{Caption: r.text(6)}
	n := 2 + r.IntN(3)
	for range n {
		b.Columns = append(b.Columns, article.Column{Title: r.text(4)})
	}
	for range 1 + r.IntN(12) {
		row := article.Row{Label: r.text(4)}
		for at := 0; at < n; {
			cell := article.Cell{First: at, Span: 1 + r.IntN(n-at)}
			if r.IntN(3) == 0 {
				cell.Items = r.items(0)
			} else {
				cell.Texts = r.texts()
			}
			if r.IntN(25) == 0 {
				cell.Texts, cell.Items = []article.Text{r.text(900)}, nil
			}
			row.Cells = append(row.Cells, cell)
			at += cell.Span
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// TestTextsMissesNone holds that texts, which the comparison of words rests
// on, visits every text of every kind of block.
func TestTextsMissesNone(t *testing.T) {
	for seed := range uint64(50) {
		r := &randomArticle{rand.New(rand.NewPCG(seed, 5))}
		a := r.article()
		n := 0
		mark := func(t *article.Text) { (*t)[0] = article.Inline{Text: fmt.Sprintf("mark%d", n)}; n++ }
		everyText(a, mark)
		var said []string
		for _, t := range texts(a) {
			said = append(said, strings.Fields(t.String())...)
		}
		for i := range n {
			if !slices.Contains(said, fmt.Sprintf("mark%d", i)) && !strings.Contains(strings.Join(said, " "), fmt.Sprintf("mark%d", i)) {
				t.Fatalf("seed %d: text %d of %d is not among texts(a)", seed, i, n)
			}
		}
	}
}

// everyText calls f with every article.Text within a, found by its type.
func everyText(a *article.Article, f func(*article.Text)) { walkTexts(reflect.ValueOf(a), f) }

func walkTexts(v reflect.Value, f func(*article.Text)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walkTexts(v.Elem(), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walkTexts(v.Field(i), f)
			}
		}
	case reflect.Slice:
		if t, ok := v.Addr().Interface().(*article.Text); ok {
			if len(*t) > 0 {
				f(t)
			}
			return
		}
		for i := range v.Len() {
			walkTexts(v.Index(i), f)
		}
	}
}

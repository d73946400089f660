package layout

import (
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/tag"
)

// compared is an article with a comparison of two columns and one row.
func compared(label string, cells ...string) *article.Article {
	b := &article.Comparison{Columns: []article.Column{{Title: article.Text{{Text: "School"}}}, {Title: article.Text{{Text: "Clinic"}}}}}
	row := article.Row{Label: article.Text{{Text: label}}}
	for i, words := range cells {
		row.Cells = append(row.Cells, article.Cell{First: i, Span: 1, Texts: []article.Text{{{Text: words}}}})
	}
	b.Rows = []article.Row{row}
	return &article.Article{Title: article.Text{{Text: "T"}}, Language: "en", Body: []article.Block{b}}
}

var large = Sheet{Paper: Letter, Profile: LargePrint}

// TestRestackedNames holds that a cell under the name of another column is
// found by the comparison of words.
func TestRestackedNames(t *testing.T) {
	a := compared("Goal", "To learn.", "To live.")
	m := compose(a, large, eases[usual])
	d := &Document{}
	said := texts(unfolded(a))
	if diags := m.bind(d, a, 0, said); len(diags) > 0 {
		t.Fatal(diags)
	}
	var names []*tag.Node
	var walk func(n *tag.Node)
	walk = func(n *tag.Node) {
		if n.Role == tag.Lbl && n.Kids[0].Words != "•" {
			names = append(names, n.Kids[0])
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(m.tree)
	if len(names) != 2 || len(m.lost(said, a.Pos, d.Pages)) > 0 {
		t.Fatalf("%d names, %v", len(names), m.lost(said, a.Pos, d.Pages))
	}
	names[0].Words, names[1].Words = names[1].Words, names[0].Words
	want := `error: the word "School" did not reach the page [lost-word]`
	if l := m.lost(said, a.Pos, d.Pages); len(l) == 0 || l[0].Error() != want {
		t.Errorf("got %v, want %s", l, want)
	}
}

// TestRestackedGoesOn holds that a page which begins within a row says which
// row and, within a cell, which column, as artifacts.
func TestRestackedGoesOn(t *testing.T) {
	a := compared("Goal", strings.Repeat("Words of the school. ", 90), strings.Repeat("Words of the clinic. ", 90))
	d, diags := Compose(a, large)
	if d == nil {
		t.Fatal(diags)
	}
	if len(d.Pages) < 4 {
		t.Fatalf("%d pages: change the sample", len(d.Pages))
	}
	column := "School"
	for i, p := range d.Pages {
		lines := linesOf(p)
		if i > 0 {
			if want := []string{"Goal (continued)", column + " (continued)"}; lines[0].text != want[0] || lines[1].text != want[1] {
				t.Errorf("page %d begins with %q, %q, not %q", i+1, lines[0].text, lines[1].text, want)
			}
			if lines[0].said || lines[1].said {
				t.Errorf("page %d: what comes again is read aloud", i+1)
			}
		}
		for _, l := range lines[:len(lines)-1] {
			if l.text == "Clinic" {
				column = "Clinic"
			}
		}
	}
	if column != "Clinic" {
		t.Error("the second column has no name")
	}
}

// printedLine is the words of a line, and whether they are in the structure.
type printedLine struct {
	text string
	said bool
}

func linesOf(p Page) []printedLine {
	var lines []printedLine
	y := Length(-1)
	for _, f := range p.Frames {
		g, ok := f.(*Glyphs)
		if !ok {
			continue
		}
		if g.Y != y {
			lines = append(lines, printedLine{said: g.Node != nil})
			y = g.Y
		}
		for gl := range g.All() {
			lines[len(lines)-1].text += gl.Text
		}
	}
	for i := range lines {
		lines[i].text = strings.TrimSpace(lines[i].text)
	}
	return lines
}

// TestRestackedWhole holds that a row of up to half a page is not parted.
func TestRestackedWhole(t *testing.T) {
	for n := range 12 {
		a := compared("Goal", "Some words of the school.", "Some words of the clinic.")
		a.Body = append([]article.Block{&article.List{Items: make([]article.Item, 2+n)}}, a.Body...)
		for i := range 2 + n {
			a.Body[0].(*article.List).Items[i].Text = article.Text{{Text: "An entry."}}
		}
		d, diags := Compose(a, large)
		if d == nil {
			t.Fatal(diags)
		}
		for i, p := range d.Pages {
			for _, l := range linesOf(p) {
				if strings.Contains(l.text, "continued") {
					t.Errorf("%d entries above it: page %d has %q", 2+n, i+1, l.text)
				}
			}
		}
	}
}

// TestLargePrintTakesPages holds that large print is not bound to an article's
// pages, and never set smaller for them.
func TestLargePrintTakesPages(t *testing.T) {
	a := compared("Goal", strings.Repeat("Words of the school. ", 90), "Few.")
	a.Pages = 1
	if d, diags := Compose(a, large); d == nil || len(d.Pages) < 2 {
		t.Errorf("%v", diags)
	}
}

func TestAndInSpanish(t *testing.T) {
	for next, want := range map[string]string{
		"clínica": "y", "Inglés": "e", "Íntimo": "e", "historia": "e", "hielo": "y", "hiato": "y", "iones": "y", "i": "e", "": "y", "yeso": "y",
	} {
		if got := spanish.and(next); got != want {
			t.Errorf("%s %s, not %s", got, next, want)
		}
	}
}

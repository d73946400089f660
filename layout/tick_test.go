package layout

import (
	"strings"
	"testing"

	"handout/internal/article"
)

// TestTicks holds that a ticked row has a tick beside its label and says so, in
// a table and restacked, and that no other row has.
func TestTicks(t *testing.T) {
	row := func(label string) article.Row {
		return article.Row{Label: article.Text{{Text: label}}, Cells: []article.Cell{{Span: 2, Texts: []article.Text{{{Text: "words"}}}}}}
	}
	a := &article.Article{Title: article.Text{{Text: "T"}}, Language: "es", Body: []article.Block{&article.Comparison{
		Columns: []article.Column{{Title: article.Text{{Text: "A"}}}, {Title: article.Text{{Text: "B"}}}},
		Rows:    []article.Row{row("one"), row("two"), row("three")},
	}}}
	for _, profile := range Profiles {
		d, diags := Compose(a.Tick([]int{2}), Sheet{Paper: Letter, Profile: profile})
		if d == nil {
			t.Fatal(diags)
		}
		var ticks []*Path
		var label *Glyphs
		for _, f := range d.Pages[0].Frames {
			switch f := f.(type) {
			case *Path:
				if f.Node != nil {
					ticks = append(ticks, f)
				}
			case *Glyphs:
				if f.Node != nil && f.Node.Words == "two" {
					label = f
				}
			}
		}
		if len(ticks) != 1 || ticks[0].Node.Actual != "marcado para usted: " {
			t.Fatalf("%s: %d ticks: %+v", profile, len(ticks), ticks)
		}
		if x, y := ticks[0].Points[2][0], ticks[0].Points[1][1]; x >= label.X || y > label.Y || y < label.Y-label.Size {
			t.Errorf("%s: the tick ends at %s %s, the label begins at %s %s", profile, pt(x), pt(y), pt(label.X), pt(label.Y))
		}
		var b strings.Builder
		dumpTree(&b, d.Tree, "")
		if tree := strings.Join(strings.Fields(b.String()), " "); strings.Count(tree, "marcado") != 1 || !strings.Contains(tree, `"" say="marcado para usted: " "two"`) {
			t.Errorf("%s: the structure is %s", profile, tree)
		}
	}
}

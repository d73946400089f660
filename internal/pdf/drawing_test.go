package pdf

import (
	"testing"

	"handout/internal/pdf/pdftest"
	"handout/internal/tag"
	"handout/layout"
)

// drawn is a drawing of one shape, 20 points wide and 10 high.
func drawn(s layout.Shape) *layout.Drawing {
	return &layout.Drawing{X: 72_000, Y: 72_000, W: 20_000, H: 10_000, Shapes: []layout.Shape{s}}
}

// half is a path around the left half of the drawing.
var half = []layout.Segment{
	{Op: layout.MoveTo},
	{Op: layout.LineTo, At: [3]layout.Point{{X: 10_000}}},
	{Op: layout.CurveTo, At: [3]layout.Point{{X: 10_000, Y: 3_000}, {X: 10_000, Y: 6_000}, {X: 10_000, Y: 10_000}}},
	{Op: layout.LineTo, At: [3]layout.Point{{Y: 10_000}}},
	{Op: layout.Close},
}

func TestDrawing(t *testing.T) {
	black, red := layout.Color{}, layout.Color{R: 200}
	pen := &layout.Pen{Color: red, Width: 500, Join: layout.RoundJoin, Miter: 4000, Dash: []layout.Length{1000, 2000}}
	m := newSheet(t)
	for _, s := range []layout.Shape{
		{Path: half, Fill: &black},
		{Path: half, Fill: &black, Stroke: pen},
		{Path: half, Stroke: pen},
		{Path: half, Fill: &black, EvenOdd: true},
	} {
		f := drawn(s)
		f.Node = m.doc.Tree.Add(tag.Figure)
		f.Node.Alt = "a square"
		m.frame(f)
	}
	data := m.write()
	keep(t, data)
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	figures, err := pdftest.Figures(data)
	if err != nil || len(figures) != 4 {
		t.Fatal(figures, err)
	}
	page, err := pdftest.Raster(data, 0, 72)
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int]uint8{71: 255, 75: 0, 81: 0, 83: 255, 93: 255} {
		if got := page.GrayAt(x, 76).Y; got != want {
			t.Errorf("the grey at %d is %d, not %d", x, got, want)
		}
	}
}

func TestBrokenDrawings(t *testing.T) {
	black := layout.Color{}
	flat := drawn(layout.Shape{Path: half, Fill: &black})
	flat.H = 0
	for name, f := range map[string]*layout.Drawing{
		"no size":    flat,
		"no paint":   drawn(layout.Shape{Path: half}),
		"no path":    drawn(layout.Shape{Fill: &black}),
		"no start":   drawn(layout.Shape{Path: half[1:], Fill: &black}),
		"no width":   drawn(layout.Shape{Path: half, Stroke: &layout.Pen{Miter: 4000}}),
		"no mitring": drawn(layout.Shape{Path: half, Stroke: &layout.Pen{Width: 500}}),
	} {
		m := newSheet(t)
		m.frame(f)
		if _, err := Write(m.doc, Digest{}); err == nil {
			t.Errorf("a drawing with %s is taken", name)
		}
	}
}

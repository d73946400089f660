package layout

import "handout/internal/tag"

// Drawing is a picture made of shapes. Whatever of them is outside its frame
// is not painted.
type Drawing struct {
	X, Y, W, H Length
	Shapes     []Shape // in painting order, their points from the frame's upper left corner
	Node       *tag.Node
}

// Shape is a path that is filled, stroked, or filled and then stroked.
type Shape struct {
	Path    []Segment
	Fill    *Color // nil for none
	EvenOdd bool   // how the path's inside is told (ISO 32000-1, 8.5.3.3); else by the winding number
	Stroke  *Pen   // nil for none
}

// Pen is how a path is stroked.
type Pen struct {
	Color Color
	Width Length
	Cap   Cap
	Join  Join
	Miter int      // limit of the length of a pointed join, in thousandths of the width
	Dash  []Length // lengths of dashes and gaps in turn; empty for an unbroken line
	Phase Length   // how far into the dashes the line begins
}

// Cap is how the ends of a stroke look, Join its corners. Their values are
// PDF's (ISO 32000-1, tables 54 and 55).
type (
	Cap  uint8
	Join uint8
)

const (
	ButtCap Cap = iota
	RoundCap
	SquareCap
)

const (
	MiterJoin Join = iota
	RoundJoin
	BevelJoin
)

// Segment is a part of a path: how it is drawn, and the points it needs.
type Segment struct {
	Op Op
	At [3]Point // MoveTo and LineTo use the first, CurveTo all three, Close none
}

// Point is a place, X to the right and Y downward.
type Point struct{ X, Y Length }

// Op is how a segment is drawn.
type Op uint8

const (
	MoveTo  Op = iota // begin a subpath
	LineTo            // a line to the point
	CurveTo           // a cubic Bézier curve to the last of the points
	Close             // a line back to where the subpath began
)

func (f *Drawing) Leaf() *tag.Node { return f.Node }

// rectangle appends a rectangle to a path.
func rectangle(path []Segment, x, y, w, h Length) []Segment {
	return append(path,
		Segment{Op: MoveTo, At: [3]Point{{x, y}}},
		Segment{Op: LineTo, At: [3]Point{{x + w, y}}},
		Segment{Op: LineTo, At: [3]Point{{x + w, y + h}}},
		Segment{Op: LineTo, At: [3]Point{{x, y + h}}},
		Segment{Op: Close},
	)
}

// Package svg reads simple drawings in SVG (Scalable Vector Graphics 1.1 and
// what 2 took over from it): paths and basic shapes with plain colours. A file
// with anything that would have to look different on paper, such as text or a
// gradient, is refused at its line; nothing is left out in silence. Sections
// named in comments are those of https://www.w3.org/TR/SVG2/.
package svg

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Drawing is what a file draws. Lengths are in pixels of 1/96 inch; X grows to
// the right and Y downward from the upper left corner. What is drawn outside
// of the width and height is not to be seen.
type Drawing struct {
	Width, Height float64
	Shapes        []Shape // in painting order
}

// Shape is a path that is filled, stroked, or filled and then stroked.
type Shape struct {
	Path    []Segment // begins with a MoveTo
	Fill    *Color    // nil for none
	EvenOdd bool      // the fill rule; else nonzero
	Stroke  *Stroke   // nil for none
}

// Stroke is how a path is stroked.
type Stroke struct {
	Color  Color
	Width  float64
	Cap    Cap
	Join   Join
	Miter  float64 // at least 1
	Dash   []float64
	Offset float64
}

// Color is an sRGB colour.
type Color struct{ R, G, B uint8 }

// Segment is a part of a path.
type Segment struct {
	Op Op
	At [3]Point // MoveTo and LineTo use the first, CurveTo all three, Close none
}

// Point is a place in the drawing.
type Point struct{ X, Y float64 }

// Op is how a segment is drawn.
type Op uint8

const (
	MoveTo Op = iota
	LineTo
	CurveTo // a cubic Bézier curve
	Close
)

// Cap is how a stroke ends.
type Cap uint8

const (
	ButtCap Cap = iota
	RoundCap
	SquareCap
)

// Join is how a stroke turns a corner.
type Join uint8

const (
	MiterJoin Join = iota
	RoundJoin
	BevelJoin
)

// Fault is why a file is refused.
type Fault struct {
	Line, Column int // from 1
	Message      string
	Hint         string // the way out
}

func (f Fault) Error() string { return fmt.Sprintf("%d:%d: %s", f.Line, f.Column, f.Message) }

// What a drawing may have, far more than a simple one needs.
const (
	maxBytes    = 4 << 20
	maxDepth    = 64
	maxElements = 20_000
	maxRead     = 16 << 20 // bytes of attributes, those that are used again counted again
	maxSegments = 200_000
	maxRules    = 1000
	maxSize     = 1e6 // of a coordinate, in pixels
	maxFaults   = 5
)

// Parse returns the drawing in an SVG file, or the first few things for which
// it is refused.
func Parse(src []byte) (*Drawing, []Fault) {
	root, fault := read(src)
	if fault != nil {
		return nil, []Fault{*fault}
	}
	p := &painter{drawing: &Drawing{}, ids: map[string]*element{}}
	root.walk(p.note)
	p.root(root)
	if len(p.faults) > 0 {
		slices.SortStableFunc(p.faults, func(a, b Fault) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
		return nil, p.faults
	}
	return p.drawing, nil
}

// usable tells whether v can be a coordinate.
func usable(v float64) bool { return math.Abs(v) <= maxSize } // false for NaN

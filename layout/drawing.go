package layout

import (
	"math"

	"handout/internal/svg"
	"handout/internal/tag"
)

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

// drawing sets d in the given size, in grey where the sheet has no colours.
func (c *composer) drawing(d *svg.Drawing, w, h Length, leaf *tag.Node) *Drawing {
	f := &Drawing{W: w, H: h, Node: leaf}
	sx, sy := float64(w)/d.Width, float64(h)/d.Height
	for _, s := range d.Shapes {
		out := Shape{EvenOdd: s.EvenOdd, Path: make([]Segment, len(s.Path))}
		for i, part := range s.Path {
			out.Path[i].Op = Op(part.Op)
			for j, at := range part.At {
				out.Path[i].At[j] = Point{rounded(at.X * sx), rounded(at.Y * sy)}
			}
		}
		if s.Fill != nil {
			fill := c.ink(*s.Fill)
			out.Fill = &fill
		}
		if s.Stroke != nil {
			out.Stroke = c.pen(s.Stroke, sx)
		}
		f.Shapes = append(f.Shapes, out)
	}
	return f
}

// pen returns the stroke s, enlarged.
func (c *composer) pen(s *svg.Stroke, by float64) *Pen {
	p := &Pen{
		Color: c.ink(s.Color), Width: max(rounded(s.Width*by), 1),
		Cap: Cap(s.Cap), Join: Join(s.Join), Miter: max(int(rounded(s.Miter*1000)), 1000),
	}
	var period Length
	for _, d := range s.Dash {
		p.Dash = append(p.Dash, rounded(d*by))
		period += p.Dash[len(p.Dash)-1]
	}
	if period == 0 { // too small to be told from a line
		p.Dash = nil
		return p
	}
	p.Phase = (rounded(s.Offset*by)%period + period) % period
	return p
}

// ink returns the colour as the sheet's profile prints it.
func (c *composer) ink(from svg.Color) Color {
	color := Color(from)
	if c.sheet.Profile == LargePrint || c.sheet.Profile == Grayscale {
		return color.grey()
	}
	return color
}

// grey returns the grey that is as light as c: of the same relative luminance
// (WCAG 2.1), so that it has the same contrast.
func (c Color) grey() Color {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	y := 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	s := y * 12.92
	if y > 0.0031308 {
		s = 1.055*math.Pow(y, 1/2.4) - 0.055
	}
	v := uint8(math.Round(min(s, 1) * 255))
	return Color{v, v, v}
}

func rounded(v float64) Length { return Length(math.Round(v)) }

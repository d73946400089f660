package pdf

import (
	"errors"
	"fmt"

	"handout/layout"
)

// drawing paints shapes, cut off at the frame. The graphics state that they
// change is put back (8.4.2).
func (p *painter) drawing(f *layout.Drawing) error {
	if f.W <= 0 || f.H <= 0 {
		return errors.New("a drawing without size")
	}
	p.extend(f.Node, f.X, f.Y, f.W, f.H)
	p.begin(f.Node, "", false)
	fill, stroke := p.fill, p.stroke
	p.ops = append(p.ops, "q\n"...)
	p.ops = p.appendPoint(p.ops, f.X, f.Y+f.H)
	p.ops = append(appendMilli(p.ops, f.W), ' ')
	p.ops = append(appendMilli(p.ops, f.H), " re W n\n"...)
	for i := range f.Shapes {
		if err := p.shape(f, &f.Shapes[i]); err != nil {
			return fmt.Errorf("drawing: %w", err)
		}
	}
	p.ops = append(p.ops, "Q\n"...)
	p.fill, p.stroke = fill, stroke
	return nil
}

// shape paints one path (8.5.3).
func (p *painter) shape(f *layout.Drawing, s *layout.Shape) error {
	if len(s.Path) == 0 || s.Path[0].Op != layout.MoveTo {
		return errors.New("a path begins nowhere")
	}
	operator := ""
	switch {
	case s.Fill != nil && s.Stroke != nil:
		operator = "B"
	case s.Fill != nil:
		operator = "f"
	case s.Stroke != nil:
		operator = "S"
	default:
		return errors.New("a path is neither filled nor stroked")
	}
	if s.EvenOdd && s.Fill != nil {
		operator += "*"
	}
	if s.Fill != nil {
		p.ink(*s.Fill)
	}
	if s.Stroke != nil {
		if err := p.pen(s.Stroke); err != nil {
			return err
		}
	}
	for _, part := range s.Path {
		p.segment(f, part)
	}
	p.ops = append(append(p.ops, operator...), '\n')
	return nil
}

func (p *painter) segment(f *layout.Drawing, s layout.Segment) {
	n, operator := 1, "l\n"
	switch s.Op {
	case layout.MoveTo:
		operator = "m\n"
	case layout.CurveTo:
		n, operator = 3, "c\n"
	case layout.Close:
		n, operator = 0, "h\n"
	}
	for _, at := range s.At[:n] {
		p.ops = p.appendPoint(p.ops, f.X+at.X, f.Y+at.Y)
	}
	p.ops = append(p.ops, operator...)
}

// pen sets how lines are drawn (8.4.3).
func (p *painter) pen(pen *layout.Pen) error {
	if pen.Width <= 0 || pen.Miter < 1000 {
		return errors.New("a line without a width or with a miter limit under 1")
	}
	p.pencil(pen.Color)
	p.ops = append(appendMilli(p.ops, pen.Width), " w "...)
	p.ops = append(appendInt(p.ops, int(pen.Cap)), " J "...)
	p.ops = append(appendInt(p.ops, int(pen.Join)), " j "...)
	p.ops = append(appendMilli(p.ops, pen.Miter), " M ["...)
	for _, d := range pen.Dash {
		p.ops = append(appendMilli(p.ops, d), ' ')
	}
	p.ops = append(appendMilli(append(p.ops, "] "...), pen.Phase), " d\n"...)
	return nil
}

// appendPoint appends a point in PDF's coordinates, which grow upward.
func (p *painter) appendPoint(b []byte, x, y layout.Length) []byte {
	b = append(appendMilli(b, x), ' ')
	return append(appendMilli(b, p.height-y), ' ')
}

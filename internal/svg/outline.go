package svg

import (
	"fmt"
	"math"
)

// outline draws the path of a shape (section 10). It returns a message if what
// the shape says makes no sense.
func (p *painter) outline(e *element, pen *pen) (message string) {
	lengths := func(names ...string) ([]float64, string) {
		v := make([]float64, len(names))
		for i, name := range names {
			var ok bool
			if v[i], ok = length(orZero(e.attrs[name]), p.whole(name)); !ok {
				return v, fmt.Sprintf("the %s %s is no length", name, quote(e.attrs[name]))
			}
		}
		return v, ""
	}
	switch e.name {
	case "path":
		if d := e.attrs["d"]; d != "none" {
			if read, ok := pen.data(d); !ok {
				return fmt.Sprintf("the path makes no sense from its character %d on: %s", read+1, quote(d[read:]))
			}
		}
	case "rect":
		v, message := lengths("x", "y", "width", "height")
		if message != "" {
			return message
		}
		rx, ry, message := p.corners(e, v[2], v[3])
		if message != "" || v[2] < 0 || v[3] < 0 {
			return "a rectangle has a length under 0 or none at all"
		}
		pen.rect(v[0], v[1], v[2], v[3], rx, ry)
	case "circle":
		v, message := lengths("cx", "cy", "r")
		if message != "" || v[2] < 0 {
			return "a circle has a length under 0 or none at all"
		}
		pen.ellipse(v[0], v[1], v[2], v[2])
	case "ellipse":
		v, message := lengths("cx", "cy")
		rx, ry, why := p.radii(e)
		if message != "" || why != "" {
			return "an ellipse has a length under 0 or none at all"
		}
		pen.ellipse(v[0], v[1], rx, ry)
	case "line":
		v, message := lengths("x1", "y1", "x2", "y2")
		if message != "" {
			return message
		}
		pen.move(Point{v[0], v[1]})
		pen.line(Point{v[2], v[3]})
	default: // polyline, polygon
		v, ok := numbers(e.attrs["points"])
		if !ok || len(v)%2 != 0 {
			return "the points of a " + e.name + " are not pairs of numbers"
		}
		for i := 0; i < len(v); i += 2 {
			if i == 0 {
				pen.move(Point{v[0], v[1]})
			} else {
				pen.line(Point{v[i], v[i+1]})
			}
		}
		if e.name == "polygon" && len(v) > 0 {
			pen.close()
		}
	}
	return ""
}

// whole is what a percentage of the length called name is of.
func (p *painter) whole(name string) float64 {
	switch name {
	case "x", "cx", "x1", "x2", "rx", "width":
		return p.size.X
	case "y", "cy", "y1", "y2", "ry", "height":
		return p.size.Y
	}
	return diagonal(p.size)
}

// radii returns rx and ry. One that is not said, or auto, is like the other.
func (p *painter) radii(e *element) (rx, ry float64, message string) {
	said := func(name string) (v float64, auto, ok bool) {
		text := e.attrs[name]
		if text == "" || text == "auto" {
			return 0, true, true
		}
		v, ok = length(text, p.whole(name))
		return v, false, ok && v >= 0
	}
	rx, autoX, okX := said("rx")
	ry, autoY, okY := said("ry")
	if !okX || !okY {
		return 0, 0, "a radius is no length"
	}
	if autoX {
		rx = ry
	}
	if autoY {
		ry = rx
	}
	return rx, ry, ""
}

// corners returns the radii of a rectangle's corners, at most half its sides.
func (p *painter) corners(e *element, w, h float64) (rx, ry float64, message string) {
	rx, ry, message = p.radii(e)
	return min(rx, w/2), min(ry, h/2), message
}

func (p *pen) rect(x, y, w, h, rx, ry float64) {
	switch {
	case w == 0 || h == 0:
		return
	case rx == 0 || ry == 0:
		p.move(Point{x, y})
		p.line(Point{x + w, y})
		p.line(Point{x + w, y + h})
		p.line(Point{x, y + h})
	default:
		p.move(Point{x + rx, y})
		p.line(Point{x + w - rx, y})
		p.arc(rx, ry, 0, false, true, Point{x + w, y + ry})
		p.line(Point{x + w, y + h - ry})
		p.arc(rx, ry, 0, false, true, Point{x + w - rx, y + h})
		p.line(Point{x + rx, y + h})
		p.arc(rx, ry, 0, false, true, Point{x, y + h - ry})
		p.line(Point{x, y + ry})
		p.arc(rx, ry, 0, false, true, Point{x + rx, y})
	}
	p.close()
}

func (p *pen) ellipse(cx, cy, rx, ry float64) {
	if rx == 0 || ry == 0 {
		return
	}
	m := matrix{rx, 0, 0, ry, cx, cy}
	p.move(m.apply(Point{1, 0}))
	for i := range 4 {
		from := float64(i) * math.Pi / 2
		s, c := math.Sincos(from + math.Pi/2)
		p.bow(m, from, math.Pi/2, true, m.apply(Point{c, s}))
	}
	p.close()
}

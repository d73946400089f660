package svg

import (
	"math"
	"strings"
)

// matrix maps a point (x, y) to (a·x + c·y + e, b·x + d·y + f) (section 8.5).
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// apply maps p. The conversions keep every processor from rounding the sums
// once instead of twice, so that all draw alike.
func (m matrix) apply(p Point) Point {
	return Point{
		float64(m.a*p.X) + float64(m.c*p.Y) + m.e,
		float64(m.b*p.X) + float64(m.d*p.Y) + m.f,
	}
}

// of returns the matrix that maps by n and then by m.
func (m matrix) of(n matrix) matrix {
	x, y, o := m.apply(Point{n.a, n.b}), m.apply(Point{n.c, n.d}), m.apply(Point{n.e, n.f})
	return matrix{x.X - m.e, x.Y - m.f, y.X - m.e, y.Y - m.f, o.X, o.Y}
}

// scale returns by how much m enlarges; even is false if not in all directions
// alike, so that a pen would no longer be round.
func (m matrix) scale() (by float64, even bool) {
	x, y := math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)
	across := float64(m.a*m.c) + float64(m.b*m.d)
	const little = 1e-3
	return x, math.Abs(x-y) <= little*x && math.Abs(across) <= little*x*x
}

// transforms reads a list of transformations.
func transforms(text string) (matrix, bool) {
	m := identity
	s := scanner{text}
	for s.space(); s.rest != ""; s.comma() {
		name, rest, open := strings.Cut(s.rest, "(")
		inside, after, closed := strings.Cut(rest, ")")
		v, ok := numbers(inside)
		if !open || !closed || !ok {
			return m, false
		}
		next, ok := transform(strings.TrimSpace(name), v)
		if !ok {
			return m, false
		}
		m, s.rest = m.of(next), after
	}
	return m, true
}

// transform returns one transformation, given its numbers.
func transform(name string, v []float64) (matrix, bool) {
	n := len(v)
	radians := func(i int) float64 { return v[i] * math.Pi / 180 }
	switch {
	case name == "matrix" && n == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, true
	case name == "translate" && n == 1:
		return matrix{1, 0, 0, 1, v[0], 0}, true
	case name == "translate" && n == 2:
		return matrix{1, 0, 0, 1, v[0], v[1]}, true
	case name == "scale" && n == 1:
		return matrix{a: v[0], d: v[0]}, true
	case name == "scale" && n == 2:
		return matrix{a: v[0], d: v[1]}, true
	case name == "rotate" && (n == 1 || n == 3):
		sin, cos := math.Sincos(radians(0))
		m := matrix{cos, sin, -sin, cos, 0, 0}
		if n == 3 {
			m = matrix{1, 0, 0, 1, v[1], v[2]}.of(m).of(matrix{1, 0, 0, 1, -v[1], -v[2]})
		}
		return m, true
	case name == "skewX" && n == 1:
		return matrix{1, 0, math.Tan(radians(0)), 1, 0, 0}, true
	case name == "skewY" && n == 1:
		return matrix{1, math.Tan(radians(0)), 0, 1, 0, 0}, true
	}
	return identity, false
}

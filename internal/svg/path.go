package svg

import "math"

// pen draws a path segment by segment.
type pen struct {
	path      []Segment
	at, start Point
	control   Point // of the last curve, for the smooth ones
	curve     byte  // what the last one was: 'C', 'Q' or 0
	closed    bool  // a subpath has just been closed
}

func (p *pen) move(to Point) {
	p.path = append(p.path, Segment{Op: MoveTo, At: [3]Point{to}})
	p.at, p.start, p.closed, p.curve = to, to, false, 0
}

// begin starts a new subpath where the last was closed, if it goes on there.
func (p *pen) begin() {
	if p.closed {
		p.move(p.start)
	}
}

func (p *pen) line(to Point) {
	p.begin()
	p.path = append(p.path, Segment{Op: LineTo, At: [3]Point{to}})
	p.at, p.curve = to, 0
}

func (p *pen) cubic(c1, c2, to Point) {
	p.begin()
	p.path = append(p.path, Segment{Op: CurveTo, At: [3]Point{c1, c2, to}})
	p.at, p.control, p.curve = to, c2, 'C'
}

// quadratic draws a curve with one control point as one with two.
func (p *pen) quadratic(c, to Point) {
	third := func(a, b Point) Point { return Point{a.X + (b.X-a.X)*2/3, a.Y + (b.Y-a.Y)*2/3} }
	p.cubic(third(p.at, c), third(to, c), to)
	p.control, p.curve = c, 'Q'
}

func (p *pen) close() {
	if !p.closed {
		p.path = append(p.path, Segment{Op: Close})
	}
	p.at, p.closed, p.curve = p.start, true, 0
}

// smooth returns the last control point, mirrored; where the pen is if the
// last segment was of another kind.
func (p *pen) smooth(curve byte) Point {
	if p.curve != curve {
		return p.at
	}
	return Point{2*p.at.X - p.control.X, 2*p.at.Y - p.control.Y}
}

// arc draws a part of an ellipse (appendix B.2).
func (p *pen) arc(rx, ry, degrees float64, large, sweep bool, to Point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if p.at == to {
		return
	}
	if rx == 0 || ry == 0 {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := (p.at.X-to.X)/2, (p.at.Y-to.Y)/2
	x, y := float64(cos*dx)+float64(sin*dy), float64(cos*dy)-float64(sin*dx)
	if over := float64(x*x)/(rx*rx) + float64(y*y)/(ry*ry); over > 1 { // the radii are too small to reach
		grow := math.Sqrt(over)
		rx, ry = rx*grow, ry*grow
	}
	// The centre, in the ellipse's own axes.
	below := float64(rx*rx*y*y) + float64(ry*ry*x*x)
	root := math.Sqrt(max(0, (float64(rx*rx*ry*ry)-below)/below))
	if large == sweep {
		root = -root
	}
	cx, cy := root*rx*y/ry, -root*ry*x/rx
	from := math.Atan2((y-cy)/ry, (x-cx)/rx)
	angle := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - from
	switch {
	case sweep && angle < 0:
		angle += 2 * math.Pi
	case !sweep && angle > 0:
		angle -= 2 * math.Pi
	}
	middle := Point{(p.at.X + to.X) / 2, (p.at.Y + to.Y) / 2}
	m := matrix{cos, sin, -sin, cos, middle.X, middle.Y}.of(matrix{rx, 0, 0, ry, cx, cy})
	n := int(math.Ceil(math.Abs(angle)/(math.Pi/2) - 1e-9))
	for i := range n {
		p.bow(m, from+angle*float64(i)/float64(n), angle/float64(n), i == n-1, to)
	}
	p.curve = 0
}

// bow draws at most a quarter of the circle that m makes an ellipse, with the
// curve that is nearest to it. The last ends exactly where it is to.
func (p *pen) bow(m matrix, from, angle float64, last bool, to Point) {
	k := 4.0 / 3 * math.Tan(angle/4)
	s0, c0 := math.Sincos(from)
	s1, c1 := math.Sincos(from + angle)
	end := m.apply(Point{c1, s1})
	if last {
		end = to
	}
	p.cubic(m.apply(Point{c0 - float64(k*s0), s0 + float64(k*c0)}), m.apply(Point{c1 + float64(k*s1), s1 - float64(k*c1)}), end)
}

// arguments is how many numbers each command of path data takes.
var arguments = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'A': 7, 'Z': 0}

// data draws path data (section 9.3). It returns how much of the data was
// read when the rest makes no sense.
func (p *pen) data(d string) (read int, ok bool) {
	s := scanner{d}
	var command byte
	for s.space(); s.rest != ""; s.comma() {
		bad := len(d) - len(s.rest)
		letter := s.rest[0]
		upper := letter &^ 0x20
		switch n, known := arguments[upper]; {
		case known && (letter == upper || letter == upper|0x20):
			command = letter
			s.rest = s.rest[1:]
			if n == 0 {
				if len(p.path) == 0 {
					return bad, false
				}
				p.close()
				command = 0
				continue
			}
		case command == 0:
			return bad, false
		case command == 'M': // pairs that follow are lines
			command = 'L'
		case command == 'm':
			command = 'l'
		}
		v, ok := s.arguments(command &^ 0x20)
		if !ok || len(p.path) == 0 && command&^0x20 != 'M' || len(p.path) > maxSegments {
			return bad, false
		}
		p.segment(command, v)
	}
	return len(d), true
}

// arguments reads the numbers of one segment; flags become 0 or 1.
func (s *scanner) arguments(command byte) (v [7]float64, ok bool) {
	for i := range arguments[command] {
		if i > 0 {
			s.comma()
		}
		if command == 'A' && (i == 3 || i == 4) {
			set, ok := s.flag()
			if !ok {
				return v, false
			}
			if set {
				v[i] = 1
			}
			continue
		}
		if v[i], ok = s.number(); !ok {
			return v, false
		}
	}
	return v, true
}

// segment draws one segment. A small letter's numbers count from the pen.
func (p *pen) segment(command byte, v [7]float64) {
	var from Point
	upper := command &^ 0x20
	if command != upper {
		from = p.at
	}
	point := func(i int) Point { return Point{from.X + v[i], from.Y + v[i+1]} }
	switch upper {
	case 'M':
		p.move(point(0))
	case 'L':
		p.line(point(0))
	case 'H':
		p.line(Point{from.X + v[0], p.at.Y})
	case 'V':
		p.line(Point{p.at.X, from.Y + v[0]})
	case 'C':
		p.cubic(point(0), point(2), point(4))
	case 'S':
		p.cubic(p.smooth('C'), point(0), point(2))
	case 'Q':
		p.quadratic(point(0), point(2))
	case 'T':
		p.quadratic(p.smooth('Q'), point(0))
	case 'A':
		p.arc(v[0], v[1], v[2], v[3] == 1, v[4] == 1, point(5))
	}
}

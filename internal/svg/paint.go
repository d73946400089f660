package svg

import (
	"math"
	"slices"
	"strings"
)

// painter walks through the elements and adds what they draw to the drawing.
type painter struct {
	drawing  *Drawing
	ids      map[string]*element
	rules    []rule
	size     Point // of the view box, which percentages are of
	segments int
	visits   int
	read     int        // bytes of attributes
	used     []*element // by the use elements around
	faults   []Fault
}

// fault notes that something about e cannot be drawn, each kind once.
func (p *painter) fault(e *element, message, hint string) {
	if len(p.faults) < maxFaults && !slices.ContainsFunc(p.faults, func(f Fault) bool { return f.Message == message }) {
		p.faults = append(p.faults, Fault{e.line, e.column, message, hint})
	}
}

// note takes in what e says for all the drawing, wherever it stands.
func (p *painter) note(e *element) {
	if id := e.attrs["id"]; id != "" && p.ids[id] == nil {
		p.ids[id] = e
	}
	switch e.name {
	case "script":
		p.fault(e, "a script is not run", "take it out")
	case "style":
		rules, bad := sheet(e.text)
		if media := e.attrs["media"]; media != "" && media != "all" {
			bad = media
		}
		if bad != "" {
			p.fault(e, "the style sheet's "+quote(bad)+" is not understood", savePlain)
		}
		if p.rules = append(p.rules, rules...); len(p.rules) > maxRules {
			p.fault(e, "its style sheets are too long", savePlain)
			p.rules = nil
		}
	}
}

// root draws the outermost element: it maps its view box into the middle of its
// width and height (section 8.2).
func (p *painter) root(e *element) {
	box, _ := numbers(e.attrs["viewBox"])
	hasBox := len(e.attrs["viewBox"]) > 0
	if hasBox && (len(box) != 4 || box[2] <= 0 || box[3] <= 0) {
		p.fault(e, "its viewBox is not four numbers, the last two over 0", "save it as plain SVG")
		return
	}
	w, okW := rootLength(e.attrs["width"])
	h, okH := rootLength(e.attrs["height"])
	switch {
	case !okW || !okH:
		p.fault(e, "its width or height is no length over 0", "give it both in px or mm")
		return
	case !hasBox && (w == 0 || h == 0):
		p.fault(e, "it has no size", "give it a viewBox, or a width and a height")
		return
	case !hasBox:
		box = []float64{0, 0, w, h}
	case w == 0 && h == 0:
		w, h = box[2], box[3]
	case w == 0:
		w = h * box[2] / box[3]
	case h == 0:
		h = w * box[3] / box[2]
	}
	sx, sy := w/box[2], h/box[3]
	if fit := strings.TrimSpace(e.attrs["preserveAspectRatio"]); math.Abs(sx-sy) > 1e-3*sx && fit != "" && fit != "xMidYMid" && fit != "xMidYMid meet" {
		p.fault(e, "its width and height are not in proportion to its viewBox", "give it the proportions of the viewBox")
		return
	}
	s := min(sx, sy)
	p.drawing.Width, p.drawing.Height = w, h
	p.size = Point{box[2], box[3]}
	m := matrix{1, 0, 0, 1, (w - s*box[2]) / 2, (h - s*box[3]) / 2}.of(matrix{a: s, d: s}).of(matrix{1, 0, 0, 1, -box[0], -box[1]})
	p.element(e, m, &initial)
	if len(p.faults) == 0 && len(p.drawing.Shapes) == 0 {
		p.fault(e, "it draws nothing", "draw something in it, or take the picture out")
	}
}

// rootLength returns a width or height; 0 if it is not said in pixels.
func rootLength(text string) (float64, bool) {
	if text = strings.TrimSpace(text); text == "" || text == "auto" || strings.HasSuffix(text, "%") {
		return 0, true
	}
	v, ok := length(text, 0)
	return v, ok && v > 0
}

// What elements are there for.
var (
	containers = []string{"svg", "g", "a"}
	shapes     = []string{"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
	// silent elements say something about the drawing, or are only drawn where
	// another element refers to them.
	silent = []string{"title", "desc", "metadata", "style", "script", "defs", "symbol", "linearGradient", "radialGradient", "pattern", "clipPath",
		"mask", "filter", "marker", "view"}
	// unprinted elements are those that have a way out of their own.
	unprinted = map[string][2]string{
		"text":             {"text is not drawn", "turn the text into paths in the drawing program, and say what it says in alt"},
		"image":            {"a picture within the drawing is not drawn", "save the drawing as PNG, or give the picture a block of its own"},
		"foreignObject":    {"a foreign object is not drawn", "take it out, or save the drawing as PNG"},
		"switch":           {"a drawing that depends on the program is not drawn", "leave one of the versions"},
		"animate":          {"an animation is not drawn", "take it out"},
		"animateTransform": {"an animation is not drawn", "take it out"},
		"animateMotion":    {"an animation is not drawn", "take it out"},
		"animateColor":     {"an animation is not drawn", "take it out"},
		"set":              {"an animation is not drawn", "take it out"},
	}
)

// element draws e and what is in it, mapped by m.
func (p *painter) element(e *element, m matrix, parent *style) {
	p.visits++
	for _, value := range e.attrs {
		p.read += len(value)
	}
	if p.visits > maxElements || p.read > maxRead {
		p.fault(e, "it draws its parts too many times", "simplify it, or save it as PNG")
		return
	}
	name := e.name
	switch {
	case e.foreign || slices.Contains(silent, name):
		return
	case name == "svg" && parent != &initial:
		p.fault(e, "a drawing within the drawing is not drawn", "ungroup it in the drawing program")
		return
	case slices.Contains(containers, name) || slices.Contains(shapes, name) || name == "use":
	default:
		why, known := unprinted[name]
		if !known {
			why = [2]string{"the element " + quote(name) + " is not drawn", "save it as plain SVG"}
		}
		p.fault(e, why[0], why[1])
		return
	}
	s, shown := p.style(e, parent)
	if !shown {
		return
	}
	if text, ok := e.attrs["transform"]; ok {
		if name == "svg" {
			p.fault(e, "the whole drawing is transformed", "put the transformation on a group in it")
		}
		t, ok := transforms(text)
		if !ok {
			p.fault(e, "the transformation "+quote(text)+" is not understood", "save it as plain SVG")
			return
		}
		m = m.of(t)
	}
	switch {
	case name == "use":
		p.use(e, m, &s)
	case slices.Contains(containers, name):
		for _, kid := range e.kids {
			p.element(kid, m, &s)
		}
	default:
		for _, kid := range e.kids { // animations
			p.element(kid, m, &s)
		}
		p.shape(e, m, &s)
	}
}

// style returns how e looks; shown is false if it is not drawn at all.
func (p *painter) style(e *element, parent *style) (s style, shown bool) {
	s = *parent
	attrs, css := e.declarations(p.rules)
	displayed, opaque := true, true
	for _, d := range css {
		if slices.Contains(geometry, d.name) || strings.Contains(d.value, "!") || strings.Contains(d.value, "var(") {
			p.fault(e, "the CSS property "+quote(d.name)+" is not drawn as it is written", savePlain)
		}
	}
	for _, name := range properties { // in their order, CSS after attributes
		for _, d := range append(slices.Clone(attrs), css...) {
			if d.name != name {
				continue
			}
			message, hint, visible := s.set(d, parent, p.size)
			if message != "" {
				p.fault(e, message, hint)
			}
			switch name {
			case "display":
				displayed = visible
			case "opacity":
				opaque = visible
			}
		}
	}
	if s.fill.current {
		s.fill.color = s.color
	}
	if s.stroke.current {
		s.stroke.color = s.color
	}
	return s, displayed && opaque
}

// use draws another element of the drawing (section 5.5).
func (p *painter) use(e *element, m matrix, s *style) {
	to := p.ids[strings.TrimPrefix(e.attrs["href"], "#")]
	switch href := e.attrs["href"]; {
	case !strings.HasPrefix(href, "#"):
		p.fault(e, "a part of another file is not drawn", "copy it into the drawing")
		return
	case to == nil:
		p.fault(e, "there is no part "+quote(href), "take the reference out")
		return
	case to.name == "symbol" || to.name == "svg":
		p.fault(e, "a symbol is not drawn", "turn it into a group in the drawing program")
		return
	case slices.Contains(p.used, to) || len(p.used) > 8:
		p.fault(e, "a part uses itself", "take the reference out")
		return
	}
	x, okX := length(orZero(e.attrs["x"]), p.size.X)
	y, okY := length(orZero(e.attrs["y"]), p.size.Y)
	if !okX || !okY {
		p.fault(e, "the place of a copied part is no length", "save it as plain SVG")
		return
	}
	p.used = append(p.used, to)
	p.element(to, m.of(matrix{1, 0, 0, 1, x, y}), s)
	p.used = p.used[:len(p.used)-1]
}

func orZero(text string) string {
	if text == "" {
		return "0"
	}
	return text
}

// shape draws a path or a basic shape.
func (p *painter) shape(e *element, m matrix, s *style) {
	var pen pen
	if message := p.outline(e, &pen); message != "" {
		p.fault(e, message, "save it as plain SVG")
		return
	}
	if p.segments += len(pen.path); p.segments > maxSegments {
		p.fault(e, "it has too many points", "simplify it, or save it as PNG")
		return
	}
	filled := !s.fill.none && !s.fill.clear && e.name != "line"
	stroked := !s.stroke.none && !s.stroke.clear && s.width > 0
	if s.hidden || len(pen.path) == 0 || !filled && !stroked {
		return
	}
	out := Shape{EvenOdd: s.evenOdd}
	if filled {
		c := s.fill.color
		out.Fill = &c
	}
	if stroked {
		by, even := m.scale()
		if !even {
			p.fault(e, "a line that is stretched in one direction is not drawn", "turn the stroke into a path in the drawing program")
			return
		}
		if len(s.dash) > 0 && e.attrs["pathLength"] != "" {
			p.fault(e, "a pathLength is not used", "save it as plain SVG")
		}
		out.Stroke = s.pen(by)
		if out.Stroke.Width == 0 {
			out.Stroke = nil
		}
	}
	if out.Stroke != nil && out.Stroke.Cap == SquareCap && dotted(pen.path) {
		p.fault(e, "a line without length is not drawn", "draw a square in its place") // PDF draws only round ones
		return
	}
	for i := range pen.path {
		for j, at := range pen.path[i].At {
			to := m.apply(at)
			if !usable(to.X) || !usable(to.Y) {
				p.fault(e, "it has a point far outside of the drawing", "take out what is not to be seen")
				return
			}
			pen.path[i].At[j] = to
		}
	}
	out.Path = pen.path
	p.drawing.Shapes = append(p.drawing.Shapes, out)
}

// dotted tells whether a part of the path goes nowhere.
func dotted(path []Segment) bool {
	for i := 0; i < len(path); {
		start, moves, n := path[i].At[0], false, 0
		for i++; i < len(path) && path[i].Op != MoveTo; i++ {
			n++
			last := path[i].At[0]
			if path[i].Op == CurveTo {
				last = path[i].At[2]
			}
			moves = moves || path[i].Op != Close && last != start
		}
		if n > 0 && !moves {
			return true
		}
	}
	return false
}

// pen returns how s strokes where everything is enlarged.
func (s *style) pen(by float64) *Stroke {
	out := &Stroke{Color: s.stroke.color, Width: s.width * by, Cap: s.cap, Join: s.join, Miter: s.miter, Offset: s.offset * by}
	for _, d := range s.dash {
		out.Dash = append(out.Dash, d*by)
	}
	return out
}

func quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return `"` + s + `"`
}

// diagonal is what a percentage is of that is neither across nor down (section
// 8.9).
func diagonal(size Point) float64 { return math.Hypot(size.X, size.Y) / math.Sqrt2 }

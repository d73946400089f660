package svg

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/image/colornames"
)

// style is the inherited properties of an element (section 6.4).
type style struct {
	color        Color // what currentColor stands for
	fill, stroke paint
	evenOdd      bool
	hidden       bool
	width        float64
	cap          Cap
	join         Join
	miter        float64
	dash         []float64
	offset       float64
}

// paint is a colour, or none.
type paint struct {
	none    bool
	current bool // the element's color, whatever it is there
	clear   bool // wholly transparent by its opacity
	color   Color
}

var initial = style{fill: paint{}, stroke: paint{none: true}, width: 1, miter: 4}

const savePlain = "save it as plain SVG, with presentation attributes in place of CSS"

// Hints for what cannot be drawn.
const (
	makeSolid = "give it a plain, solid colour in the drawing program"
	makePath  = "turn it into a path in the drawing program"
)

// refused are the properties that are not drawn unless they have one of the
// harmless values. A property that is neither here nor among those that are
// drawn has no bearing on shapes.
var (
	refused = map[string]struct {
		harmless []string
		what     string
		hint     string
	}{
		"filter":           {[]string{"none"}, "a filter", "take the effect off, or save the drawing as PNG"},
		"mask":             {[]string{"none"}, "a mask", "cut the shape to its outline in the drawing program"},
		"clip-path":        {[]string{"none"}, "a clipping path", "cut the shape to its outline in the drawing program"},
		"marker":           {[]string{"none"}, "a marker", makePath},
		"marker-start":     {[]string{"none"}, "a marker", makePath},
		"marker-mid":       {[]string{"none"}, "a marker", makePath},
		"marker-end":       {[]string{"none"}, "a marker", makePath},
		"mix-blend-mode":   {[]string{"normal"}, "a blend mode", makeSolid},
		"vector-effect":    {[]string{"none"}, "a vector effect", makePath},
		"paint-order":      {[]string{"normal", "fill", "fill stroke", "fill stroke markers"}, "another order of fill and stroke", makePath},
		"transform-origin": {nil, "an origin of transformations", "ungroup and group it again, or save it as plain SVG"},
		"transform-box":    {[]string{"view-box"}, "an origin of transformations", "ungroup and group it again, or save it as plain SVG"},
		"animation":        {[]string{"none"}, "an animation", "take it out"},
		"offset-path":      {[]string{"none"}, "a motion path", "take it out"},
		"background":       {white, "a background", "draw a rectangle in its place"},
		"background-color": {white, "a background", "draw a rectangle in its place"},
		"systemLanguage":   {nil, "a drawing that depends on the language", "leave one of the versions"},
		"requiredFeatures": {nil, "a drawing that depends on the program", "leave one of the versions"},

		"requiredExtensions": {nil, "a drawing that depends on the program", "leave one of the versions"},
	}
	white = []string{"none", "transparent", "white", "#fff", "#ffffff"}
	// geometry in CSS is what only some programs draw.
	geometry = []string{"transform", "translate", "rotate", "scale", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "all"}
)

// declaration is a property with its value.
type declaration struct{ name, value string }

// rule is what a style sheet says of the elements that its selector names.
type rule struct {
	selector     string // "*", "path", ".class" or "#id"
	declarations []declaration
}

var selector = regexp.MustCompile(`^(\*|[.#]?[A-Za-z_][A-Za-z0-9_-]*)$`)

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// sheet reads a style sheet of plain rules, as drawing programs write it. It
// returns what it does not understand.
func sheet(css string) (rules []rule, bad string) {
	css = strings.TrimSpace(comment.ReplaceAllString(css, " "))
	for css != "" {
		names, rest, open := strings.Cut(css, "{")
		inside, after, closed := strings.Cut(rest, "}")
		if !open || !closed || strings.Contains(inside, "{") {
			return nil, css
		}
		for _, name := range strings.Split(names, ",") {
			if name = strings.TrimSpace(name); !selector.MatchString(name) {
				return nil, strings.TrimSpace(names)
			}
			rules = append(rules, rule{name, declared(inside)})
		}
		css = strings.TrimSpace(after)
	}
	return rules, ""
}

// weight orders the rules that name e: by its kind, its class, its id; 0 if
// the rule does not name it.
func (r rule) weight(e *element) int {
	switch name := r.selector[1:]; {
	case r.selector == "*":
		return 1
	case r.selector == e.name:
		return 2
	case r.selector[0] == '.' && slices.Contains(strings.Fields(e.attrs["class"]), name):
		return 3
	case r.selector[0] == '#' && name == e.attrs["id"]:
		return 4
	}
	return 0
}

// declarations returns what is said about the look of e: by its attributes,
// and by CSS, which beats them, last by its style attribute, which beats all.
func (e *element) declarations(rules []rule) (attrs, css []declaration) {
	for weight := 1; weight <= 4; weight++ {
		for _, r := range rules {
			if r.weight(e) == weight {
				css = append(css, r.declarations...)
			}
		}
	}
	for _, name := range properties {
		if v, ok := e.attrs[name]; ok {
			attrs = append(attrs, declaration{name, strings.TrimSpace(v)})
		}
	}
	return attrs, append(css, declared(e.attrs["style"])...)
}

// declared reads a list of CSS declarations.
func declared(css string) (all []declaration) {
	for _, d := range strings.Split(css, ";") {
		name, value, ok := strings.Cut(d, ":")
		if name = strings.ToLower(strings.TrimSpace(name)); ok || name != "" {
			all = append(all, declaration{name, strings.TrimSpace(value)})
		}
	}
	return all
}

// properties are all that matter as attributes, those first that others rest
// on.
var properties = []string{
	"color", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
	"stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "visibility", "display", "opacity",
	"filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end", "mix-blend-mode", "vector-effect", "paint-order",
	"transform-origin", "transform-box", "background", "background-color", "animation", "offset-path", "systemLanguage", "requiredFeatures", "requiredExtensions",
}

// set changes s by one declaration. It returns a message if that cannot be
// drawn, and false if the element is not drawn at all.
func (s *style) set(d declaration, parent *style, size Point) (message, hint string, shown bool) {
	bad := func() (string, string, bool) {
		return "the value " + quote(d.value) + " of " + d.name + " is not understood", "save it as plain SVG", true
	}
	if d.value == "inherit" {
		s.inherit(d.name, parent)
		return "", "", true
	}
	ok := true
	switch d.name {
	case "color":
		var p paint
		if p, ok = paintOf(d.value, s.color); p.current {
			p.color = parent.color
		}
		s.color = p.color
	case "fill", "stroke":
		p, known := paintOf(d.value, s.color)
		if strings.HasPrefix(d.value, "url(") {
			return "a gradient or pattern is not drawn", makeSolid, true
		}
		if !known && alpha(d.value) {
			return "a half transparent colour is not drawn", makeSolid, true
		}
		to := &s.fill
		if d.name == "stroke" {
			to = &s.stroke
		}
		p.clear = to.clear
		*to, ok = p, known
	case "fill-opacity", "stroke-opacity", "opacity":
		o, known := opacity(d.value)
		switch {
		case !known:
			return bad()
		case o > 0 && o < 1:
			return "a half transparent shape is not drawn", makeSolid, true
		case d.name == "opacity":
			return "", "", o > 0
		case d.name == "fill-opacity":
			s.fill.clear = o == 0
		default:
			s.stroke.clear = o == 0
		}
	case "fill-rule":
		s.evenOdd = d.value == "evenodd"
		ok = s.evenOdd || d.value == "nonzero"
	case "stroke-width":
		s.width, ok = length(d.value, diagonal(size))
		ok = ok && s.width >= 0
	case "stroke-linecap":
		s.cap, ok = one(d.value, map[string]Cap{"butt": ButtCap, "round": RoundCap, "square": SquareCap})
	case "stroke-linejoin":
		s.join, ok = one(d.value, map[string]Join{"miter": MiterJoin, "round": RoundJoin, "bevel": BevelJoin})
	case "stroke-miterlimit":
		s.miter, ok = length(d.value, 1)
		ok = ok && s.miter >= 1
	case "stroke-dasharray":
		s.dash, ok = dashes(d.value, diagonal(size))
	case "stroke-dashoffset":
		s.offset, ok = length(d.value, diagonal(size))
	case "visibility":
		s.hidden = d.value == "hidden" || d.value == "collapse"
		ok = s.hidden || d.value == "visible"
	case "display":
		return "", "", d.value != "none"
	default:
		if r, known := refused[d.name]; known && !slices.Contains(r.harmless, d.value) {
			return r.what + " is not drawn", r.hint, true
		}
	}
	if !ok {
		return bad()
	}
	return "", "", true
}

// inherit takes the property called name from the parent; those that are not
// inherited by themselves are harmless in it, or it would have been refused.
func (s *style) inherit(name string, parent *style) {
	switch name {
	case "color":
		s.color = parent.color
	case "fill":
		s.fill = parent.fill
	case "stroke":
		s.stroke = parent.stroke
	case "fill-opacity":
		s.fill.clear = parent.fill.clear
	case "stroke-opacity":
		s.stroke.clear = parent.stroke.clear
	case "fill-rule":
		s.evenOdd = parent.evenOdd
	case "stroke-width":
		s.width = parent.width
	case "stroke-linecap":
		s.cap = parent.cap
	case "stroke-linejoin":
		s.join = parent.join
	case "stroke-miterlimit":
		s.miter = parent.miter
	case "stroke-dasharray":
		s.dash = parent.dash
	case "stroke-dashoffset":
		s.offset = parent.offset
	case "visibility":
		s.hidden = parent.hidden
	}
}

// paintOf reads a paint (section 13.2).
func paintOf(text string, current Color) (paint, bool) {
	lower := strings.ToLower(text)
	switch lower {
	case "none", "transparent":
		return paint{none: true}, true
	case "currentcolor":
		return paint{current: true, color: current}, true
	}
	c, ok := colorOf(lower)
	return paint{color: c}, ok
}

// colorOf reads an opaque colour.
func colorOf(text string) (Color, bool) {
	if c, ok := colornames.Map[text]; ok {
		return Color{c.R, c.G, c.B}, true
	}
	if hex, ok := strings.CutPrefix(text, "#"); ok {
		return hexadecimal(hex)
	}
	name, inside, ok := strings.Cut(strings.TrimSuffix(text, ")"), "(")
	if !ok || name != "rgb" && name != "rgba" || !strings.HasSuffix(text, ")") {
		return Color{}, false
	}
	parts := strings.FieldsFunc(inside, func(r rune) bool { return strings.ContainsRune(" ,/\t\r\n", r) })
	if len(parts) == 4 {
		if o, ok := opacity(parts[3]); !ok || o < 1 {
			return Color{}, false
		}
		parts = parts[:3]
	}
	if len(parts) != 3 {
		return Color{}, false
	}
	var v [3]uint8
	for i, p := range parts {
		n, ok := length(p, 255)
		if !ok {
			return Color{}, false
		}
		v[i] = uint8(min(max(n, 0), 255) + 0.5)
	}
	return Color{v[0], v[1], v[2]}, true
}

// hexadecimal reads #rgb and #rrggbb, and with a full alpha behind it.
func hexadecimal(hex string) (Color, bool) {
	digits := make([]uint8, len(hex))
	for i := range hex {
		d := strings.IndexByte("0123456789abcdef", hex[i])
		if d < 0 {
			return Color{}, false
		}
		digits[i] = uint8(d)
	}
	if len(digits) == 3 || len(digits) == 4 {
		var long []uint8
		for _, d := range digits {
			long = append(long, d, d)
		}
		digits = long
	}
	if len(digits) == 8 && digits[6] == 15 && digits[7] == 15 {
		digits = digits[:6]
	}
	if len(digits) != 6 {
		return Color{}, false
	}
	pair := func(i int) uint8 { return digits[i]<<4 | digits[i+1] }
	return Color{pair(0), pair(2), pair(4)}, true
}

// alpha tells whether a colour that was not read seems to be see-through.
func alpha(text string) bool {
	return strings.HasPrefix(text, "rgba(") || strings.HasPrefix(text, "#") && (len(text) == 5 || len(text) == 9) ||
		strings.HasPrefix(text, "rgb(") && strings.Contains(text, "/")
}

// opacity reads a number from 0 to 1 or a percentage.
func opacity(text string) (float64, bool) {
	v, ok := length(text, 1)
	return min(max(v, 0), 1), ok
}

// dashes reads the lengths of dashes and gaps; none for an unbroken line.
func dashes(text string, whole float64) ([]float64, bool) {
	if text == "none" {
		return nil, true
	}
	var all []float64
	var sum float64
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) }) {
		v, ok := length(part, whole)
		if !ok || v < 0 || len(all) > 100 {
			return nil, false
		}
		all = append(all, v)
		sum += v
	}
	switch {
	case sum == 0:
		return nil, true
	case len(all)%2 == 1: // said once, it is meant twice
		all = append(all, all...)
	}
	return all, true
}

func one[T any](value string, values map[string]T) (T, bool) {
	v, ok := values[value]
	return v, ok
}

package pdftest

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"
)

// Sheet is a page with everything that was painted on it, in order.
type Sheet struct {
	Width, Height float64 // in points
	Marks         []Mark
	Operators     map[string]bool // of the content stream
}

// Mark is something painted: "text" by one operator, a "fill", a "stroke" or an
// "image". Places are in points from the page's lower left corner.
type Mark struct {
	Kind           string
	X0, Y0, X1, Y1 float64
	Color          [3]float64 // red, green and blue, from 0 to 1
	Space          string     // the colour space of an image
	Drawing        bool       // it is part of a picture: what is cut off outside its frame

	// Of text:
	Words    string
	Baseline float64
	Size     float64 // as seen
	Font     string  // its PostScript name
	Slant    float64 // angle, in degrees; 0 if it stands upright
}

// Sheets returns what is painted on the pages of a file. It is an error when
// the pages have an operator that it cannot follow.
func Sheets(data []byte) (sheets []Sheet, err error) {
	defer broken(&err)
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	for i := range r.NumPage() {
		p := r.Page(i + 1).V
		size := p.Key("MediaBox")
		c := canvas{page: p, fonts: map[string]*font{}, sheet: Sheet{
			Width: size.Index(2).Float64(), Height: size.Index(3).Float64(), Operators: map[string]bool{},
		}}
		c.matrix = matrix{1, 0, 0, 1, 0, 0}
		pdf.Interpret(p.Key("Contents"), func(stack *pdf.Stack, op string) {
			var args []pdf.Value
			for stack.Len() > 0 {
				args = append(args, stack.Pop())
			}
			slices.Reverse(args)
			c.sheet.Operators[op] = true
			c.do(op, args)
		})
		if c.unknown != "" {
			return nil, fmt.Errorf("page %d: cannot follow the operator %s", i+1, c.unknown)
		}
		sheets = append(sheets, c.sheet)
	}
	return sheets, nil
}

// matrix is a to f of a transformation (ISO 32000-1, 8.3.3).
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// scale is by how much the matrix makes things larger.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// graphics is the part of the graphics state that we follow (8.4).
type graphics struct {
	matrix       matrix
	fill, stroke [3]float64
	weight       float64
	clipped      bool
	font         *font
	size, rise   float64
}

// canvas follows the operators of a page.
type canvas struct {
	graphics
	saved []graphics
	page  pdf.Value
	fonts map[string]*font

	x, y  float64      // of the line of text
	pen   float64      // from there on
	path  [][2]float64 // on the page
	sheet Sheet

	unknown string // the first operator that cannot be followed
}

func (c *canvas) do(op string, args []pdf.Value) {
	n := func(i int) float64 { return args[i].Float64() }
	color := func() [3]float64 {
		if len(args) == 1 {
			return [3]float64{n(0), n(0), n(0)}
		}
		return [3]float64{n(0), n(1), n(2)}
	}
	switch op {
	case "q":
		c.saved = append(c.saved, c.graphics)
	case "Q":
		c.graphics, c.saved = c.saved[len(c.saved)-1], c.saved[:len(c.saved)-1]
	case "cm":
		c.matrix = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}.times(c.matrix)
	case "g", "rg":
		c.fill = color()
	case "G", "RG":
		c.stroke = color()
	case "w":
		c.weight = n(0)
	case "BT":
		c.x, c.y, c.pen = 0, 0, 0
	case "Td":
		c.x, c.y, c.pen = c.x+n(0), c.y+n(1), 0
	case "Tf":
		c.font, c.size = c.fontNamed(args[0].Name()), n(1)
	case "Ts":
		c.rise = n(0)
	case "TJ":
		c.text(args[0])
	case "m", "l":
		c.point(n(0), n(1))
	case "c":
		c.point(n(0), n(1))
		c.point(n(2), n(3))
		c.point(n(4), n(5))
	case "re":
		c.point(n(0), n(1))
		c.point(n(0)+n(2), n(1)+n(3))
	case "f", "f*":
		c.paint("fill", c.fill, 0)
	case "B", "B*":
		c.paint("fill and stroke", c.fill, c.weight*c.matrix.scale()/2)
	case "W", "W*":
		c.clipped = true
	case "n":
		c.path = nil
	case "S":
		c.paint("stroke", c.stroke, c.weight*c.matrix.scale()/2)
	case "Do":
		c.point(0, 0)
		c.point(1, 1)
		c.paint("image", [3]float64{}, 0)
		c.sheet.Marks[len(c.sheet.Marks)-1].Space = c.page.Key("Resources").Key("XObject").Key(args[0].Name()).Key("ColorSpace").String()
	case "h", "ET", "BMC", "BDC", "EMC", "J", "j", "M", "d":
	default:
		if c.unknown == "" {
			c.unknown = op
		}
	}
}

func (c *canvas) point(x, y float64) {
	x, y = c.matrix.at(x, y)
	c.path = append(c.path, [2]float64{x, y})
}

// paint ends the path. What is stroked reaches beyond it.
func (c *canvas) paint(kind string, color [3]float64, beyond float64) {
	m := Mark{Kind: kind, Color: color, Drawing: c.clipped, X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
	for _, p := range c.path {
		m.X0, m.X1 = min(m.X0, p[0]-beyond), max(m.X1, p[0]+beyond)
		m.Y0, m.Y1 = min(m.Y0, p[1]-beyond), max(m.Y1, p[1]+beyond)
	}
	c.path = nil
	c.sheet.Marks = append(c.sheet.Marks, m)
}

// text shows the strings of an array, which also moves the pen.
func (c *canvas) text(array pdf.Value) {
	m := Mark{Kind: "text", Color: c.fill, Size: c.size * c.matrix.scale(), Font: c.font.name, Slant: c.font.slant}
	start := c.pen
	for i := range array.Len() {
		v := array.Index(i)
		if v.Kind() != pdf.String {
			c.pen -= v.Float64() / 1000 * c.size
			continue
		}
		raw := v.RawString()
		m.Words += c.font.Decode(raw)
		for ; len(raw) > 1; raw = raw[2:] {
			c.pen += c.font.widths[int(raw[0])<<8|int(raw[1])] / 1000 * c.size
		}
	}
	m.X0, m.Baseline = c.matrix.at(c.x+start, c.y+c.rise)
	m.X1, _ = c.matrix.at(c.x+c.pen, c.y+c.rise)
	m.Y0, m.Y1 = m.Baseline-m.Size*c.font.descent/1000, m.Baseline+m.Size*c.font.ascent/1000
	c.sheet.Marks = append(c.sheet.Marks, m)
}

// font is what is needed of a Type 0 font with two-byte codes (9.7).
type font struct {
	pdf.TextEncoding
	name            string
	slant           float64
	ascent, descent float64 // in thousandths, both positive
	widths          map[int]float64
}

func (c *canvas) fontNamed(name string) *font {
	if f := c.fonts[name]; f != nil {
		return f
	}
	v := c.page.Key("Resources").Key("Font").Key(name)
	cid := v.Key("DescendantFonts").Index(0)
	about := cid.Key("FontDescriptor")
	_, base, _ := strings.Cut(v.Key("BaseFont").Name(), "+")
	f := &font{
		TextEncoding: (&pdf.Font{V: v}).Encoder(), name: base, slant: about.Key("ItalicAngle").Float64(),
		ascent: about.Key("Ascent").Float64(), descent: -about.Key("Descent").Float64(), widths: map[int]float64{},
	}
	w := cid.Key("W")
	for i := 0; i+1 < w.Len(); i += 2 {
		first, run := int(w.Index(i).Int64()), w.Index(i+1)
		for j := range run.Len() {
			f.widths[first+j] = run.Index(j).Float64()
		}
	}
	c.fonts[name] = f
	return f
}

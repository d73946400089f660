package layout

import (
	"iter"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"handout/fonts"
	"handout/internal/diag"
	"handout/internal/tag"
)

// Length is a distance in thousandths of a point (1/72,000 inch). Lengths are
// integers so that no break depends on a processor's rounding.
type Length int

// Pt is one point, Inch one inch, Mm one millimetre (rounded).
const (
	Pt   Length = 1000
	Inch Length = 72 * Pt
	Mm   Length = 2835
)

// ParseLength reads a length of 0 or more with its unit: 0.5in, 12mm, 1cm, 36pt.
func ParseLength(s string) (l Length, ok bool) {
	for _, unit := range []struct {
		name        string
		thousandths float64
	}{{"in", 72_000}, {"mm", 72_000 / 25.4}, {"cm", 72_000 / 2.54}, {"pt", 1000}} {
		digits, is := strings.CutSuffix(strings.ToLower(s), unit.name)
		if !is {
			continue
		}
		digits = strings.TrimSpace(digits)
		if !decimal.MatchString(digits) {
			return 0, false
		}
		n, err := strconv.ParseFloat(digits, 64)
		return Length(math.Round(n * unit.thousandths)), err == nil
	}
	return 0, false
}

var decimal = regexp.MustCompile(`^\d{1,4}(\.\d{1,6})?$|^\.\d{1,6}$`)

// Points returns l in points.
func (l Length) Points() float64 { return float64(l) / 1000 }

// Document is a handout ready to be painted: pages of frames at absolute
// places, and the logical structure that the frames point into.
type Document struct {
	Title    string // plain words
	Subject  string // plain words; may be empty
	Authors  []string
	Language string // BCP 47
	Date     time.Time
	Gray     bool // without a colour, its pictures too

	// Filled says that there are others like it with other words in some
	// places. Its typefaces then hold more letters than it shows, so that all of
	// them can share one subset, which does not tell what is in those places.
	Filled bool

	Pages   []Page
	Tree    *tag.Node // a tag.Document
	Outline []Bookmark

	stock  *stock  // that it is made from; nil if there are several
	galley *galley // likewise; nil if a Typesetter has it
}

// Page is one side of paper. Its frames are in painting order; X grows to the
// right and Y downward from the page's upper left corner.
type Page struct {
	Width, Height Length
	Frames        []Frame
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Level int // 0 at the top; never more than one deeper than the entry before
	Page  int // from 0
	Y     Length
}

// Color is an sRGB colour.
type Color struct{ R, G, B uint8 }

// Frame is something on a page. Its dynamic types are *Glyphs, *Fill, *Path,
// *Picture, *Drawing and *Area.
type Frame interface {
	// Leaf is the leaf of the logical structure that the frame shows, or nil
	// for an artifact.
	Leaf() *tag.Node
}

// Glyphs is a piece of one line in one face: runs of that face as shaped, one
// behind the other, with the space that ends them, if one does.
type Glyphs struct {
	X, Y  Length // of the baseline's left end
	Face  *fonts.Face
	Size  Length
	Color Color
	Runs  []*fonts.Run // shared with other documents
	Node  *tag.Node
	Pos   diag.Pos // of the first character in the source
}

// All yields the glyphs from left to right.
func (f *Glyphs) All() iter.Seq[fonts.Glyph] {
	return func(yield func(fonts.Glyph) bool) {
		for _, r := range f.Runs {
			for _, g := range r.Glyphs {
				if !yield(g) {
					return
				}
			}
		}
	}
}

// Fill is a rectangle of one colour: a rule, a tint.
type Fill struct {
	X, Y, W, H Length
	Color      Color
	Node       *tag.Node
}

// Path is a polyline, stroked or filled: a check box, an arrow.
type Path struct {
	Points [][2]Length
	Closed bool
	Width  Length // of the stroke; 0 fills the path instead
	Color  Color
	Node   *tag.Node
}

// Picture is a raster image.
type Picture struct {
	X, Y, W, H Length
	Format     string // "png" or "jpeg"
	Bytes      []byte
	Node       *tag.Node
}

// Area is a part of the page that leads somewhere when it is clicked. It paints
// nothing. A link broken over two lines is two areas of one tag.Link.
type Area struct {
	X, Y, W, H Length
	URI        string    // leads out of the document; or
	Target     *Target   // leads to a place within it
	Link       *tag.Node // the Link (or Reference) element that the area belongs to
}

// Target is a place in the document.
type Target struct {
	Page int // from 0
	Y    Length
}

func (f *Glyphs) Leaf() *tag.Node  { return f.Node }
func (f *Fill) Leaf() *tag.Node    { return f.Node }
func (f *Path) Leaf() *tag.Node    { return f.Node }
func (f *Picture) Leaf() *tag.Node { return f.Node }
func (f *Area) Leaf() *tag.Node    { return nil }

// Package pdf writes a composed document as a tagged PDF that conforms to
// PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). Clauses named without a
// standard are ISO 32000-1's.
//
// fpdf is the canvas: pages, shapes and pictures are put on it (write.go), each
// leaf of the structure as marked content. It knows no glyph ids, so of the
// operators that show text (text.go) it is given only the places. Nor does it
// know structure or metadata: its file is then read by its own cross-reference
// table (object.go) and its parts are put into a new one (finish.go) with the
// text, the fonts (font.go), the structure tree (structure.go) and the metadata
// (xmp.go, icc.go) that the standards ask for.
//
// A newcomer to tagged PDF needs three notions. The page's content is cut into
// marked-content sequences: each has a number on its page, or is an artifact,
// which a screen reader passes over. The structure tree's elements, headings
// and cells and figures, hold those numbers in reading order. The parent tree
// leads back from a page's numbers to the elements.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"reflect"
	"regexp"

	"github.com/go-pdf/fpdf"

	"handout/internal/tag"
	"handout/layout"
)

// Write returns the document as the bytes of a PDF: the same document gives
// the same bytes. A document that cannot be painted as it is, or could not
// conform (no title, a figure without words, a leaf that is on no page), is an
// error; that is a fault of its maker, not of an article.
//
// The file says what it was made from, which Stamped reads.
func Write(doc *layout.Document, from Digest) ([]byte, error) {
	w := takeBuffers()
	defer w.giveBack()
	p, err := newPainter(doc, w)
	if err != nil {
		return nil, err
	}
	for i, page := range doc.Pages {
		if err := p.paint(page); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	if err := p.canvas.Output(&w.drawn); err != nil {
		return nil, err
	}
	return finish(doc, p, from)
}

// painter puts pages of frames onto fpdf's canvas and remembers what belongs
// to which element of the structure.
type painter struct {
	canvas *fpdf.Fpdf
	gray   bool
	tree   *structure
	*buffers

	page   int // from 0
	height layout.Length

	marked     bool     // a marked-content sequence is open
	leaf       *element // that it shows; nil for an artifact
	properties string   // that it has beside its id

	expansion, expands string // the last, and the property for it

	inText       bool // a text object is open
	lineX, lineY layout.Length
	font         *face
	size         layout.Length
	fill, stroke layout.Color

	links []link
}

// link is an area with where it is and its element.
type link struct {
	*layout.Area
	page    int
	element *element
}

func newPainter(doc *layout.Document, w *buffers) (*painter, error) {
	if err := check(doc); err != nil {
		return nil, err
	}
	tree, err := grow(doc.Tree, w)
	if err != nil {
		return nil, err
	}
	p := &painter{gray: doc.Gray, tree: tree, buffers: w, page: -1}
	p.own(len(doc.Pages))
	first := doc.Pages[0]
	p.canvas = fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: first.Width.Points(), Ht: first.Height.Points()},
	})
	p.canvas.SetCompression(false) // the finishing pass deflates
	p.canvas.SetAutoPageBreak(false, 0)
	for i, page := range doc.Pages {
		for _, f := range page.Frames {
			if err := p.note(f); err != nil {
				return nil, fmt.Errorf("page %d: %w", i+1, err)
			}
		}
	}
	for _, f := range p.inUse {
		if doc.Filled {
			f.letters()
		}
		f.settle()
	}
	return p, nil
}

// check holds what must be true of the document beside its frames.
func check(doc *layout.Document) error {
	const most = 14_400 * layout.Pt // ISO 32000-1, annex C.2
	switch {
	case doc.Title == "": // ISO 14289-1, 7.1
		return errors.New("the document has no title")
	case !languageTag.MatchString(doc.Language): // 7.2
		return fmt.Errorf("%q is no language", doc.Language)
	case len(doc.Pages) == 0:
		return errors.New("the document has no pages")
	}
	for i, page := range doc.Pages {
		if page.Width < 3*layout.Pt || page.Height < 3*layout.Pt || page.Width > most || page.Height > most {
			return fmt.Errorf("page %d: %v by %v points is no size for a page", i+1, page.Width.Points(), page.Height.Points())
		}
	}
	for i, b := range doc.Outline {
		if b.Page < 0 || b.Page >= len(doc.Pages) || b.Level < 0 || i == 0 && b.Level > 0 || i > 0 && b.Level > doc.Outline[i-1].Level+1 {
			return fmt.Errorf("bookmark %q is out of place", b.Title)
		}
	}
	return nil
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`) // BCP 47

// note takes in what the frame needs before anything is painted.
func (p *painter) note(f layout.Frame) error {
	if f == nil || reflect.ValueOf(f).IsNil() {
		return errors.New("no frame")
	}
	g, ok := f.(*layout.Glyphs)
	if !ok {
		return nil
	}
	if g.Face == nil || g.Size <= 0 {
		return errors.New("glyphs without a face or a size")
	}
	face := p.face(g.Face)
	for _, r := range g.Runs {
		if err := face.note(r); err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) paint(page layout.Page) error {
	p.page++
	p.height = page.Height
	p.font, p.fill, p.stroke = nil, layout.Color{}, layout.Color{} // a page begins black (8.4.1)
	p.canvas.AddPageFormat("P", fpdf.SizeType{Wd: page.Width.Points(), Ht: page.Height.Points()})
	for _, f := range page.Frames {
		if err := p.frame(f); err != nil {
			return err
		}
	}
	p.end()
	p.text(false)
	p.flush()
	return p.canvas.Error()
}

func (p *painter) frame(f layout.Frame) error {
	if n := f.Leaf(); n != nil && p.tree.element(n) == nil {
		return errors.New("a frame shows what is not in the structure")
	}
	switch f := f.(type) {
	case *layout.Glyphs:
		ascent, descent := layout.Length(f.Face.Ascent())*f.Size/1000, layout.Length(f.Face.Descent())*f.Size/1000
		p.extend(f.Node, f.X, f.Y-ascent, width(f), ascent+descent)
		p.glyphs(f)
	case *layout.Fill:
		p.extend(f.Node, f.X, f.Y, f.W, f.H)
		p.begin(f.Node, "", false)
		p.ink(f.Color)
		p.fillRect(f.X, p.height-f.Y-f.H, f.W, f.H)
	case *layout.Path:
		return p.path(f)
	case *layout.Picture:
		return p.picture(f)
	case *layout.Drawing:
		return p.drawing(f)
	case *layout.Area:
		return p.area(f)
	default:
		return fmt.Errorf("unknown frame %T", f)
	}
	return nil
}

// fillRect fills a rectangle (8.5.2.1). fpdf's own Rect formats its numbers at
// ten times the cost.
func (p *painter) fillRect(lengths ...layout.Length) {
	for _, l := range lengths {
		p.ops = append(appendMilli(p.ops, l), ' ')
	}
	p.ops = append(p.ops, "re f\n"...)
}

func width(f *layout.Glyphs) (w layout.Length) {
	for _, r := range f.Runs {
		w += layout.Length(r.Width)
	}
	return w * f.Size / 1000
}

func (p *painter) path(f *layout.Path) error {
	if len(f.Points) < 2 || f.Width < 0 {
		return errors.New("a path without length or width")
	}
	p.begin(f.Node, "", false)
	style := "F"
	if f.Width == 0 {
		p.ink(f.Color)
		p.flush()
	} else {
		style = "D"
		p.pencil(f.Color)
		p.flush()
		p.canvas.SetLineWidth(f.Width.Points())
	}
	for i, pt := range f.Points {
		x, y := pt[0].Points(), pt[1].Points()
		if i == 0 {
			p.canvas.MoveTo(x, y)
		} else {
			p.canvas.LineTo(x, y)
		}
		p.extend(f.Node, pt[0]-f.Width/2, pt[1]-f.Width/2, f.Width, f.Width)
	}
	if f.Closed {
		p.canvas.ClosePath()
	}
	p.canvas.DrawPath(style)
	return nil
}

func (p *painter) picture(f *layout.Picture) error {
	if f.W <= 0 || f.H <= 0 {
		return errors.New("a picture without size")
	}
	pic, err := prepare(f, p.gray)
	if err != nil {
		return err
	}
	p.extend(f.Node, f.X, f.Y, f.W, f.H)
	p.begin(f.Node, "", false)
	p.flush()
	options := fpdf.ImageOptions{ImageType: pic.format, AllowNegativePosition: true}
	if p.canvas.GetImageInfo(pic.name) == nil {
		p.canvas.RegisterImageOptionsReader(pic.name, options, bytes.NewReader(pic.data))
	}
	p.canvas.ImageOptions(pic.name, f.X.Points(), f.Y.Points(), f.W.Points(), f.H.Points(), false, options, 0, "")
	return p.canvas.Error()
}

func (p *painter) area(f *layout.Area) error {
	e := p.tree.element(f.Link)
	switch {
	case f.Link == nil || e == nil || e.Role != tag.Link: // ISO 14289-1, 7.18.5
		return errors.New("an area belongs to no link of the structure")
	case e.describe() == "":
		return errors.New("a link has no words")
	case (f.URI == "") == (f.Target == nil):
		return errors.New("a link leads nowhere, or to two places")
	case f.Target != nil && (f.Target.Page < 0 || f.Target.Page >= len(p.owners)):
		return fmt.Errorf("a link leads to page %d", f.Target.Page+1)
	}
	p.links = append(p.links, link{f, p.page, e})
	return nil
}

// begin opens the marked-content sequence of a leaf (14.6), or of an artifact
// if n is nil, in a text object or outside of one, unless it is open: what is
// read on and painted on stays together. Properties are not nested in the
// leaf's sequence but make one of their own, since some readers take the end of
// the inner one for the outer's.
func (p *painter) begin(n *tag.Node, properties string, text bool) {
	leaf := p.tree.element(n)
	if leaf == nil {
		properties = "" // nobody asks an artifact
	}
	if p.marked && text == p.inText && properties == p.properties &&
		(leaf == p.leaf || leaf != nil && p.leaf != nil && leaf == p.leaf.next) {
		p.leaf = leaf
		leaf.paint()
		return
	}
	p.end()
	p.text(text)
	p.marked, p.leaf, p.properties = true, leaf, properties
	if leaf == nil {
		p.ops = append(p.ops, "/Artifact BMC\n"...)
		return
	}
	id, owner := len(p.owners[p.page]), leaf.owner()
	p.owners[p.page] = append(p.owners[p.page], owner)
	if leaf.marks == nil {
		leaf.marks = p.marks.Take(1)[:0]
	}
	leaf.marks = append(leaf.marks, mark{p.page, id})
	leaf.paint()
	role := owner.role()
	if properties != "" {
		role = tag.Span
	}
	p.ops = append(append(append(p.ops, '/'), role...), "<</MCID "...)
	p.ops = append(appendInt(p.ops, id), properties...)
	p.ops = append(p.ops, ">>BDC\n"...)
}

// end closes the marked-content sequence, if one is open.
func (p *painter) end() {
	if p.marked {
		p.ops = append(p.ops, "EMC\n"...)
		p.marked, p.leaf = false, nil
	}
}

// text opens or closes the text object (9.4.1). One holds many marked-content
// sequences, so that lines can be placed by their distance from the last.
func (p *painter) text(open bool) {
	if open == p.inText {
		return
	}
	p.inText, p.lineX, p.lineY = open, 0, 0
	if open {
		p.ops = append(p.ops, "BT\n"...)
	} else {
		p.ops = append(p.ops, "ET\n"...)
	}
}

// keptPlace is a line of a page, a comment (7.2.3), where operators of ours
// belong. fpdf would copy them four times.
const keptPlace = "%"

// flush gives the canvas a place for the operators so far, before it adds its
// own.
func (p *painter) flush() {
	if n := len(p.given); len(p.ops) > p.before(n) {
		p.canvas.RawWriteStr(keptPlace)
		p.given = append(p.given, len(p.ops))
	}
}

// before returns how many bytes of the operators are in the first n places.
func (p *painter) before(n int) int {
	if n == 0 {
		return 0
	}
	return p.given[n-1]
}

// whole appends a page as fpdf has drawn it to b, with the operators in their
// places, the first of which is number n. It returns how many places there are
// up to the end of the page.
func (p *painter) whole(b, drawn []byte, n int) ([]byte, int) {
	for len(drawn) > 0 {
		line, rest, _ := bytes.Cut(drawn, []byte("\n"))
		if string(line) == keptPlace && n < len(p.given) {
			line = p.ops[p.before(n):p.given[n]]
			n++
		}
		b = append(append(b, line...), '\n')
		drawn = rest
	}
	return b, n
}

// ink and pencil set the colour that fills and that strokes (8.6.8).
func (p *painter) ink(c layout.Color) {
	if c = p.shade(c); c != p.fill {
		p.ops = appendColor(p.ops, c, " g\n", " rg\n")
		p.fill = c
	}
}

func (p *painter) pencil(c layout.Color) {
	if c = p.shade(c); c != p.stroke {
		p.ops = appendColor(p.ops, c, " G\n", " RG\n")
		p.stroke = c
	}
}

// shade is c, or the grey that stands for it in a document without colours.
func (p *painter) shade(c layout.Color) layout.Color {
	if !p.gray {
		return c
	}
	y := color.GrayModel.Convert(color.RGBA{c.R, c.G, c.B, 0xFF}).(color.Gray).Y
	return layout.Color{R: y, G: y, B: y}
}

func appendColor(b []byte, c layout.Color, grey, rgb string) []byte {
	thousandths := func(v uint8) int { return (int(v)*1000 + 127) / 255 }
	b = appendMilli(b, thousandths(c.R))
	if c.R == c.G && c.G == c.B {
		return append(b, grey...)
	}
	b = appendMilli(append(b, ' '), thousandths(c.G))
	b = appendMilli(append(b, ' '), thousandths(c.B))
	return append(b, rgb...)
}

// extend makes the boxes of the figures that n is in hold the given rectangle.
func (p *painter) extend(n *tag.Node, x, y, w, h layout.Length) {
	for e := p.tree.element(n); e != nil; e = e.parent {
		if e.Role != tag.Figure {
			continue
		}
		b := box{p.page, x, p.height - y - h, x + w, p.height - y}
		if e.box == nil {
			e.box = &b
		} else if e.box.page == p.page {
			*e.box = box{p.page, min(e.box.x0, b.x0), min(e.box.y0, b.y0), max(e.box.x1, b.x1), max(e.box.y1, b.y1)}
		}
	}
}

package layout

import (
	"fmt"
	"image"
	"regexp"
	"slices"
	"strings"
	"sync"

	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"

	"github.com/boombuler/barcode/qr"
)

// Codes says which addresses have a QR code.
type Codes string

// The choices of Codes.
const (
	LinkCodes      Codes = "link"       // the article's link
	ReferenceCodes Codes = "references" // that, and each reference's
	NoCodes        Codes = "none"       // none; the addresses are printed all the same
)

// AllCodes lists every choice by the name it is asked for.
var AllCodes = []Codes{LinkCodes, ReferenceCodes, NoCodes}

// CodesNamed returns the choice called name.
func CodesNamed(name string) (Codes, bool) {
	for _, c := range AllCodes {
		if string(c) == name {
			return c, true
		}
	}
	return "", false
}

// scan is an address to open with a phone's camera.
type scan struct {
	label article.Text // what is there; nil for the program's own words, or none
	words string       // these
	uri   string
	pos   diag.Pos // of the address
	again bool     // all this has been printed before, and is not the article's here
}

// linkScan is the article's own address.
func (c *composer) linkScan(l *article.Link) scan {
	s := scan{label: l.Label, uri: l.URL, pos: l.Pos}
	if len(l.Label) == 0 {
		s.words = c.words.online
	}
	return s
}

// sourceScans is the addresses of the references that are listed.
func (c *composer) sourceScans(a *article.Article) []scan {
	if c.sheet.Codes != ReferenceCodes {
		return nil
	}
	var all []scan
	for _, e := range a.Sources.Entries {
		i := slices.IndexFunc(a.References, func(r article.Reference) bool { return r.ID == e.ID })
		if i < 0 {
			continue
		}
		r := a.References[i].Strings
		uri := r["URL"]
		if doi := r["DOI"]; uri == "" && doi != "" {
			uri = "https://doi.org/" + strings.TrimPrefix(doi, "https://doi.org/")
		}
		if uri != "" {
			title := markup.ReplaceAllString(r["title"], "")
			all = append(all, scan{label: article.Text{{Text: title}}, uri: uri, pos: e.Pos, again: true})
		}
	}
	return all
}

var markup = regexp.MustCompile(`</?[a-z][^<>]*>`) // as CSL has it in titles

// A QR code's modules are its smallest squares. It has a quiet zone of four of
// them around it (ISO/IEC 18004, 6.3.8), and with it is at least codeSide
// wide; a module is at least moduleSide, which printers and the cameras of old
// phones can still tell apart. Both are for text of bodySize and grow with it.
const (
	quietZone  = 4
	codeSide   = 22 * Mm
	moduleSide = Mm / 2
	bodySize   = 12500
)

// scans sets codes, each with what it leads to beside it and its address below;
// two in a line where there is room for their words.
func (c *composer) scans(items []scan, width Length, parent *tag.Node) list {
	made := make([]*code, len(items))
	var widest Length
	for i, s := range items {
		made[i] = c.code(s)
		widest = max(widest, made[i].side)
	}
	gutter, columns := 2*c.theme.body.size, 2
	across := (width - gutter) / 2
	if len(items) == 1 || c.sheet.Profile == LargePrint || across-widest < 10*c.theme.body.size {
		across, columns = width, 1
	}
	var l list
	for i := 0; i < len(items); i += columns {
		l.gap(c.theme.item)
		r := &row{}
		for j := i; j < min(i+columns, len(items)); j++ {
			cell := c.scan(items[j], made[j], widest, across, parent)
			cell.indent(Length(j-i) * (across + gutter))
			r.cells = append(r.cells, cell)
		}
		l = append(l, r.node())
	}
	return l
}

// scan is a code, with its words right of the widest code, over its address.
func (c *composer) scan(s scan, code *code, widest, width Length, parent *tag.Node) list {
	in := parent.Add(tag.Div)
	look := c.theme.table.bold()
	if s.again {
		look = c.theme.small.bold()
	}
	var words list
	switch {
	case len(s.label) > 0:
		words = c.scanned(s.label, s.again, look, in.Add(tag.P)).lines(width - widest)
	case s.words != "":
		words = c.own(s.words, look, in.Add(tag.P)).lines(width - widest)
	}
	to := article.Text{{Pos: s.pos, Text: address(s.uri), Link: s.uri}}
	below := c.scanned(to, s.again, c.theme.small, in.Add(tag.P)).lines(width)
	l := words
	if code.side > 0 {
		l = c.beside(code, s.uri, words, widest, in)
	}
	l.keepAll()
	l.keepLast()
	return append(l, below...)
}

// beside is the code of an address and, in the middle of its height and right of
// the widest code, words. The quiet zone hangs out on the left, so that the
// code's black stands in line with the text above.
func (c *composer) beside(code *code, uri string, words list, widest Length, in *tag.Node) list {
	figure := in.Add(tag.Figure)
	figure.Alt = c.words.code + " " + uri
	picture := &Drawing{
		X: -code.quiet, W: code.side, H: code.side, Node: figure.Leaf(""),
		Shapes: []Shape{{Path: code.path, Fill: &Color{}}},
	}
	words.indent(widest)
	words.keepAll()
	if above := (code.side - words.height()) / 2; above > 0 {
		words = append(list{{height: above, space: true}}, words...)
	}
	r := &row{cells: []list{{{height: code.side, frames: []Frame{picture}}}, words}}
	return list{r.node()}
}

// scanned is words beside a code. They are not underlined: a line under an
// address would hide the lines within it.
func (c *composer) scanned(text article.Text, again bool, l look, parent *tag.Node) *paragraph {
	w := weaver{c: c, look: l, parent: parent}
	for i := range text {
		w.inline(&text[i])
		if again && w.leaf != nil {
			c.ours[w.leaf] = true
		}
	}
	for _, s := range w.strands {
		s.underline, s.lined = 0, false
	}
	return w.paragraph()
}

// code is a QR code, as one path that holds its black modules.
type code struct {
	path        []Segment
	side, quiet Length // of the whole, and of its quiet zone; 0 if there is none
}

// code returns the QR code of an address; an empty one where the sheet has
// none, and if it cannot be made, which is reported.
func (c *composer) code(s scan) *code {
	if c.sheet.Codes == NoCodes {
		return &code{}
	}
	made, err := codes.of(s.uri)
	if err != nil {
		c.diags.Add(diag.Diagnostic{
			Pos: s.pos, Rule: "long-address",
			Message: fmt.Sprintf("the address has %d characters, too many for a QR code", len(s.uri)),
			Hint:    "give a shorter address, or build with --qr none",
		})
		return &code{}
	}
	n := made.Bounds().Dx()
	grown := max(c.theme.body.size, bodySize)
	module := max(codeSide/Length(n+2*quietZone)+1, moduleSide) * grown / bodySize
	q := &code{side: module * Length(n+2*quietZone), quiet: module * quietZone}
	for y := range n {
		for x := 0; x < n; x++ {
			from := x
			for x < n && dark(made, x, y) {
				x++
			}
			if x > from {
				at := func(i int) Length { return q.quiet + module*Length(i) }
				q.path = rectangle(q.path, at(from), at(y), module*Length(x-from), module)
			}
		}
	}
	return q
}

// codes remembers the codes of addresses: to make one takes as long as to make
// a page, and an article is set several times until it fits.
var codes codeCache

type codeCache struct {
	sync.Mutex
	known map[string]image.Image
}

const codeLimit = 256 // addresses; then all are forgotten

// of returns the code of an address, a pixel for each module.
func (c *codeCache) of(uri string) (image.Image, error) {
	c.Lock()
	defer c.Unlock()
	if made, ok := c.known[uri]; ok {
		return made, nil
	}
	// Error correction level M stands 15 % of damage: a crease, a stain.
	made, err := qr.Encode(uri, qr.M, qr.Unicode)
	if err != nil {
		return nil, err
	}
	if c.known == nil || len(c.known) >= codeLimit {
		c.known = map[string]image.Image{}
	}
	c.known[uri] = made
	return made, nil
}

func dark(m image.Image, x, y int) bool {
	r, _, _, _ := m.At(x, y).RGBA()
	return r == 0
}

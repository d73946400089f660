package layout

import (
	"handout/fonts"
	"handout/internal/slab"
	"handout/internal/tag"
)

// stock is what the pages and the structure of one document are made from. It is
// used again for the next one.
type stock struct {
	nodes      slab.Slab[node]
	rows       slab.Slab[row]
	cells      slab.Slab[list]
	marks      slab.Slab[mark]
	parts      slab.Slab[part]
	tableCells slab.Slab[tableCell]
	frames     slab.Slab[Frame]
	glyphs     slab.Slab[Glyphs]
	runs       slab.Slab[*fonts.Run]
	tags       tag.Stock
	pages      [][]Frame // empty ones, for the frames of pages
	void       *tag.Node // a tree that keeps nothing; nil until it is needed

	ours    map[*tag.Node]bool // leaves that say the program's own words
	blanks  map[*tag.Node]bool // leaves of lines to write on
	showing showing
}

func takeStock() *stock {
	s := idleStocks.Get()
	if s.ours == nil {
		s.ours, s.blanks = map[*tag.Node]bool{}, map[*tag.Node]bool{}
	}
	return s
}

// galley is what the paragraphs of one article are made from. It is used again
// too, but not before what was rehearsed for the next article is forgotten.
type galley struct {
	strands    slab.Slab[strand]
	woven      slab.Slab[*strand]
	paragraphs slab.Slab[paragraph]
	units      slab.Slab[unit]
	pieces     slab.Slab[piece]
	castKey    []byte // of the last paragraph
}

var (
	idleStocks  slab.Idle[stock]
	idleGalleys slab.Idle[galley]
)

// mostIdle is how many nodes of lists and of the structure an idle stock may
// hold, and how many units an idle galley: those of a very long article are not
// worth keeping.
const mostIdle = 8192

func (s *stock) giveBack() {
	if s.nodes.Size()+s.tags.Size() > mostIdle {
		return
	}
	s.resetLists()
	s.frames.Reset()
	s.glyphs.Reset()
	s.runs.Reset()
	s.tags.Reset()
	clear(s.ours)
	clear(s.blanks)
	idleStocks.Put(s)
}

// resetLists takes back all lists.
func (s *stock) resetLists() {
	s.nodes.Reset()
	s.rows.Reset()
	s.cells.Reset()
	s.marks.Reset()
	s.parts.Reset()
	s.tableCells.Reset()
}

func (g *galley) giveBack() {
	if g.units.Size() > mostIdle {
		return
	}
	g.strands.Reset()
	g.woven.Reset()
	g.paragraphs.Reset()
	g.units.Reset()
	g.pieces.Reset()
	idleGalleys.Put(g)
}

// page returns an empty list of frames.
func (s *stock) page() []Frame {
	n := len(s.pages) - 1
	if n < 0 {
		return make([]Frame, 0, 128)
	}
	p := s.pages[n]
	s.pages = s.pages[:n]
	return p
}

// Release says that nobody will use d's tree or the frames of its pages any
// more, so that the next document can be made from their memory. It does nothing
// for a packet, whose articles have each their own.
func (d *Document) Release() {
	s, g := d.stock, d.galley
	d.stock, d.galley = nil, nil
	if s != nil {
		d.Tree = nil
		for i := range d.Pages {
			frames := d.Pages[i].Frames
			clear(frames)
			s.pages, d.Pages[i].Frames = append(s.pages, frames[:0]), nil
		}
		s.giveBack()
	}
	if g != nil {
		g.giveBack()
	}
}

package layout

import (
	"handout/fonts"
	"handout/internal/slab"
	"handout/internal/tag"
)

// stock is what one document is made from. It is used again for the next one:
// to touch new memory and to collect it costs more than to fill it.
type stock struct {
	nodes  slab.Slab[node]
	frames slab.Slab[Frame]
	glyphs slab.Slab[Glyphs]
	runs   slab.Slab[*fonts.Run]
	tags   tag.Stock
	pages  [][]Frame // empty ones, for the frames of pages
}

// idleStocks holds those that nobody uses; a sync.Pool would lose them at every
// garbage collection.
var idleStocks = make(chan *stock, 16)

func takeStock() *stock {
	select {
	case s := <-idleStocks:
		return s
	default:
		return new(stock)
	}
}

// mostIdle is how many nodes of lists and of the structure an idle stock may
// hold: those of a very long article are not worth keeping.
const mostIdle = 8192

func (s *stock) giveBack() {
	if s.nodes.Size()+s.tags.Size() > mostIdle {
		return
	}
	s.nodes.Reset()
	s.frames.Reset()
	s.glyphs.Reset()
	s.runs.Reset()
	s.tags.Reset()
	select {
	case idleStocks <- s:
	default:
	}
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
	s := d.stock
	if s == nil {
		return
	}
	d.stock, d.Tree = nil, nil
	for i := range d.Pages {
		frames := d.Pages[i].Frames
		for j := range frames {
			frames[j] = nil
		}
		s.pages, d.Pages[i].Frames = append(s.pages, frames[:0]), nil
	}
	s.giveBack()
}

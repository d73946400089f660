package pdf

import (
	"bytes"
	"slices"

	"handout/internal/slab"
	"handout/internal/tag"
)

// buffers is what a file is put together in. It is used again for the next
// one: to touch new memory costs more than to fill it.
type buffers struct {
	// Of the painter.
	ops         []byte       // operators of all pages
	given       []int        // where those end for which there is a place on the canvas, in order
	inUse, idle []*face      // those of the document, in the order of their names, and others
	owners      [][]*element // by page and marked-content id

	// Of the structure.
	of       map[*tag.Node]*element
	elements slab.Slab[element]
	kids     slab.Slab[*element]
	marks    slab.Slab[mark]

	// Of the file.
	drawn    bytes.Buffer // fpdf's
	out      bytes.Buffer
	page     []byte       // the contents of one
	deflated bytes.Buffer // a stream
	places   []place      // by object number; [0] is the head of the free list
	bodies   []byte       // of the objects that are packed, one behind the other
	packed   []packed
	scratch  []byte // of whoever writes a body
}

var idleBuffers slab.Idle[buffers]

func takeBuffers() *buffers {
	w := idleBuffers.Get()
	if w.of == nil {
		w.of = map[*tag.Node]*element{}
	}
	return w
}

// mostIdle is how many bytes of drawings and files idle buffers may hold, and
// mostElements how many elements: those of a packet are not worth keeping.
const (
	mostIdle     = 1 << 20
	mostElements = 4096
)

// keep reports whether the buffers are to be used again.
func (w *buffers) keep() bool {
	return w.drawn.Cap()+w.out.Cap()+cap(w.ops) <= mostIdle && w.elements.Size() <= mostElements
}

func (w *buffers) giveBack() {
	if !w.keep() {
		return
	}
	w.clear()
	idleBuffers.Put(w)
}

// own begins with no owners on each of so many pages.
func (w *buffers) own(pages int) {
	w.owners = slices.Grow(w.owners[:0], pages)[:pages]
	for i := range w.owners {
		w.owners[i] = w.owners[i][:0]
	}
}

// clear empties w, so that it holds on to nothing of the document.
func (w *buffers) clear() {
	for _, f := range w.inUse {
		clear(f.used)
		clear(f.texts)
		f.mixed = false
	}
	w.idle, w.inUse = append(w.idle, w.inUse...), w.inUse[:0]
	clear(w.of)
	w.elements.Reset()
	w.kids.Reset()
	w.marks.Reset()
	for i := range w.owners {
		clear(w.owners[i])
	}
	w.ops, w.given = w.ops[:0], w.given[:0]
	w.drawn.Reset()
	w.out.Reset()
}

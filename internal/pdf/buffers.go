package pdf

import "bytes"

// buffers is what a file is put together in. It is used again for the next
// one: to touch new memory costs more than to fill it.
type buffers struct {
	ops      []byte       // of all pages
	given    []int        // their places
	page     []byte       // its contents
	drawn    bytes.Buffer // fpdf's file
	deflated bytes.Buffer // a stream
	places   []place      // by object number; [0] is the head of the free list
	bodies   []byte       // of the objects that are packed, one behind the other
	packed   []packed
	scratch  []byte // of whoever writes a body
}

// idleBuffers holds those that nobody uses; a sync.Pool would lose them at every
// garbage collection.
var idleBuffers = make(chan *buffers, 16)

func takeBuffers() *buffers {
	select {
	case w := <-idleBuffers:
		return w
	default:
		return new(buffers)
	}
}

// mostIdle is how many bytes of drawings idle buffers may hold: those of a
// packet are not worth keeping.
const mostIdle = 1 << 20

func (w *buffers) giveBack() {
	if w.drawn.Cap()+cap(w.ops) > mostIdle {
		return
	}
	select {
	case idleBuffers <- w:
	default:
	}
}

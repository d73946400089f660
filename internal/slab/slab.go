// Package slab makes small values many at a time, for what is made together and
// given up together, and keeps memory for the next one that needs as much: to
// touch new memory and to collect it costs more than to fill it.
package slab

import "sync"

// chunk is how many values are made at first, and most later on, since whoever
// takes many will take more.
const (
	chunk = 32
	most  = 8 * chunk
)

// Slab hands out values. It is for one goroutine; the zero Slab is ready.
type Slab[T any] struct {
	chunks [][]T
	at, in int // the next value is chunks[at][in]
}

// Take returns n zero values beside each other. To append to them is safe.
func (s *Slab[T]) Take(n int) []T {
	for s.at < len(s.chunks) && s.in+n > len(s.chunks[s.at]) {
		s.at, s.in = s.at+1, 0
	}
	if s.at == len(s.chunks) {
		s.chunks = append(s.chunks, make([]T, max(n, min(chunk*(1+s.at), most))))
	}
	from := s.in
	s.in += n
	return s.chunks[s.at][from:s.in:s.in]
}

// New returns a zero value.
func (s *Slab[T]) New() *T { return &s.Take(1)[0] }

// Mark is a time, told by what was taken before it.
type Mark struct{ at, in int }

// Mark returns the present.
func (s *Slab[T]) Mark() Mark { return Mark{s.at, s.in} }

// Release takes back the values taken since m, which nobody may use any more.
func (s *Slab[T]) Release(m Mark) {
	for i := m.at; i <= s.at && i < len(s.chunks); i++ {
		from, to := 0, len(s.chunks[i])
		if i == m.at {
			from = m.in
		}
		if i == s.at {
			to = s.in
		}
		clear(s.chunks[i][from:to])
	}
	s.at, s.in = m.at, m.in
}

// Reset takes back all values, which nobody may use any more.
func (s *Slab[T]) Reset() { s.Release(Mark{}) }

// Size returns how many values the slab has made.
func (s *Slab[T]) Size() (n int) {
	for _, c := range s.chunks {
		n += len(c)
	}
	return n
}

// Idle holds values to be used again by the next that needs one, on the same
// processor if it can be: in its cache they are still at hand. It is safe for
// concurrent use; the zero Idle is ready.
type Idle[T any] struct{ pool sync.Pool }

// Get returns a value that was put back, or a zero one.
func (i *Idle[T]) Get() *T {
	if v, ok := i.pool.Get().(*T); ok {
		return v
	}
	return new(T)
}

// Put takes v back, which nobody may use any more.
func (i *Idle[T]) Put(v *T) { i.pool.Put(v) }

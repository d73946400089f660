// Package memo remembers the results of pure functions that are costly to
// call, up to a limit of memory.
package memo

import "sync"

// Memo holds values by key. It is safe for concurrent use; the values are
// shared and must not be changed.
type Memo[K comparable, V any] struct {
	limit int

	mu    sync.RWMutex
	known map[K]V
	size  int
}

// New returns a Memo that holds up to limit bytes and then forgets them all.
func New[K comparable, V any](limit int) *Memo[K, V] {
	return &Memo[K, V]{limit: limit, known: map[K]V{}}
}

// Get returns the value of key, and whether there is one.
func (m *Memo[K, V]) Get(key K) (V, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.known[key]
	return v, ok
}

// Put keeps v, which takes size bytes together with its key, unless it is
// larger than all that may be kept.
func (m *Memo[K, V]) Put(key K, v V, size int) {
	if size > m.limit {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size += size; m.size > m.limit {
		m.known, m.size = map[K]V{}, size
	}
	m.known[key] = v
}

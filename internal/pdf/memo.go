package pdf

import "sync"

// memo remembers the results of a pure function that is costly to call, up to
// a number of bytes; then it forgets them all. It is safe for concurrent use.
type memo[K comparable, V any] struct {
	sync.Mutex
	known map[K]V
	size  int
}

func (m *memo[K, V]) get(key K) (V, bool) {
	m.Lock()
	defer m.Unlock()
	v, ok := m.known[key]
	return v, ok
}

// put keeps v, which takes size bytes.
func (m *memo[K, V]) put(key K, v V, size, limit int) {
	m.Lock()
	defer m.Unlock()
	if m.size += size; m.known == nil || m.size > limit {
		m.known, m.size = map[K]V{}, size
	}
	m.known[key] = v
}

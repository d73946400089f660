package fonts

import (
	"slices"
	"sync"
)

// said is what decides how text is shaped.
type said struct {
	text, lang string
	style      Style
}

// cache holds words that were shaped before: an article says most of its words
// more than once, and the next one says them again. It is spread over shards so
// that many documents can be made at once, and a shard that is full is emptied.
type cache struct {
	shards [16]struct {
		sync.RWMutex
		runs map[said][]Run
	}
}

const (
	shardLimit = 1024 // texts
	textLimit  = 64   // bytes; what is longer is hardly ever said twice
)

// shard picks a text's shard by what tells words apart at little cost.
func shard(text string) int {
	if text == "" {
		return 0
	}
	return (len(text) + int(text[0]) + 5*int(text[len(text)/2])) % len(cache{}.shards)
}

func (c *cache) get(key said) ([]Run, bool) {
	if len(key.text) > textLimit {
		return nil, false
	}
	s := &c.shards[shard(key.text)]
	s.RLock()
	defer s.RUnlock()
	runs, ok := s.runs[key]
	return runs, ok
}

func (c *cache) put(key said, runs []Run) {
	if len(key.text) > textLimit {
		return
	}
	// An append by a caller must not write into what others hold.
	for i := range runs {
		runs[i].Glyphs = slices.Clip(runs[i].Glyphs)
	}
	s := &c.shards[shard(key.text)]
	s.Lock()
	defer s.Unlock()
	if s.runs == nil || len(s.runs) >= shardLimit {
		s.runs = map[said][]Run{}
	}
	s.runs[key] = slices.Clip(runs)
}

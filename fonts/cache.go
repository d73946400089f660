package fonts

import (
	"hash/maphash"
	"slices"
	"sync"
)

// word is what decides how text is shaped.
type word struct {
	text, lang string
	style      Style
}

// cache holds words that were shaped before: an article says most of its words
// more than once, and the next one says them again. It is spread over shards so
// that many documents can be made at once, and a shard that is full is emptied.
type cache struct {
	shards [16]struct {
		sync.RWMutex
		words map[word][]Run
	}
}

const (
	shardLimit = 1024 // words
	wordLimit  = 64   // bytes; longer words are hardly ever said twice
)

var seed = maphash.MakeSeed()

func (c *cache) get(key word) ([]Run, bool) {
	shard := &c.shards[maphash.Comparable(seed, key)%uint64(len(c.shards))]
	shard.RLock()
	defer shard.RUnlock()
	runs, ok := shard.words[key]
	return runs, ok
}

func (c *cache) put(key word, runs []Run) {
	if len(key.text) > wordLimit {
		return
	}
	// An append by a caller must not write into what others hold.
	for i := range runs {
		runs[i].Glyphs = slices.Clip(runs[i].Glyphs)
	}
	runs = slices.Clip(runs)
	shard := &c.shards[maphash.Comparable(seed, key)%uint64(len(c.shards))]
	shard.Lock()
	defer shard.Unlock()
	if shard.words == nil || len(shard.words) >= shardLimit {
		shard.words = map[word][]Run{}
	}
	shard.words[key] = runs
}

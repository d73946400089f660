package build

import (
	"fmt"
	"hash/fnv"
	"path/filepath"
	"strconv"
	"strings"
)

// Shard is a part of a run: one of Count parts, the Number'th. The zero Shard
// is the whole run.
type Shard struct{ Number, Count int }

// ParseShard reads a shard such as 3/16, which is the third of sixteen.
func ParseShard(s string) (Shard, error) {
	number, count, ok := strings.Cut(s, "/")
	n, err := strconv.Atoi(number)
	of, err2 := strconv.Atoi(count)
	if !ok || err != nil || err2 != nil || n < 1 || of < n {
		return Shard{}, fmt.Errorf("%q is no part of a whole", s)
	}
	return Shard{n, of}, nil
}

// has reports whether j is in the shard. That depends on what the job is and
// never on the others, so that an article more, or one less, moves no job from
// one machine to another.
func (s Shard) has(j Job) bool {
	if s.Count == 0 {
		return true
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00%d", filepath.ToSlash(filepath.Clean(j.Source)), j.Sheet.Profile, j.Sheet.Paper.Name, j.Row)
	return int(mix(h.Sum64())%uint64(s.Count)) == s.Number-1
}

// mix spreads a hash over all its bits (the finalizer of MurmurHash3): in FNV
// the lowest follow from the last byte alone.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

package slab

import (
	"math/rand/v2"
	"testing"
)

// TestTake takes pieces of random sizes, some of them after a Reset: all are
// zero, and none is part of another.
func TestTake(t *testing.T) {
	var s Slab[int]
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		var taken [][]int
		for mark := 1; mark <= 100; mark++ {
			n := rnd.IntN(2*chunk) * rnd.IntN(2)
			piece := s.Take(n)
			if len(piece) != n || cap(piece) != n {
				t.Fatalf("%d values with room for %d, not %d", len(piece), cap(piece), n)
			}
			for i := range piece {
				if piece[i] != 0 {
					t.Fatal("a value is not zero")
				}
				piece[i] = mark
			}
			if last := s.New(); *last != 0 {
				t.Fatal("a new value is not zero")
			} else {
				*last = -1
			}
			taken = append(taken, piece)
		}
		for i, piece := range taken {
			for _, v := range piece {
				if v != i+1 {
					t.Fatalf("a value of piece %d is %d", i+1, v)
				}
			}
		}
		size := s.Size()
		if s.Reset(); s.Size() != size {
			t.Fatal("a reset gives values away")
		}
		if s.New(); s.Size() != size {
			t.Fatal("a reset takes no value back")
		}
		s.Reset()
	}
}

// TestIdle holds that what is put back is given out again, and to one at a time.
func TestIdle(t *testing.T) {
	var idle Idle[int]
	used := 0
	for range 100 {
		one, two := idle.Get(), idle.Get()
		if one == two {
			t.Fatal("a value is given out twice")
		}
		used += *one + *two
		*one, *two = 1, 1
		idle.Put(one)
		idle.Put(two)
	}
	if used == 0 {
		t.Error("what was put back is not given out again")
	}
}

// TestRelease takes values back to a mark: what was taken before it stays, and
// what is taken again is zero.
func TestRelease(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var s Slab[int]
	for range 100 {
		before := s.Take(rnd.IntN(3 * chunk))
		for i := range before {
			before[i] = 1
		}
		m := s.Mark()
		for range rnd.IntN(10) {
			v := s.Take(rnd.IntN(3 * chunk))
			for i := range v {
				if v[i] != 0 {
					t.Fatal("a value is not zero")
				}
				v[i] = 2
			}
		}
		s.Release(m)
		for i := range before {
			if before[i] != 1 {
				t.Fatal("a release takes back what was taken before the mark")
			}
		}
	}
}

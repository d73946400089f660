package build

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// inOrder yields every result in its place, works on as many at once as there
// are processors, or as asked.
func TestInOrder(t *testing.T) {
	const procs = 4
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
	for _, workers := range []int{0, procs} {
		var begun sync.WaitGroup
		begun.Add(procs)
		var got []int
		for i := range inOrder(t.Context(), procs, workers, func(i int) int { begun.Done(); begun.Wait(); return i }) {
			got = append(got, i)
		}
		if !slices.Equal(got, []int{0, 1, 2, 3}) {
			t.Errorf("%d workers: got %v", workers, got)
		}
	}
	for _, n := range []int{0, 1, 7, 1000} {
		next := 0
		for i := range inOrder(t.Context(), n, 3, func(i int) int { return i }) {
			if i != next {
				t.Fatalf("got %d in the place of %d", i, next)
			}
			next++
		}
		if next != n {
			t.Errorf("%d results of %d", next, n)
		}
	}
}

// However long a run is, few results wait for their turn.
func TestInOrderIsBounded(t *testing.T) {
	const n, workers = 100_000, 4
	var begun atomic.Int64
	for i := range inOrder(t.Context(), n, workers, func(i int) int { begun.Add(1); return i }) {
		if i == 10 {
			time.Sleep(20 * time.Millisecond) // for the workers to run ahead
		}
		if ahead := int(begun.Load()) - i; ahead > workers*(8+2) {
			t.Fatalf("%d calls have begun when result %d is taken", ahead+i, i)
		}
	}
}

// When the context ends, what has begun is finished and yielded.
func TestInOrderEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var begun atomic.Int64
	got := 0
	for i := range inOrder(ctx, 1000, 3, func(i int) int { begun.Add(1); time.Sleep(time.Millisecond); return i }) {
		if i != got {
			t.Errorf("got %d in the place of %d", i, got)
		}
		got++
		if got == 5 {
			stop()
		}
	}
	if got != int(begun.Load()) || got == 1000 {
		t.Errorf("%d results of %d calls", got, begun.Load())
	}
}

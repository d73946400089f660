package build

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// ahead is how many results each worker may be ahead of the one that is waited
// for. It bounds the memory of a run, however long that is.
const ahead = 8

// inOrder calls f with 0 to n-1, so many calls at a time as there are workers
// (0: as there are processors), and yields what it returns in that order. When
// ctx ends, no further call begins and the results of those that have begun are
// still yielded. Whoever stops listening waits for none.
func inOrder[T any](ctx context.Context, n, workers int, f func(int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		if workers == 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		workers = min(workers, n)
		results := make([]chan T, workers*ahead) // of call i at i modulo its length
		for i := range results {
			results[i] = make(chan T, 1)
		}
		free := make(chan struct{}, len(results)) // full when every place has its call
		var taking sync.Mutex
		next := 0
		take := func() (int, bool) {
			taking.Lock()
			defer taking.Unlock()
			if ctx.Err() != nil || next == n {
				return 0, false
			}
			select {
			case free <- struct{}{}:
				next++
				return next - 1, true
			case <-ctx.Done():
				return 0, false
			}
		}
		var working sync.WaitGroup
		for range workers {
			working.Go(func() {
				for i, ok := take(); ok; i, ok = take() {
					results[i%len(results)] <- f(i)
				}
			})
		}
		done := make(chan struct{})
		go func() { working.Wait(); close(done) }()
		for i := range n {
			var r T
			select {
			case r = <-results[i%len(results)]:
			case <-done:
				select {
				case r = <-results[i%len(results)]:
				default:
					return // never begun
				}
			}
			<-free
			if !yield(r) {
				return
			}
		}
	}
}

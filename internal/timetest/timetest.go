// Package timetest lets tests limit time without knowing the machine.
package timetest

import (
	"fmt"
	"time"
)

// turns is how often a work is timed before it is called slow.
const turns = 4

// Slow says so if work takes more than so many times as long as yardstick, in
// the same process; otherwise it is "". The two take turns, and the shortest
// time of each counts, since the machine may be busy with something else.
func Slow(times int, yardstick, work func()) (wrong string) {
	var unit, took time.Duration
	for i := range turns {
		u, w := timed(yardstick), timed(work)
		if i == 0 {
			unit, took = u, w
		}
		unit, took = min(unit, u), min(took, w)
		if took <= unit*time.Duration(times) {
			return ""
		}
	}
	return fmt.Sprintf("took %v, more than %d times the %v of the yardstick", took, times, unit)
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

package timetest

import (
	"testing"
	"time"
)

// TestSlow lets pass what is slow once, and nothing that is slow always.
func TestSlow(t *testing.T) {
	quick := func() { time.Sleep(time.Millisecond) }
	slow := func() { time.Sleep(200 * time.Millisecond) }
	runs := 0
	once := func() {
		if runs++; runs == 1 {
			slow()
		}
	}
	for name, test := range map[string]struct {
		work func()
		slow bool
	}{"quick": {quick, false}, "once": {once, false}, "always": {slow, true}} {
		if wrong := Slow(50, quick, test.work); (wrong != "") != test.slow {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}

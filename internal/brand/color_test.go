package brand

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestContrast holds the contrasts of WCAG's own examples, and that grey is
// judged by its rounded value.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b Color
		want float64
	}{
		{Color{}, white, 21},
		{white, white, 1},
		{Color{0x77, 0x77, 0x77}, white, 4.47},
		{Color{0x76, 0x76, 0x76}, white, 4.54},
		{Color{0xFF, 0, 0}, white, 3.98},
	} {
		if got := Contrast(c.a, c.b); math.Abs(got-c.want) > 0.02 || got != Contrast(c.b, c.a) {
			t.Errorf("%v on %v: %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// TestNearest holds for random colours that the colour offered passes, is of
// the same hue, and is changed no more than it must be.
func TestNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	text := func(c Color) bool { return min(Contrast(c, white), Contrast(c, c.tintOf())) >= ofWords }
	line := func(c Color) bool { return Contrast(c, white) >= ofRules }
	tint := func(c Color) bool { return Contrast(c, Quiet) >= ofWords }
	for range 2000 {
		c := Color{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32())}
		for _, test := range []struct {
			mend   func(Color, func(Color) bool) Color
			passes func(Color) bool
			step   float64 // of lightness back towards c
		}{{darken, text, 0.006}, {darken, line, 0.006}, {lighten, tint, -0.006}} {
			got := test.mend(c, test.passes)
			if !test.passes(got) {
				t.Fatalf("%v is offered for %v and fails", got, c)
			}
			if test.passes(c) {
				if got != c {
					t.Errorf("%v is offered for %v, which passes", got, c)
				}
				continue
			}
			from, to := c.tone(), got.tone()
			if turn := math.Abs(math.Remainder(to.hue-from.hue, 2*math.Pi)); turn*to.chroma > 0.01 {
				t.Errorf("%v is offered for %v, of another hue", got, c)
			}
			if less := (tone{to.light + test.step, from.chroma, from.hue}).color(); test.passes(less) {
				t.Errorf("%v is offered for %v, though %v passes", got, c, less)
			}
		}
	}
}

// TestTone holds that every colour is what its tone says, and that its tint
// bears quiet words.
func TestTone(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	for range 2000 {
		c := Color{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32())}
		if got := c.tone().color(); got != c {
			t.Errorf("%v has the tone of %v", c, got)
		}
		if tint := c.tintOf(); Contrast(tint, Quiet) < 7 {
			t.Errorf("%v, the tint of %v, is too dark", tint, c)
		}
	}
}

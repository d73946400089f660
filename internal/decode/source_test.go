package decode

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"handout/internal/diag"
)

// TestPlaces goes from every character of random texts to its line and column,
// counted one by one, and back.
func TestPlaces(t *testing.T) {
	for seed := range uint64(60) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		from := []rune("aé字\n\U0001F600")[:1+rnd.IntN(5)]
		lineEnds := rnd.IntN(3) * rnd.IntN(200) // how many characters are none, for each that is one
		var text []byte
		for range rnd.IntN(1500) {
			r := from[rnd.IntN(len(from))]
			if r == '\n' && rnd.IntN(1+lineEnds) > 0 {
				r = 'b'
			}
			text = utf8.AppendRune(text, r)
		}
		s := newSource("a.yaml", text)
		want := diag.Pos{File: "a.yaml", Line: 1, Column: 1}
		for i, r := range string(text) {
			if got := s.pos(i); got != want {
				t.Fatalf("text %d: byte %d is at %v, not at %v", seed, i, got, want)
			}
			if got := s.byteAt(want.Line, want.Column); got != i {
				t.Fatalf("text %d: %v is byte %d, not %d", seed, want, got, i)
			}
			if want.Column++; r == '\n' {
				want.Line, want.Column = want.Line+1, 1
			}
		}
		if got := s.pos(len(text)); got != want {
			t.Fatalf("text %d ends at %v, not at %v", seed, got, want)
		}
		if got := s.byteAt(want.Line+1, 1); got != len(text) {
			t.Fatalf("text %d goes on behind its end at byte %d", seed, got)
		}
	}
}

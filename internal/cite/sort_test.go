package cite

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// TestASCIIOrder holds the quick order of ASCII texts against the collation of
// each language that uses it, on random texts.
func TestASCIIOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pieces := append(strings.Split(asciiOrder, ""), "A", "Ch", "ch", "ll", "ij", "aa", " ", " ", "a", "b", "12", "012", "9", "00")
	random := func() string {
		var b strings.Builder
		for range rnd.IntN(8) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		return b.String()
	}
	for _, lang := range asciiLanguages {
		slow := &sorter{collator: collate.New(language.Make(lang), collate.Numeric, collate.Loose)}
		quick := &sorter{ascii: true, collator: slow.collator}
		used := 0
		for range 5_000 {
			a, b := random(), random()
			p, q := quick.text(a), quick.text(b)
			x, y := slow.text(a), slow.text(b)
			if p.empty != x.empty {
				t.Fatalf("%s: %q is empty: %v, want %v", lang, a, p.empty, x.empty)
			}
			if p.empty || q.empty {
				continue
			}
			if p.ascii != "" && q.ascii != "" {
				used++
			}
			if got, want := quick.compare(&p, &q), slow.compare(&x, &y); got != want {
				t.Fatalf("%s: %q and %q compare as %d, want %d", lang, a, b, got, want)
			}
		}
		if used < 2_000 {
			t.Errorf("%s: only %d of 5,000 pairs had the quick order", lang, used)
		}
	}
}

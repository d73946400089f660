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
	pieces := append(strings.Split(asciiOrder, ""), "A", "Ch", "ch", "ll", "ij", "aa", " ", " ", "a", "b")
	random := func() string {
		var b strings.Builder
		for range rnd.IntN(8) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		return b.String()
	}
	for _, lang := range asciiLanguages {
		quick := &sorter{ascii: true}
		slow := &sorter{collator: collate.New(language.Make(lang))}
		for range 5_000 {
			a, b := random(), random()
			p, q := quick.text(a), quick.text(b)
			x, y := slow.text(a), slow.text(b)
			if p.empty != x.empty || p.ascii == "" && !p.empty {
				t.Fatalf("%s: %q is empty: %v, %v, as ASCII %q", lang, a, p.empty, x.empty, p.ascii)
			}
			if p.empty || q.empty {
				continue
			}
			if got, want := quick.compare(&p, &q), slow.compare(&x, &y); got != want {
				t.Fatalf("%s: %q and %q compare as %d, want %d", lang, a, b, got, want)
			}
		}
	}
}

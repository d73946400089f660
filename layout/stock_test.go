package layout

import (
	"math/rand/v2"
	"testing"
)

// TestRelease holds that a document comes out the same whatever was made from
// its memory before.
func TestRelease(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 15))
		a := (&randomArticle{rnd}).article()
		s := Sheet{Paper: Letter, Profile: Profiles[rnd.IntN(len(Profiles))]}
		made := func() (string, int) {
			d, diags := Compose(a, s)
			if d == nil {
				t.Fatal(diags)
			}
			out := dump(d)
			d.Release()
			d.Release() // says nothing new
			return out, len(d.Pages)
		}
		for len(idleStocks) > 0 {
			<-idleStocks
		}
		want, pages := made()
		if len(idleStocks) != 1 {
			t.Fatal("a release takes nothing back")
		}
		for range 2 {
			if got, n := made(); got != want || n != pages {
				t.Fatalf("article %d is another in used memory:\n%s\nnot\n%s", seed, got, want)
			}
		}
	}
}

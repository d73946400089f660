package layout

import (
	"math/rand/v2"
	"testing"
)

// TestRehearsal holds that an article takes the same room in a rehearsal as in
// earnest, whatever was tried before.
func TestRehearsal(t *testing.T) {
	for seed := range uint64(40) {
		rnd := rand.New(rand.NewPCG(seed, 11))
		a := (&randomArticle{rnd}).article()
		s := Sheet{Paper: Letter, Profile: Profiles[rnd.IntN(len(Profiles))]}
		r := &rehearsal{}
		r.begin(a, s)
		for range 5 {
			e := eases[rnd.IntN(len(eases))]
			tried, set := r.compose(a, e), compose(a, s, e)
			if len(tried.pages) != len(set.pages) {
				t.Fatalf("article %d takes %d pages in a rehearsal, %d in earnest", seed, len(tried.pages), len(set.pages))
			}
			for i := range set.pages {
				if got, want := tried.pages[i].height(), set.pages[i].height(); got != want {
					t.Fatalf("page %d of article %d is %d high in a rehearsal, %d in earnest", i+1, seed, got, want)
				}
			}
		}
	}
}

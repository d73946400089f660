package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"handout/internal/article"
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
		r.composer.leads = true
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

// TestPerform holds that what was rehearsed comes out as if it had not been:
// whatever was tried before, and with what another article left behind.
func TestPerform(t *testing.T) {
	whole := func(m *composition, a *article.Article) string {
		d := &Document{Tree: m.tree}
		if diags := m.bind(d, a, 0, texts(a)); len(diags) > 0 {
			t.Fatal(diags)
		}
		return dump(d)
	}
	for seed := range uint64(15) {
		rnd := rand.New(rand.NewPCG(seed, 12))
		a := (&randomArticle{rnd}).article()
		s := Sheet{Paper: Letter, Profile: []Profile{Standard, Grayscale}[rnd.IntN(2)]}
		r := &rehearsal{}
		for i := range 4 {
			a.Title = article.Text{{Text: strings.Repeat("Another title ", i+1)}}
			r.begin(a, s)
			r.composer.leads = true
			for range rnd.IntN(4) {
				r.compose(a, eases[rnd.IntN(len(eases))])
			}
			if rnd.IntN(3) == 0 {
				continue // to the next, with this one rehearsed in vain
			}
			e := eases[rnd.IntN(len(eases))]
			if got, want := whole(r.perform(a, e), a), whole(compose(a, s, e), a); got != want {
				t.Fatalf("article %d is another once it was rehearsed:\n%s\nnot\n%s", seed, got, want)
			}
		}
	}
}

// TestRehearsedTerms holds that of two articles that share what a term stands
// for, and not what it means, each is rehearsed with its own words.
func TestRehearsedTerms(t *testing.T) {
	term := func(means string) *article.Article {
		return &article.Article{Title: article.Text{{Text: "T"}}, Language: "en", Body: []article.Block{
			&article.Terms{Entries: []article.Term{{Term: article.Text{{Text: "OT"}}, Means: article.Text{{Text: means}}}}}}}
	}
	short, long := term("Play."), term(strings.Repeat("Many words on play. ", 40))
	shared := article.Text{{Text: "Occupational therapy"}}
	for _, a := range []*article.Article{short, long} {
		a.Body[0].(*article.Terms).Entries[0].StandsFor = shared
	}
	s := Sheet{Paper: Letter}
	r := &rehearsal{}
	r.begin(short, s)
	r.compose(short, eases[usual])
	r.begin(long, s)
	if got, want := r.compose(long, eases[usual]).pages[0].height(), compose(long, s, eases[usual]).pages[0].height(); got != want {
		t.Errorf("it is %d high in a rehearsal, %d in earnest", got, want)
	}
}

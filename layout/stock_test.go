package layout

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/slab"
)

// TestRelease holds that a document comes out the same whatever was made from
// its memory before.
func TestRelease(t *testing.T) {
	used := 0
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
		idleStocks = slab.Idle[stock]{}
		want, pages := made()
		for range 2 {
			if s := idleStocks.Get(); s.nodes.Size() > 0 {
				used++
				idleStocks.Put(s)
			}
			if got, n := made(); got != want || n != pages {
				t.Fatalf("article %d is another in used memory:\n%s\nnot\n%s", seed, got, want)
			}
		}
	}
	if used == 0 {
		t.Error("a release takes nothing back")
	}
}

// TestReleaseCopies holds the same of copies that one Typesetter sets, some of
// which cannot be set.
func TestReleaseCopies(t *testing.T) {
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 16))
		a := (&randomArticle{rnd}).article()
		s := Sheet{Paper: Letter, Profile: Standard}
		a.Pages = max(1, len(compose(a, s, eases[usual]).pages)-rnd.IntN(2)) // which it can miss
		setter := new(Typesetter)
		for i := range 6 {
			name := strings.Repeat("Another title ", 1+rnd.IntN(4))
			if rnd.IntN(4) == 0 {
				name = "\U00013000" // no typeface has it
			}
			a.Title = article.Text{{Text: name}}
			want, wrong := Compose(a, s)
			got, diags := setter.Compose(a, s)
			if !slices.Equal(diags, wrong) {
				t.Fatalf("copy %d of article %d has the faults %v, not %v", i, seed, diags, wrong)
			}
			if want == nil {
				continue
			}
			if dump(got) != dump(want) {
				t.Fatalf("copy %d of article %d is another:\n%s\nnot\n%s", i, seed, dump(got), dump(want))
			}
			got.Release()
			want.Release()
			for range 2 { // which fills what is idle
				if other, diags := Compose((&randomArticle{rnd}).article(), s); other == nil {
					t.Fatal(diags)
				}
			}
		}
	}
}

// TestBindCopies holds that parts of a packet come out the same if one Typesetter
// has set them all.
func TestBindCopies(t *testing.T) {
	for seed := range uint64(6) {
		rnd := rand.New(rand.NewPCG(seed, 17))
		a := (&randomArticle{rnd}).article()
		a.Pages = 50
		s := Sheet{Paper: Letter, Profile: Standard}
		packet := func(setter *Typesetter) string {
			var parts []*Part
			for i := range 4 {
				copied := *a
				copied.Title = article.Text{{Text: strings.Repeat("A title ", i+1)}}
				p, diags := setter.Typeset(&copied, s)
				if p == nil {
					t.Fatal(diags)
				}
				parts = append(parts, p)
			}
			for g := idleGalleys.Get(); g.units.Size() > 0; g = idleGalleys.Get() {
				if slices.ContainsFunc(parts, func(p *Part) bool { return p.made.galley == g }) {
					t.Fatal("a part would share its memory with another article")
				}
			}
			d, diags := Bind(parts)
			if d == nil {
				t.Fatal(diags)
			}
			return dump(d)
		}
		if got, want := packet(new(Typesetter)), packet(nil); got != want {
			t.Fatalf("packet %d is another:\n%s\nnot\n%s", seed, got, want)
		}
	}
}

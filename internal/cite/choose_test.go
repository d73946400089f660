package cite

import (
	"os"
	"testing"

	"handout/internal/article"
)

// TestVerdicts holds the answers found from what a work has against those found
// by looking for each variable that a style asks for.
func TestVerdicts(t *testing.T) {
	src, err := os.ReadFile("testdata/references.yaml")
	if err != nil {
		t.Fatal(err)
	}
	refs, diags := article.ParseReferences("references.yaml", src)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	refs = append(refs, article.Reference{ID: "nothing",
		Strings: map[string]string{"DOI": " "},
		Names:   map[string][]article.Name{"author": nil},
		Dates:   map[string]article.Date{"issued": {}, "accessed": {Literal: "soon"}},
	})
	count := map[verdict]int{}
	for _, name := range Styles() {
		st := Shipped(name)
		r := newRun(st, "en-US", nil)
		r.gather(refs, nil)
		for _, w := range r.order {
			s := r.scope(st.citation, w, false)
			verdicts := w.findVerdicts(st)
			for v, i := range st.variables {
				count[verdicts[i]]++
				if got, want := verdicts[i] == holding, s.has(v); got != want {
					t.Errorf("%s: that %s has %s is %v, want %v", name, w.ID, v, got, want)
				}
			}
		}
	}
	if count[holding] == 0 || count[failing] == 0 || count[untested] > 0 {
		t.Errorf("the answers are %v", count)
	}
}

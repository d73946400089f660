package plain

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMayClaim holds on random sentences that mayClaim sees whatever the
// regular expressions find.
func TestMayClaim(t *testing.T) {
	parts := strings.Split(`study |Studies |research |Researchers |scientists |EXPERTS |evidence |survey |reports |ſtudies | has|show|shown |found |`+
		`says |it is well |IT IS |known|proven |law |Laws |regulation|act |idea |constitution |also |requires |lets |by law |under the |federal law|`+
		`most |kids|parents |5 |10% |percent |out of |estudios |investigación |expertos |científicos |encuesta |muestran|dice |indican |`+
		`la |las |ley |leyes |exige |por |mayoría de |los |a |é|_|-|‘|“|ction |u`, "|")
	random := rand.New(rand.NewPCG(1, 2))
	found := map[string]int{}
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(6) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		text := b.String()
		for lang, claim := range claims {
			if !claim.MatchString(text) {
				continue
			}
			if !hasDigit(text) {
				found[lang]++
			}
			if !mayClaim(text, lang) {
				t.Errorf("%s: %q holds a claim", lang, text)
			}
		}
	}
	for _, lang := range []string{"en", "es"} {
		if found[lang] < 100 {
			t.Errorf("%s: only %d of the sentences hold a claim without a digit", lang, found[lang])
		}
	}
	if plain := "Ask your child’s school about a meeting."; mayClaim(plain, "en") {
		t.Errorf("%q holds no claim", plain)
	}
}

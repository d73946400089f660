package plain

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// readCounts reads lines of a count, a colon and words.
func readCounts(t *testing.T, name string) map[string]int {
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for line := range strings.Lines(string(src)) {
		count, list, ok := strings.Cut(line, ":")
		if n, err := strconv.Atoi(count); ok && err == nil {
			for w := range strings.FieldsSeq(list) {
				counts[w] = n
			}
		}
	}
	return counts
}

func TestSyllablesOfLists(t *testing.T) {
	for _, tt := range []struct {
		name          string
		count         func(string) int
		atLeast       int     // words in the list
		exact, within float64 // percent
	}{
		{"easy-words.txt", english, 2900, 97, 99.9},
		{"easy-words.txt", byRule, 2900, 96, 99.9},
		{"cmudict-sample.txt", english, 4900, 94, 99.7},
		{"cmudict-sample.txt", byRule, 4900, 91, 99.5},
		{"spanish-words.txt", spanish, 1200, 99.5, 100},
	} {
		exact, within, total := 0, 0, 0
		var wrong []string
		for w, want := range readCounts(t, tt.name) {
			total++
			switch off := tt.count(w) - want; off {
			case 0:
				exact++
				within++
			case 1, -1:
				within++
				wrong = append(wrong, w)
			default:
				wrong = append(wrong, w+"!")
			}
		}
		if total < tt.atLeast {
			t.Fatalf("%s has only %d words", tt.name, total)
		}
		e, w := 100*float64(exact)/float64(total), 100*float64(within)/float64(total)
		t.Logf("%s: %d words, exact %.2f%%, within one %.2f%%", tt.name, total, e, w)
		if e < tt.exact || w < tt.within {
			t.Errorf("%s: exact %.2f%%, want %v; within one %.2f%%, want %v; wrong: %.500s", tt.name, e, tt.exact, w, tt.within, strings.Join(wrong, " "))
		}
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"one-on-one": 3, "child’s": 1, "boss's": 2, "didn't": 2, "can't": 1, "they'll": 1, "it’ll": 2,
		"OT": 2, "IEP": 3, "IEPs": 3, "FAPE": 1, "IDEA": 3, "ADHD": 4, "NOT": 1, "504": 3, "WWW": 9,
		"": 1, "-": 1, "mm": 1, "évaluation": 4, "table": 2, "tables": 2, "asked": 1, "wanted": 2, "therapy": 3,
		"therapist": 3, "occupational": 5, "evaluation": 5, "sensory": 3, "insurance": 3, "people": 2,
	} {
		if got := Syllables(word, "en"); got != want {
			t.Errorf("Syllables(%q) = %d, want %d", word, got, want)
		}
	}
	for word, want := range map[string]int{
		"a": 1, "y": 1, "muy": 1, "niño": 2, "escuela": 3, "terapia": 3, "día": 2, "país": 2, "aéreo": 4, "caos": 2,
		"guerra": 2, "pingüino": 3, "queso": 2, "guion": 1, "ahumar": 2, "averigüéis": 4, "leer": 2, "Evaluación": 4,
		"terapéutico": 5, "ocupacional": 5, "yo": 1, "hoy": 1, "búho": 2,
	} {
		if got := Syllables(word, "es"); got != want {
			t.Errorf("Syllables(%q) in Spanish = %d, want %d", word, got, want)
		}
	}
}

func FuzzSyllables(f *testing.F) {
	for _, w := range []string{"table", "OT’s", "e", "'", "-", "ü", "\xff", "n't"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		for _, lang := range []string{"en", "es"} {
			if n := Syllables(w, lang); n < 1 || n > 3*len(w)+1 {
				t.Errorf("Syllables(%q, %s) = %d", w, lang, n)
			}
		}
	})
}

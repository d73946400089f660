package plain

import (
	"strings"
	"testing"

	"handout/internal/article"
)

// The lists are long enough, say each thing once, and what they say is plain.
func TestLists(t *testing.T) {
	for _, l := range []struct {
		name, file, lang string
		atLeast          int
	}{
		{"hardwords-en.txt", hardEnglishFile, "en", 400},
		{"hardwords-es.txt", hardSpanishFile, "es", 50},
		{"terms-en.txt", termsEnglishFile, "en", 50},
		{"terms-es.txt", termsSpanishFile, "es", 10},
	} {
		seen := map[string]bool{}
		for line := range strings.Lines(l.file) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			text, says, ok := strings.Cut(line, ": ")
			if !ok || says == "" || seen[text] {
				t.Errorf("%s: %q is not a pair, or stands twice", l.name, line)
			}
			seen[text] = true
			r := newReader(l.lang)
			r.add(prose, plainText(says))
			for _, u := range r.units {
				for w := range u.words {
					if ph := lexicons()[l.lang].hard.at(&u, w); ph != nil {
						t.Errorf("%s: %q is explained by the hard word %q", l.name, text, u.word(w))
					}
				}
			}
		}
		if len(seen) < l.atLeast {
			t.Errorf("%s has %d entries, want %d", l.name, len(seen), l.atLeast)
		}
	}
}

func plainText(s string) article.Text { return article.Text{{Text: s}} }

func TestPhrases(t *testing.T) {
	for text, want := range map[string]string{
		"They utilized it.":                 "utilize",
		"Utilizing it helps":                "utilize",
		"the child’s PHYSICIANS say":        "physician",
		"He modifies it":                    "modify",
		"in order to go":                    "in order to",
		"in order, to go":                   "",
		"prior\nto that":                    "prior to",
		"They purchase it":                  "purchase",
		"the participating school":          "participate",
		"use it":                            "",
		"At this point in time, we go home": "at this point in time",
	} {
		r := newReader("en")
		r.add(prose, plainText(text))
		got := ""
		for _, u := range r.units {
			for w := range u.words {
				if ph := lexicons()["en"].hard.at(&u, w); ph != nil && got == "" {
					got = ph.text
				}
			}
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

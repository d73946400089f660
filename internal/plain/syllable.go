package plain

import "strings"

// Syllables returns how many syllables a word has when it is read aloud: 1 or
// more. Parts joined by hyphens or apostrophes are one word. Numbers count one
// a digit and abbreviations in capitals one a letter, unless they can be said
// as a word (FAPE). lang is "en" or "es".
func Syllables(word, lang string) int {
	if spelled(word) {
		return spelledSyllables(word)
	}
	word = strings.ReplaceAll(strings.ToLower(word), "’", "'")
	count := english
	if lang == "es" {
		count = spanish
	}
	n := 0
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == '-' || r == '‑' || r == '/' }) {
		n += count(part)
	}
	return max(n, 1)
}

// spelled reports whether the word is said letter by letter or digit by digit.
func spelled(word string) bool {
	vowels, letters := 0, 0
	for _, r := range strings.TrimSuffix(word, "s") {
		switch {
		case r >= '0' && r <= '9':
			return true
		case r < 'A' || r > 'Z':
			return false
		case strings.ContainsRune("AEIOU", r):
			vowels++
		}
		letters++
	}
	return letters >= 2 && !emphasis[word] && (letters <= 3 || vowels < 2 && letters <= 5)
}

func spelledSyllables(word string) int {
	n := 0
	for _, r := range word {
		switch {
		case r == 'W':
			n += 3
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			n++
		}
	}
	return max(n, 1)
}

// emphasis holds the short words that people type in capitals to be loud.
var emphasis = set("ALL ALWAYS AND ANY ASK BUT BOTH CALL CAN DO EVERY FOR GET GO HELP IF IN IS IT MAY MORE MUST MY NEED NEVER NO NOT NOW OF OFF ON ONE ONLY OR OUR OUT READ SEE STOP THE TO TRY TWO USE WE WHO WHY WITH YES YOU YOUR")

func hasSuffix(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

func hasPrefix(s string, starts ...string) bool {
	for _, p := range starts {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

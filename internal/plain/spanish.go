package plain

import "strings"

// spanish counts the syllables of a Spanish word in small letters: one a group
// of vowels, parted where two open vowels meet or a closed one bears an
// accent. An h between vowels parts nothing (Real Academia Española,
// Ortografía de la lengua española, 2010, II.3.4).
func spanish(w string) int {
	n := 0
	var before rune // the vowel just before; 0 for none
	letters := []rune(w)
	for i, r := range letters {
		switch {
		case r == 'h' && before != 0:
			continue
		case !spanishVowel(letters, i):
			before = 0
			continue
		case before == 0 || parted(before, r):
			n++
		}
		before = r
	}
	return n
}

// spanishVowel reports whether letter i is heard as a vowel: not the u of que
// or gui, and y only at a word's end or alone.
func spanishVowel(w []rune, i int) bool {
	switch w[i] {
	case 'a', 'e', 'i', 'o', 'á', 'é', 'í', 'ó', 'ú', 'ü':
		return true
	case 'u':
		silent := i > 0 && i+1 < len(w) && strings.ContainsRune("eiéí", w[i+1]) && (w[i-1] == 'q' || w[i-1] == 'g')
		return !silent
	case 'y':
		return i == len(w)-1
	}
	return false
}

// parted reports whether two neighbouring vowels are in two syllables.
func parted(a, b rune) bool {
	const open, accented = "aeoáéó", "íú"
	if strings.ContainsRune(accented, a) || strings.ContainsRune(accented, b) {
		return true
	}
	return a == b || strings.ContainsRune(open, a) && strings.ContainsRune(open, b)
}

package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words returns the words of text[s.from:s.to]. A word has a letter or a
// digit; hyphens, apostrophes, and the points and commas of a number may join
// its parts. Web and mail addresses are no words.
func words(text string, s span) []span {
	out := make([]span, 0, (s.to-s.from)/5)
	for i := s.from; i < s.to; {
		r, size := utf8.DecodeRuneInString(text[i:s.to])
		if !inWord(r) {
			i += size
			continue
		}
		if n := address(text[i:s.to]); n > 0 {
			i += n
			continue
		}
		end := wordEnd(text[:s.to], i)
		out = append(out, span{i, end})
		i = end
	}
	return out
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// wordEnd returns where the word ends that begins at byte i.
func wordEnd(text string, i int) int {
	var last rune
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			digits := unicode.IsDigit(last) && unicode.IsDigit(next)
			capitals := r == '&' && unicode.IsUpper(last) && unicode.IsUpper(next)
			dotted := r == '.' && unicode.IsLetter(last) && unicode.IsLetter(next)
			if !(inWord(next) && (strings.ContainsRune("-‑'’", r) || digits && (r == '.' || r == ',') || capitals || dotted)) {
				break
			}
		}
		last = r
		i += size
	}
	return i
}

// address returns the length of the web or mail address that s begins with, or
// 0.
func address(s string) int {
	n := strings.IndexFunc(s, unicode.IsSpace)
	if n < 0 {
		n = len(s)
	}
	a := s[:n]
	if strings.Contains(a, "://") || strings.HasPrefix(a, "www.") || strings.Contains(strings.Trim(a, "@"), "@") {
		return n
	}
	for _, domain := range []string{".com", ".org", ".gov", ".edu", ".net"} {
		if i := strings.Index(a, domain); i > 0 && (i+4 == len(a) || !inWord(rune(a[i+4]))) {
			return n
		}
	}
	return 0
}

package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/memo"
)

// word is a word in its place.
type word struct {
	span
	*lexeme
}

// lexeme is what is known of a word by itself, in one language.
type lexeme struct {
	spoken    string   // in small letters, with typewriter apostrophes
	lower     string   // spoken without a possessive s, as the lists have words
	syllables int      // 0 where the language's reading level cannot be told
	hard      []phrase // what of the language's lists may begin with it
	jargon    []phrase
}

// lexemes holds the words met so far by language; those of all languages that
// nothing is known of are under "".
var lexemes = map[string]*memo.Memo[string, *lexeme]{
	"en": memo.New[string, *lexeme](2 << 20),
	"es": memo.New[string, *lexeme](1 << 20),
	"":   memo.New[string, *lexeme](1 << 20),
}

// lookUp returns what is known of a word.
func lookUp(word, lang string) *lexeme {
	if !graded(lang) {
		lang = ""
	}
	known := lexemes[lang]
	if l, ok := known.Get(word); ok {
		return l
	}
	word = strings.Clone(word) // of its own, not a part of an article
	l := &lexeme{spoken: unquoted(word), lower: folded(word)}
	if lang != "" {
		l.syllables = Syllables(word, lang)
		lists := lexicons()[lang]
		l.hard, l.jargon = lists.hard.beginning(l.lower), lists.jargon.beginning(l.lower)
	}
	known.Put(word, l, 200+3*len(word))
	return l
}

// words appends to out the words of text[s.from:s.to]. A word has a letter or a
// digit; hyphens, apostrophes, and the points and commas of a number may join
// its parts. Web and mail addresses are no words.
func words(out []span, text string, s span) []span {
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
			if !joins(last, r, next) {
				break
			}
		}
		last = r
		i += size
	}
	return i
}

// joins reports whether r makes one word of what is on both sides of it.
func joins(last, r, next rune) bool {
	switch r {
	case '-', '‑', '\'', '’':
		return inWord(next)
	case '.':
		return unicode.IsDigit(last) && unicode.IsDigit(next) || unicode.IsLetter(last) && unicode.IsLetter(next)
	case ',':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '&':
		return unicode.IsUpper(last) && unicode.IsUpper(next)
	}
	return false
}

// address returns the length of the web or mail address that s begins with, or
// 0.
func address(s string) int {
	marked := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			s = s[:i]
			break
		}
		marked = marked || r == '.' || r == '@' || r == ':'
	}
	if !marked {
		return 0
	}
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.Contains(strings.Trim(s, "@"), "@") {
		return len(s)
	}
	for _, domain := range []string{".com", ".org", ".gov", ".edu", ".net"} {
		if i := strings.Index(s, domain); i > 0 && (i+4 == len(s) || !inWord(rune(s[i+4]))) {
			return len(s)
		}
	}
	return 0
}

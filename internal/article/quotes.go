package article

import (
	"strings"
	"unicode"
)

// curly returns t with typewriter quotes and apostrophes turned into those of
// print, character for character. A quote behind a digit stays, since it may
// mean feet or inches, and so does everything in a web address.
func curly(t Text) Text {
	whole := []rune(t.String())
	out := make(Text, len(t))
	at := 0
	for i, in := range t {
		runes := []rune(in.Text)
		if in.Cite == nil && !strings.Contains(in.Text, "://") && strings.ContainsAny(in.Text, `'"`) {
			for j, r := range runes {
				runes[j] = curlyAt(whole, at+j, r)
			}
			in.Text = string(runes)
		}
		at += len(runes)
		out[i] = in
	}
	return out
}

// curlyAt returns what r, which is text[i], becomes.
func curlyAt(text []rune, i int, r rune) rune {
	before, after := ' ', ' '
	if i > 0 {
		before = text[i-1]
	}
	if i+1 < len(text) {
		after = text[i+1]
	}
	opens := unicode.IsSpace(before) || strings.ContainsRune("([{—–-/“‘¿¡'\"", before)
	switch {
	case r != '\'' && r != '"':
		return r
	case unicode.IsDigit(before) && !unicode.IsLetter(after):
		return r
	case opens && !unicode.IsSpace(after) && r == '"':
		return '“'
	case opens && !unicode.IsSpace(after) && !unicode.IsDigit(after):
		return '‘'
	case r == '"':
		return '”'
	}
	return '’'
}

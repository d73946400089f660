package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// curly returns t with typewriter quotes and apostrophes turned into those of
// print, character for character. A quote behind a digit stays, since it may
// mean feet or inches, and so does everything in a web address.
func curly(t Text) Text {
	if !t.Has(typewritten) {
		return t
	}
	whole := []rune(t.String())
	out := slices.Clone(t)
	at := 0
	for i := range t {
		end := at + utf8.RuneCountInString(t[i].Text)
		if typewritten(&t[i]) {
			runes := slices.Clone(whole[at:end])
			for j, r := range runes {
				runes[j] = curlyAt(whole, at+j, r)
			}
			out[i].Text = string(runes)
		}
		at = end
	}
	return out
}

// typewritten reports whether quotes in a run are to become those of print.
func typewritten(in *Inline) bool {
	return in.Cite == nil && (strings.IndexByte(in.Text, '\'') >= 0 || strings.IndexByte(in.Text, '"') >= 0) && !strings.Contains(in.Text, "://")
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

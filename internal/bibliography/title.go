package bibliography

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"handout/internal/article"
)

// tags are the mark-up of CSL-JSON, the outermost first.
var tags = [...]struct {
	style       article.Style
	open, close string
}{
	{0, `<span class="nocase">`, "</span>"}, // for what is kept
	{article.Bold, "<b>", "</b>"},
	{article.Italic, "<i>", "</i>"},
	{article.SmallCaps, `<span style="font-variant:small-caps;">`, "</span>"},
	{article.Superscript, "<sup>", "</sup>"},
	{article.Subscript, "<sub>", "</sub>"},
}

var markup = regexp.MustCompile(`</?(?:b|i|sup|sub|span)(?: [^<>]*)?>`)

// has reports whether c stands within tag n.
func (c char) has(n int) bool {
	if n == 0 {
		return c.kept
	}
	return c.style&tags[n].style != 0
}

// marked returns s with CSL-JSON's mark-up.
func marked(s []char) string {
	var b strings.Builder
	var now char
	for _, c := range append(s, char{}) {
		from := 0
		for from < len(tags) && now.has(from) == c.has(from) {
			from++
		}
		for n := len(tags) - 1; n >= from; n-- {
			if now.has(n) {
				b.WriteString(tags[n].close)
			}
		}
		for n := from; n < len(tags); n++ {
			if c.has(n) {
				b.WriteString(tags[n].open)
			}
		}
		if now = c; c.r != 0 {
			b.WriteRune(c.r)
		}
	}
	return b.String()
}

// keepWords keeps the case of whole words where braces keep that of some
// letter of them, as in {E}nglish, and of nothing else.
func keepWords(s []char) {
	kept := func(c char) bool { return c.kept }
	for from, to := 0, 0; from < len(s); from = to {
		if to = wordEnd(s, from); to > from {
			setKept(s[from:to], slices.ContainsFunc(s[from:to], kept))
			continue
		}
		for to++; to < len(s) && wordEnd(s, to) == to; {
			to++
		}
		// Between two words that are kept by the same braces.
		all := !slices.ContainsFunc(s[from:to], func(c char) bool { return !c.kept })
		setKept(s[from:to], all && from > 0 && s[from-1].kept && to < len(s) && s[to].kept)
	}
}

func setKept(s []char, kept bool) {
	for i := range s {
		s[i].kept = kept
	}
}

// wordEnd returns where the word that begins at s[i] ends; i if none does.
func wordEnd(s []char, i int) int {
	for i < len(s) && (unicode.In(s[i].r, unicode.L, unicode.M, unicode.N) ||
		s[i].r == '’' && i+1 < len(s) && unicode.IsLetter(s[i+1].r)) {
		i++
	}
	return i
}

// sentenceCase lowers the capitals of an English title in which most words
// have one: CSL's styles want titles as in a sentence, and BibTeX's are
// written in capitals, with braces around those that must stay. Words with
// capitals or digits inside and single letters stay as they are. A subtitle of
// short words alone is as its title is.
func sentenceCase(title, subtitle []char) {
	capital, small := capitals(title)
	if capital > small {
		lower(title)
	}
	if c, n := capitals(subtitle); c > n || c == n && n == 0 && capital > small {
		lower(subtitle)
	}
}

// capitals counts the words of s that do and do not begin with a capital, but
// for those of which it says nothing.
func capitals(s []char) (capital, small int) {
	eachWord(s, func(word []char, first bool) {
		switch {
		case first || len(word) < 4 || word[0].kept:
		case unicode.IsUpper(word[0].r):
			capital++
		default:
			small++
		}
	})
	return capital, small
}

// lower lowers the first letters of words.
func lower(s []char) {
	eachWord(s, func(word []char, first bool) {
		if first || word[0].kept || len(word) == 1 && word[0].r != 'A' {
			return
		}
		for _, c := range word[1:] {
			if unicode.IsUpper(c.r) || unicode.IsDigit(c.r) {
				return
			}
		}
		word[0].r = unicode.ToLower(word[0].r)
	})
}

// eachWord calls f for every word of s, and says whether it begins a sentence
// or a subtitle.
func eachWord(s []char, f func(word []char, first bool)) {
	first := true
	for i := 0; i < len(s); {
		to := wordEnd(s, i)
		if to > i {
			f(s[i:to], first)
			i, first = to, false
			continue
		}
		if strings.ContainsRune(":?!.—", s[i].r) {
			first = true
		}
		i++
	}
}

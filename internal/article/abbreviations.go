package article

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations returns what a says its abbreviations stand for.
func (a *Article) abbreviations() *abbreviations {
	found := abbreviations{byWord: map[string][]abbreviation{}}
	for _, b := range a.Body {
		if terms, ok := b.(*Terms); ok {
			for _, t := range terms.Entries {
				found.add(t)
			}
		}
	}
	return &found
}

// abbreviations are terms with their long forms.
type abbreviations struct {
	byWord map[string][]abbreviation // by their first word, the longest first
	starts string                    // the first bytes of these words
}

type abbreviation struct{ short, long string }

// of returns the abbreviations whose first word is word.
func (all *abbreviations) of(word string) []abbreviation {
	if word == "" || strings.IndexByte(all.starts, word[0]) < 0 {
		return nil
	}
	return all.byWord[word]
}

func (all *abbreviations) add(t Term) {
	short := t.Term.String()
	blank := func(in *Inline) bool { return in.Blank }
	if len(t.StandsFor) == 0 || short == "" || t.Term.Has(blank) || t.StandsFor.Has(blank) {
		return
	}
	first := short[:wordEnd(short)]
	beside := all.of(first)
	if slices.ContainsFunc(beside, func(a abbreviation) bool { return a.short == short }) {
		return
	}
	beside = append(beside, abbreviation{short, t.StandsFor.String()})
	slices.SortStableFunc(beside, func(a, b abbreviation) int { return cmp.Compare(len(b.short), len(a.short)) })
	all.byWord[first] = beside
	all.starts += first[:1]
}

// wordEnd returns where the word ends that s begins with, or its first
// character when that is in no word.
func wordEnd(s string) int {
	i := 0
	for i < len(s) {
		if asciiWord[s[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) {
			if i == 0 {
				i = size
			}
			break
		}
		i += size
	}
	return i
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// asciiWord is the letters and digits of ASCII.
var asciiWord = func() (is [256]bool) {
	for c := range utf8.RuneSelf {
		is[c] = unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c))
	}
	return is
}()

// expand returns t with what its abbreviations stand for wherever they are
// whole words. It splits the runs where one begins or ends.
func (all *abbreviations) expand(t Text) Text {
	if !all.begin(t) {
		return t
	}
	out := make(Text, 0, len(t)+2)
	for i := range t {
		in := &t[i]
		if in.Cite != nil || in.Blank {
			out = append(out, *in)
			continue
		}
		glued := i > 0 && endsInWord(t[i-1].Text)
		after := ""
		if i+1 < len(t) {
			after = t[i+1].Text
		}
		out = all.split(out, in, glued, after)
	}
	return out
}

// begin reports whether a word of t is the first one of an abbreviation.
func (all *abbreviations) begin(t Text) bool {
	if len(all.byWord) == 0 {
		return false
	}
	for k := range t {
		text := t[k].Text
		if !containsAnyByte(text, all.starts) {
			continue
		}
		for i := 0; i < len(text); {
			n := wordEnd(text[i:])
			if len(all.of(text[i:i+n])) > 0 {
				return true
			}
			i += n
		}
	}
	return false
}

func containsAnyByte(s, bytes string) bool {
	for i := range len(bytes) {
		if strings.IndexByte(s, bytes[i]) >= 0 {
			return true
		}
	}
	return false
}

func endsInWord(s string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	return size > 0 && inWord(r)
}

func startsInWord(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && inWord(r)
}

// split appends to out the parts of one run. Glued says that a word goes on at
// its beginning; after is what follows it.
func (all *abbreviations) split(out Text, in *Inline, glued bool, after string) Text {
	text, from, pos := in.Text, 0, in.Pos
	part := func(to int, long string) {
		if from < to {
			out = append(out, *in)
			p := &out[len(out)-1]
			p.Pos, p.Text, p.Expansion = pos, text[from:to], long
			pos = pos.Right(utf8.RuneCountInString(p.Text))
			from = to
		}
	}
	for i := 0; i < len(text); {
		n := wordEnd(text[i:])
		if hit := all.at(text[i:], n, after); hit != nil && !endsInWord(text[:i]) && !(glued && i == 0) {
			part(i, "")
			part(i+len(hit.short), hit.long)
			i += len(hit.short)
			continue
		}
		i += n
	}
	part(len(text), "")
	return out
}

// at returns the abbreviation that s begins with, if it is a whole word there.
// The first word of s ends at byte n.
func (all *abbreviations) at(s string, n int, after string) *abbreviation {
	found := all.of(s[:n])
	for k := range found {
		a := &found[k]
		if rest, ok := strings.CutPrefix(s, a.short); ok {
			next := rest
			if next == "" {
				next = after
			}
			if !endsInWord(a.short) || !startsInWord(next) {
				return a
			}
		}
	}
	return nil
}

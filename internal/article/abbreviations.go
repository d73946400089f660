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
	if len(all.byWord) == 0 {
		return t
	}
	var out Text // nil as long as there is none
	var few [8]hit
	for i := range t {
		in := &t[i]
		hits := few[:0]
		if in.Cite == nil && !in.Blank && containsAnyByte(in.Text, all.starts) {
			glued := i > 0 && endsInWord(t[i-1].Text)
			after := ""
			if i+1 < len(t) {
				after = t[i+1].Text
			}
			hits = all.find(hits, in.Text, glued, after)
		}
		if out == nil && len(hits) > 0 {
			out = append(make(Text, 0, len(t)+2*len(hits)), t[:i]...)
		}
		switch {
		case len(hits) > 0:
			out = split(out, in, hits)
		case out != nil:
			out = append(out, *in)
		}
	}
	if out == nil {
		return t
	}
	return out
}

// hit is an abbreviation at a byte of a run.
type hit struct {
	at int
	*abbreviation
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

// find appends the abbreviations in the text of a run to hits. Glued says that a
// word goes on at its beginning; after is what follows it.
func (all *abbreviations) find(hits []hit, text string, glued bool, after string) []hit {
	for i := 0; i < len(text); {
		n := wordEnd(text[i:])
		if a := all.at(text[i:], n, after); a != nil && !endsInWord(text[:i]) && !(glued && i == 0) {
			hits = append(hits, hit{i, a})
			n = len(a.short)
		}
		i += n
	}
	return hits
}

// split appends to out the parts of a run between its hits, and these.
func split(out Text, in *Inline, hits []hit) Text {
	from, pos := 0, in.Pos
	part := func(to int, long string) {
		if from < to {
			out = append(out, *in)
			p := &out[len(out)-1]
			p.Pos, p.Text, p.Expansion = pos, in.Text[from:to], long
			pos = pos.Right(utf8.RuneCountInString(p.Text))
			from = to
		}
	}
	for _, h := range hits {
		part(h.at, "")
		part(h.at+len(h.short), h.long)
	}
	part(len(in.Text), "")
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

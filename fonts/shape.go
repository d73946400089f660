package fonts

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// Glyph is one glyph of a shaped run. Distances are in thousandths of an em.
type Glyph struct {
	ID               uint16
	Advance          int16  // how far the pen moves, kerning included
	XOffset, YOffset int16  // where the glyph is drawn, from the pen; Y upward
	Text             string // the characters it stands for; "" for the later glyphs of a cluster
}

// Run is text shaped in one face. Runs and their glyphs are shared with other
// callers and must not be changed; to append to them is safe.
type Run struct {
	Face   *Face
	Glyphs []Glyph
	Width  int32 // the sum of the advances

	// Spelled says that every glyph stands for one character, which is its own:
	// that of Face.Rune.
	Spelled bool
}

// MissingError is a character that no face has.
type MissingError struct {
	Rune   rune // utf8.RuneError for a byte that is not UTF-8
	Offset int  // of its first byte in the text
}

func (e *MissingError) Error() string {
	if unicode.IsPrint(e.Rune) {
		return fmt.Sprintf("no typeface has the character %q (%U)", e.Rune, e.Rune)
	}
	return fmt.Sprintf("no typeface has the character %U", e.Rune)
}

// Shape sets text in the faces of one style: kerned, with its ligatures and
// marks, from left to right. The text has no line breaks in it; lang is BCP 47.
//
// Words are shaped one by one, and so is every space (U+0020), so that the
// width of a line is the sum of its words' however it is cut. A word that the
// main face cannot spell alone goes to the one behind it whole.
//
// The Text of the glyphs, put together, is text without those characters that
// have no shape of their own (soft hyphens, joiners, byte-order marks). A
// character that no face has is a *MissingError; no other error is returned.
func (f *Family) Shape(text string, style Style, lang string) ([]Run, error) {
	key := said{text, lang, style & BoldItalic}
	if runs, ok := f.cache.get(key); ok {
		return runs, nil
	}
	key.text = strings.Clone(text) // the glyphs point into it: do not hold on to a whole article
	runs, err := f.shape(key)
	if err != nil {
		return nil, err
	}
	f.cache.put(key, runs)
	return runs, nil
}

// shape puts a text together from its words and spaces.
func (f *Family) shape(s said) (runs []Run, err error) {
	if strings.IndexByte(s.text, ' ') < 0 || len(s.text) == 1 {
		return shape(s.text, f.faces[s.style], language.NewLanguage(s.lang))
	}
	for at := 0; at < len(s.text); {
		n := strings.IndexByte(s.text[at:], ' ')
		switch n {
		case -1:
			n = len(s.text) - at
		case 0:
			n = 1
		}
		word, err := f.Shape(s.text[at:at+n], s.style, s.lang)
		if err != nil {
			err := err.(*MissingError)
			return nil, &MissingError{err.Rune, at + err.Offset}
		}
		for _, r := range word {
			last := len(runs) - 1
			if last < 0 || runs[last].Face != r.Face {
				runs = append(runs, Run{Face: r.Face, Spelled: true})
				last++
			}
			runs[last].Spelled = runs[last].Spelled && r.Spelled
			runs[last].Glyphs = append(runs[last].Glyphs, r.Glyphs...)
			runs[last].Width += r.Width
		}
		at += n
	}
	return runs, nil
}

// shape sets text without spaces, or one space, in the first of the faces that
// have it.
func shape(text string, faces []*Face, lang language.Language) ([]Run, error) {
	shown := strings.Map(func(r rune) rune {
		if Ignorable(r) {
			return -1
		}
		return r
	}, text)
	if i := strings.IndexRune(text, utf8.RuneError); i >= 0 {
		return nil, &MissingError{utf8.RuneError, i}
	}
	var runs []Run
	var face *Face
	from := 0 // where the run of face begins
	for at := 0; at < len(shown); {
		n, next := span(shown[at:], faces)
		if next == nil {
			r, _ := utf8.DecodeRuneInString(shown[at+n:])
			return nil, &MissingError{r, offset(text, at+n)}
		}
		if next != face && at > 0 {
			runs = append(runs, face.shape(shown[from:at], lang))
			from = at
		}
		face = next
		at += n
	}
	if face != nil {
		runs = append(runs, face.shape(shown[from:], lang))
	}
	return runs, nil
}

// span returns how many bytes at the start of text belong together, letters of
// a word or one other character with its marks, and the first face that has
// them all. If there is none the face is nil and n is where the character is
// that is missing.
func span(text string, faces []*Face) (n int, face *Face) {
	first, rest := "", text
	for state := -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if first == "" {
			first = cluster
		}
		r, _ := utf8.DecodeRuneInString(cluster)
		if n > 0 && !unicode.IsLetter(r) {
			break
		}
		n += len(cluster)
		if !unicode.IsLetter(r) {
			break
		}
	}
	for _, part := range []string{text[:n], first} {
		for _, face := range faces {
			if face.missing(part) < 0 {
				return len(part), face
			}
		}
	}
	// Name the character that is in none of them, if there is one; a base and
	// a mark may be in different faces.
	n = faces[0].missing(first)
	for i, r := range first {
		if !slices.ContainsFunc(faces, func(f *Face) bool { return f.Has(r) }) {
			return i, nil
		}
	}
	return n, nil
}

// missing returns the offset of the first character of text that the face
// lacks, or -1.
func (f *Face) missing(text string) int {
	return strings.IndexFunc(text, func(r rune) bool { return !f.Has(r) })
}

// Has reports whether the face can show r: by a glyph of its own, by those of
// its canonical decomposition, or by another's of the same shape.
func (f *Face) Has(r rune) bool {
	if unicode.In(r, unicode.Cc, unicode.Co) { // private characters say nothing to who copies or hears them
		return false
	}
	r = f.substitute(r)
	if f.has(r) || unicode.Is(unicode.Zs, r) && r != '\u1680' && f.has(' ') {
		return true // the shaper makes every other space out of U+0020
	}
	var buf [utf8.UTFMax]byte
	parts := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	return len(parts) > 0 && !slices.ContainsFunc([]rune(string(parts)), func(r rune) bool { return !f.has(r) })
}

func (f *Face) has(r rune) bool {
	id, ok := f.font().NominalGlyph(r)
	return ok && id != 0
}

// substitute returns a character of the same shape where the face lacks r.
func (f *Face) substitute(r rune) rune {
	twin := r
	switch r {
	case '\u2010', '\u2011': // hyphen, non-breaking hyphen
		twin = '-'
	case '\u00b5': // micro sign
		twin = '\u03bc'
	}
	if twin == r || f.has(r) {
		return r
	}
	return twin
}

// shape shapes text that the face has all characters of.
func (f *Face) shape(text string, lang language.Language) Run {
	s := f.shapers.Get().(*shaper)
	defer f.shapers.Put(s)
	s.buf.Clear()
	s.buf.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.Latin, Language: lang}
	for i, r := range text {
		s.buf.AddRune(f.substitute(r), i)
		if script := language.LookupScript(r); script.Strong() {
			s.buf.Props.Script = script
		}
	}
	s.buf.Shape(s.font, nil)

	run := Run{Face: f, Glyphs: make([]Glyph, len(s.buf.Info)), Spelled: true}
	end := len(text)
	for i := len(run.Glyphs) - 1; i >= 0; i-- {
		info, pos := s.buf.Info[i], s.buf.Pos[i]
		g := Glyph{ID: uint16(info.Glyph), Advance: near(pos.XAdvance), XOffset: near(pos.XOffset), YOffset: near(pos.YOffset)}
		if i == 0 || s.buf.Info[i-1].Cluster != info.Cluster {
			g.Text = text[info.Cluster:end]
			end = info.Cluster
		}
		run.Glyphs[i] = g
		run.Width += int32(g.Advance)
		run.Spelled = run.Spelled && g.Text == string(f.Rune(g.ID))
	}
	return run
}

// near returns a distance, or the farthest that a Glyph can hold: 32 em, where
// only a tower of hundreds of marks ends.
func near(d int32) int16 { return int16(min(max(d, math.MinInt16), math.MaxInt16)) }

// Ignorable reports whether r has no shape of its own in any typeface
// (Default_Ignorable_Code_Point, Unicode Standard, DerivedCoreProperties.txt).
func Ignorable(r rune) bool {
	if r < 0xAD {
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r) &&
		!(0xFFF9 <= r && r <= 0xFFFB) && !(0x13430 <= r && r <= 0x1343F)
}

// offset returns where the byte at n of text without its ignorable characters
// is in text.
func offset(text string, n int) int {
	for i, r := range text {
		if Ignorable(r) {
			continue
		}
		if n <= 0 {
			return i
		}
		n -= utf8.RuneLen(r)
	}
	return len(text)
}

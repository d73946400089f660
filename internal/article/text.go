package article

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/decode"
	"handout/internal/diag"
)

// The shapes of text.
var (
	words     = &decode.Shape{Def: "words", Scalar: &decode.ScalarShape{}}
	wordsList = &decode.Shape{Def: "list-of-words", List: &decode.ListShape{Of: words}}
	// passage is one paragraph or more.
	passage = &decode.Shape{Def: "passage", Scalar: words.Scalar, List: wordsList.List}
)

// line returns v's words as one paragraph.
func (p *parser) line(v *decode.Value) Text {
	var all Text
	for i, b := range p.paragraphsOf(v) {
		if i == 0 {
			all = p.inlines(b)
			continue
		}
		all = append(all, Inline{Pos: b.above(), Text: " "})
		all = append(all, p.inlines(b)...)
	}
	return all
}

// bare returns v's words as one paragraph, which has no links and no
// citations.
func (p *parser) bare(v *decode.Value) Text {
	cited := len(p.cited)
	t := p.line(v)
	p.cited = p.cited[:cited]
	for _, in := range t {
		what := ""
		if in.Cite != nil {
			what = "a citation"
		} else if in.Link != "" {
			what = "a link"
		}
		if what != "" {
			p.fault(in.Pos, in.Text, "misplaced-mark", "here the words cannot hold "+what, "move it into the body")
			return t
		}
	}
	return t
}

// paragraphs returns the paragraphs of v, which is text or a list of texts.
func (p *parser) paragraphs(v *decode.Value) []Text {
	var all []Text
	for _, item := range v.List() {
		for _, b := range p.paragraphsOf(item) {
			all = append(all, p.inlines(b))
		}
	}
	return all
}

// flat returns the words of v in one line, marks and all.
func flat(v *decode.Value) string { return strings.Join(strings.Fields(v.String()), " ") }

// texts returns v's words for each entry of a list, or for a single value.
func texts(v *decode.Value) []string {
	var all []string
	for _, item := range v.List() {
		all = append(all, flat(item))
	}
	return all
}

// fault reports an error about words that stand at pos.
func (p *parser) fault(pos diag.Pos, words, rule, message, hint string) {
	p.diags.Add(diag.Diagnostic{Pos: pos, Width: utf8.RuneCountInString(words), Rule: rule, Message: message, Hint: hint})
}

// buffer is one paragraph with its white space in order: no blanks at either
// end, one blank between words. A line break stays, with two blanks before it
// where it is meant to be printed.
type buffer struct {
	scalar string
	text   []byte
	start  int     // of text among all paragraphs of the scalar
	pieces []piece // of them all, in order
	spans  []decode.Span
	gap    int // the byte of the scalar where the line before b ends
}

// piece says that the text of the paragraphs from byte at on, as far as the
// next piece, is that of the scalar from byte from on.
type piece struct{ at, from int }

// above returns where the white space stands between b and the paragraph above
// it.
func (b *buffer) above() diag.Pos { return b.span(b.gap).Pos(b.gap) }

// pos returns where byte i of b stands.
func (b *buffer) pos(i int) diag.Pos {
	right := 0
	if i >= len(b.text) {
		if i = len(b.text) - 1; i < 0 {
			return diag.Pos{}
		}
		right = 1
	}
	from, _ := b.from(i)
	return b.span(from).Pos(from).Right(right)
}

// from returns which byte of the scalar byte i of b is, and how many bytes from
// there on are of the same piece.
func (b *buffer) from(i int) (from, size int) {
	i += b.start
	k, exact := slices.BinarySearchFunc(b.pieces, i, func(p piece, i int) int { return p.at - i })
	if !exact {
		k--
	}
	end := b.start + len(b.text)
	if k+1 < len(b.pieces) {
		end = b.pieces[k+1].at
	}
	return b.pieces[k].from + i - b.pieces[k].at, end - i
}

// string returns bytes i to j of b, which stand one beside the other: those of
// the scalar, if they are the same.
func (b *buffer) string(i, j int) string {
	from, _ := b.from(i)
	if to := from + j - i; to <= len(b.scalar) && b.scalar[from:to] == string(b.text[i:j]) {
		return b.scalar[from:to]
	}
	return string(b.text[i:j])
}

// span returns the span of byte i of the scalar.
func (b *buffer) span(i int) decode.Span {
	low, high := 0, len(b.spans)-1
	for low < high {
		if mid := (low + high) / 2; i < b.spans[mid].End {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return b.spans[low]
}

// together returns how many bytes of b from i up to end stand one beside the
// other in the file.
func (b *buffer) together(i, end int) int {
	from, n := b.from(i)
	if s := b.span(from); s.Escape {
		n = 1
	} else {
		n = min(n, s.End-from, end-i)
	}
	for i+n < end && !utf8.RuneStart(b.text[i+n]) { // an escaped character
		n++
	}
	return n
}

// paragraphsOf returns the paragraphs of a scalar. Characters that cannot be
// printed are reported.
func (p *parser) paragraphsOf(v *decode.Value) []*buffer {
	all := p.lists.Take(1)[:0] // most have no more
	o := orderer{p: p, scalar: v.String(), text: make([]byte, 0, len(v.String())), spans: v.Spans()}
	if orderly(o.scalar) {
		o.take(o.scalar, 0)
		return append(all, o.paragraph())
	}
	for _, s := range o.spans {
		for i := s.Start; i < s.End; {
			r, size := utf8.DecodeRuneInString(v.Text[i:])
			switch {
			case r == ' ' || r == '\t' || r == '\r' || r == '\n':
				o.gap.add(r, i, s.Blank)
			case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
				p.fault(s.Pos(i), "", "control-character", fmt.Sprintf("the character %U cannot be printed", r), "delete it")
				o.gap.add(' ', i, false)
			default:
				for i+size < s.End && ' ' < v.Text[i+size] && v.Text[i+size] <= '~' { // a word as a whole
					size++
				}
				if o.gap.breaks > 1 && len(o.text) > o.start {
					all = append(all, o.paragraph())
				}
				o.blank()
				o.take(v.Text[i:i+size], i)
			}
			i += size
		}
	}
	if len(o.text) > o.start {
		all = append(all, o.paragraph())
	}
	return all
}

// orderly tells whether a text is one paragraph and its white space in order.
func orderly(text string) bool {
	last := byte(' ')
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == ' ' && last == ' ', c < ' ', c == '\x7F':
			return false
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(text[i:])
			if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
				return false
			}
			i += size - 1
		}
		last = c
	}
	return last != ' '
}

// orderer puts the white space of a scalar in order.
type orderer struct {
	p      *parser
	scalar string
	text   []byte // of all paragraphs
	pieces []piece
	spans  []decode.Span
	start  int // of the paragraph
	above  int // the byte of the scalar where the line before it ends
	gap    gap // behind text
}

// take appends text, which is that of the scalar from byte from on.
func (o *orderer) take(text string, from int) {
	k := len(o.pieces) - 1
	if k < 0 || o.pieces[k].from-o.pieces[k].at != from-len(o.text) {
		if o.pieces == nil {
			o.pieces = o.p.pieces.Take(1)[:0]
		}
		o.pieces = append(o.pieces, piece{len(o.text), from})
	}
	o.text = append(o.text, text...)
}

// paragraph returns the paragraph that ends before the gap.
func (o *orderer) paragraph() *buffer {
	b := o.p.buffers.New()
	*b = buffer{scalar: o.scalar, text: o.text[o.start:len(o.text):len(o.text)], start: o.start, pieces: o.pieces, spans: o.spans, gap: o.above}
	o.start, o.above = len(o.text), o.gap.line
	return b
}

// gap is the white space between two words.
type gap struct {
	first  int // byte of the scalar
	size   int
	blanks int // before the first line break
	breaks int
	line   int // byte of the first line break
}

func (g *gap) add(r rune, i int, blank bool) {
	if g.size == 0 {
		g.first = i
	}
	g.size++
	switch {
	case r != '\n':
		if g.breaks == 0 && r == ' ' {
			g.blanks++
		}
		return
	case g.breaks == 0:
		g.line = i
	}
	g.breaks++
	if blank { // what was a blank line is one break
		g.breaks++
	}
}

// blank ends the gap: it appends what is left of it.
func (o *orderer) blank() {
	switch g := o.gap; {
	case g.size == 0 || len(o.text) == o.start:
	case g.breaks == 0:
		o.take(" ", g.first)
	default:
		if g.blanks > 1 {
			o.take(" ", g.first)
			o.take(" ", g.first)
		}
		o.take("\n", g.line)
	}
	o.gap = gap{}
}

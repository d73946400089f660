package article

import (
	"fmt"
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
	for i, b := range p.buffers(v) {
		if i > 0 {
			all = append(all, Inline{Pos: b.above().pos(0), Text: " "})
		}
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
		for _, b := range p.buffers(item) {
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
	text  []byte
	from  []int // for each byte of text, the byte of the scalar it comes from
	spans []decode.Span
	gap   int // the byte of the scalar where the line before b ends
}

// above returns the white space between b and the paragraph above it.
func (b *buffer) above() *buffer {
	return &buffer{text: []byte(" "), from: []int{b.gap}, spans: b.spans}
}

// pos returns where byte i of b stands.
func (b *buffer) pos(i int) diag.Pos {
	if i >= len(b.from) {
		if i = len(b.from) - 1; i < 0 {
			return diag.Pos{}
		}
		return b.span(i).Pos(b.from[i]).Right(1)
	}
	return b.span(i).Pos(b.from[i])
}

// span returns the span that byte i of b comes from.
func (b *buffer) span(i int) decode.Span {
	low, high := 0, len(b.spans)-1
	for low < high {
		if mid := (low + high) / 2; b.from[i] < b.spans[mid].End {
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
	s := b.span(i)
	n := 1
	for ; i+n < end && b.from[i+n] == b.from[i]+n && b.from[i+n] < s.End && !s.Escape; n++ {
	}
	for i+n < end && !utf8.RuneStart(b.text[i+n]) { // an escaped character
		n++
	}
	return n
}

// buffers returns the paragraphs of a scalar. Characters that cannot be
// printed are reported.
func (p *parser) buffers(v *decode.Value) []*buffer {
	var all []*buffer
	spans := v.Spans()
	b := &buffer{spans: spans}
	var gap gap
	for _, s := range spans {
		for i := s.Start; i < s.End; {
			r, size := utf8.DecodeRuneInString(v.Text[i:])
			switch {
			case r == ' ' || r == '\t' || r == '\r' || r == '\n':
				gap.add(r, i, s.Blank)
			case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
				p.fault(s.Pos(i), "", "control-character", fmt.Sprintf("the character %U cannot be printed", r), "delete it")
				gap.add(' ', i, false)
			default:
				if gap.breaks > 1 && len(b.text) > 0 {
					all = append(all, b)
					b = &buffer{spans: spans, gap: gap.line}
				}
				b.blank(&gap)
				for k := range size {
					b.text = append(b.text, v.Text[i+k])
					b.from = append(b.from, i+k)
				}
			}
			i += size
		}
	}
	if len(b.text) > 0 {
		all = append(all, b)
	}
	return all
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

// blank ends a gap: it appends what is left of it.
func (b *buffer) blank(g *gap) {
	switch {
	case g.size == 0 || len(b.text) == 0:
	case g.breaks == 0:
		b.text, b.from = append(b.text, ' '), append(b.from, g.first)
	default:
		if g.blanks > 1 {
			b.text, b.from = append(b.text, "  "...), append(b.from, g.first, g.first)
		}
		b.text, b.from = append(b.text, '\n'), append(b.from, g.line)
	}
	*g = gap{}
}

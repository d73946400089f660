package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"handout/internal/diag"
)

// Span is a part of a scalar's text. Its characters stand one beside the other
// on one line of the file; or it is written in another way there, as an escape
// or a line break.
type Span struct {
	Start, End int  // bytes of Value.Text
	Escape     bool // written in another way
	Blank      bool // the line breaks that blank lines became by folding

	src *source
	at  int
}

// Pos returns where byte i of Value.Text stands, for an i of the span.
func (s Span) Pos(i int) diag.Pos {
	if s.Escape {
		return s.src.pos(s.at)
	}
	return s.src.pos(s.at + i - s.Start)
}

// style is how a scalar is written.
type style uint8

const (
	plain style = iota
	single
	double
	literal
	folded
)

func styleOf(n *yaml.Node) style {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return double
	case n.Style&yaml.SingleQuotedStyle != 0:
		return single
	case n.Style&yaml.LiteralStyle != 0:
		return literal
	case n.Style&yaml.FoldedStyle != 0:
		return folded
	}
	return plain
}

// Spans returns the parts of v's text in order; together they are all of it.
// They are found by reading the source beside the text.
func (v *Value) Spans() []Span {
	if v == nil || v.Kind != Scalar || v.Text == "" {
		return nil
	}
	if at, ok := v.verbatim(); ok {
		return []Span{{End: len(v.Text), src: v.src, at: at}}
	}
	return v.align().spans
}

// end returns the byte after v's last character in the source.
func (v *Value) end() int {
	if at, ok := v.verbatim(); !ok {
		return v.align().at
	} else if v.style == plain {
		return at + len(v.Text)
	} else {
		return at + len(v.Text) + 1
	}
}

// verbatim reports whether v is written on one line, without escapes, and at
// which byte its text begins.
func (v *Value) verbatim() (at int, ok bool) {
	escapes, quotes := "\n", 1
	switch v.style {
	case single:
		escapes = "\n'"
	case double:
		escapes = "\n\\"
	case plain:
		quotes = 0
	default:
		return 0, false
	}
	at = v.at + quotes
	end := at + len(v.Text)
	ok = end+quotes <= len(v.src.text) && string(v.src.text[at:end]) == v.Text
	for i := range len(escapes) {
		ok = ok && strings.IndexByte(v.Text, escapes[i]) < 0
	}
	return at, ok
}

func (v *Value) align() *aligner {
	a := &aligner{file: v.src, src: v.src.text, text: v.Text, at: v.at}
	switch v.style {
	case single, double:
		a.at++
		a.flow(v.style)
		a.rest(a.at)
		a.at = min(a.at+1, len(a.src))
	case literal:
		a.literal()
	case folded:
		a.folded()
	default:
		a.flow(plain)
	}
	a.rest(v.at)
	return a
}

// aligner walks through a scalar's text and its source side by side.
type aligner struct {
	file  *source
	src   []byte
	text  string
	at    int // next byte of src
	n     int // next byte of text
	spans []Span
}

func (a *aligner) done() bool { return a.n >= len(a.text) || a.at >= len(a.src) }

// take says that the next n bytes of the text are those of the source.
func (a *aligner) take(n int) {
	n = min(n, len(a.text)-a.n, len(a.src)-a.at)
	if a.follows(a.at) {
		a.spans[len(a.spans)-1].End += n
	} else if n > 0 {
		a.spans = append(a.spans, Span{Start: a.n, End: a.n + n, src: a.file, at: a.at})
	}
	a.n += n
	a.at += n
}

// stand says that the next n bytes of the text come from the source at byte
// at, where they are written in another way.
func (a *aligner) stand(n, at int) {
	if n = min(n, len(a.text)-a.n); n > 0 {
		a.spans = append(a.spans, Span{Start: a.n, End: a.n + n, Escape: true, src: a.file, at: at})
		a.n += n
	}
}

// blank is stand for n line breaks that blank lines became.
func (a *aligner) blank(n, at int) {
	k := len(a.spans)
	if a.stand(n, at); len(a.spans) > k {
		a.spans[k].Blank = true
	}
}

// rest says that what is left of the text comes from the source at byte at.
func (a *aligner) rest(at int) { a.stand(len(a.text)-a.n, at) }

// flow aligns a plain or quoted scalar (YAML 1.2, 7.3).
func (a *aligner) flow(s style) {
	for !a.done() {
		c := a.src[a.at]
		switch {
		case a.breaks():
		case s == single && c == '\'':
			a.at++
			a.take(1)
		case s == double && c == '\\':
			a.escape()
		default:
			_, size := utf8.DecodeRune(a.src[a.at:])
			a.take(size)
		}
	}
}

// breaks aligns blanks around a line break: one break is a space, more breaks
// are one break fewer. It reports false where no line ends.
func (a *aligner) breaks() bool {
	i, breaks := skipBlank(a.src, a.at)
	if breaks == 0 {
		return false
	}
	if breaks == 1 {
		a.space(a.at)
	} else {
		a.blank(breaks-1, a.at)
	}
	a.at = i
	return true
}

// skipBlank returns where the blanks and line breaks from byte i on end, and
// how many breaks they hold.
func skipBlank(src []byte, i int) (end, breaks int) {
	for ; i < len(src); i++ {
		switch src[i] {
		case '\n':
			breaks++
		case ' ', '\t', '\r':
		default:
			return i, breaks
		}
	}
	return i, breaks
}

// space says that the next byte of the text is the space that the line break
// behind byte at became. It stands right behind its line.
func (a *aligner) space(at int) {
	if a.follows(at) && !a.done() {
		a.spans[len(a.spans)-1].End++
		a.n++
		return
	}
	a.stand(1, at)
}

// follows reports whether byte at stands beside the last span.
func (a *aligner) follows(at int) bool {
	k := len(a.spans) - 1
	return k >= 0 && !a.spans[k].Escape && a.spans[k].at+a.spans[k].End-a.spans[k].Start == at && a.src[at-1] != '\n'
}

// escape aligns an escape of a double-quoted scalar (YAML 1.2, 5.7).
func (a *aligner) escape() {
	at := a.at
	if at+1 >= len(a.src) {
		a.at++
		return
	}
	switch c := a.src[at+1]; c {
	case '"', '\\', '/', ' ', '\t':
		a.at++
		a.take(1)
	case '\r', '\n': // the line goes on; only further breaks count
		i, breaks := skipBlank(a.src, at+1)
		a.stand(breaks-1, at)
		a.at = i
	default:
		a.at += 2 + map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
		_, size := utf8.DecodeRuneInString(a.text[a.n:])
		a.stand(size, at)
	}
}

// nextLine returns the line at a.at without its end, and moves behind it.
func (a *aligner) nextLine() (line []byte, at int) {
	at = a.at
	line = a.src[at:]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
		a.at = at + n + 1
	} else {
		a.at = len(a.src)
	}
	return bytes.TrimSuffix(line, []byte("\r")), at
}

// literal aligns a literal block scalar: every line of the text is the end of
// its line in the source.
func (a *aligner) literal() {
	a.nextLine() // the header
	for !a.done() {
		line, at := a.nextLine()
		next := a.at
		n := len(a.text[a.n:])
		if i := strings.IndexByte(a.text[a.n:], '\n'); i >= 0 {
			n = i
		}
		if n > len(line) {
			return
		}
		a.at = at + len(line) - n
		a.take(n)
		if a.at < len(a.src) && a.src[a.at] == '\n' {
			a.take(1)
		} else {
			a.stand(1, a.at)
		}
		a.at = next
	}
}

// folded aligns a folded block scalar the way the YAML library folds: a break
// between two lines that do not begin with a blank becomes a space, or nothing
// when blank lines follow, which become breaks (YAML 1.2, 8.1.3).
func (a *aligner) folded() {
	a.nextLine()
	indent := a.indent()
	lastEnd, lastBlank, first := a.at, false, true
	blankLines := 0
	for !a.done() {
		line, at := a.nextLine()
		if indent > len(line) || len(bytes.TrimLeft(line[:indent], " ")) > 0 || len(line) == indent {
			if len(bytes.Trim(line, " ")) > 0 {
				break
			}
			blankLines++
			continue
		}
		next := a.at
		blank := line[indent] == ' ' || line[indent] == '\t'
		switch {
		case first:
			a.stand(blankLines, lastEnd)
		case blank || lastBlank:
			a.stand(1, lastEnd)
			a.blank(blankLines, lastEnd)
		case blankLines > 0:
			a.blank(blankLines, lastEnd)
		default:
			a.space(lastEnd)
		}
		a.at = at + indent
		a.take(len(line) - indent)
		lastEnd, lastBlank, first, blankLines = a.at, blank, false, 0
		a.at = next
	}
	a.rest(lastEnd)
}

// indent returns how far the lines of the block scalar at a.at are indented:
// by its first line that is not blank, which has the spaces beyond the
// indentation in the text too.
func (a *aligner) indent() int {
	at := a.at
	defer func() { a.at = at }()
	for a.at < len(a.src) {
		line, _ := a.nextLine()
		if len(bytes.Trim(line, " ")) == 0 {
			continue
		}
		blank := len(a.text) - len(strings.TrimLeft(a.text, " \n"))
		beyond := blank - 1 - strings.LastIndexByte(a.text[:blank], '\n')
		return max(0, spaces(string(line))-beyond)
	}
	return 0
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

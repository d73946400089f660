package decode

import (
	"bytes"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"handout/internal/diag"
	"handout/internal/slab"
)

// MaxSize is how many bytes a file may have. An article of this size has some
// 700,000 words.
const MaxSize = 4 << 20

// stride is how many characters stand between two entries of source.marks.
const stride = 256

// source is a file's text with what it takes to go from a byte to a line and
// column, and back, in little time whatever the length of its lines.
type source struct {
	name   string
	text   []byte
	lines  []int             // byte at which each line begins
	runes  []int             // number of characters before each line
	values *slab.Slab[Value] // what all values of the file are made from

	marks []int // byte at which every character number k*stride begins; nil where no line is that long
}

func newSource(name string, text []byte) *source {
	lines := 1 + bytes.Count(text, []byte("\n"))
	s := &source{name: name, text: text, values: idleValues.Get(), lines: make([]int, 1, lines), runes: make([]int, 1, lines)}
	long := false
	for from, n := 0, 0; from < len(text); {
		size := bytes.IndexByte(text[from:], '\n') + 1
		if size == 0 {
			size = len(text) - from
		}
		n += utf8.RuneCount(text[from : from+size])
		from += size
		long = long || size > stride
		if text[from-1] == '\n' {
			s.lines = append(s.lines, from)
			s.runes = append(s.runes, n)
		}
	}
	if long {
		s.mark()
	}
	return s
}

// idleValues are used again: most articles are about as long as the next.
var idleValues slab.Idle[slab.Slab[Value]]

// Release says that nobody will use any value of v's file any more, so that
// those of the next can be made from their memory.
func (v *Value) Release() {
	const most = 1 << 14 // values that are worth keeping
	src := v.src
	if src.values == nil || src.values.Size() > most {
		return
	}
	values := src.values
	src.values = nil
	values.Reset()
	idleValues.Put(values)
}

// mark finds the marks.
func (s *source) mark() {
	s.marks = make([]int, 0, len(s.text)/stride+1)
	n := 0
	for i := 0; i < len(s.text); n++ {
		if n%stride == 0 {
			s.marks = append(s.marks, i)
		}
		_, size := utf8.DecodeRune(s.text[i:])
		i += size
	}
}

// pos returns the line and column of byte i.
func (s *source) pos(i int) diag.Pos {
	line, exact := slices.BinarySearch(s.lines, i)
	if !exact {
		line--
	}
	from, n := s.lines[line], s.runes[line]
	switch {
	case s.even(line):
		return diag.Pos{File: s.name, Line: line + 1, Column: i - from + 1}
	case i-from > stride: // a long line
		k, exact := slices.BinarySearch(s.marks, i)
		if !exact {
			k--
		}
		from, n = s.marks[k], k*stride
	}
	n += utf8.RuneCount(s.text[from:i])
	return diag.Pos{File: s.name, Line: line + 1, Column: n - s.runes[line] + 1}
}

// even reports whether every character of a line, counted from 0, is one byte.
// Of the last it is not known.
func (s *source) even(line int) bool {
	return line+1 < len(s.lines) && s.lines[line+1]-s.lines[line] == s.runes[line+1]-s.runes[line]
}

// byteAt returns the byte at which a line and column begin.
func (s *source) byteAt(line, column int) int {
	if line > len(s.lines) {
		return len(s.text)
	}
	i, n := s.lines[line-1], column-1
	if s.even(line-1) && i+n <= s.lines[line] {
		return i + n
	}
	if k := s.runes[line-1] + n; n > stride && k/stride < len(s.marks) {
		i, n = s.marks[k/stride], k%stride
	}
	for ; n > 0 && i < len(s.text); n-- {
		_, size := utf8.DecodeRune(s.text[i:])
		i += size
	}
	return i
}

// lineEnd returns where the line of byte i ends, before its line break.
func (s *source) lineEnd(i int) int {
	end := len(s.text)
	if n := bytes.IndexByte(s.text[i:], '\n'); n >= 0 {
		end = i + n
	}
	if end > i && s.text[end-1] == '\r' {
		end--
	}
	return end
}

// manyFaults is how many faults of one kind are reported before the rest is
// left out.
const manyFaults = 20

// load returns the file ready for YAML, or what makes it no text file.
func load(name string, text []byte) (*source, diag.List) {
	var diags diag.List
	whole := diag.Pos{File: name}
	fail := func(rule, hint, format string, args ...any) (*source, diag.List) {
		diags.Add(diag.Diagnostic{Pos: whole, Rule: rule, Hint: hint, Message: fmt.Sprintf(format, args...)})
		return nil, diags
	}
	if len(text) > MaxSize {
		return fail("too-large", "divide it into several files",
			"the file has %d MB, more than the %d MB that can be read", (len(text)+1<<20-1)>>20, MaxSize>>20)
	}
	if utf16(text) {
		return fail("encoding", "save it as UTF-8", "the file is in UTF-16, not in UTF-8")
	}
	if bytes.Count(text, []byte{0}) >= manyFaults { // a picture, a PDF, a file of a word processor
		return fail("not-text", "name the right file; if a word processor wrote it, save it as plain text in UTF-8", "the file is no text")
	}
	s := newSource(name, bytes.TrimPrefix(text, []byte("\uFEFF")))
	text = s.text
	for i := 0; len(diags) < manyFaults; {
		for i < len(text) && usual[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			diags.Add(diag.Diagnostic{Pos: s.pos(i), Rule: "encoding",
				Message: fmt.Sprintf("the byte 0x%02X is not valid UTF-8", s.text[i]),
				Hint:    "save the file as UTF-8" + meant(s.text[i])})
		case r == '\r' && !bytes.HasPrefix(s.text[i:], []byte("\r\n")):
			diags.Add(diag.Diagnostic{Pos: s.pos(i), Rule: "control-character",
				Message: "a lone carriage return ends no line",
				Hint:    `save the file with line ends of the kind "LF" or "CRLF"`})
		case r != '\r' && r != '\t' && invisible(r):
			diags.Add(diag.Diagnostic{Pos: s.pos(i), Rule: "control-character",
				Message: fmt.Sprintf("the character %U cannot be printed", r),
				Hint:    "delete it; it is invisible in most editors"})
		}
		i += size
	}
	return s, diags
}

// usual are the bytes that are fine wherever they stand.
var usual = func() (is [256]bool) {
	is['\n'] = true
	for c := ' '; c <= '~'; c++ {
		is[c] = true
	}
	return is
}()

// invisible reports characters that no text holds on purpose: controls,
// Unicode's own line ends, a byte-order mark in mid-file, noncharacters.
func invisible(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF' ||
		r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF
}

// utf16 reports whether text looks like UTF-16, with or without a mark.
func utf16(text []byte) bool {
	return bytes.HasPrefix(text, []byte("\xFE\xFF")) || bytes.HasPrefix(text, []byte("\xFF\xFE")) ||
		len(text) > 3 && (text[0] == 0 && text[1] != 0 && text[2] == 0 || text[0] != 0 && text[1] == 0 && text[2] != 0 && text[3] == 0)
}

// meant says which character b is in the encoding that Windows used to write.
func meant(b byte) string {
	if r := charmap.Windows1252.DecodeByte(b); unicode.IsPrint(r) {
		return fmt.Sprintf("; in Windows-1252 this byte is %c", r)
	}
	return ""
}

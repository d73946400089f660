package diag

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Sort puts l in the order of its positions and drops exact repetitions.
// Diagnostics of one place keep their order.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
		)
	})
	*l = slices.Compact(*l)
}

// Print writes every diagnostic of l with the line it is about, a caret below
// the place and the hint. sources holds the files by the name in their
// positions; a diagnostic of any other file is written without its line.
// Nothing that could steer a terminal gets through.
func (l List) Print(w io.Writer, sources map[string][]byte) error {
	lines := map[string][][]byte{}
	for _, d := range l {
		var b strings.Builder
		b.WriteString(d.line())
		b.WriteByte('\n')
		file := d.Pos.File
		if src, ok := sources[file]; ok && lines[file] == nil {
			lines[file] = linesOf(src)
		}
		if n := d.Pos.Line; 0 < n && n <= len(lines[file]) {
			b.WriteString(d.excerpt(lines[file][n-1]))
		}
		if d.Hint != "" {
			fmt.Fprintf(&b, "  hint: %s\n", shorten(d.Hint))
		}
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

// PrintShort writes every diagnostic of l on one line.
func (l List) PrintShort(w io.Writer) error {
	for _, d := range l {
		if _, err := fmt.Fprintln(w, d.line()); err != nil {
			return err
		}
	}
	return nil
}

// line is Error fit for a terminal.
func (d Diagnostic) line() string {
	d.Message = shorten(d.Message)
	d.Pos.File = safe(d.Pos.File)
	return d.Error()
}

// MarshalJSON gives a diagnostic the names that scripts rely on: file, line,
// column, width, severity, rule, message and hint. What is not known is left
// out.
func (d Diagnostic) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		File     string `json:"file,omitempty"`
		Line     int    `json:"line,omitempty"`
		Column   int    `json:"column,omitempty"`
		Width    int    `json:"width,omitempty"`
		Severity string `json:"severity"`
		Rule     string `json:"rule,omitempty"`
		Message  string `json:"message"`
		Hint     string `json:"hint,omitempty"`
	}{d.Pos.File, d.Pos.Line, d.Pos.Column, d.Width, d.Severity.String(), d.Rule, d.Message, d.Hint})
}

// window is how many columns of a line an excerpt shows.
const window = 96

// excerpt returns line, which d is about, behind a gutter, and the line of
// carets.
func (d Diagnostic) excerpt(line []byte) string {
	gutter := fmt.Sprintf("  %d |", d.Pos.Line)
	if d.Pos.Column == 0 {
		text, _, _ := view(line, 0, 0)
		return strings.TrimRight(gutter+" "+text, " ") + "\n"
	}
	text, before, under := view(line, d.Pos.Column-1, max(d.Width, 1))
	blank := strings.Repeat(" ", len(gutter)-1) + "|"
	return fmt.Sprintf("%s\n%s %s%s\n",
		strings.TrimRight(gutter+" "+text, " "), blank, strings.Repeat(" ", before), strings.Repeat("^", under))
}

// linesOf returns the lines of src without their ends. A byte-order mark is no
// part of the first.
func linesOf(src []byte) [][]byte {
	lines := bytes.Split(bytes.TrimPrefix(src, []byte("\uFEFF")), []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimSuffix(line, []byte("\r"))
	}
	return lines
}

// view returns the part of line that shows the characters [at, at+n), in at
// most about window columns; how many columns stand before the first of them,
// and how many they take.
func view(line []byte, at, n int) (text string, before, under int) {
	from := byteOffset(line, at)
	to := from + byteOffset(line[from:], n)
	to = from + byteOffset(line[from:to], window/2)

	left, right := line[:from], line[to:]
	space := window - (utf8.RuneCount(line[from:to]))
	after := min(utf8.RuneCount(right), space/2)
	ahead := space - after
	if ahead > utf8.RuneCount(left) {
		after = space - utf8.RuneCount(left)
	}
	var prefix, suffix string
	if cut := len(left) - tailLen(left, ahead); cut > 0 {
		left, prefix = left[cut:], "…"
	}
	if end := byteOffset(right, after); end < len(right) {
		right, suffix = right[:end], "…"
	}
	head, middle := prefix+plain(left), plain(line[from:to])
	before = uniseg.StringWidth(head)
	return head + middle + plain(right) + suffix, before, max(uniseg.StringWidth(head+middle)-before, 1)
}

// byteOffset returns where character n of b begins, or len(b).
func byteOffset(b []byte, n int) int {
	i := 0
	for ; n > 0 && i < len(b); n-- {
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	return i
}

// tailLen returns how many bytes the last n characters of b take.
func tailLen(b []byte, n int) int {
	i := len(b)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRune(b[:i])
		i -= size
	}
	return len(b) - i
}

// plain returns b as a terminal may see it: a tab as four spaces, and whatever
// is invisible or steers the terminal as an escape.
func plain(b []byte) string {
	var s strings.Builder
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&s, `\x%02x`, b[0])
		case r == '\t':
			s.WriteString("    ")
		case hidden(r):
			s.WriteString(escape(r))
		default:
			s.WriteRune(r)
		}
		b = b[size:]
	}
	return s.String()
}

// hidden reports whether r cannot be seen, apart from the joiners that many
// scripts need.
func hidden(r rune) bool {
	const zwnj, zwj = 0x200C, 0x200D
	return r != zwnj && r != zwj &&
		(unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp))
}

func escape(r rune) string {
	switch {
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// safe is plain for text of our own, which may quote the input.
func safe(s string) string { return plain([]byte(s)) }

// shorten keeps what is said on a line that a person reads.
func shorten(s string) string {
	const most = 400
	if end := byteOffset([]byte(s), most); end < len(s) {
		s = s[:end] + "…"
	}
	return safe(s)
}

// Quote returns s in quotes, cut short, for a message.
func Quote(s string) string {
	const most = 40
	if end := byteOffset([]byte(s), most); end < len(s) {
		s = s[:end] + "…"
	}
	return `"` + safe(s) + `"`
}

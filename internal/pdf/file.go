package pdf

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"sync"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// file is a PDF being written: streams as they come, all other objects
// together in object streams behind them (ISO 32000-1, 7.5.7), the
// cross-reference stream last (7.5.8).
type file struct{ *buffers }

// place is where an object is: at an offset of the file, or at an index of an
// object stream.
type place struct {
	stream ref // 0 for an object of its own
	at     int
}

// packed is an object of an object stream; its body ends at end.
type packed struct {
	ref ref
	end int
}

// inStream is how many objects share a stream: enough for deflate to find what
// they have in common, few enough for a reader that wants one of them.
const inStream = 200

func newFile(w *buffers) *file {
	f := &file{buffers: w}
	w.places, w.bodies, w.packed = append(w.places[:0], place{}), w.bodies[:0], w.packed[:0]
	// PDF/A-2 builds on PDF 1.7; the comment marks the file as binary (ISO
	// 19005-2, 6.1.2).
	f.out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return f
}

// ref returns the number of an object that is yet to be written.
func (f *file) ref() ref {
	f.places = append(f.places, place{})
	return ref(len(f.places) - 1)
}

// body begins the body of an object, a dictionary, where the last one was.
func (f *file) body() []byte { return append(f.scratch[:0], "<<"...) }

// put writes an object other than a stream. The next body is where this one is.
func (f *file) put(r ref, body []byte) {
	if cap(body) > cap(f.scratch) {
		f.scratch = body
	}
	f.bodies = append(append(f.bodies, body...), '\n')
	f.packed = append(f.packed, packed{r, len(f.bodies)})
}

// add writes an object other than a stream and returns its number.
func (f *file) add(format string, args ...any) ref {
	r := f.ref()
	f.put(r, fmt.Appendf(f.scratch[:0], format, args...))
	return r
}

// clear writes an object other than a stream where anybody can read it.
func (f *file) clear(r ref, body []byte) {
	f.places[r].at = f.out.Len()
	fmt.Fprintf(&f.out, "%d 0 obj\n%s\nendobj\n", r, body)
}

// stream writes a stream. Its dictionary has the given entries and its length.
func (f *file) stream(r ref, entries string, data []byte) {
	f.places[r].at = f.out.Len()
	fmt.Fprintf(&f.out, "%d 0 obj\n<<%s/Length %d>>\nstream\n", r, entries, len(data))
	f.out.Write(data)
	f.out.WriteString("\nendstream\nendobj\n")
}

// deflatedStream writes a stream of this file alone after deflating its data.
func (f *file) deflatedStream(r ref, entries string, data []byte) {
	f.deflated.Reset()
	quick.deflate(&f.deflated, data)
	f.stream(r, entries+"/Filter/FlateDecode", f.deflated.Bytes())
}

// close writes what is left and returns the file.
func (f *file) close(root, info ref, from Digest) []byte {
	for i := 0; i < len(f.packed); i += inStream {
		f.pack(i, min(i+inStream, len(f.packed)))
	}
	xref := f.ref()
	f.places[xref].at = f.out.Len()
	wide := 1
	for f.out.Len()>>(8*wide) > 0 {
		wide++
	}
	rows := f.scratch[:0]
	last, row := make([]byte, wide+2), make([]byte, wide+2)
	for i, p := range f.places {
		kind, field, index := byte(1), p.at, byte(0)
		switch {
		case i == 0:
			kind, index = 0, 255
		case p.stream != 0:
			kind, field, index = 2, int(p.stream), byte(p.at)
		}
		row[0], row[wide+1] = kind, index
		for b := range wide {
			row[wide-b] = byte(field >> (8 * b))
		}
		rows = append(rows, 2) // each row is written as what it adds to the one above (7.4.4.4)
		for b := range row {
			rows = append(rows, row[b]-last[b])
		}
		last, row = row, last
	}
	none := string(appendHalf(nil, Digest{}))
	f.deflatedStream(xref, fmt.Sprintf("/Type/XRef/Size %d/W[1 %d 1]/Root %d 0 R/Info %d 0 R%s%s%s]/DecodeParms<</Predictor 12/Columns %d>>",
		len(f.places), wide, root, info, idKey, none, none, wide+2), rows)
	fmt.Fprintf(&f.out, "startxref\n%d\n%%%%EOF\n", f.places[xref].at)
	whole := f.out.Bytes()
	if f.keep() {
		whole = bytes.Clone(whole)
	} else {
		f.out = bytes.Buffer{} // it is the caller's now
	}
	stamp(whole, from)
	return whole
}

// pack writes an object stream.
func (f *file) pack(from, to int) {
	r := f.ref()
	start := 0
	if from > 0 {
		start = f.packed[from-1].end
	}
	end := f.packed[to-1].end
	b := f.scratch[:0]
	at := start
	for i, o := range f.packed[from:to] {
		f.places[o.ref] = place{r, i}
		b = append(appendInt(b, o.ref), ' ')
		b = append(appendInt(b, at-start), ' ')
		at = o.end
	}
	first := len(b)
	f.scratch = append(b, f.bodies[start:end]...)
	f.deflatedStream(r, fmt.Sprintf("/Type/ObjStm/N %d/First %d", to-from, first), f.scratch)
}

// deflater deflates at one level, by idle writers, which are half a megabyte each.
type deflater struct {
	level int
	idle  sync.Pool
}

// What is remembered for many files is worth more time than what is in one: quick
// takes a third less time than thorough, and streams become a tenth larger.
var (
	quick    = deflater{level: 3}
	thorough = deflater{level: zlib.DefaultCompression}
)

// deflate appends data to b, deflated.
func (d *deflater) deflate(b *bytes.Buffer, data []byte) {
	b.Grow(len(data)/2 + 64)
	w := d.writer()
	w.Reset(b)
	w.Write(data) // a bytes.Buffer does not fail
	w.Close()
	w.Reset(io.Discard)
	d.idle.Put(w)
}

func (d *deflater) writer() *zlib.Writer {
	if w, ok := d.idle.Get().(*zlib.Writer); ok {
		return w
	}
	w, err := zlib.NewWriterLevel(nil, d.level)
	if err != nil {
		panic(err) // there is no such level
	}
	return w
}

// deflate returns data deflated, to be remembered.
func deflate(data []byte) []byte {
	var b bytes.Buffer
	thorough.deflate(&b, data)
	return b.Bytes()
}

// appendValue writes an object that was read from fpdf's file; number gives
// the objects it refers to their numbers here.
func appendValue(b []byte, v any, number func(ref) ref) []byte {
	switch v := v.(type) {
	case name:
		return append(append(b, '/'), v...)
	case ref:
		return appendRef(b, number(v))
	case array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = appendValue(b, e, number)
		}
		return append(b, ']')
	case dict:
		return append(appendEntries(append(b, "<<"...), v, number), ">>"...)
	case token:
		return append(b, v...)
	}
	return append(b, "null"...)
}

func appendEntries(b []byte, d dict, number func(ref) ref) []byte {
	for _, key := range slices.Sorted(maps.Keys(d)) {
		b = append(append(append(b, '/'), key...), ' ')
		b = appendValue(b, d[key], number)
	}
	return b
}

func appendRef(b []byte, r ref) []byte {
	return append(appendInt(b, r), " 0 R"...)
}

// appendInt is strconv.AppendInt, in less time for small numbers, as most are.
func appendInt[T ~int | ~int32 | ~int64](b []byte, n T) []byte {
	if n < 0 && n > -1000 {
		b, n = append(b, '-'), -n
	}
	switch {
	case n < 0 || n >= 1000:
		return strconv.AppendInt(b, int64(n), 10)
	case n >= 100:
		b = append(b, byte('0'+n/100))
		fallthrough
	case n >= 10:
		b = append(b, byte('0'+n/10%10))
	}
	return append(b, byte('0'+n%10))
}

// appendMilli writes thousandths as a decimal number.
func appendMilli[T ~int | ~int32](b []byte, n T) []byte {
	v := int64(n)
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	b = appendInt(b, v/1000)
	if v %= 1000; v != 0 {
		digits := [4]byte{'.', byte('0' + v/100), byte('0' + v/10%10), byte('0' + v%10)}
		b = append(b, bytes.TrimRight(digits[:], "0")...)
	}
	return b
}

// appendText writes a text string (7.9.2.2): as it is if it is ASCII, else in
// UTF-16.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			b = append(b, "<FEFF"...)
			return append(appendUTF16(b, s), '>')
		}
	}
	b = append(b, '(')
	for i := range len(s) {
		if s[i] == '(' || s[i] == ')' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, ')')
}

// appendUTF16 writes s as the hexadecimal digits of its UTF-16 form.
func appendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r <= 0xFFFF {
			b = appendHex(b, uint16(r))
			continue
		}
		high, low := utf16.EncodeRune(r)
		b = appendHex(appendHex(b, uint16(high)), uint16(low))
	}
	return b
}

func appendHex(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}

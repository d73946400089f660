package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// The objects of a PDF as far as fpdf writes them (ISO 32000-1, 7.3). A number,
// string, boolean or null is kept as the token it is.
type (
	name  string
	ref   int
	token string
	array []any
	dict  map[name]any
)

// stream is a dictionary with the bytes behind it, still encoded.
type stream struct {
	dict
	data []byte
}

// reader reads the objects of a file by their place in its cross-reference
// table.
type reader struct {
	data    []byte
	at      int
	offsets []int // by object number
	trailer dict
}

var errCut = errors.New("object cut short")

// open reads the cross-reference table and the trailer (7.5.4, 7.5.5).
func open(data []byte) (*reader, error) {
	r := &reader{data: data}
	r.at = bytes.LastIndex(data, []byte("startxref"))
	if r.at < 0 {
		return nil, errCut
	}
	r.word()
	start, err := r.int()
	if err != nil || start > len(data) {
		return nil, errCut
	}
	r.at = start
	if r.word() != "xref" {
		return nil, errors.New("no cross-reference table")
	}
	r.word() // the first object, 0
	n, err := r.int()
	if err != nil || n > len(data) {
		return nil, errCut
	}
	r.offsets = make([]int, n)
	for i := range r.offsets {
		if r.offsets[i], err = r.int(); err != nil {
			return nil, err
		}
		r.word() // generation
		r.word() // n or f
	}
	if r.word() != "trailer" {
		return nil, errors.New("no trailer")
	}
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	var ok bool
	if r.trailer, ok = v.(dict); !ok {
		return nil, errors.New("no trailer")
	}
	return r, nil
}

// object returns what v refers to, or v itself if it is no reference.
func (r *reader) object(v any) (any, error) {
	n, ok := v.(ref)
	if !ok {
		return v, nil
	}
	if n <= 0 || int(n) >= len(r.offsets) || r.offsets[n] > len(r.data) {
		return nil, fmt.Errorf("no object %d", n)
	}
	r.at = r.offsets[n]
	r.word()
	r.word()
	if r.word() != "obj" {
		return nil, fmt.Errorf("no object %d", n)
	}
	v, err := r.value()
	d, ok := v.(dict)
	if err != nil || !ok {
		return v, err
	}
	if r.word() != "stream" {
		return d, nil
	}
	length, _ := d["Length"].(token) // fpdf writes no reference here
	size, err := strconv.Atoi(string(length))
	from := r.at + 1 // the newline
	if err != nil || size < 0 || size > len(r.data)-from {
		return nil, fmt.Errorf("object %d has no length", n)
	}
	return stream{d, r.data[from : from+size]}, nil
}

// dict returns the dictionary that v is or refers to, a stream's too.
func (r *reader) dict(v any) (dict, error) {
	v, err := r.object(v)
	switch v := v.(type) {
	case dict:
		return v, nil
	case stream:
		return v.dict, nil
	}
	return nil, errors.Join(err, errors.New("no dictionary where one was expected"))
}

// value reads the next object (7.3).
func (r *reader) value() (any, error) {
	switch w := r.word(); {
	case w == "":
		return nil, errCut
	case w == "<<":
		return r.entries()
	case w == "[":
		return r.elements()
	case w[0] == '/':
		return name(w[1:]), nil
	case w[0] >= '0' && w[0] <= '9':
		after := r.at
		if r.word() == "0" && r.word() == "R" {
			n, err := strconv.Atoi(w)
			return ref(n), err
		}
		r.at = after
		return token(w), nil
	case w == ">>" || w == "]":
		return nil, fmt.Errorf("%s out of place", w)
	default:
		return token(w), nil
	}
}

func (r *reader) entries() (dict, error) {
	d := dict{}
	for {
		switch w := r.word(); {
		case w == ">>":
			return d, nil
		case w == "" || w[0] != '/':
			return nil, fmt.Errorf("%q is no key", w)
		default:
			v, err := r.value()
			if err != nil {
				return nil, err
			}
			d[name(w[1:])] = v
		}
	}
}

func (r *reader) elements() (array, error) {
	a := array{}
	for {
		before := r.at
		if r.word() == "]" {
			return a, nil
		}
		r.at = before
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (r *reader) int() (int, error) {
	n, err := strconv.Atoi(r.word())
	if err != nil || n < 0 {
		return 0, errCut
	}
	return n, nil
}

// word returns the next token (7.2); "" at the end.
func (r *reader) word() string {
	for r.at < len(r.data) && isSpace(r.data[r.at]) {
		r.at++
	}
	from := r.at
	if from == len(r.data) {
		return ""
	}
	rest := r.data[from:]
	switch c := rest[0]; {
	case bytes.HasPrefix(rest, []byte("<<")), bytes.HasPrefix(rest, []byte(">>")):
		r.at += 2
	case c == '(':
		r.at = r.stringEnd()
	case c == '[', c == ']', c == '<', c == '>':
		r.at++
	default:
		for r.at++; r.at < len(r.data) && !isSpace(r.data[r.at]) && !isDelimiter(r.data[r.at]); {
			r.at++
		}
	}
	return string(r.data[from:r.at])
}

// stringEnd returns where the literal string that begins here ends (7.3.4.2).
func (r *reader) stringEnd() int {
	depth := 0
	for i := r.at; i < len(r.data); i++ {
		switch r.data[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(r.data)
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}
func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

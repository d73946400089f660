// Package decode reads YAML into values that know their places, checks them
// against a Shape, and prints a Shape as JSON Schema. It is the only package
// that knows the YAML library.
package decode

import (
	"strings"

	"handout/internal/diag"
)

// Kind is what a Value is.
type Kind uint8

const (
	Null   Kind = iota // nothing, ~ or null
	Scalar             // text, and whatever else is not a list or a mapping
	List
	Map
)

// Value is a part of a YAML file. The methods work on a nil *Value, which
// stands for a value that is not there.
type Value struct {
	Pos   diag.Pos // of its first character
	Width int      // characters on its first line, to underline
	Text  string   // of a Scalar: what it says, in the file's own spelling
	Kind  Kind
	Plain bool // of a Scalar: written without quotes and on no block of its own
	Flow  bool // of a List or Map: written in [] or {}
	style style
	Items []*Value
	Pairs []Pair

	lost []string // what could not be used, by its key in a Map; it has been said why
	src  *source
	at   int // byte of the first character
}

// Pair is an entry of a mapping.
type Pair struct {
	Key   *Value // a Scalar
	Value *Value
}

// Get returns the value of a key, or nil.
func (v *Value) Get(key string) *Value {
	if v != nil {
		for _, p := range v.Pairs {
			if p.Key.Text == key {
				return p.Value
			}
		}
	}
	return nil
}

// Key returns a key as it stands in the file, or nil.
func (v *Value) Key(key string) *Value {
	if v != nil {
		for _, p := range v.Pairs {
			if p.Key.Text == key {
				return p.Key
			}
		}
	}
	return nil
}

// Incomplete reports whether the list or mapping v had values that could not
// be used.
func (v *Value) Incomplete() bool { return v != nil && len(v.lost) > 0 }

// String returns the text of a scalar, and "" for everything else.
func (v *Value) String() string {
	if v == nil {
		return ""
	}
	return v.Text
}

// List returns the entries of a list, a single value as a list of one, and
// nothing for what is not there.
func (v *Value) List() []*Value {
	switch {
	case v == nil:
		return nil
	case v.Kind == List:
		return v.Items
	}
	return []*Value{v}
}

// Is reports whether v is a scalar that says text, without quotes.
func (v *Value) Is(text string) bool {
	return v != nil && v.Kind == Scalar && v.Plain && strings.EqualFold(v.Text, text)
}

// Error appends to l an error of the given rule about v.
func (v *Value) Error(l *diag.List, rule, message, hint string) {
	l.Add(diag.Diagnostic{Pos: v.Pos, Width: v.Width, Rule: rule, Message: message, Hint: hint})
}

// kind names what v is, for messages.
func (v *Value) kind() string {
	switch v.Kind {
	case Null:
		return "nothing"
	case List:
		return "a list"
	case Map:
		return "a mapping of keys to values"
	case Scalar:
		if len(v.Text) > 30 || strings.ContainsAny(v.Text, "\n\r") {
			return "text"
		}
	}
	return diag.Quote(v.Text)
}

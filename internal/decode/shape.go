package decode

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handout/internal/diag"
)

// Shape says what a value may be: a scalar, a list, a mapping, or more than
// one of these. Check holds values against it, and Schema prints it for
// editors.
type Shape struct {
	Name   string // as messages call it in a list: "row"
	Def    string // as the schema calls it, where it is printed once
	Scalar *ScalarShape
	List   *ListShape
	Map    *MapShape
}

// ScalarShape is what a single value may be. The zero ScalarShape is text:
// anything that is not empty, a number too.
type ScalarShape struct {
	Bool     bool           // true or false
	Int      bool           // a whole number from Min to Max
	Min, Max int            // of an Int
	Enum     []string       // the words it may be; nil for any
	Pattern  *regexp.Regexp // what a text must match; nil for any
	Means    string         // what Bool, Int or Pattern ask for, in words
}

// ListShape is what a list may hold.
type ListShape struct {
	Of       *Shape
	Min, Max int // how many entries; Max 0 is any number, and Min 0 counts as 1
}

// MapShape is what a mapping may hold.
type MapShape struct {
	Keys []Key
	Any  []string // keys of which there must be one or more; nil for no demand
	One  bool     // it has exactly one key
	More *More    // what other keys hold; nil when there may be none
}

// Key is a key of a mapping.
type Key struct {
	Name     string
	Doc      string // a sentence for the person who writes the value
	Value    *Shape
	Required bool
	Example  string // of a required key: what to write behind it
}

// More is what keys hold that are not known beforehand.
type More struct {
	Doc   string
	Value *Shape // nil for anything
}

// Check returns v without the parts that are not as s says, and what is wrong
// with these. The value is nil when nothing is left. The name is what messages
// call v.
func Check(v *Value, s *Shape, name string) (*Value, diag.List) {
	var c checker
	return c.value(v, s, place{name: name, at: v}), c.diags
}

type checker struct{ diags diag.List }

// place is what messages call a value, and where they point when there is no
// better place in it: its key.
type place struct {
	name string
	at   *Value
}

func (c *checker) value(v *Value, s *Shape, p place) *Value {
	switch {
	case s == nil:
		return v
	case v.Kind == Null:
		p.at.Error(&c.diags, "empty", p.name+" is empty", emptyHint(v, s))
		return nil
	case v.Kind == Scalar && s.Scalar != nil:
		return c.scalar(v, s.Scalar, p)
	case v.Kind == List && s.List != nil:
		return c.list(v, s.List, p)
	case v.Kind == Map && s.Map != nil:
		return c.mapping(v, s, p)
	}
	hint := ""
	if s.Scalar != nil && v.Flow {
		hint = "put the text in quotes if the bracket belongs to it"
	} else if s.Scalar != nil && v.Kind == Map {
		hint = "put the text in quotes if the colon belongs to it"
	}
	v.Error(&c.diags, "wrong-type", fmt.Sprintf("%s must be %s, not %s", p.name, s.wants(), v.kind()), hint)
	return nil
}

func emptyHint(v *Value, s *Shape) string {
	if word := string(v.src.text[v.at:min(v.at+v.Width, len(v.src.text))]); s.Scalar != nil && strings.EqualFold(word, "null") {
		return "put the word " + word + " in quotes, since YAML reads it as nothing"
	}
	return "give it " + s.wants() + ", or take it out"
}

// wants names what s allows.
func (s *Shape) wants() string {
	var all []string
	if s.Scalar != nil {
		all = append(all, s.Scalar.wants())
	}
	if s.List != nil {
		all = append(all, "a list")
	}
	if s.Map != nil {
		what := "a mapping of keys to values"
		if names := s.Map.names(); len(names) > 0 && len(names) <= 4 {
			what = "a mapping with " + orList(names)
		}
		all = append(all, what)
	}
	return orList(all)
}

func (s *ScalarShape) wants() string {
	switch {
	case s.Means != "":
		return s.Means
	case s.Bool:
		return "true or false"
	case s.Int:
		return fmt.Sprintf("a whole number from %d to %d", s.Min, s.Max)
	}
	return "text"
}

func (m *MapShape) names() []string {
	var names []string
	for _, k := range m.Keys {
		names = append(names, k.Name)
	}
	return names
}

func orList(s []string) string {
	if n := len(s) - 1; n > 0 {
		return strings.Join(s[:n], ", ") + " or " + s[n]
	}
	return strings.Join(s, "")
}

func (c *checker) scalar(v *Value, s *ScalarShape, p place) *Value {
	if s.accepts(v) {
		return v
	}
	rule := "bad-value"
	switch n, err := strconv.Atoi(v.Text); {
	case strings.TrimSpace(v.Text) == "":
		v.Error(&c.diags, "empty", p.name+" is empty", "give it "+s.wants()+", or take it out")
		return nil
	case s.Enum != nil:
		hint := "it is one of " + orList(s.Enum)
		if near := Nearest(v.Text, s.Enum); near != "" {
			hint = "did you mean " + diag.Quote(near) + "?"
		} else if len(s.Enum) > 12 {
			hint = ""
		}
		v.Error(&c.diags, rule, fmt.Sprintf("%s cannot be %s", p.name, diag.Quote(v.Text)), hint)
		return nil
	case s.Bool, s.Int && (err != nil || !v.Plain):
		rule = "wrong-type"
	case s.Int && (n < s.Min || n > s.Max):
		rule = "out-of-range"
	}
	v.Error(&c.diags, rule, fmt.Sprintf("%s must be %s, not %s", p.name, s.wants(), v.kind()), "")
	return nil
}

var wholeNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})$`)

func (s *ScalarShape) accepts(v *Value) bool {
	switch {
	case s.Bool:
		return v.Is("true") || v.Is("false")
	case s.Int:
		n, err := strconv.Atoi(v.Text)
		return v.Plain && wholeNumber.MatchString(v.Text) && err == nil && s.Min <= n && n <= s.Max
	case s.Enum != nil:
		return slices.Contains(s.Enum, v.Text)
	case s.Pattern != nil:
		return s.Pattern.MatchString(v.Text) && !v.Is("true") && !v.Is("false")
	}
	return strings.TrimSpace(v.Text) != ""
}

func (c *checker) list(v *Value, s *ListShape, p place) *Value {
	least := max(1, s.Min)
	switch n := len(v.Items); {
	case n == 0:
		p.at.Error(&c.diags, "empty", p.name+" is an empty list", "give it an entry, or take it out")
		return nil
	case n < least || s.Max > 0 && n > s.Max:
		p.at.Error(&c.diags, "wrong-number", fmt.Sprintf("%s must have %s, not %d", p.name, entries(least, s.Max), n), "")
	}
	left := v
	name := "an entry of " + p.name
	if s.Of != nil && s.Of.Name != "" {
		name = s.Of.Name
	}
	for i, item := range v.Items {
		kept := c.value(item, s.Of, place{name, item})
		if kept == item && left == v {
			continue
		}
		if left == v {
			left = v.part(i, 0)
		}
		if kept != nil {
			left.Items = append(left.Items, kept)
		} else {
			left.lost = append(left.lost, "")
		}
	}
	if s.Max > 0 && len(left.Items) > s.Max {
		left = left.part(s.Max, 0)
		left.lost = append(left.lost, "")
	}
	return left
}

// part returns a copy of v with its first items or pairs alone.
func (v *Value) part(items, pairs int) *Value {
	left := *v
	left.Items, left.Pairs, left.lost = slices.Clone(v.Items[:items]), slices.Clone(v.Pairs[:pairs]), slices.Clone(v.lost)
	return &left
}

func entries(least, most int) string {
	switch {
	case most == 0:
		return fmt.Sprintf("%d entries or more", least)
	case least == most:
		return fmt.Sprintf("%d entries", least)
	}
	return fmt.Sprintf("%d to %d entries", least, most)
}

func (c *checker) mapping(v *Value, s *Shape, p place) *Value {
	left := v
	var meant []string // keys that were most likely meant by unknown ones
	for i, pair := range v.Pairs {
		name := pair.Key.Text
		inner, known := s.Map.of(name)
		var value *Value
		unwanted := true
		switch {
		case !known || s.Map.mistaken(name, v):
			meant = append(meant, c.unknownKey(pair.Key, v, s, p))
		case s.Map.One && i > 0:
			pair.Key.Error(&c.diags, "wrong-number", fmt.Sprintf("%s has one key, and %s is another", p.name, diag.Quote(name)),
				"begin a new entry with a dash")
		default:
			value, unwanted = c.value(pair.Value, inner, place{name, pair.Key}), false
		}
		if value == pair.Value && left == v {
			continue
		}
		if left == v {
			left = v.part(0, i)
		}
		if value != nil {
			left.Pairs = append(left.Pairs, Pair{pair.Key, value})
		} else if !unwanted {
			left.lost = append(left.lost, name)
		}
	}
	if !slices.Contains(meant, "") || s.Scalar == nil || len(left.Pairs) > 0 {
		c.missing(v, s.Map, p, append(meant, v.lost...))
	} // else it is a text with a colon
	return left
}

// of returns the shape of the key called name.
func (m *MapShape) of(name string) (s *Shape, known bool) {
	for _, k := range m.Keys {
		if k.Name == name {
			return k.Value, true
		}
	}
	if m.More != nil {
		return m.More.Value, true
	}
	return nil, false
}

// mistaken reports whether the key called name is most likely a required one of
// m that v lacks, though m allows other keys too.
func (m *MapShape) mistaken(name string, v *Value) bool {
	var absent []string
	for _, k := range m.Keys {
		if k.Name == name {
			return false
		}
		if k.Required && v.Key(k.Name) == nil {
			absent = append(absent, k.Name)
		}
	}
	return Nearest(name, absent) != ""
}

// unknownKey reports a key and returns the one that was meant, if one is near.
func (c *checker) unknownKey(key, in *Value, s *Shape, p place) string {
	names := s.Map.names()
	near, hint := Nearest(key.Text, names), ""
	switch {
	case near != "":
		hint = "did you mean " + diag.Quote(near) + "?"
	case s.Scalar != nil && len(in.Pairs) == 1:
		hint = "put the text in quotes if the colon belongs to it"
	case len(names) > 0 && len(names) <= 16:
		hint = "the keys here are " + strings.Join(names, ", ")
	}
	name := p.name
	if s.Name != "" {
		name = strings.TrimPrefix(strings.TrimPrefix(s.Name, "a "), "an ")
	}
	key.Error(&c.diags, "unknown-key", fmt.Sprintf("unknown key %s in %s", diag.Quote(key.Text), name), hint)
	return near
}

// missing reports keys that v lacks, apart from those in except, which has
// been told already.
func (c *checker) missing(v *Value, m *MapShape, p place, except []string) {
	at := p.at
	if slices.Contains(except, mergeKey) {
		return
	}
	for _, k := range m.Keys {
		if k.Required && v.Key(k.Name) == nil && !slices.Contains(except, k.Name) {
			hint := ""
			if k.Example != "" {
				hint = "add " + k.Name + ": " + k.Example
			}
			at.Error(&c.diags, "missing-key", fmt.Sprintf("%s has no %s", p.name, diag.Quote(k.Name)), hint)
		}
	}
	there := func(name string) bool { return v.Key(name) != nil || slices.Contains(except, name) }
	if m.Any != nil && !slices.ContainsFunc(m.Any, there) {
		at.Error(&c.diags, "missing-key", fmt.Sprintf("%s has neither %s", p.name, norList(m.Any)), "add one of them")
	}
	if m.One && len(v.Pairs) == 0 && len(v.lost) == 0 {
		at.Error(&c.diags, "empty", p.name+" is empty", "")
	}
}

func norList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = diag.Quote(n)
	}
	return strings.Join(quoted, " nor ")
}

package svg

import (
	"strconv"
	"strings"
)

// scanner reads numbers and words from an attribute.
type scanner struct{ rest string }

// space skips white space.
func (s *scanner) space() { s.rest = strings.TrimLeft(s.rest, " \t\r\n\f") }

// comma skips white space with a comma in it, if there is one.
func (s *scanner) comma() {
	s.space()
	if strings.HasPrefix(s.rest, ",") {
		s.rest = s.rest[1:]
		s.space()
	}
}

// number reads a number (CSS's, which needs no space before a sign or a second
// point).
func (s *scanner) number() (float64, bool) {
	s.space()
	i := 0
	at := func() byte {
		if i < len(s.rest) {
			return s.rest[i]
		}
		return 0
	}
	digits := func() bool {
		from := i
		for c := at(); c >= '0' && c <= '9'; c = at() {
			i++
		}
		return i > from
	}
	if at() == '+' || at() == '-' {
		i++
	}
	whole := digits()
	if at() == '.' {
		i++
		if !digits() && !whole {
			return 0, false
		}
	} else if !whole {
		return 0, false
	}
	if at() == 'e' || at() == 'E' {
		mantissa := i
		i++
		if at() == '+' || at() == '-' {
			i++
		}
		if !digits() { // as in "2em"
			i = mantissa
		}
	}
	v, err := strconv.ParseFloat(s.rest[:i], 64)
	s.rest = s.rest[i:]
	return v, err == nil && usable(v)
}

// flag reads a 0 or a 1, which needs no space behind it.
func (s *scanner) flag() (set, ok bool) {
	s.space()
	if s.rest == "" || s.rest[0] != '0' && s.rest[0] != '1' {
		return false, false
	}
	set = s.rest[0] == '1'
	s.rest = s.rest[1:]
	return set, true
}

// numbers reads a list of numbers, with or without commas.
func numbers(text string) ([]float64, bool) {
	s := scanner{text}
	var all []float64
	for s.space(); s.rest != ""; s.comma() {
		v, ok := s.number()
		if !ok {
			return nil, false
		}
		all = append(all, v)
	}
	return all, true
}

// units is how many pixels a unit has (section 8.9).
var units = map[string]float64{
	"": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96.0 / 72, "pc": 16,
}

// length returns a length in pixels; a percentage is one of whole.
func length(text string, whole float64) (float64, bool) {
	s := scanner{strings.TrimSpace(text)}
	v, ok := s.number()
	if !ok {
		return 0, false
	}
	if s.rest == "%" {
		return v * whole / 100, true
	}
	unit, known := units[strings.ToLower(s.rest)]
	return v * unit, known && usable(v*unit)
}

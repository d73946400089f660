package cite

import (
	"slices"
	"strings"
)

// choose is cs:choose: the first branch whose conditions hold.
type choose struct{ branches []branch }

type branch struct {
	match        string // "", "all", "any", "none"; "" and no tests for cs:else
	tests        []test
	disambiguate bool
	kids         []renderer
}

// test is one value of one condition, as type="book".
type test struct {
	condition condition
	value     string
	kept      int // the place of the answer among the work's; -1 if it is not the work's alone
}

// verdict is what a test found of a work, which is asked many times over.
type verdict uint8

const (
	untested verdict = iota
	holding
	failing
)

// keep returns the place of a test's answer.
func (c *compiler) keep(condition condition, value string) int {
	switch value {
	case "citation-number", "year-suffix", "locator", "first-reference-note-number", "citation-label":
		return -1
	}
	if condition != ofVariable && condition != isNumeric {
		return -1
	}
	key := test{condition: condition, value: value}
	i, known := c.kept[key]
	if !known {
		i = len(c.kept)
		c.kept[key] = i
	}
	return i
}

type condition uint8

const (
	ofType condition = iota
	ofVariable
	isNumeric
	isUncertain
	ofLocator
	ofPosition
	disambiguates
)

var conditions = map[string]condition{
	"type": ofType, "variable": ofVariable, "is-numeric": isNumeric, "is-uncertain-date": isUncertain,
	"locator": ofLocator, "position": ofPosition, "disambiguate": disambiguates,
}

func (c *compiler) choose(e *element) (renderer, error) {
	var ch choose
	for i, k := range e.kids {
		if k.name != "if" && k.name != "else-if" && k.name != "else" || (k.name == "if") != (i == 0) {
			return nil, faultf(k.line, "unexpected <%s> in <choose>", shorten(k.name))
		}
		b := branch{}
		var err error
		if b.match, err = oneOf(k, "match", "all", "any", "none"); err != nil {
			return nil, err
		}
		for _, a := range k.attrs {
			if a.name == "match" {
				continue
			}
			condition, ok := conditions[a.name]
			if !ok {
				return nil, faultf(k.line, "unknown condition %q", shorten(a.name))
			}
			b.disambiguate = b.disambiguate || condition == disambiguates
			for _, v := range strings.Fields(a.value) {
				b.tests = append(b.tests, test{condition, v, c.keep(condition, v)})
			}
		}
		if (len(b.tests) == 0) != (k.name == "else") {
			return nil, faultf(k.line, "<%s> with the wrong number of conditions", k.name)
		}
		if b.kids, err = c.renderers(k.kids); err != nil {
			return nil, err
		}
		ch.branches = append(ch.branches, b)
	}
	if len(ch.branches) == 0 {
		return nil, faultf(e.line, "<choose> without <if>")
	}
	return &ch, nil
}

func (ch *choose) render(s *scope, out *[]*node, g *calls) {
	if !s.enter() {
		return
	}
	defer s.leave()
	s.all(ch.branch(s), out, g)
}

// branch returns the elements of the first branch that holds.
func (ch *choose) branch(s *scope) []renderer {
	for i := range ch.branches {
		if b := &ch.branches[i]; b.holds(s) {
			return b.kids
		}
	}
	return nil
}

func (b *branch) holds(s *scope) bool {
	for i := 0; i < len(b.tests); i++ {
		t := b.tests[i]
		ok := t.holds(s)
		// a work has one type, so that several types are never all its own
		for t.condition == ofType && b.match != "none" && i+1 < len(b.tests) && b.tests[i+1].condition == ofType {
			i++
			ok = ok || b.tests[i].holds(s)
		}
		switch {
		case b.match == "any" && ok:
			return true
		case b.match == "none" && ok, b.match != "any" && b.match != "none" && !ok:
			return false
		}
	}
	return b.match != "any"
}

func (t test) holds(s *scope) bool {
	if t.kept < 0 {
		return t.asked(s)
	}
	if s.ref.verdicts == nil {
		s.ref.verdicts = make([]verdict, s.style.kept)
	}
	a := &s.ref.verdicts[t.kept]
	if *a == untested {
		*a = failing
		if t.asked(s) {
			*a = holding
		}
	}
	return *a == holding
}

func (t test) asked(s *scope) bool {
	switch t.condition {
	case ofType:
		return s.ref.Type == t.value
	case ofVariable:
		return s.has(t.value)
	case isNumeric:
		v := s.whole(t.value)
		_, ok := parseNumbers(v)
		return v != "" && ok
	case isUncertain:
		return s.ref.Dates[t.value].Circa
	case ofLocator:
		return s.item != nil && s.item.Locator != "" && termName(s.labelTerm("locator")) == termName(t.value)
	case ofPosition:
		return !s.inList && slices.Contains(positions[s.position], t.value) || t.value == "near-note" && s.near
	case disambiguates:
		return s.hints.condition == (t.value == "true")
	}
	return false
}

// has reports whether a variable holds something, hidden or not.
func (s *scope) has(variable string) bool {
	if v, ok := s.ref.Strings[variable]; ok && strings.TrimSpace(v) != "" {
		return true
	}
	if len(s.ref.Names[variable]) > 0 {
		return true
	}
	if d, ok := s.ref.Dates[variable]; ok {
		return !noDate(d)
	}
	switch variable {
	case "citation-number", "year-suffix", "locator", "first-reference-note-number", "citation-label",
		"page-first", "title-short", "container-title-short", "event", "event-title":
		return s.whole(variable) != ""
	}
	return false
}

// whole returns what a variable holds, hidden or not.
func (s *scope) whole(variable string) string {
	defer func(hidden []string) { s.hidden = hidden }(s.hidden)
	s.hidden = nil
	return s.value(variable, "")
}

package cite

import (
	"slices"
	"strings"
)

// choose is cs:choose: the first branch whose conditions hold.
type choose struct{ branches []branch }

type branch struct {
	match        match
	disambiguate bool
	types        []string // of the condition "type"
	tests        []test   // of all others
	kids         []renderer
}

// match says how many of the conditions of a branch must hold. cs:else has none
// of them.
type match uint8

const (
	matchAll match = iota
	matchAny
	matchNone
)

// test is one value of one condition, as variable="DOI".
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

// verdicts returns the answers for a work that has nothing, as far as they
// follow from that, and the places of the tests whether it has a variable.
func (c *compiler) verdicts() ([]verdict, map[string]int) {
	verdicts := make([]verdict, len(c.kept))
	variables := map[string]int{}
	for t, i := range c.kept {
		if t.condition == ofVariable && !derived(t.value) {
			verdicts[i] = failing
			variables[t.value] = i
		}
	}
	return verdicts, variables
}

// derived reports whether a variable may be drawn from another.
func derived(variable string) bool {
	switch variable {
	case "page-first", "title-short", "container-title-short", "event", "event-title":
		return true
	}
	return false
}

// findVerdicts returns the answers for a work as far as they follow from what
// it has, which is little beside all that a style may ask for.
func (w *work) findVerdicts(st *Style) []verdict {
	verdicts := slices.Clone(st.verdicts)
	found := func(variable string) {
		if i, asked := st.variables[variable]; asked {
			verdicts[i] = holding
		}
	}
	for v, text := range w.Strings {
		if strings.TrimSpace(text) != "" {
			found(v)
		}
	}
	for v, list := range w.Names {
		if len(list) > 0 {
			found(v)
		}
	}
	for v, d := range w.Dates {
		if !noDate(d) {
			found(v)
		}
	}
	return verdicts
}

type condition uint8

const (
	ofVariable condition = iota
	isNumeric
	isUncertain
	ofLocator
	ofPosition
	disambiguates
)

var conditions = map[string]condition{
	"variable": ofVariable, "is-numeric": isNumeric, "is-uncertain-date": isUncertain, "locator": ofLocator,
	"position": ofPosition, "disambiguate": disambiguates,
}

func (c *compiler) choose(e *element) (renderer, error) {
	ch := choose{branches: make([]branch, 0, len(e.kids))}
	for i, k := range e.kids {
		if k.name != "if" && k.name != "else-if" && k.name != "else" || (k.name == "if") != (i == 0) {
			return nil, faultf(k.line, "unexpected <%s> in <choose>", shorten(k.name))
		}
		b := branch{}
		how, err := oneOf(k, "match", "all", "any", "none")
		if err != nil {
			return nil, err
		}
		switch how {
		case "any":
			b.match = matchAny
		case "none":
			b.match = matchNone
		}
		for _, a := range k.attrs {
			switch a.name {
			case "match":
				continue
			case "type":
				b.types = c.list(a.value)
				continue
			}
			condition, ok := conditions[a.name]
			if !ok {
				return nil, faultf(k.line, "unknown condition %q", shorten(a.name))
			}
			b.disambiguate = b.disambiguate || condition == disambiguates
			values := c.list(strings.ReplaceAll(a.value, "sub verbo", "sub-verbo"))
			b.tests = slices.Grow(b.tests, len(values))
			for _, v := range values {
				b.tests = append(b.tests, test{condition, v, c.keep(condition, v)})
			}
		}
		if (len(b.types)+len(b.tests) == 0) != (k.name == "else") {
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
	s.all(ch.branch(s), out, g)
	s.leave()
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

// holds reports whether the branch is the one to print. The first answer that
// settles it is a yes for "any" and "none", a no for "all".
func (b *branch) holds(s *scope) bool {
	either := b.match == matchAny
	settles := either || b.match == matchNone
	// a work has one type, so that several types are never all its own
	if len(b.types) > 0 && slices.Contains(b.types, s.ref.Type) == settles {
		return either
	}
	for i := range b.tests {
		if b.tests[i].holds(s) == settles {
			return either
		}
	}
	return !either
}

func (t *test) holds(s *scope) bool {
	if t.kept < 0 {
		return t.asked(s)
	}
	if s.ref.verdicts == nil {
		s.ref.verdicts = s.ref.findVerdicts(s.style)
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

func (t *test) asked(s *scope) bool {
	switch t.condition {
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
		if t.value != "true" {
			return s.hints.conditions == 0
		}
		s.conditions++
		return s.conditions <= s.hints.conditions
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
	case "citation-number", "year-suffix", "locator", "first-reference-note-number", "citation-label":
		return s.whole(variable) != ""
	}
	return derived(variable) && s.whole(variable) != ""
}

// whole returns what a variable holds, hidden or not.
func (s *scope) whole(variable string) string {
	defer func(hidden []string) { s.hidden = hidden }(s.hidden)
	s.hidden = nil
	return s.value(variable, "")
}

package cite

import (
	"maps"
	"slices"
	"strings"

	"handout/internal/article"
)

// disambiguate finds what each work's cites must show so that a reader can
// tell which work they mean: more given names, more names, what the style
// keeps for this case, and last a letter after the year.
func (r *run) disambiguate() {
	a := r.style.citation
	if !a.addNames && !a.addGiven && !a.addSuffix && !a.testsCondition {
		return
	}
	if a.addGiven && a.givenRule != "" && a.givenRule != "by-cite" {
		r.expandNames(a)
	}
	if a.addNames || a.addGiven && (a.givenRule == "" || a.givenRule == "by-cite") {
		for _, set := range r.ambiguous(false) {
			r.refine(set)
		}
	}
	if a.addSuffix {
		r.addSuffixes()
	} else if a.testsCondition { // as the reference processor does it
		for _, set := range r.ambiguous(true) {
			for _, w := range set {
				w.hints.condition, w.base = true, nil
			}
		}
	}
}

// baseCite is a cite of a work without anything that is not the work's own, to
// compare with others.
type baseCite struct {
	text   string
	people []shown
	nodes  []*node // nil where nothing cites the work
}

// base renders a plain cite of w.
func (r *run) base(w *work) *baseCite {
	if w.base == nil {
		m := r.mark()
		b := &baseCite{}
		s := r.scope(r.style.citation, w, false)
		s.record = &b.people
		b.nodes = s.render(r.style.citation.layout.kids, &calls{})
		b.text = plainText(b.nodes)
		if !w.cited {
			b.nodes = nil
			r.release(m)
		}
		w.base = b
	}
	return w.base
}

// textWith returns the text of a plain cite of w under other hints.
func (r *run) textWith(h hints, w *work) string {
	defer r.release(r.mark())
	s := r.scope(r.style.citation, w, false)
	s.hints = &h
	return plainText(s.render(r.style.citation.layout.kids, &calls{}))
}

// shown is a personal name of a cite.
type shown struct {
	name    *article.Name
	options *nameOptions
	index   int  // in its list
	first   bool // in the first list
	hidden  bool // behind "et al."
}

// ambiguous returns the sets of works whose cites are the same, each in the
// order of the list; empty cites too if wanted.
func (r *run) ambiguous(empty bool) [][]*work {
	byText := map[string][]*work{}
	var order []string
	for _, w := range r.sorted {
		t := r.base(w).text
		if t == "" && !empty {
			continue
		}
		if byText[t] == nil {
			order = append(order, t)
		}
		byText[t] = append(byText[t], w)
	}
	var sets [][]*work
	for _, t := range order {
		if len(byText[t]) > 1 {
			sets = append(sets, byText[t])
		}
	}
	return sets
}

// expandNames spells out the given names of people who would be taken for one
// another, in all cites.
func (r *run) expandNames(a *area) {
	primary := a.givenRule == "primary-name" || a.givenRule == "primary-name-with-initials"
	groups := map[string][]shown{}
	seen := map[article.Name]bool{}
	for _, w := range r.order {
		for _, p := range r.base(w).people {
			if seen[*p.name] || p.name.Given == "" || primary && (p.index > 0 || !p.first) {
				continue
			}
			seen[*p.name] = true
			k := r.spelled(p, 0)
			groups[k] = append(groups[k], p)
		}
	}
	levels := map[article.Name]int{}
	for _, g := range groups {
		if len(g) == 1 {
			continue
		}
		for _, p := range g {
			if l := r.enough(p, g, a.initialsOnly()); l > 0 {
				levels[*p.name] = l
			}
		}
	}
	for _, w := range r.order {
		if len(levels) > 0 {
			w.hints.given, w.hints.primary, w.base = levels, primary, nil
		}
	}
}

// initialsOnly reports whether the rule spells out no given name in full.
func (a *area) initialsOnly() bool { return strings.HasSuffix(a.givenRule, "-with-initials") }

// enough returns the level for p, who shares the family name with the others
// of a group: initials, or the full name where others have the same initials.
func (r *run) enough(p shown, group []shown, initialsOnly bool) int {
	mine := r.spelled(p, initialGiven)
	same, others := false, false // initials of other people
	for _, q := range group {
		if *q.name != *p.name {
			alike := r.spelled(q, initialGiven) == mine
			same, others = same || alike, others || !alike
		}
	}
	switch {
	case initialsOnly && (!others || p.options.initialize == no):
		return 0
	case initialsOnly || !same && p.options.initials != nil:
		return initialGiven
	}
	return fullGiven
}

// spelled returns a name as it is printed at a level.
func (r *run) spelled(p shown, level int) string {
	n, o := *p.name, p.options
	family := join(n.NonDroppingParticle, n.Family)
	if o.form == "short" && level == 0 {
		return family
	}
	given := n.Given
	if o.initialize != no && level < fullGiven {
		mark := ""
		if o.initials != nil {
			mark = *o.initials
		}
		given = initials(given, mark, r.style.initialsHyphen)
	}
	return family + "\x00" + given + "\x00" + n.DroppingParticle + "\x00" + n.Suffix
}

// refine shows more of the names of works that are cited alike, one step at a
// time, and keeps only the steps that tell some of them apart.
func (r *run) refine(set []*work) {
	a := r.style.citation
	byCite := a.addGiven && (a.givenRule == "" || a.givenRule == "by-cite")
	people := r.base(set[0]).firstList()
	rendered, total := 0, 0
	for _, p := range people {
		if !p.hidden {
			rendered = p.index + 1
		}
	}
	for _, w := range set {
		for _, v := range r.firstNames(w) {
			total = max(total, len(v))
		}
	}
	if !a.addNames {
		total = rendered
	}
	initials := len(people) > 0 && people[0].options.initials != nil
	var steps []step
	for i := range max(rendered, total) {
		if i >= rendered {
			steps = append(steps, step{names: i + 1, at: -1})
		}
		if byCite && initials {
			steps = append(steps, step{names: i + 1, at: i, level: initialGiven})
		}
		if byCite {
			steps = append(steps, step{names: i + 1, at: i, level: fullGiven})
		}
	}
	r.split(set, steps, hints{given: set[0].hints.given, primary: set[0].hints.primary}, rendered)
}

// firstNames returns the lists that the first names of a cite of w may be
// taken from.
func (r *run) firstNames(w *work) [][]article.Name { return slices.Collect(maps.Values(w.names)) }

// step shows so many names and spells out the given name of one of them.
type step struct{ names, at, level int }

// split applies steps until the cites of set differ, and then goes on with
// each part of it.
func (r *run) split(set []*work, steps []step, kept hints, rendered int) {
	for i, st := range steps {
		if r.samePerson(set, st.names-1) {
			continue
		}
		h := kept.with(st, rendered)
		var parts [][]*work
		at := map[string]int{}
		for _, w := range set {
			t := r.textWith(h, w)
			if _, ok := at[t]; !ok {
				at[t] = len(parts)
				parts = append(parts, nil)
			}
			parts[at[t]] = append(parts[at[t]], w)
		}
		if len(parts) == 1 {
			continue
		}
		for _, p := range parts {
			for _, w := range p {
				w.hints, w.base = h, nil
			}
			if len(p) > 1 {
				r.split(p, steps[i+1:], h, rendered)
			}
		}
		return
	}
}

// samePerson reports whether name i of the first list is the same in all works
// of a set, and as many names stand in each, so that showing it tells nothing.
func (r *run) samePerson(set []*work, i int) bool {
	first := r.base(set[0]).firstList()
	if i >= len(first) {
		return false
	}
	return !slices.ContainsFunc(set[1:], func(w *work) bool {
		l := r.base(w).firstList()
		return len(l) != len(first) || *l[i].name != *first[i].name
	})
}

// firstList returns the names of the first list of names, shown or not.
func (b *baseCite) firstList() []shown {
	n := 0
	for n < len(b.people) && b.people[n].first {
		n++
	}
	return b.people[:n]
}

func (h hints) with(st step, rendered int) hints {
	if st.names > rendered {
		h.names = max(h.names, st.names)
	}
	if st.at >= 0 {
		h.places = slices.Clone(h.places)
		for len(h.places) <= st.at {
			h.places = append(h.places, 0)
		}
		h.places[st.at] = st.level
	}
	return h
}

// addSuffixes gives letters to the works that are still cited alike.
func (r *run) addSuffixes() {
	for _, set := range r.ambiguous(false) {
		for i, w := range set {
			w.hints.suffix, w.base = suffixLetters(i), nil
		}
	}
}

// suffixLetters returns a, b, ..., z, aa, ab, ... for 0, 1, ...
func suffixLetters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('a'+(i-1)%26)) + s
	}
	return s
}

// suffixNumber is the inverse of suffixLetters, counted from 1.
func suffixNumber(s string) int {
	n := 0
	for _, r := range s {
		n = n*26 + int(r-'a') + 1
	}
	return n
}

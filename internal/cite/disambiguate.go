package cite

import (
	"maps"
	"slices"

	"handout/internal/article"
)

// disambiguate finds what each work's cites must show so that a reader can
// tell which work they mean: more given names, more names, what the style
// keeps for this case, and last a letter after the year.
func (r *run) disambiguate() {
	a := r.style.citation
	defer r.countNames()
	if !a.addNames && !a.addGiven && !a.addSuffix && !a.testsCondition {
		return
	}
	if a.addGiven && !a.byCite() {
		r.expandNames(a)
	}
	if a.addNames || a.addGiven && a.byCite() {
		for _, set := range r.ambiguous(false) {
			r.refine(set)
		}
	}
	if a.addSuffix {
		r.addSuffixes()
	} else if a.testsCondition { // as the reference processor does it
		for _, set := range r.stillAlike() {
			r.addCondition(set)
		}
	}
}

// stillAlike returns the sets of works some of which are cited alike; as in the
// reference processor, with the works that only the given names of namesakes
// tell apart from them.
func (r *run) stillAlike() [][]*work {
	if r.namesakes == nil {
		return r.ambiguous(true)
	}
	sets := r.alike(true, r.textWithNamesakes)
	return slices.DeleteFunc(sets, func(set []*work) bool {
		texts := map[string]bool{}
		for _, w := range set {
			texts[r.base(w).text] = true
		}
		return len(texts) == len(set)
	})
}

// textWithNamesakes returns the text of a plain cite of w in which nothing tells
// namesakes apart.
func (r *run) textWithNamesakes(w *work) string {
	b := r.base(w)
	if !slices.ContainsFunc(b.people, func(p shown) bool { return r.enough(p.name, p.options) > 0 }) {
		return b.text
	}
	defer func(counted namesakes) { r.namesakes = counted }(r.namesakes)
	r.namesakes = nil
	return r.textWith(w.hints, w)
}

// addCondition lets one more of the conditions hold that tell works apart, and
// yet more for those that are still cited alike.
func (r *run) addCondition(set []*work) {
	byText := map[string][]*work{}
	more := false
	for _, w := range set {
		w.hints.conditions++
		w.base = nil
		b := r.base(w)
		byText[b.text] = append(byText[b.text], w)
		more = more || b.conditions > w.hints.conditions
	}
	for _, text := range slices.Sorted(maps.Keys(byText)) {
		if alike := byText[text]; len(alike) > 1 && more {
			r.addCondition(alike)
		}
	}
}

// countNames finds how many names a plain cite of each work shows, since as in
// the reference processor no cite of it shows fewer, nor does its entry in a
// style that shows more of the names to tell works apart.
func (r *run) countNames() {
	a := r.style.citation
	inList := r.style.list != nil && a.addGiven && (a.addNames || a.byCite())
	if !a.positional && !inList {
		return // all cites are plain
	}
	for _, w := range r.order {
		if !w.cited && !inList || !w.namesSeveral() && !(inList && a.byCite()) {
			continue
		}
		w.hints.least, w.hints.levels = nil, nil
		for _, p := range r.base(w).people {
			for len(w.hints.least) <= p.list {
				w.hints.least = append(w.hints.least, 0)
				w.hints.levels = append(w.hints.levels, nil)
			}
			w.hints.levels[p.list] = append(w.hints.levels[p.list], p.options.level())
			if !p.hidden {
				w.hints.least[p.list]++
			}
		}
	}
}

// level returns how far the given names are spelled out anyway.
func (o *nameOptions) level() int {
	switch {
	case o.form == "short":
		return 0
	case o.initials != nil:
		return initialGiven
	}
	return fullGiven
}

// namesSeveral reports whether a list of w's names may be cut short.
func (w *work) namesSeveral() bool {
	for _, list := range w.names {
		if len(list) > 1 {
			return true
		}
	}
	return false
}

// baseCite is a cite of a work without anything that is not the work's own, to
// compare with others.
type baseCite struct {
	text       string
	people     []shown
	nodes      []*node // nil where no cite can take them
	asked      bool    // as in a scope
	conditions int     // as in a scope
}

// base renders a plain cite of w.
func (r *run) base(w *work) *baseCite {
	if w.base == nil {
		m := r.mark()
		b := &baseCite{}
		s := r.plainScope(w)
		s.record = &b.people
		b.nodes = s.render(r.style.citation.layout.kids, &calls{})
		b.text, b.asked, b.conditions = plainText(b.nodes), s.asked, s.conditions
		if !w.cited || r.style.Note { // a later note tells which was the first
			b.nodes = nil
			r.release(m)
		}
		w.base = b
	}
	return w.base
}

// plainScope is a cite of w that stands somewhere behind its first.
func (r *run) plainScope(w *work) *scope {
	s := r.scope(r.style.citation, w, false)
	s.position, s.near = subsequent, true
	return s
}

// textWith returns the text of a plain cite of w under other hints.
func (r *run) textWith(h hints, w *work) string {
	defer r.release(r.mark())
	s := r.plainScope(w)
	s.hints = &h
	return plainText(s.render(r.style.citation.layout.kids, &calls{}))
}

// shown is a personal name of a cite.
type shown struct {
	name    *article.Name
	options *nameOptions
	index   int  // in its list
	list    int  // which of the cite's lists, counted from 0
	hidden  bool // behind "et al."
}

// ambiguous returns the sets of works whose cites are the same, each in the
// order of the list; empty cites too if wanted.
func (r *run) ambiguous(empty bool) [][]*work {
	return r.alike(empty, func(w *work) string { return r.base(w).text })
}

// alike returns the sets of works of which text says the same.
func (r *run) alike(empty bool, text func(*work) string) [][]*work {
	byText := map[string][]*work{}
	var order []string
	for _, w := range r.sorted {
		t := text(w)
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

// refine shows more of the names of works that are cited alike, one step at a
// time, and keeps only the steps that tell some of them apart.
func (r *run) refine(set []*work) {
	a := r.style.citation
	byCite := a.addGiven && a.byCite()
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
		if i > 0 && !a.addNames {
			break // as in the reference processor
		}
		if byCite && initials {
			steps = append(steps, step{names: i + 1, at: i, level: initialGiven})
		}
		if byCite {
			steps = append(steps, step{names: i + 1, at: i, level: fullGiven})
		}
	}
	r.split(set, steps, hints{}, rendered)
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
	for n < len(b.people) && b.people[n].list == 0 {
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

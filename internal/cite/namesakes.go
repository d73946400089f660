package cite

import (
	"slices"
	"strings"

	"handout/internal/article"
)

// namesakes counts the people of each family name, and for each of them how
// many share its initials: given names by initials, by family name.
type namesakes map[string]map[string]map[string]bool

// keys returns what a name is counted under. As in the reference processor, a
// particle tells people apart only where it belongs to the family name in the
// order of the list.
func (r *run) keys(n *article.Name) (family, initial, given string) {
	bare := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, ".", " ")), " ") }
	family, given = bare(n.Family), bare(n.Given)
	if r.style.demote == "never" && n.NonDroppingParticle != "" {
		family += " " + n.NonDroppingParticle
	}
	return family, initials(given, "", r.style.initialsHyphen), given
}

func (c namesakes) add(r *run, n *article.Name) {
	if n.Given == "" {
		return
	}
	family, initial, given := r.keys(n)
	if c[family] == nil {
		c[family] = map[string]map[string]bool{}
	}
	if c[family][initial] == nil {
		c[family][initial] = map[string]bool{}
	}
	c[family][initial][given] = true
}

// withNamesakes returns the works that name a person who may share the family
// name with another.
func (r *run) withNamesakes() []*work {
	given := map[string]string{} // of one person of each family
	shared := map[string]bool{}
	for _, w := range r.order {
		for _, list := range w.names {
			for i := range list {
				n := &list[i]
				if g, known := given[n.Family]; !known {
					given[n.Family] = n.Given
				} else if g != n.Given {
					shared[n.Family] = true
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(r.order), func(w *work) bool {
		for _, list := range w.names {
			if slices.ContainsFunc(list, func(n article.Name) bool { return shared[n.Family] }) {
				return false
			}
		}
		return true
	})
}

// expandNames finds who would be taken for another, so that the cites spell
// out their given names. Whoever the list is sorted by counts too.
func (r *run) expandNames(a *area) {
	counted := namesakes{}
	primary := a.primaryOnly()
	for _, w := range r.order {
		for _, p := range r.base(w).people {
			if !primary || p.index == 0 {
				counted.add(r, p.name)
			}
		}
	}
	for _, p := range r.sortedBy {
		if !primary || p.index == 0 {
			counted.add(r, p.name)
		}
	}
	r.namesakes, r.levels = counted, map[leveled]int{}
	for _, w := range r.order {
		if slices.ContainsFunc(r.base(w).people, func(p shown) bool { return r.enough(p.name, p.options) > 0 }) {
			w.base = nil
		}
	}
}

// byCite reports whether given names are spelled out only in cites that need it.
func (a *area) byCite() bool { return a.givenRule == "" || a.givenRule == "by-cite" }

// primaryOnly reports whether the rule is about the first name of a list.
func (a *area) primaryOnly() bool { return strings.HasPrefix(a.givenRule, "primary-name") }

// initialsOnly reports whether the rule spells out no given name in full.
func (a *area) initialsOnly() bool { return strings.HasSuffix(a.givenRule, "-with-initials") }

// leveled is a name where it is printed with certain options.
type leveled struct {
	name    article.Name
	options *nameOptions
}

// enough returns the level for a person of whom others share the family name:
// initials, or the full name where others have the same initials.
func (r *run) enough(n *article.Name, o *nameOptions) int {
	if r.namesakes == nil || n.Given == "" {
		return 0
	}
	k := leveled{*n, o}
	l, known := r.levels[k]
	if known {
		return l
	}
	family, initial, _ := r.keys(n)
	others, same := len(r.namesakes[family]) > 1, len(r.namesakes[family][initial]) > 1
	initialsOnly := r.style.citation.initialsOnly()
	switch {
	case initialsOnly && (!others || o.initialize == no):
	case initialsOnly:
		l = initialGiven
	case same || others && o.initials == nil:
		l = fullGiven
	case others:
		l = initialGiven
	}
	r.levels[k] = l
	return l
}

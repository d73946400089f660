package cite

import (
	"slices"

	"handout/internal/article"
)

// authors is the names that an entry begins with.
type authors struct {
	lists [][]article.Name // of each name variable, as many as are printed
}

func authorsOf(lists []*node) *authors {
	a := &authors{}
	for _, l := range lists {
		var names []article.Name
		for _, n := range l.findAll(aName, nil) {
			names = append(names, *n.who)
		}
		a.lists = append(a.lists, names)
	}
	return a
}

// substituteAuthor replaces the names that the entry before began with too,
// and returns this entry's names as they were.
func (r *run) substituteAuthor(a *area, nodes []*node, before *authors) *authors {
	lists := r.list(nodes...).find(theNames).findAll(aNameList, nil)
	if len(lists) == 0 {
		return nil
	}
	now := authorsOf(lists)
	if before == nil {
		return now
	}
	same := slices.EqualFunc(now.lists, before.lists, slices.Equal[[]article.Name])
	switch a.substituteRule {
	case "complete-each":
		if same {
			r.replaceNames(a, lists, before)
		}
	case "partial-each":
		r.replaceNames(a, lists, before)
	case "partial-first":
		first := *before
		if len(first.lists[0]) > 1 {
			first.lists = [][]article.Name{first.lists[0][:1]}
		}
		r.replaceNames(a, lists[:1], &first)
	default:
		if same {
			lists[0].kids, lists[0].look = r.one(r.leaf(a.substitute, plain)), look{}
			for _, l := range lists[1:] {
				l.kids = nil
			}
		}
	}
	if a.substitute == "" {
		for _, n := range nodes {
			n.dropEmpty()
		}
	}
	alone := len(lists) == 1 && len(now.lists[0]) == 1
	if alone || a.substituteRule == "" || a.substituteRule == "complete-all" {
		for _, n := range nodes {
			n.prune()
		}
	}
	return now
}

// replaceNames replaces names one by one up to the first that differs.
func (r *run) replaceNames(a *area, lists []*node, before *authors) {
	for i, l := range lists {
		if i == len(before.lists) {
			return
		}
		names := l.findAll(aName, nil)
		for k, n := range names {
			if k == len(before.lists[i]) || *n.who != before.lists[i][k] {
				return
			}
			n.kids, n.text = r.one(r.leaf(a.substitute, plain)), ""
		}
	}
}

// prune empties what holds nothing but affixes any more.
func (n *node) prune() {
	empty := n.text == ""
	for _, k := range n.kids {
		k.prune()
		empty = empty && (k.joins() || k.empty())
	}
	if empty {
		n.kids = nil
	}
}

// dropEmpty drops what prints nothing, and the delimiter behind or else before it,
// but not among names.
func (n *node) dropEmpty() {
	if n.role == aNameList {
		return
	}
	kept := n.kids[:0:0]
	for i := 0; i < len(n.kids); i++ {
		k := n.kids[i]
		k.dropEmpty()
		switch {
		case !k.empty():
			kept = append(kept, k)
		case i+1 < len(n.kids) && n.kids[i+1].role == delimiter:
			i++
		case len(kept) > 0 && kept[len(kept)-1].role == delimiter:
			kept = kept[:len(kept)-1]
		}
	}
	n.kids = kept
}

// findAll appends the nodes of role r below n, not looking within them.
func (n *node) findAll(r role, found []*node) []*node {
	if n == nil {
		return found
	}
	if n.role == r {
		return append(found, n)
	}
	for _, k := range n.kids {
		found = k.findAll(r, found)
	}
	return found
}

package cite

// substituteAuthor replaces the names that the entry before began with, and
// returns this entry's names as they were.
func (r *run) substituteAuthor(a *area, nodes []*node, before *node) *node {
	var names *node
	for _, n := range nodes {
		if names = n.find(theNames); names != nil {
			break
		}
	}
	if names == nil {
		return nil
	}
	lists := names.findAll(aNameList, nil)
	if len(lists) == 0 {
		return nil
	}
	var copied []*node
	for _, l := range lists {
		c := *l
		copied = append(copied, &c)
	}
	now := &node{kids: copied}
	if before == nil {
		return now
	}
	defer func() {
		for _, n := range nodes {
			n.prune()
		}
	}()
	same := plainText(now.kids) == plainText(before.kids)
	switch a.substituteRule {
	case "complete-each":
		if same {
			r.replaceNames(a, lists, before, false)
		}
	case "partial-each":
		r.replaceNames(a, lists, before, false)
	case "partial-first":
		r.replaceNames(a, lists[:1], before, true)
	default:
		if same {
			lists[0].kids = []*node{r.leaf(a.substitute, plain)}
			for _, l := range lists[1:] {
				l.kids = nil
			}
		}
	}
	return now
}

// prune empties what holds nothing but affixes any more.
func (n *node) prune() {
	empty := n.text == ""
	for _, k := range n.kids {
		k.prune()
		empty = empty && (k.role == affix || k.empty())
	}
	if empty {
		n.kids = nil
	}
}

// replaceNames replaces names one by one up to the first that differs.
func (r *run) replaceNames(a *area, lists []*node, before *node, firstOnly bool) {
	for i, l := range lists {
		if i >= len(before.kids) {
			return
		}
		old := before.kids[i].findAll(aName, nil)
		kids := make([]*node, len(l.kids))
		copy(kids, l.kids)
		k := 0
		for j, n := range kids {
			if n.role != aName {
				continue
			}
			if k >= len(old) || firstOnly && k > 0 || plainText([]*node{n}) != plainText([]*node{old[k]}) {
				l.kids = kids
				return
			}
			kids[j] = r.leaf(a.substitute, plain)
			k++
		}
		l.kids = kids
	}
}

// findAll appends the nodes of role r below n, not looking within them.
func (n *node) findAll(r role, found []*node) []*node {
	if n.role == r {
		return append(found, n)
	}
	for _, k := range n.kids {
		found = k.findAll(r, found)
	}
	return found
}

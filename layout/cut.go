package layout

// cut parts l in two: what stands in a region with the given room, and what
// goes on in the next, where an empty region has full room.
//
// Its laws: here followed by rest is l, but for spaces at the top and foot of a region
// and rows that are cut into an upper and a lower part, which together hold
// the row's lines in order; here is never empty unless l has nothing to see;
// and here is higher than room only when it is a single line (or the first
// lines of a single row) that no region could hold.
//
// kept tells whether every wish to keep nodes together was granted.
func cut(l list, room, full Length) (here, rest list, kept bool) {
	l = l.trimmed()
	var used Length
	legal := 0
	for i := range l {
		n := &l[i]
		if used+n.height > room && !n.space {
			return cutAt(l, i, legal, room-used, full)
		}
		used += n.height
		if !n.keep {
			legal = i + 1
		}
	}
	return l.footed(), nil, true
}

// cutAt cuts l where l[i] does not fit into what is left of the room. legal
// is the last place before it where no wish stands against a cut; 0 if there
// is none.
func cutAt(l list, i, legal int, left, full Length) (here, rest list, kept bool) {
	if r := l[i].row; r != nil && r.height() > full-l[i].headHeight() {
		if upper, lower, ok := r.cut(left); ok {
			here, rest = l.split(i, upper, lower)
			return here, rest, true
		}
	}
	switch r := l[i].row; {
	case legal > 0:
		return l[:legal:legal].footed(), l[legal:], true
	case i > 0:
		return l[:i:i].footed(), l[i:], false
	case r != nil:
		upper, lower, _ := r.cut(left)
		here, rest = l.split(0, upper, lower)
		return here, rest, false
	}
	return l[:1:1], l[1:], false
}

// split returns l up to and with upper, and from lower on, the two parts of
// its row l[i]. Nil parts are left out.
func (l list) split(i int, upper, lower *row) (here, rest list) {
	here = l[:i:i]
	if upper != nil {
		n := l[i]
		n.row, n.height, n.keep = upper, upper.height(), false
		here = append(here, n)
	}
	if lower != nil {
		n := l[i]
		n.row, n.height, n.mark = lower, lower.height(), nil
		rest = append(rest, n)
	}
	return here, append(rest, l[i+1:]...)
}

// cut parts a row at the given height through all its cells. ok is false when
// that leaves a line standing alone, or takes more than the height.
func (r *row) cut(height Length) (upper, lower *row, ok bool) {
	room := height - r.top - r.bottom
	up, low := *r, *r
	up.cells, low.cells = nil, nil
	ok = true
	more := false
	for _, c := range r.cells {
		here, rest, kept := cut(c, room, room)
		ok = ok && kept && here.height() <= room
		more = more || len(rest) > 0
		up.cells = append(up.cells, here)
		low.cells = append(low.cells, rest)
	}
	if !more {
		return &up, nil, ok
	}
	return &up, &low, ok
}

// headHeight returns the room that the header over n takes.
func (n *node) headHeight() Length {
	if n.head == nil {
		return 0
	}
	return n.head.height
}

// trimmed returns l without the spaces it begins with.
func (l list) trimmed() list {
	for len(l) > 0 && l[0].space {
		l = l[1:]
	}
	return l
}

// footed returns l without the spaces it ends with.
func (l list) footed() list {
	for len(l) > 0 && l[len(l)-1].space {
		l = l[:len(l)-1]
	}
	return l
}

// paginate cuts l into regions of the given height. A table's header stands
// over every region that begins with one of the table's body rows, unless it
// would fill half of it or leave no room for a line.
func paginate(l list, height Length) []list {
	var pages []list
	for l = l.trimmed(); len(l) > 0; l = l.trimmed() {
		here, rest, _ := cut(l, height, height)
		if h := l[0].head; h != nil && len(pages) > 0 && h.height <= height/2 {
			under, after, _ := cut(l, height-h.height, height)
			if h.height+under.height() <= height {
				here, rest = append(h.again(), under...), after
			}
		}
		pages = append(pages, here)
		l = rest
	}
	return pages
}

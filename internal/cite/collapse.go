package cite

import "slices"

// collapse shortens neighbouring cites as the style wants it, and sets the
// delimiters before them.
func (r *run) collapse(a *area, cites []*cite) {
	switch {
	case a.collapse == "citation-number":
		r.collapseNumbers(a, cites)
	case a.group || a.parts:
		r.collapseNames(a, cites)
	}
}

// bare reports whether a cite is nothing but a mark of one role, whatever its
// affixes, so that it can stand in a row of such marks.
func (ct *cite) bare(r role) bool {
	return len(ct.item.Prefix) == 0 && ct.ends(r)
}

// ends reports whether a cite is such a mark behind what was typed before it.
func (ct *cite) ends(r role) bool {
	return len(ct.item.Suffix) == 0 && ct.node.find(r) != nil && ct.node.only(r)
}

// only reports whether n prints nothing but nodes of role r and affixes.
func (n *node) only(r role) bool {
	if n.role == r || n.joins() {
		return true
	}
	for _, k := range n.kids {
		if !k.only(r) {
			return false
		}
	}
	return n.text == ""
}

// collapseNumbers makes ranges of three and more numbers that follow one
// another.
func (r *run) collapseNumbers(a *area, cites []*cite) {
	dash := "–"
	follows := func(i int) bool {
		if i <= 0 || i >= len(cites) {
			return false
		}
		x, y := cites[i-1], cites[i]
		return x.ends(theNumber) && y.bare(theNumber) && y.work.number == x.work.number+1
	}
	for i := 1; i < len(cites); i++ {
		if cites[i-1].item.Locator != "" && !cites[i-1].ends(theNumber) {
			cites[i].delim = &a.afterCollapse
		}
		if follows(i) && follows(i+1) {
			i = r.join(cites, i, follows, &dash)
		}
	}
}

// join makes one range of the cites from i-1 on that follow one another, and
// returns where it ends.
func (r *run) join(cites []*cite, i int, follows func(int) bool, dash *string) int {
	j := i
	for follows(j + 1) {
		j++
	}
	empty := ""
	for k := i; k < j; k++ {
		cites[k].node, cites[k].delim = r.list(), &empty
	}
	cites[j].delim = dash
	return j
}

// collapseNames prints the names of a group of cites once, and with
// year-suffix the year once too.
func (r *run) collapseNames(a *area, cites []*cite) {
	collapses := len(a.collapse) >= 4 && a.collapse[:4] == "year"
	suffixes := a.addSuffix && (a.collapse == "year-suffix" || a.collapse == "year-suffix-ranged")
	var years []string
	for _, ct := range cites {
		years = append(years, yearOf(ct))
		ct.repeats = a.collapse != "" && !ct.hasText && ct.names == ""
	}
	grouped := false
	for i, ct := range cites {
		if i == 0 {
			continue
		}
		before := cites[i-1]
		same := ct.names != "" && ct.names == before.names
		if ct.names != "" {
			ct.repeats, grouped = a.collapse != "" && !ct.hasText && same, same
		}
		ct.delim = r.delimiterBefore(a, before, ct, grouped)
		if !same || !collapses {
			continue
		}
		ct.sameYear = suffixes && years[i] != "" && years[i] == years[i-1]
		ct.cut = true
		r.cite(ct, true)
		ct.names = before.names
		if suffix := ct.node.find(theYearSuffix); ct.sameYear && suffix != nil && ct.bare(theYearSuffix) {
			ct.node = r.list(suffix)
			ct.node.leads = r.entryOf(ct)
			ct.inRow = len(before.item.Suffix) == 0 && before.node.endsIn(theYearSuffix)
			if ct.inRow && ct.succeeds(before) {
				ct.delim = &a.suffixDelimiter
			}
		}
	}
	lastSuffix(a, cites)
	if a.collapse == "year-suffix-ranged" {
		r.rangeSuffixes(cites, years)
	}
}

// lastSuffix sets the delimiter of suffixes before the last of a row that is
// not the next after the one before, too.
func lastSuffix(a *area, cites []*cite) {
	done := false
	for i := len(cites) - 1; i > 0; i-- {
		switch ct := cites[i]; {
		case !ct.inRow:
			done = false
		case !done && ct.delim != &a.suffixDelimiter:
			ct.delim, done = &a.suffixDelimiter, true
		}
	}
}

// succeeds reports whether the year suffix of a cite is the next after that of
// the cite before.
func (ct *cite) succeeds(before *cite) bool {
	return suffixNumber(ct.work.hints.suffix) == suffixNumber(before.work.hints.suffix)+1
}

// comma parts cites that are collapsed where the style says nothing else.
var comma = ", "

// delimiterBefore returns what stands before a cite, which is in a group with
// the one before it or not; nil for the delimiter of the layout. The rules are
// those of the reference processor, as the specification has none for a cite
// with a locator or with more than names and a year.
func (r *run) delimiterBefore(a *area, before, ct *cite, grouped bool) *string {
	switch {
	case a.collapse == "" && ct.bare(theNumber):
		if a.parts && !before.ends(theNumber) {
			return &a.afterCollapse
		}
	case a.parts:
		if before.item.Locator != "" || !ct.repeats && (before.repeats || a.collapse != "year-suffix") {
			return &a.afterCollapse
		}
	case a.groups && grouped:
		return &a.groupDelimiter
	case ct.repeats && !a.groups && !r.style.Note:
		return &comma
	}
	return nil
}

// endsIn reports whether the last thing that n prints is a node of role r.
func (n *node) endsIn(r role) bool {
	for i := len(n.kids) - 1; i >= 0; i-- {
		if k := n.kids[i]; !k.empty() {
			return k.role == r || k.endsIn(r)
		}
	}
	return false
}

// yearOf returns a cite's year without its suffix, "" if it has none.
func yearOf(ct *cite) string {
	y := ct.node.find(theYear)
	if y == nil {
		if ct.node.find(theYearSuffix) != nil {
			return " "
		}
		return ""
	}
	kids := slices.DeleteFunc(slices.Clone(y.kids), func(n *node) bool { return n.role == theYearSuffix })
	return " " + plainText(kids)
}

// rangeSuffixes writes three and more suffixes that follow one another as a
// range.
func (r *run) rangeSuffixes(cites []*cite, years []string) {
	dash := "–"
	follows := func(i int) bool {
		if i <= 0 || i >= len(cites) || cites[i].names != cites[i-1].names || years[i] == "" || years[i] != years[i-1] {
			return false
		}
		x, y := cites[i-1], cites[i]
		return len(x.item.Suffix) == 0 && x.node.endsIn(theYearSuffix) && y.bare(theYearSuffix) &&
			y.succeeds(x)
	}
	for i := 1; i < len(cites); i++ {
		if follows(i) && follows(i+1) {
			i = r.join(cites, i, follows, &dash)
		}
	}
}

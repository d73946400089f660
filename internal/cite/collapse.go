package cite

import "slices"

// collapse shortens neighbouring cites as the style wants it, and sets the
// delimiters before them.
func (r *run) collapse(a *area, cites []*cite) {
	switch {
	case a.collapse == "citation-number":
		r.collapseNumbers(cites)
	case a.group:
		r.collapseNames(a, cites)
	}
}

// bare reports whether a cite is nothing but a mark.
func (ct *cite) bare() bool {
	return ct.item.Locator == "" && len(ct.item.Prefix) == 0 && len(ct.item.Suffix) == 0
}

// collapseNumbers makes ranges of three and more numbers that follow one
// another.
func (r *run) collapseNumbers(cites []*cite) {
	dash := "–"
	inRange := false
	for i, ct := range cites {
		if i == 0 {
			continue
		}
		before := cites[i-1]
		follows := func(x, y *cite) bool {
			return x.bare() && y.bare() && y.work.number == x.work.number+1 && x.node.find(theNumber) != nil
		}
		wasInRange := inRange
		inRange = false
		if follows(before, ct) {
			if wasInRange || i+1 < len(cites) && follows(ct, cites[i+1]) {
				inRange = true
				ct.delim = &dash
				if wasInRange { // what stood last is not the range's end after all
					before.node = r.list()
				}
			}
		}
	}
	empty := ""
	for i, ct := range cites {
		if ct.node.empty() && i > 0 {
			ct.delim = &empty
		}
	}
}

// collapseNames prints the names of a group of cites once, and with
// year-suffix the year once too.
func (r *run) collapseNames(a *area, cites []*cite) {
	collapses := len(a.collapse) >= 4 && a.collapse[:4] == "year"
	suffixes := a.addSuffix && (a.collapse == "year-suffix" || a.collapse == "year-suffix-ranged")
	var years []string
	for _, ct := range cites {
		years = append(years, yearOf(ct))
	}
	for i, ct := range cites {
		if i == 0 {
			continue
		}
		before := cites[i-1]
		if ct.names == "" || ct.names != before.names {
			collapsed := i > 1 && before.names != "" && before.names == cites[i-2].names
			if a.collapse != "year-suffix" || collapsed || before.item.Locator != "" {
				ct.delim = &a.afterCollapse
			}
			continue
		}
		ct.delim = &a.groupDelimiter
		if !collapses {
			continue
		}
		r.cite(ct, true)
		ct.names = before.names
		if suffixes && ct.bare() && before.bare() && years[i] != "" && years[i] == years[i-1] {
			if suffix := ct.node.find(theYearSuffix); suffix != nil {
				ct.node = r.list(suffix)
				ct.node.leads = r.entryOf(ct)
				ct.delim = &a.suffixDelimiter
			}
		}
	}
	if a.collapse == "year-suffix-ranged" {
		r.rangeSuffixes(cites, years)
	}
}

// yearOf returns a cite's text without names and year suffix, "" if it has no
// suffix.
func yearOf(ct *cite) string {
	if ct.node.find(theYearSuffix) == nil {
		return ""
	}
	y := ct.node.find(theYear)
	if y == nil {
		return " "
	}
	kids := slices.DeleteFunc(slices.Clone(y.kids), func(n *node) bool { return n.role == theYearSuffix })
	return " " + plainText(kids)
}

// rangeSuffixes writes three and more suffixes that follow one another as a
// range.
func (r *run) rangeSuffixes(cites []*cite, years []string) {
	dash, empty := "–", ""
	follows := func(i int) bool {
		if i <= 0 || i >= len(cites) || cites[i].names != cites[i-1].names || years[i] == "" || years[i] != years[i-1] || !cites[i].bare() || !cites[i-1].bare() {
			return false
		}
		return suffixNumber(cites[i].work.hints.suffix) == suffixNumber(cites[i-1].work.hints.suffix)+1
	}
	for i := 1; i < len(cites); i++ {
		if !follows(i) || !follows(i+1) {
			continue
		}
		j := i + 1
		for follows(j + 1) {
			j++
		}
		for k := i; k < j; k++ {
			cites[k].node, cites[k].delim = r.list(), &empty
		}
		cites[j].delim = &dash
		i = j
	}
}

package cite

import (
	"slices"
	"strings"

	"handout/internal/article"
	"handout/internal/diag"
)

// Result is citations and the list of references as a style prints them.
type Result struct {
	// Citations holds one text for each citation, in order; a text is empty
	// when the style prints nothing for it.
	Citations []article.Text
	// Entries is the list of references in the style's order; empty when the
	// style has no list.
	Entries []article.Entry
	Hanging bool // hanging-indent
	Align   string
	// LineSpacing and EntrySpacing are in lines.
	LineSpacing, EntrySpacing int
	// Warnings name citations that print nothing or cite no reference.
	Warnings diag.List
}

// Format prints citations and the list of all references, the cited ones
// first where the style does not sort, in the terms of a language (BCP 47),
// unless the style has a default-locale. locales come before the locales that
// the program brings along.
func (s *Style) Format(lang string, refs []article.Reference, cites []article.Citation, locales ...*Locale) *Result {
	return s.format(lang, refs, cites, locales, false)
}

// format is Format; in an article, every citation of a note style is short and
// in parentheses, "@id says" always has a name, and runs lead to their entries.
func (s *Style) format(lang string, refs []article.Reference, cites []article.Citation, locales []*Locale, inArticle bool) *Result {
	if s.defaultLang != "" && (!inArticle || primary(s.defaultLang) == primary(lang)) {
		lang = s.defaultLang
	}
	r := newRun(s, lang, locales)
	defer r.giveBack()
	r.inArticle = inArticle
	r.gather(refs, cites)
	r.sortList()
	r.place(cites)
	r.disambiguate()
	r.floor = r.mark()
	res := &Result{LineSpacing: 1, EntrySpacing: 1}
	for i := range cites {
		text := r.text(r.citation(&cites[i]))
		if len(text) == 0 {
			r.warnf(cites[i].Pos, "the style prints nothing for this citation")
		}
		res.Citations = append(res.Citations, text)
	}
	a := s.list
	if a == nil && inArticle { // no list is no reason to lose the sources
		a = s.citation
	}
	if a != nil {
		res.Entries = r.entries(a)
		res.Hanging, res.Align, res.LineSpacing, res.EntrySpacing = a.hanging, a.align, a.lineSpacing, a.entrySpacing
	}
	if r.exhausted() {
		r.warnings.Errorf(diag.Pos{File: s.Name}, "bad-style", "the style's macros multiply without end")
	}
	res.Warnings = r.warnings
	return res
}

// run is one call of Format.
type run struct {
	*arena
	floor     arenaMark // above what is kept
	stack     []*node   // of elements being rendered
	style     *Style
	loc       *locale
	works     map[string]*work
	order     []*work         // as first cited, then as given
	sortedBy  []shown         // the names that the list was sorted by
	namesakes namesakes       // nil where cites tell no people apart
	levels    map[leveled]int // what enough returned
	sorted    []*work         // as listed
	places    map[*article.CitationItem]placement
	dates     map[*date]*dateFormat // in the run's language
	namesHere map[namesHere]*settledNames
	nobody    *scope // that a citation's own words belong to; nil before the first
	spent     int
	inArticle bool
	warnings  diag.List
}

func newRun(s *Style, lang string, locales []*Locale) *run {
	if lang == "" {
		lang = "en-US"
	}
	return &run{arena: idleArenas.Get(), style: s, loc: s.locale(lang, locales), works: map[string]*work{},
		dates: map[*date]*dateFormat{}, namesHere: map[namesHere]*settledNames{}}
}

// exhausted reports whether the style used up its steps.
func (r *run) exhausted() bool { return r.spent > steps*(1+len(r.order)/20) }

func (r *run) warnf(pos diag.Pos, format string, args ...any) {
	r.warnings.Errorf(pos, "citation", format, args...)
	r.warnings[len(r.warnings)-1].Severity = diag.Warning
}

func (r *run) gather(refs []article.Reference, cites []article.Citation) {
	for i := range refs {
		if r.works[refs[i].ID] == nil {
			r.works[refs[i].ID] = newWork(&refs[i])
		}
	}
	add := func(id string) *work {
		w := r.works[id]
		if w != nil && w.number == 0 {
			r.order = append(r.order, w)
			w.number = len(r.order)
		}
		return w
	}
	for _, c := range cites {
		for _, item := range c.Items {
			if w := add(item.ID); w != nil {
				w.cited = true
			} else {
				r.warnf(item.Pos, "no reference %q", item.ID)
			}
		}
	}
	for _, ref := range refs {
		add(ref.ID)
	}
}

// scope returns a new scope for w.
func (r *run) scope(a *area, w *work, inList bool) *scope {
	return &scope{run: r, area: a, ref: w, hints: &w.hints, inList: inList}
}

// sortList puts the works in the order of the list and numbers them.
func (r *run) sortList() {
	r.sorted = slices.Clone(r.order)
	a := r.style.list
	if a == nil || len(a.sort) == 0 {
		return
	}
	st := r.sorter(a, true)
	keys := make(map[*work]*values, len(r.sorted))
	for _, w := range r.sorted {
		keys[w] = st.values(w, nil)
	}
	if r.style.citation.addGiven && !r.style.citation.byCite() {
		for _, w := range r.withNamesakes() {
			keys[w].noteNames()
		}
	}
	slices.SortStableFunc(r.sorted, func(x, y *work) int { return a.compare(keys[x], keys[y]) })
	backwards := slices.ContainsFunc(a.sort, func(k sortKey) bool { return k.variable == "citation-number" && k.descending })
	for i, w := range r.sorted {
		w.number = i + 1
		if backwards {
			w.number = len(r.sorted) - i
		}
	}
}

// text finishes nodes, which are gone afterwards.
func (r *run) text(nodes []*node) article.Text {
	t := r.finish(nodes)
	r.release(r.floor)
	return t
}

// entries prints the list of references.
func (r *run) entries(a *area) []article.Entry {
	out := make([]article.Entry, 0, len(r.sorted))
	var before *authors
	for _, w := range r.sorted {
		var label, text []*node
		label, text, before = r.entry(a, w, before)
		if len(text) == 0 {
			r.warnf(w.Pos, "the style prints nothing for reference %q", w.ID)
			continue
		}
		out = append(out, article.Entry{Pos: w.Pos, ID: w.ID,
			Label: trimText(r.finish(label)), Text: trimText(r.finish(text))})
		r.release(r.floor)
	}
	return out
}

// entry renders one entry of the list. The label is not nil where the style sets
// the first field of an entry apart, be there one or not; before is the names that the entry
// before it began with, and now those of this one.
func (r *run) entry(a *area, w *work, before *authors) (label, text []*node, now *authors) {
	s := r.scope(a, w, true)
	one := min(1, len(a.layout.kids))
	nodes := s.render(a.layout.kids[:one], &calls{})
	labelled := anyPrints(nodes)
	nodes = append(nodes, s.render(a.layout.kids[one:], &calls{})...)
	capitalFirst(nodes)
	nodes = slices.DeleteFunc(nodes, (*node).empty)
	if len(nodes) == 0 {
		return nil, nil, before
	}
	if a.substitutes {
		before = r.substituteAuthor(a, nodes, before)
	}
	label, rest := []*node{}, nodes
	if labelled || a.align == "" {
		label, rest = splitLabel(a, nodes)
	}
	f := a.layout.format
	if label != nil {
		f.prefix = ""
	}
	if a.last != inline && rest[len(rest)-1].display() != a.last { // which would hold the suffix
		f.suffix = ""
	}
	if last := len(rest) - 1; rest[last].display() != inline { // a block holds the suffix too
		inner := s.few()
		(&format{suffix: f.suffix, look: look{display: rest[last].display()}}).wrap(s, &inner, rest[last:])
		rest[last].look.display, f.suffix = inline, ""
		rest = append(rest[:last:last], inner...)
	}
	f.wrapWhole(s, &text, rest)
	return label, text, before
}

// capitalFirst begins an entry, a note or a sentence in one with a capital where
// it begins with a term, perhaps behind the number of the work.
func capitalFirst(nodes []*node) bool {
	for _, n := range nodes {
		if n.role == theNumber || n.joins() {
			continue
		}
		if n.text != "" {
			if n.role == theTerm {
				n.text = capital(n.text)
			}
			return true
		}
		if capitalFirst(n.kids) {
			return true
		}
	}
	return false
}

// splitLabel parts the first field from the others where the style aligns the
// rest of the entry to its right.
func splitLabel(a *area, nodes []*node) (label, rest []*node) {
	if len(nodes) < 2 {
		return nil, nodes
	}
	d := nodes[0].display()
	if a.align != "" || d == leftMargin && nodes[1].display() == rightInline {
		return nodes[:1:1], nodes[1:]
	}
	return nil, nodes
}

func (n *node) display() display { return n.look.display }

// trimText drops the space around a text.
func trimText(t article.Text) article.Text {
	for len(t) > 0 {
		t[0].Text = strings.TrimLeft(t[0].Text, " \u00a0\n\t")
		if t[0].Text != "" {
			break
		}
		t = t[1:]
	}
	for len(t) > 0 {
		last := &t[len(t)-1]
		last.Text = strings.TrimRight(last.Text, " \u00a0\n\t")
		if last.Text != "" {
			break
		}
		t = t[:len(t)-1]
	}
	return t
}

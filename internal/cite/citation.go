package cite

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
)

// cite is one work in a citation.
type cite struct {
	item  *article.CitationItem
	work  *work
	node  *node
	names string // as printed, to group by; "" when there are none
	delim *string

	hasText  bool  // a variable other than names and dates was asked for
	repeats  bool  // it has the names of the cite before and nothing else but dates
	inRow    bool  // it is a year suffix behind another
	sameYear bool  // it follows a cite of the same names and year
	cut      bool  // its names are those of the cite before
	after    *cite // what stands before it, printed or not; nil if nothing
}

// citation renders a citation; it returns nil when it cites nothing known.
func (r *run) citation(c *article.Citation) []*node {
	a := r.style.citation
	var cites []*cite
	for i := range c.Items {
		if w := r.works[c.Items[i].ID]; w != nil {
			cites = append(cites, &cite{item: &c.Items[i], work: w})
		}
	}
	if len(cites) == 0 {
		return nil
	}
	for _, ct := range cites {
		if ct.item.AuthorOnly { // nothing else is printed
			return r.authorOnly(ct)
		}
	}
	var lead []*node
	if c.InText {
		lead = r.lead(cites[0])
		if r.style.Note && !r.inArticle { // as in the reference processor, the names stand in the note too
			return append(append(lead, r.leaf(" ", affix)), r.lead(cites[0])...)
		}
	}
	for _, ct := range cites {
		r.cite(ct, ct.item.SuppressAuthor || c.InText && ct == cites[0])
	}
	if !c.InText {
		r.sortCites(cites)
	}
	if len(lead) > 0 {
		lead[0].leads = r.entryOf(cites[0])
	}
	r.arrange(cites)
	cites = slices.DeleteFunc(cites, (*cite).empty)
	r.collapse(a, cites)
	cites = slices.DeleteFunc(cites, (*cite).empty)
	kids := r.parted(a, cites)
	out := r.few()
	if len(lead) > 0 {
		out = append(out, lead...)
		if len(kids) > 0 && a.layout.format.look.on&article.Superscript == 0 {
			out = append(out, r.leaf(" ", affix))
		}
	}
	f := a.layout.format
	if r.inArticle && r.style.Note {
		f = format{prefix: "(", suffix: ")"}
	}
	if f.suffix != "" && strings.IndexByte(".;:!?", f.suffix[0]) >= 0 { // as in the reference processor
		f.suffix = f.suffix[:1]
	}
	f.wrapWhole(r.around(), &out, kids)
	if r.style.Note && !r.inArticle {
		depth := 0
		for _, n := range out {
			depth = n.bracket(depth)
		}
	}
	return out
}

// around returns the scope of what stands around the cites of a citation.
func (r *run) around() *scope {
	if r.nobody == nil {
		r.nobody = r.scope(r.style.citation, &work{Reference: &article.Reference{}}, false)
	}
	return r.nobody
}

// empty reports whether a cite prints nothing.
func (ct *cite) empty() bool {
	return ct.node.empty() && len(ct.item.Prefix) == 0 && len(ct.item.Suffix) == 0
}

// arrange notes of each cite what it follows, and begins a note with a capital.
func (r *run) arrange(cites []*cite) {
	for i, ct := range cites {
		if i > 0 {
			ct.after = cites[i-1]
		}
		if r.style.Note && !r.inArticle && (i == 0 || len(ct.item.Prefix) > 0) && beginsSentence(ct.item.Prefix) {
			capitalFirst(ct.node.kids)
		}
	}
}

// parted returns the cites with their delimiters.
func (r *run) parted(a *area, cites []*cite) []*node {
	kids := r.few()
	for i, ct := range cites {
		if i > 0 {
			d := a.delimiter
			if ct.delim != nil {
				d = *ct.delim
			}
			if d = delimiterBetween(ct.after.item, ct.item, d); d != "" {
				kids = append(kids, r.leaf(d, between))
			}
		}
		kids = append(kids, r.affixed(ct)...)
	}
	return kids
}

// bracket makes brackets of the parentheses within parentheses that the style
// sets around groups, or the author around a cite; depth is how many are open
// before n, and then behind it.
func (n *node) bracket(depth int) int {
	if (n.outer || n.role == typedWords) && strings.ContainsAny(n.text, "()") {
		n.text = strings.Map(func(r rune) rune {
			switch {
			case r == '(':
				depth++
				if depth%2 == 0 {
					return '['
				}
			case r == ')':
				depth--
				if depth%2 != 0 {
					return ']'
				}
			}
			return r
		}, n.text)
	}
	for _, k := range n.kids {
		depth = k.bracket(depth)
	}
	return depth
}

// delimiterBetween returns the delimiter between two cites, without its mark where the
// words typed around them bring one.
func delimiterBetween(before, after *article.CitationItem, delimiter string) string {
	const marks = ".,;"
	suffix, prefix := before.Suffix.String(), after.Prefix.String()
	switch {
	case suffix == "" && prefix != "" && strings.ContainsRune(marks, rune(prefix[0])):
		return ""
	case suffix != "" && strings.ContainsRune(marks, rune(suffix[len(suffix)-1])):
		if i := strings.IndexByte(delimiter, ' '); i >= 0 {
			return delimiter[i:]
		}
		return ""
	}
	return delimiter
}

// entryOf returns the entry that a cite's text leads to, in an article.
func (r *run) entryOf(ct *cite) *target {
	if !r.inArticle {
		return nil
	}
	return &target{entry: ct.work.ID}
}

// lead returns the names of a work before its citation; as in the reference
// processor, but not in an article, what is typed around the cite stands there too.
func (r *run) lead(ct *cite) []*node {
	if r.inArticle {
		return r.narrative(ct)
	}
	return r.authorOnly(ct)
}

// authorOnly returns the names of a work between what is typed around its cite.
func (r *run) authorOnly(ct *cite) []*node {
	if ct.node = r.list(r.narrative(ct)...); ct.node.empty() {
		return nil
	}
	nodes := r.affixed(ct)
	if !r.inArticle {
		for _, n := range nodes {
			n.unstyle()
		}
	}
	return nodes
}

// unstyle takes the looks from n, but for quotation marks.
func (n *node) unstyle() {
	n.look.on, n.look.off, n.look.flip = 0, 0, 0
	for _, k := range n.kids {
		k.unstyle()
	}
}

// narrative returns the names of a work for "@id says": what its cite prints
// up to and with its first names. As in the reference processor, the labels of
// what is left out stay, but not in an article.
func (r *run) narrative(ct *cite) []*node {
	s := r.citeScope(ct)
	s.namesOnly = true
	nodes := s.render(r.style.citation.layout.kids, &calls{})
	n := r.list(nodes...).find(theNames)
	switch {
	case !r.inArticle && !n.empty() && n.find(aNameList) == nil:
		// as the reference processor does; a reader is better served by
		// a title that looks like one
		return []*node{r.leaf(plainText([]*node{n}), plain)}
	case !r.inArticle:
		return nodes
	case !n.empty():
		return []*node{n}
	}
	return r.anyNames(s)
}

// anyNames returns what a work is known by where the style cites no names: its
// authors, its editors or its title.
func (r *run) anyNames(s *scope) []*node {
	o := noOptions
	o.form, o.and, o.min, o.first = "short", "text", 3, 1
	n := names{variables: []string{"author"}, name: &nameElement{options: o}}
	title := text{variable: "title", form: "short", format: format{look: look{quotes: true}}}
	n.substitute = []renderer{&names{variables: []string{"editor"}, name: n.name}, &title}
	var nodes []*node
	s.named, s.namesOnly, s.lists = false, false, 0
	n.render(s, &nodes, &calls{})
	if whole := r.list(nodes...); !whole.empty() {
		return []*node{whole}
	}
	return nil
}

func (r *run) citeScope(ct *cite) *scope {
	s := r.scope(r.style.citation, ct.work, false)
	p := r.places[ct.item]
	s.item, s.position, s.near, s.note = labelled(ct.item), p.position, p.near, p.note
	if r.inArticle && r.style.Note && r.style.list != nil {
		s.position, s.near, s.note = subsequent, false, 0
	}
	return s
}

// cite renders one cite.
func (r *run) cite(ct *cite, suppress bool) {
	s := r.citeScope(ct)
	s.suppressAuthor, s.sameYear = suppress, ct.sameYear
	s.later = !r.inArticle && !ct.cut
	var nodes []*node
	if b := ct.work.base; b != nil && b.nodes != nil && !suppress && !ct.sameYear && ct.item.Locator == "" && s.note == 0 && (!s.area.positional || s.position == subsequent && s.near) {
		nodes, s.asked = b.nodes, b.asked
		ct.work.base = nil // no other cite may have the same nodes
	} else {
		nodes = s.render(r.style.citation.layout.kids, &calls{})
	}
	ct.node, ct.hasText = r.list(nodes...), ct.hasText || s.asked
	ct.node.leads = r.entryOf(ct)
	if n := ct.node.find(theNames); n.find(aNameList) != nil {
		ct.names = plainText([]*node{n})
	}
}

// beginsSentence reports whether a cite with a prefix begins like a sentence:
// it has none, or one of several words that ends with a mark.
func beginsSentence(prefix article.Text) bool {
	words := strings.TrimSpace(prefix.String())
	return words == "" || strings.Contains(words, " ") && strings.IndexByte(".;:!?", words[len(words)-1]) >= 0
}

// affixed returns a cite between its own prefix and suffix, parted from it by
// a space where the words typed need one.
func (r *run) affixed(ct *cite) []*node {
	var nodes []*node
	if p := ct.item.Prefix; len(p) > 0 {
		nodes = append(nodes, r.typed(p)...)
		end := strings.TrimRight(p.String(), "\"'”’»\u202f\u00a0 ")
		last, _ := utf8.DecodeLastRuneInString(end)
		if !strings.HasSuffix(p.String(), " ") && !strings.HasSuffix(p.String(), "\u00a0") && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(".,;:!?)]&", last)) {
			nodes = append(nodes, r.leaf(" ", plain))
		}
	}
	nodes = append(nodes, ct.node)
	if t := ct.item.Suffix; len(t) > 0 {
		if first, _ := utf8.DecodeRuneInString(t.String()); unicode.IsLetter(first) || strings.ContainsRune("([&", first) {
			nodes = append(nodes, r.leaf(" ", plain))
		}
		typed := r.typed(t)
		if kids := ct.node.kids; typed[0].role == affix && len(kids) > 0 && kids[len(kids)-1].ends == quotedEnd {
			typed[0].close = closeToQuotes
		}
		nodes = append(nodes, typed...)
	}
	return nodes
}

// typed returns words that the article's author typed. A mark that they begin
// with is lost behind a like one; whatever else is typed stays.
func (r *run) typed(t article.Text) []*node {
	var nodes []*node
	for i, in := range t {
		if i == 0 {
			rest := strings.TrimLeft(in.Text, ".;:!?")
			if marks := in.Text[:len(in.Text)-len(rest)]; marks != "" && rest != "" {
				nodes = append(nodes, r.leaf(marks, affix))
				in.Text = rest
			}
		}
		n := r.leaf(in.Text, typedWords)
		n.look.on, n.join = in.Style, i > 0
		if in.Link != "" {
			n.leads = &target{link: in.Link}
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// sortCites puts the cites of a citation in the style's order.
func (r *run) sortCites(cites []*cite) {
	a := r.style.citation
	if len(a.sort) == 0 || len(cites) < 2 {
		return
	}
	st := r.sorter(a, false)
	keys := make(map[*cite]*values, len(cites))
	for _, ct := range cites {
		keys[ct] = st.values(ct.work, ct.item)
	}
	compare := func(x, y *cite) int { return a.compare(keys[x], keys[y]) }
	slices.SortStableFunc(cites, compare)
	if a.group {
		groupCites(a, cites, keys)
	}
}

// groupCites brings the cites of the same names together. Groups stand by the
// first key of their first cite, and then by their names; as in the reference
// processor, cites that the style does not sort stay where they are.
func groupCites(a *area, cites []*cite, keys map[*cite]*values) {
	leaders := map[string]*cite{}
	for _, ct := range cites {
		if leaders[ct.names] == nil {
			leaders[ct.names] = ct
		}
	}
	top := area{sort: a.sort[:1]}
	slices.SortStableFunc(cites, func(x, y *cite) int {
		if x.names == y.names {
			return 0
		}
		return cmp.Or(top.compare(keys[leaders[x.names]], keys[leaders[y.names]]), strings.Compare(x.names, y.names))
	})
}

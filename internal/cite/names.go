package cite

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"handout/internal/article"
)

// names is cs:names.
type names struct {
	format     format
	variables  []string
	delimiter  *string // between variables; nil when not set
	name       *nameElement
	etAl       *etAl
	label      *label
	labelFirst bool
	substitute []renderer
	bare       bool // has no child elements
}

// nameElement is cs:name.
type nameElement struct {
	format        format
	options       nameOptions
	family, given format // cs:name-part
}

type etAl struct {
	format format
	term   string
}

func (c *compiler) names(e *element) (renderer, error) {
	f, err := parseFormat(e)
	if err != nil {
		return nil, err
	}
	n := &names{format: f, variables: strings.Fields(e.get("variable")), bare: len(e.kids) == 0}
	if v, ok := e.lookup("delimiter"); ok {
		n.delimiter = &v
	}
	for _, k := range e.kids {
		switch k.name {
		case "name":
			n.name, err = c.nameElement(k)
		case "et-al":
			n.etAl = &etAl{term: k.get("term")}
			n.etAl.format, err = parseFormat(k)
		case "label":
			var r renderer
			if r, err = c.label(k); err == nil {
				n.label = r.(*label)
				n.labelFirst = n.name == nil
			}
		case "substitute":
			continue
		default:
			err = faultf(k.line, "unexpected <%s> in <names>", shorten(k.name))
		}
		if err != nil {
			return nil, err
		}
	}
	n.labelFirst = n.labelFirst && n.name != nil // else the names are not mentioned
	if k := e.kid("substitute"); k != nil {
		if n.substitute, err = c.renderers(k.kids); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// namesHere is cs:names in a place where it is rendered.
type namesHere struct {
	names, outer *names
	area         *area
	sorting      *sortKey
	lends        bool
}

// settledNames is what it comes to there.
type settledNames struct {
	names   *names
	options nameOptions
}

// settled returns n with what it inherits, and the options that hold for it.
// lends says that it is the first within s.outer.
func (s *scope) settled(n *names, lends bool) (*names, *nameOptions) {
	here := namesHere{n, s.outer, s.area, s.sorting, lends}
	found := s.namesHere[here]
	if found == nil {
		n = n.within(s.outer)
		found = &settledNames{n, s.nameOptions(n, lends)}
		s.namesHere[here] = found
	}
	return found.names, &found.options
}

// within returns n with what it leaves out taken from the cs:names in whose
// cs:substitute it stands, if any.
func (n *names) within(outer *names) *names {
	if outer == nil && n.name != nil {
		return n
	}
	c := *n
	if outer != nil {
		if c.name == nil {
			c.name = outer.name
		}
		if c.etAl == nil {
			c.etAl = outer.etAl
		}
		if c.bare {
			c.label, c.labelFirst = outer.label, outer.labelFirst
			c.format = c.format.or(&outer.format)
		}
		if c.delimiter == nil {
			c.delimiter = outer.delimiter
		}
	}
	if c.name == nil {
		c.name = &nameElement{options: noOptions}
	}
	return &c
}

func (c *compiler) nameElement(e *element) (*nameElement, error) {
	n := &nameElement{}
	var err error
	if n.format, err = parseFormat(e); err != nil {
		return nil, err
	}
	if n.options, err = ownOptions(e); err != nil {
		return nil, err
	}
	for _, k := range e.kids {
		f, err := parseFormat(k)
		if err != nil {
			return nil, err
		}
		switch k.get("name") {
		case "family":
			n.family = f
		case "given":
			n.given = f
		}
	}
	return n, nil
}

func (n *names) render(s *scope, out *[]*node, g *calls) {
	g.called = true
	first := !s.named
	lists := s.collect(n)
	lends := s.lends
	s.lends = lends && len(lists) == 0
	switch {
	case first && s.suppressAuthor && len(lists) > 0 && !(s.later && s.begun):
		s.named, s.begun, g.filled = true, true, true // no group is empty for it
		for _, l := range lists {
			s.use(l.variable)
		}
		return
	case s.namesOnly && (s.named || s.begun && !s.inArticle):
		g.filled = g.filled || len(lists) > 0
		return
	case len(lists) == 0 && len(n.substitute) == 0 && s.sorting == nil:
		return // as most elements do
	}
	n, o := s.settled(n, lends)
	if len(lists) == 0 {
		if o.form == "count" && s.sorting != nil && n.substitute == nil {
			*out = append(*out, s.leaf("000", plain))
			g.filled = true
			return
		}
		n.replace(s, out, g)
		return
	}
	s.named, s.begun = true, true
	if o.form == "count" {
		total := 0
		for _, v := range n.variables {
			total += s.shown(o, len(s.people(v)))
		}
		s.counted = true
		g.filled = true
		*out = append(*out, s.leaf(s.sortable(strconv.Itoa(total)), plain))
		return
	}
	at := len(s.stack)
	for _, l := range lists {
		s.use(l.variable)
		list := n.list(s, o, l)
		s.stack = append(s.stack, list)
	}
	nodes := s.pop(at)
	delimiter := ""
	if o.namesDelimiter != nil {
		delimiter = *o.namesDelimiter
	}
	if n.format.wrapAs(s, out, s.delimit(nodes, delimiter), theNames) != nil {
		g.filled = true
	}
}

// replace prints the first substitute that prints something, and hides what
// it used from the rest of the reference.
func (n *names) replace(s *scope, out *[]*node, g *calls) {
	if len(n.substitute) == 0 || !s.enter() {
		return
	}
	defer s.leave()
	defer func(outer *names) { s.outer, s.lends = outer, false }(s.outer)
	s.outer, s.lends = n, true
	s.replaceBy(n.substitute, !s.named, out, g)
}

// replaceBy tries kids one after the other, and in place of a cs:choose those
// of the branch that holds. first says that no names were printed so far. It
// reports whether something was printed, or left out with the names.
func (s *scope) replaceBy(kids []renderer, first bool, out *[]*node, g *calls) bool {
	for i, r := range kids {
		done := false
		if ch, ok := r.(*choose); ok {
			done = s.replaceBy(ch.branch(s), first, out, g)
		} else {
			done = s.replaceByOne(kids[i:i+1], first, out, g)
		}
		if done {
			return true
		}
	}
	return false
}

func (s *scope) replaceByOne(kid []renderer, first bool, out *[]*node, g *calls) bool {
	outerUsed, named := s.used, s.named
	s.used = []string{}
	nodes, own := s.apart(kid, g) // what a substitute asks for counts for no group
	used := s.used
	s.used = outerUsed
	switch {
	case s.named && !named && len(nodes) == 0: // suppressed author
		s.hidden = append(s.hidden, used...)
		return true
	case !anyPrints(nodes):
		return false
	}
	whole := s.new()
	whole.kids = nodes
	s.hidden = append(s.hidden, used...)
	if outerUsed != nil {
		s.used = append(s.used, used...)
	}
	g.filled = g.filled || own.filled
	if first {
		s.named = true
		if s.suppressAuthor {
			return true
		}
	}
	if whole.find(theNames) == nil {
		whole.role = theNames
	}
	*out = append(*out, whole)
	return true
}

// nameList is the names of one variable, and the term for what they did.
type nameList struct {
	variable string
	term     string
	names    []article.Name
}

// collect returns the lists that hold names. An editor who is the translator
// too stands once, where a label says so.
func (s *scope) collect(n *names) []nameList {
	var lists []nameList
	for _, v := range n.variables {
		if l := s.people(v); len(l) > 0 {
			lists = append(lists, nameList{v, v, l})
		}
	}
	label := n.label
	if s.outer != nil && n.bare {
		label = s.outer.label
	}
	if len(lists) == 2 && len(n.variables) == 2 && label != nil && lists[0].variable != lists[1].variable &&
		(lists[0].variable == "editor" || lists[0].variable == "translator") &&
		(lists[1].variable == "editor" || lists[1].variable == "translator") &&
		slices.Equal(lists[0].names, lists[1].names) && s.loc.term("editor-translator", "", false) != "" {
		s.use(lists[1].variable)
		lists = lists[:1]
		lists[0].term = "editor-translator"
	}
	return lists
}

func (s *scope) people(variable string) []article.Name {
	if s.hides(variable) {
		return nil
	}
	return s.ref.people(variable)
}

// list prints the names of one variable with their label.
func (n *names) list(s *scope, o *nameOptions, l nameList) *node {
	body := n.shorten(s, o, l.names)
	if n.label == nil || s.sorting != nil {
		return body
	}
	plural := n.label.plural == "always" || n.label.plural != "never" && len(l.names) > 1
	nodes := s.few()
	if !n.labelFirst {
		nodes = append(nodes, body)
	}
	n.label.print(s, &nodes, l.term, plural, &calls{})
	if n.labelFirst {
		nodes = append(nodes, body)
	}
	return s.list(nodes...)
}

// shown returns how many of n names are printed before "et al.".
func (s *scope) shown(o *nameOptions, n int) int {
	least, first := o.min, o.first
	if s.position >= subsequent && o.laterMin != unset {
		least = o.laterMin
	}
	if s.position >= subsequent && o.laterFirst != unset {
		first = o.laterFirst
	}
	if least == unset || first == unset || n < least || least < first {
		return n
	}
	if s.sorting == nil && s.tellsApart() && s.hints.names > first {
		first = s.hints.names
	}
	if s.sorting == nil && s.lists < len(s.hints.least) && (!s.inList || s.style.citation.addNames && s.style.citation.addGiven) {
		first = max(first, s.hints.least[s.lists])
	}
	return min(first, n)
}

// shorten prints a list of names, with "et al." in place of those that the
// style leaves out.
func (n *names) shorten(s *scope, o *nameOptions, list []article.Name) *node {
	k := s.shown(o, len(list))
	others := len(list) > 1 && list[len(list)-1].Literal == "others" // BibTeX's "and others"
	if others {
		k = min(k, len(list)-1)
	}
	if s.record != nil {
		*s.record = slices.Grow(*s.record, len(list))
		for i := range list {
			*s.record = append(*s.record, shown{&list[i], o, i, s.lists, i >= k})
		}
	}
	last := k < len(list) && o.useLast == yes && !others && (s.position < subsequent || !s.area.positional)
	if last {
		if k = min(k, o.min-2); k < 0 || k == len(list)-1 { // as in the reference processor
			k, last = len(list), false
		}
	}
	at := len(s.stack)
	push := func(nodes ...*node) { s.stack = append(s.stack, nodes...) }
	for i := range k {
		if i > 0 {
			if i == len(list)-1 && o.and != "" && s.sorting == nil {
				push(s.and(o, list, i)...)
			} else {
				push(s.delimiter(o.delimiterOr())...)
			}
		}
		push(s.personAt(n.name, o, &list[i], i))
	}
	switch {
	case k == len(list) || k == 0 && !last || s.sorting != nil && !last:
	case last && k == 0:
		push(s.personAt(n.name, o, &list[len(list)-1], 0)) // as the first that is printed
	case last:
		if k > 1 {
			push(s.delimiter(o.delimiterOr())...)
		} else {
			push(s.leaf(" ", affix))
		}
		push(s.leaf("… ", affix), s.personAt(n.name, o, &list[len(list)-1], len(list)-1))
	default:
		push(n.others(s, o, k)...)
	}
	s.lists++
	l := s.new()
	l.kids, l.role = s.pop(at), aNameList
	if k == len(list) || last || s.sorting != nil {
		return l
	}
	// as in the reference processor, a list with "et al." is formatted like a name
	f := n.name.format
	l.look.on, l.look.off = f.look.on, f.look.off
	nodes := s.few()
	(&format{prefix: f.prefix, suffix: f.suffix}).wrap(s, &nodes, s.one(l))
	if len(nodes) == 0 {
		return l
	}
	return nodes[0]
}

// others returns "et al." with what stands before it.
func (n *names) others(s *scope, o *nameOptions, k int) []*node {
	name, f := "et-al", &format{}
	if n.etAl != nil {
		f = &n.etAl.format
		if n.etAl.term != "" {
			name = n.etAl.term
		}
	}
	w := s.loc.term(name, "", false)
	if w == "" {
		return nil
	}
	nodes := s.few()
	if o.precedes(o.beforeEtAl, k) {
		nodes = s.delimiter(o.delimiterOr())
	} else {
		nodes = s.one(s.leaf(" ", affix))
	}
	f.wrap(s, &nodes, s.one(s.leaf(w, plain)))
	return nodes
}

// and returns what stands before the last of a list's names, which is name i.
func (s *scope) and(o *nameOptions, list []article.Name, i int) []*node {
	w := "&"
	if o.and == "text" {
		w = s.loc.term("and", "", false)
	}
	if r, _ := utf8.DecodeRuneInString(w); r > 0x2e7f { // a script without spaces
		return s.one(s.leaf(w, affix))
	}
	rule := o.beforeLast
	switch {
	case rule == "never" || rule == "after-inverted-name" && i == 1 && o.order != "" && !isOrganisation(&list[0]):
	case isOrganisation(&list[i]):
		rule = "contextual"
	case i > 1 && rule == "after-inverted-name" && o.order == "all":
		rule = "always"
	}
	if o.precedes(rule, i) {
		return append(s.delimiter(o.delimiterOr()), s.leaf(w+" ", affix))
	}
	return s.one(s.leaf(" "+w+" ", affix))
}

func isOrganisation(n *article.Name) bool { return n.Family == "" && n.Given == "" }

// precedes reports whether the delimiter stands before the last name, or
// before "et al.", where n names stand before it. As in the reference
// processor, "after-inverted-name" holds after the first name, inverted or not.
func (o *nameOptions) precedes(rule string, n int) bool {
	switch rule {
	case "always":
		return true
	case "never":
		return false
	case "after-inverted-name":
		return n == 1
	}
	return n > 1
}

// personAt prints name i of a list.
func (s *scope) personAt(e *nameElement, o *nameOptions, p *article.Name, i int) *node {
	nodes := s.few()
	inverted := o.order == "all" || o.order == "first" && i == 0
	parts := s.few()
	switch {
	case isOrganisation(p):
		e.in(p).family.bare().wrap(s, &parts, s.field(p.Literal))
	case s.short(o, p, i):
		e := e.in(p)
		switch demoted := s.demotes() && p.NonDroppingParticle != ""; {
		case demoted && s.sorting != nil:
			e.wrapFamily(s, &parts, []string{p.Family, p.NonDroppingParticle}, nil, "")
		case demoted && inverted:
			e.wrapFamily(s, &parts, []string{p.Family}, nil, "")
			parts = append(parts, s.delimiter(o.separatorOr())...)
			e.wrapFamily(s, &parts, []string{p.NonDroppingParticle}, nil, "")
		default:
			e.wrapFamily(s, &parts, []string{p.NonDroppingParticle, p.Family}, nil, "")
		}
	default:
		parts = s.long(e, o, p, i, inverted)
	}
	f := e.format
	f.look.display = inline
	if isOrganisation(p) {
		f.prefix, f.suffix = "", ""
	}
	n := f.wrapAs(s, &nodes, parts, aName)
	if n == nil {
		return s.list()
	}
	n.who = p
	return nodes[0]
}

// in returns e for the script of a name: where names stand without spaces there
// are no affixes and no italics.
func (e *nameElement) in(p *article.Name) *nameElement {
	if romanesque(*p) {
		return e
	}
	c := &nameElement{family: *e.family.bare(), given: *e.given.bare()}
	c.family.look.on &^= article.Italic
	c.given.look.on &^= article.Italic
	return c
}

// short reports whether a name is printed without its given name.
func (s *scope) short(o *nameOptions, p *article.Name, i int) bool {
	return o.form == "short" && p.Family != "" && s.level(o, p, i) == 0
}

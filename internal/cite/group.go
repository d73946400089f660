package cite

import "cmp"

// group is cs:group and cs:layout. It prints nothing when its elements asked
// for variables and got none.
type group struct {
	format    format
	delimiter string
	kids      []renderer
}

func (c *compiler) group(e *element) (*group, error) {
	f, err := parseFormat(e)
	if err != nil {
		return nil, err
	}
	kids, err := c.renderers(e.kids)
	return &group{format: f, delimiter: e.get("delimiter"), kids: kids}, err
}

func (gr *group) render(s *scope, out *[]*node, g *calls) {
	if !s.enter() {
		return
	}
	nodes, inner := s.apart(gr.kids, g)
	s.leave()
	printed := false
	if inner.filled || inner.literal && !inner.called {
		printed = gr.format.wrap(s, out, s.delimit(nodes, gr.delimiter)) != nil
	}
	g.add(inner, printed)
}

// all renders elements one after the other.
func (s *scope) all(kids []renderer, out *[]*node, g *calls) {
	for _, k := range kids {
		k.render(s, out, g)
	}
}

// render renders elements and returns their nodes.
func (s *scope) render(kids []renderer, g *calls) []*node {
	at := len(s.stack)
	for _, k := range kids {
		k.render(s, &s.stack, g)
	}
	nodes := s.pop(at)
	for i := 1; i < len(nodes) && !s.inArticle; i++ {
		switch e := nodes[i-1].ends; {
		case e == quotedEnd:
			nodes[i].detach(closeToQuotes)
		case e != looseEnd:
			nodes[i].detach(closeToLook)
		}
	}
	return nodes
}

// detach marks the prefix that n begins with.
func (n *node) detach(c closeness) {
	for n.text == "" && len(n.kids) > 0 {
		n = n.kids[0]
	}
	if n.role == affix && n.ahead {
		n.close = c
	}
}

// apart renders elements that make a group of their own. What they ask for is
// not yet told to g, which is only lent.
func (s *scope) apart(kids []renderer, g *calls) (nodes []*node, own calls) {
	outer := *g
	*g = calls{}
	nodes = s.render(kids, g)
	own, *g = *g, outer
	return nodes, own
}

// pop returns the nodes on the stack from at on, and takes them off.
func (s *scope) pop(at int) []*node {
	if len(s.stack) == at {
		return nil
	}
	nodes := s.arena.kids.Take(len(s.stack) - at)
	copy(nodes, s.stack[at:])
	s.stack = s.stack[:at]
	return nodes
}

// delimit puts a delimiter between the nodes that print something.
func (s *scope) delimit(nodes []*node, between string) []*node {
	if between == "" || len(nodes) < 2 {
		return nodes
	}
	at := len(s.stack)
	for _, n := range nodes {
		if n.empty() {
			continue
		}
		if k := len(s.stack); k > at {
			d := s.leaf(between, delimiter)
			if before := s.stack[k-1]; !s.inArticle && (before.ends == quotedEnd || before.ends == wordEnd) {
				d.close = before.lookOfWord().closeness()
			}
			s.stack = append(s.stack, d)
		}
		s.stack = append(s.stack, n)
	}
	return s.pop(at)
}

// lookOfWord returns the look of an element that ends in a word.
func (n *node) lookOfWord() *look {
	for n.look == (look{}) && len(n.kids) > 0 {
		last := len(n.kids) - 1
		if last > 0 && n.kids[last].role == affix {
			last--
		}
		n = n.kids[last]
	}
	return &n.look
}

// label is cs:label: the term for a number variable, when there is a number.
type label struct {
	format   format
	variable string // "" in cs:names
	form     string
	plural   string
}

func (c *compiler) label(e *element) (renderer, error) {
	f, err := parseFormat(e)
	if err != nil {
		return nil, err
	}
	l := &label{format: f, variable: e.get("variable")}
	if l.form, err = oneOf(e, "form", "long", "short", "symbol", "verb", "verb-short"); err != nil {
		return nil, err
	}
	l.plural, err = oneOf(e, "plural", "contextual", "always", "never")
	return l, err
}

func (l *label) render(s *scope, out *[]*node, g *calls) {
	value := s.value(l.variable, "")
	if value == "" {
		return
	}
	if l.variable == "locator" {
		value, _, _ = innerLabel(value)
		s.labelForm = cmp.Or(l.form, "long")
	}
	plural := l.plural == "always" || l.plural != "never" && isPlural(l.variable, value)
	l.print(s, out, s.labelTerm(l.variable), plural, g)
}

// labelTerm returns the term that goes with a number variable.
func (s *scope) labelTerm(variable string) string {
	switch variable {
	case "locator":
		if s.item == nil || s.item.Label == "" {
			return "page"
		}
		return s.item.Label
	case "page-first":
		return "page"
	}
	return variable
}

func (l *label) print(s *scope, out *[]*node, term string, plural bool, g *calls) {
	w := s.loc.term(term, l.form, plural)
	if w == "" && l.form == "" && term != "" {
		w = s.loc.term(term, "short", plural)
	}
	if w == "" {
		return
	}
	g.literal = true
	l.format.wrap(s, out, s.one(s.leaf(w, plain)))
}

package cite

import (
	"slices"
	"strings"

	"handout/internal/article"
)

// format is what most rendering elements have in common: affixes, look and
// what is done to the letters.
type format struct {
	prefix, suffix string
	look           look
	textCase       string
	stripPeriods   bool
	brackets       bool // parentheses around it count in notes, though it is words
}

func parseFormat(e *element) (format, error) {
	var f format
	for _, a := range e.attrs {
		var bit article.Style
		on := true
		switch a.name {
		case "prefix":
			f.prefix = a.value
		case "suffix":
			f.suffix = a.value
		case "text-case":
			f.textCase = a.value
		case "strip-periods":
			f.stripPeriods = a.value == "true"
		case "quotes":
			f.look.quotes = a.value == "true"
		case "display":
			f.look.display = map[string]display{"block": block, "left-margin": leftMargin,
				"right-inline": rightInline, "indent": indent}[a.value]
		case "font-style":
			bit, on = article.Italic, a.value == "italic" || a.value == "oblique"
		case "font-variant":
			bit, on = article.SmallCaps, a.value == "small-caps"
		case "font-weight":
			bit, on = article.Bold, a.value == "bold"
		case "text-decoration":
			bit, on = article.Underline, a.value == "underline"
		case "vertical-align":
			switch a.value {
			case "sup":
				bit = article.Superscript
			case "sub":
				bit = article.Subscript
			default:
				bit, on = article.Superscript|article.Subscript, false
			}
		}
		if on {
			f.look.on |= bit
		} else {
			f.look.off |= bit
		}
	}
	_, err := oneOf(e, "text-case", "lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title", "normal")
	return f, err
}

// or returns f with what it leaves out taken from g.
func (f format) or(g *format) format {
	if f.prefix == "" {
		f.prefix = g.prefix
	}
	if f.suffix == "" {
		f.suffix = g.suffix
	}
	f.look.on |= g.look.on
	f.look.off |= g.look.off
	if f.look.display == inline {
		f.look.display = g.look.display
	}
	return f
}

// bare returns f without its affixes.
func (f format) bare() *format {
	f.prefix, f.suffix = "", ""
	return &f
}

// wrap formats nodes and appends them, between their affixes, to out. It
// appends nothing when the nodes print nothing. The list of nodes is the
// format's afterwards.
func (f *format) wrap(s *scope, out *[]*node, nodes []*node) *node {
	return f.wrapAs(s, out, nodes, plain)
}

func (f *format) wrapAs(s *scope, out *[]*node, nodes []*node, r role) *node {
	if !anyPrints(nodes) {
		return nil
	}
	n := nodes[0]
	// most elements print one node without a look, which needs none around it
	one := len(nodes) == 1 && r == plain && n.look == (look{})
	word := one && n.text != "" && !f.brackets
	if !one || f.look != (look{}) && n.role != plain {
		n = s.new()
		n.kids, n.role = nodes, r
	}
	if f.look != (look{}) {
		n.look = f.look
	}
	if f.stripPeriods {
		stripPeriods(n)
	}
	if f.textCase != "" {
		s.changeCase(n, f.textCase)
	}
	n.ends = f.look.ending(word)
	whole := n
	if f.prefix != "" || f.suffix != "" {
		whole = f.affixed(s, n, word)
	}
	*out = append(*out, whole)
	return n
}

// affixed returns n between its affixes. word says that it is nothing but words.
func (f *format) affixed(s *scope, n *node, word bool) *node {
	whole := s.new()
	whole.look.display, n.look.display = n.look.display, inline // a block holds its affixes too
	firm := loose
	switch {
	case f.look.on|f.look.off != 0:
		firm = ofLook
	case f.look.quotes:
		firm = ofQuotes
	}
	at := len(s.stack)
	push := func(text string, ahead bool) {
		if text != "" {
			a := s.leaf(text, affix)
			a.firm, a.ahead, a.outer = firm, ahead, f.brackets || n.holdsElements()
			if word && !ahead && !s.inArticle {
				a.close = f.look.closeness()
			}
			s.stack = append(s.stack, a)
		}
	}
	push(f.prefix, true)
	s.stack = append(s.stack, n)
	push(f.suffix, false)
	whole.kids = s.pop(at)
	if f.suffix == "" || n.ends == quotedEnd {
		whole.ends = n.ends
	}
	return whole
}

// ending returns how an element of look l ends, which is one word or more.
func (l *look) ending(word bool) ending {
	switch looked := l.on|l.off != 0; {
	case looked && word:
		return wordEnd
	case looked:
		return lookedEnd
	case word && l.quotes:
		return quotedEnd
	}
	return looseEnd
}

// closeness returns that of what stands right behind a word.
func (l *look) closeness() closeness {
	switch {
	case l.quotes:
		return closeToQuotes
	case l.on|l.off != 0:
		return closeToLook
	}
	return apart
}

// holdsElements reports whether n is more than words and their mark-up.
func (n *node) holdsElements() bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool {
		return len(k.kids) > 0 && !k.look.typed && !k.look.nocase && k.look.flip == 0
	})
}

// delimiter returns what parts two elements or names.
func (s *scope) delimiter(text string) []*node { return s.one(s.leaf(text, delimiter)) }

// wrapWhole is wrap for cs:layout, whose formatting includes its affixes.
func (f *format) wrapWhole(s *scope, out *[]*node, nodes []*node) {
	affixes := format{prefix: f.prefix, suffix: f.suffix}
	inner := s.few()
	affixes.wrap(s, &inner, nodes)
	f.bare().wrap(s, out, inner)
}

func stripPeriods(n *node) {
	if !n.joins() {
		n.text = strings.ReplaceAll(n.text, ".", "")
	}
	for _, k := range n.kids {
		stripPeriods(k)
	}
}

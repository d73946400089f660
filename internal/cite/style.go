// Package cite formats citations and lists of references by the Citation Style
// Language 1.0.2 (https://docs.citationstyles.org). ParseStyle reads a style,
// Style.Format turns references and citations into our own inlines, and
// Resolve does both for a whole article.
//
// A rendering element of the style is a value with one method, render, that
// appends nodes to its parent's output. Finishing the nodes (punctuation,
// quotation marks, italic within italic) and flattening them to runs is one
// pass at the end, so that disambiguation and collapsing work on trees.
package cite

import (
	"slices"
	"strconv"
	"strings"

	"handout/internal/diag"
	"handout/internal/memo"
)

// Style is a citation style, ready to format with. It never changes, and may
// be used by several goroutines.
type Style struct {
	Name  string // of the file or the shipped style
	Title string // as the style calls itself
	Note  bool   // cites in footnotes

	// Parent is the id of the style that a dependent style stands for. Such a
	// style formats nothing itself.
	Parent string

	defaultLang string
	locales     []*localeFile               // cs:locale elements
	merged      *memo.Memo[string, *locale] // by language
	macros      map[string]*macro
	options     nameOptions
	verdicts    []verdict      // of a work that has nothing
	variables   map[string]int // places among them of the tests whether a work has a variable
	citation    *area
	list        *area // cs:bibliography; nil when the style has none

	initialsHyphen bool   // initialize-with-hyphen
	pageRange      string // page-range-format
	demote         string // demote-non-dropping-particle
}

// area is cs:citation or cs:bibliography.
type area struct {
	options nameOptions
	sort    []sortKey
	layout  *group

	// of cs:citation
	delimiter                 string
	collapse                  string
	group                     bool // cites of the same names stand together
	groupDelimiter            string
	suffixDelimiter           string
	afterCollapse             string
	groups, parts             bool // groupDelimiter, afterCollapse is the style's own
	addNames, addGiven        bool
	addSuffix                 bool
	givenRule                 string
	nearNote                  int
	testsCondition            bool    // something tests disambiguate="true"
	hasSuffix                 bool    // year-suffix is rendered by cs:text
	positional                bool    // cites of a work differ by their position
	last                      display // of the layout's last element, if the first has one
	hanging                   bool    // of cs:bibliography, as are all below
	align                     string
	substitute                string
	substitutes               bool
	substituteRule            string
	lineSpacing, entrySpacing int
}

type macro struct {
	name string
	kids []renderer
	line int
	open bool // being compiled: a call now is a loop
}

// ParseStyle reads a style. name stands for the file in diagnostics, which are
// errors with the line at fault; the style is then nil.
func ParseStyle(name string, src []byte) (*Style, diag.List) {
	root, err := parseXML(src)
	if err == nil {
		c := &compiler{macros: map[string]*macro{}, sources: map[string]*element{}, kept: map[test]int{}, lists: map[string][]string{}}
		var s *Style
		if s, err = c.style(root); err == nil {
			s.Name = name
			s.verdicts, s.variables = c.verdicts()
			return s, nil
		}
	}
	fault := err.(*syntaxError)
	return nil, diag.List{{
		Pos:     diag.Pos{File: name, Line: fault.line},
		Message: fault.msg,
		Rule:    "bad-style",
		Hint:    "styles can be had at https://www.zotero.org/styles",
	}}
}

// compiler turns elements into renderers, each macro once.
type compiler struct {
	macros  map[string]*macro
	sources map[string]*element
	depth   int
	kept    map[test]int        // tests whose answers works keep, with their places
	lists   map[string][]string // words of an attribute's value
}

// list returns the words of an attribute's value. Conditions say the same
// again and again.
func (c *compiler) list(value string) []string {
	words, known := c.lists[value]
	if !known {
		words = strings.Fields(value)
		c.lists[value] = words
	}
	return words
}

func (c *compiler) style(root *element) (*Style, error) {
	if root.name != "style" {
		return nil, faultf(root.line, "<%s> is not a citation style", shorten(root.name))
	}
	s := &Style{
		merged:         memo.New[string, *locale](1 << 20),
		Note:           root.get("class") == "note",
		defaultLang:    root.get("default-locale"),
		initialsHyphen: root.get("initialize-with-hyphen") != "false",
		pageRange:      root.get("page-range-format"),
		demote:         root.get("demote-non-dropping-particle"),
	}
	var err error
	if s.options, err = inheritedOptions(root); err != nil {
		return nil, err
	}
	var citation, list *element
	for _, e := range root.kids {
		switch e.name {
		case "info":
			c.info(e, s)
		case "locale":
			l, err := parseLocale(e)
			if err != nil {
				return nil, err
			}
			s.locales = append(s.locales, l)
		case "macro":
			name := e.get("name")
			if c.sources[name] != nil {
				return nil, faultf(e.line, "a second macro %q", shorten(name))
			}
			c.sources[name] = e
		case "citation":
			citation = e
		case "bibliography":
			list = e
		}
	}
	if citation == nil {
		if s.Parent != "" {
			return s, nil
		}
		return nil, faultf(root.line, "the style has no <citation>")
	}
	s.Parent = ""
	s.macros = c.macros
	for _, e := range root.kids {
		if e.name == "macro" {
			if _, err := c.macro(e.get("name"), e.line); err != nil {
				return nil, err
			}
		}
	}
	if s.citation, err = c.area(citation); err != nil {
		return nil, err
	}
	s.citation.positional = s.citation.positional || s.citation.options.over(&s.options).differsLater()
	if list != nil {
		if s.list, err = c.area(list); err != nil {
			return nil, err
		}
		s.citation.testsCondition = s.citation.testsCondition || s.list.testsCondition
	}
	return s, nil
}

func (c *compiler) info(e *element, s *Style) {
	for _, k := range e.kids {
		switch {
		case k.name == "title":
			s.Title = strings.TrimSpace(k.text)
		case k.name == "link" && k.get("rel") == "independent-parent":
			s.Parent = k.get("href")
		}
	}
}

// macro returns the macro called at line, compiling it if need be.
func (c *compiler) macro(name string, line int) (*macro, error) {
	if m := c.macros[name]; m != nil {
		if m.open {
			return nil, faultf(line, "macro %q calls itself", shorten(name))
		}
		return m, nil
	}
	e := c.sources[name]
	if e == nil {
		return nil, faultf(line, "no macro %q", shorten(name))
	}
	if c.depth++; c.depth > maxDepth {
		return nil, faultf(line, "macros nested more than %d deep", maxDepth)
	}
	defer func() { c.depth-- }()
	m := &macro{name: name, line: e.line, open: true}
	c.macros[name] = m
	var err error
	m.kids, err = c.renderers(e.kids)
	m.open = false
	return m, err
}

func (c *compiler) area(e *element) (*area, error) {
	a := &area{
		collapse:       e.get("collapse"),
		addNames:       e.get("disambiguate-add-names") == "true",
		addGiven:       e.get("disambiguate-add-givenname") == "true",
		addSuffix:      e.get("disambiguate-add-year-suffix") == "true",
		givenRule:      e.get("givenname-disambiguation-rule"),
		hanging:        e.get("hanging-indent") == "true",
		align:          e.get("second-field-align"),
		substituteRule: e.get("subsequent-author-substitute-rule"),
	}
	a.substitute, a.substitutes = e.lookup("subsequent-author-substitute")
	var err error
	if a.options, err = inheritedOptions(e); err != nil {
		return nil, err
	}
	if a.nearNote, err = number(e, "near-note-distance", 5); err != nil {
		return nil, err
	}
	if a.lineSpacing, err = number(e, "line-spacing", 1); err != nil {
		return nil, err
	}
	if a.entrySpacing, err = number(e, "entry-spacing", 1); err != nil {
		return nil, err
	}
	layout := e.kid("layout")
	if layout == nil {
		return nil, faultf(e.line, "<%s> has no <layout>", e.name)
	}
	if k := e.kid("sort"); k != nil {
		if a.sort, err = c.sortKeys(k); err != nil {
			return nil, err
		}
	}
	if a.layout, err = c.group(layout); err != nil {
		return nil, err
	}
	if a.align != "" { // which sets apart in its own way
		setInline(a.layout.kids, map[*macro]bool{})
	}
	if k := a.layout.kids; len(k) > 0 && displayOf(k[0]) != inline {
		a.last = displayOf(k[len(k)-1])
	}
	a.delimiter = layout.get("delimiter")
	a.layout.delimiter = ""
	a.grouping(e)
	a.positional = a.options.differsLater()
	a.scan(a.layout.kids, map[*macro]bool{})
	return a, nil
}

// grouping reads how cites of the same names are put together.
func (a *area) grouping(e *element) {
	set := func(name, otherwise string) string {
		if v, ok := e.lookup(name); ok {
			return v
		}
		return otherwise
	}
	_, a.groups = e.lookup("cite-group-delimiter")
	_, a.parts = e.lookup("after-collapse-delimiter")
	a.group = a.groups || strings.HasPrefix(a.collapse, "year")
	a.groupDelimiter = set("cite-group-delimiter", a.delimiter)
	a.suffixDelimiter = set("cite-group-delimiter", set("year-suffix-delimiter", a.delimiter))
	a.afterCollapse = set("after-collapse-delimiter", a.delimiter)
}

// scan finds out what the area's elements ask for somewhere.
func (a *area) scan(kids []renderer, seen map[*macro]bool) {
	for _, k := range kids {
		switch k := k.(type) {
		case *text:
			a.hasSuffix = a.hasSuffix || k.variable == "year-suffix"
			if k.macro != nil && !seen[k.macro] {
				seen[k.macro] = true
				a.scan(k.macro.kids, seen)
			}
		case *group:
			a.scan(k.kids, seen)
		case *names:
			a.positional = a.positional || k.name != nil && k.name.options.over(&a.options).differsLater()
			a.scan(k.substitute, seen)
		case *choose:
			for _, b := range k.branches {
				a.testsCondition = a.testsCondition || b.disambiguate
				a.positional = a.positional || slices.ContainsFunc(b.tests, func(t test) bool { return t.condition == ofPosition })
				a.scan(b.kids, seen)
			}
		}
	}
}

// formatOf returns the format of an element, nil for one that has none.
func formatOf(r renderer) *format {
	switch r := r.(type) {
	case *text:
		return &r.format
	case *group:
		return &r.format
	case *date:
		return &r.format
	case *numberElement:
		return &r.format
	case *names:
		return &r.format
	}
	return nil
}

// displayOf returns the display of an element.
func displayOf(r renderer) display {
	if f := formatOf(r); f != nil {
		return f.look.display
	}
	return inline
}

// setInline takes the display from elements, and from those of their macros
// unless seen is nil. The reference processor minds it nowhere else.
func setInline(kids []renderer, seen map[*macro]bool) {
	for _, k := range kids {
		if f := formatOf(k); f != nil {
			f.look.display = inline
		}
		switch k := k.(type) {
		case *text:
			if k.macro != nil && seen != nil && !seen[k.macro] {
				seen[k.macro] = true
				setInline(k.macro.kids, seen)
			}
		case *group:
			setInline(k.kids, seen)
		case *choose:
			for _, b := range k.branches {
				setInline(b.kids, seen)
			}
		}
	}
}

// number reads a non-negative integer attribute.
func number(e *element, name string, otherwise int) (int, error) {
	v, ok := e.lookup(name)
	if !ok {
		return otherwise, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > 1_000_000 {
		return 0, faultf(e.line, "%s is %q, not a number", name, shorten(v))
	}
	return n, nil
}

// renderer is a rendering element: it appends what it prints to out, and tells
// the group that it stands in about the variables it asked for.
type renderer interface {
	render(s *scope, out *[]*node, g *calls)
}

func (c *compiler) renderers(kids []*element) ([]renderer, error) {
	rs := make([]renderer, 0, len(kids))
	for _, e := range kids {
		r, err := c.renderer(e)
		if err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	return rs, nil
}

func (c *compiler) renderer(e *element) (renderer, error) {
	switch e.name {
	case "text":
		return c.text(e)
	case "date":
		return c.date(e)
	case "number":
		return c.number(e)
	case "names":
		return c.names(e)
	case "label":
		return c.label(e)
	case "group":
		g, err := c.group(e)
		if err == nil { // only what stands by itself in an entry is set apart
			setInline(g.kids, nil)
		}
		return g, err
	case "choose":
		return c.choose(e)
	}
	return nil, faultf(e.line, "unknown element <%s>", shorten(e.name))
}

// oneOf checks an attribute that has a few values.
func oneOf(e *element, name string, values ...string) (string, error) {
	v := e.get(name)
	if v != "" && !slices.Contains(values, v) {
		return "", faultf(e.line, "%s is %q, not one of %s", name, shorten(v), strings.Join(values, ", "))
	}
	return v, nil
}

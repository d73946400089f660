package cite

import "strings"

// calls is what a group needs to know of its elements: whether one of them
// asked for a variable, and whether one got something.
type calls struct{ called, filled, literal bool }

// add takes over what a group inside a group found.
func (g *calls) add(inner calls, printed bool) {
	g.filled = g.filled || printed
	g.called = g.called || inner.called
}

// text is cs:text: a variable, a macro, a term or a value.
type text struct {
	format   format
	variable string
	form     string
	macro    *macro
	term     string
	plural   bool
	value    string
}

func (c *compiler) text(e *element) (renderer, error) {
	f, err := parseFormat(e)
	if err != nil {
		return nil, err
	}
	switch v := e.get("variable"); {
	case isNumberVariable(v):
		f.brackets = true
	case v == "DOI" || v == "URL": // which are no words
		f.stripPeriods = false
	}
	t := &text{format: f, variable: e.get("variable"), form: e.get("form"),
		term: e.get("term"), plural: e.get("plural") == "true", value: e.get("value")}
	if name, ok := e.lookup("macro"); ok {
		t.macro, err = c.macro(name, e.line)
	}
	return t, err
}

func (t *text) render(s *scope, out *[]*node, g *calls) {
	switch {
	case t.macro != nil:
		var nodes []*node
		var inner calls
		if s.enter() {
			nodes, inner = s.apart(t.macro.kids, g)
			s.leave()
		}
		printed := false
		if inner.filled || inner.literal && !inner.called {
			printed = s.titleCased(&t.format).wrap(s, out, nodes) != nil
		}
		g.add(inner, printed)
	case t.variable != "":
		t.renderVariable(s, out, g)
	case t.term != "":
		if w := s.loc.term(t.term, t.form, t.plural); w != "" {
			g.literal = true
			if s.mutes() {
				return
			}
			r := theTerm
			if t.format.textCase != "" { // its letters are as the style wants them
				r = plain
			}
			t.format.wrap(s, out, s.one(s.leaf(w, r)))
		}
	case t.value != "":
		g.literal = true
		if !s.mutes() {
			t.format.wrap(s, out, s.field(t.value))
		}
	}
}

// renderVariable prints a variable, which leads to the address it stands for.
func (t *text) renderVariable(s *scope, out *[]*node, g *calls) {
	if t.variable != "year-suffix" { // its absence empties no group
		g.called = true
	}
	s.asked = s.asked || t.variable != "locator" && t.variable != "year-suffix" && t.variable != "citation-number"
	if nodes, r := s.variable(t.variable, t.form); nodes != nil {
		s.begun = s.begun || !isNumberVariable(t.variable)
		if s.mutes() {
			g.filled = true
			return
		}
		f := &t.format
		if inItsLanguage[t.variable] {
			f = s.titleCased(f)
		}
		link := s.link(t.variable)
		if i := strings.Index(f.prefix, "http"); i >= 0 && link != "" { // part of the address
			inner := *f
			inner.prefix = f.prefix[:i]
			nodes = append(append(s.few(), s.leaf(f.prefix[i:], affix)), nodes...)
			f = &inner
		}
		if n := f.wrapAs(s, out, nodes, r); n != nil {
			g.filled = true
			if link != "" {
				n.leads = &target{link: link}
			}
		}
	}
}

// inItsLanguage is the variables that are in the language of the work itself,
// not of another that it is about.
var inItsLanguage = map[string]bool{
	"archive": true, "archive-place": true, "authority": true, "collection-title": true, "container-title": true,
	"country": true, "event": true, "event-place": true, "genre": true,
	"jurisdiction": true, "medium": true, "publisher": true, "publisher-place": true, "title": true, "title-short": true,
}

// titleCased returns f, without title case if the work's words are not English.
// Terms and names are in the language of the style's author, who knows.
func (s *scope) titleCased(f *format) *format {
	if f.textCase != "title" || s.english() {
		return f
	}
	g := *f
	g.textCase = ""
	return &g
}

// variable returns what a standard or number variable prints, nil if nothing.
func (s *scope) variable(name, form string) ([]*node, role) {
	value := s.value(name, form)
	if value == "" {
		return nil, plain
	}
	s.use(name)
	switch name {
	case "page":
		return s.field(s.pages(value)), plain
	case "locator":
		return s.field(s.locator(value)), plain
	case "citation-number":
		return s.one(s.leaf(value, plain)), theNumber
	case "year-suffix":
		s.suffixed = true
		return s.one(s.leaf(value, plain)), theYearSuffix
	case "citation-label":
		return s.one(s.leaf(value, plain)), theYear
	case "URL", "DOI", "PMID", "PMCID":
		return s.one(s.leaf(value, plain)), plain
	}
	if isNumberVariable(name) {
		return s.numbers(name, value, ""), plain
	}
	return s.field(value), plain
}

// link returns the address that a variable stands for.
func (s *scope) link(variable string) string {
	switch variable {
	case "URL", "DOI", "PMID", "PMCID":
	default:
		return ""
	}
	v := strings.TrimSpace(s.ref.Strings[variable])
	switch {
	case v == "":
		return ""
	case variable == "URL" && isWeb(v):
		return v
	case variable == "DOI":
		return "https://doi.org/" + bareDOI(v)
	case variable == "PMID":
		return "https://www.ncbi.nlm.nih.gov/pubmed/" + v
	case variable == "PMCID":
		return "https://www.ncbi.nlm.nih.gov/pmc/articles/" + v
	}
	return ""
}

func isWeb(s string) bool {
	return hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://")
}

// bareDOI returns a DOI without the address or the word that it may come with.
func bareDOI(s string) string {
	for _, p := range []string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"} {
		if hasPrefixFold(s, p) {
			return strings.TrimSpace(s[len(p):])
		}
	}
	return s
}

// isNumberVariable reports whether a CSL variable holds numbers.
func isNumberVariable(name string) bool {
	switch name {
	case "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number",
		"issue", "locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first",
		"part-number", "printing-number", "section", "supplement-number", "version", "volume":
		return true
	}
	return false
}

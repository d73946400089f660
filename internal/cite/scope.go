package cite

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"handout/internal/article"
)

// work is a reference made ready for formatting.
type work struct {
	*article.Reference
	names  map[string][]article.Name // particles found
	number int                       // citation-number, counted from 1
	hints  hints
	base   *baseCite // as the hints stand; nil when not rendered yet
	cited  bool

	verdicts []verdict // of tests of the style; nil before the first
}

func newWork(r *article.Reference) *work {
	w := &work{Reference: r, names: r.Names}
	own := false
	for v, list := range r.Names {
		if names := splitAll(list); names != nil {
			if !own {
				w.names, own = maps.Clone(r.Names), true
			}
			w.names[v] = names
		}
	}
	return w
}

func (w *work) people(variable string) []article.Name { return w.names[variable] }

// hints is what disambiguation found that a work needs.
type hints struct {
	names      int     // print at least so many names
	least      []int   // and at least so many in each list of a cite
	levels     [][]int // of the names of each list of a cite, as the style has them anyway
	places     []int   // how far to spell out the given name at each place in the first list
	conditions int     // how often disambiguate="true" holds in a cite or an entry
	suffix     string  // year-suffix
}

// Levels of a given name.
const (
	initialGiven = 1
	fullGiven    = 2
)

// tellsApart reports whether the hints count here: in cites, and, as in the
// reference processor, in the list of a style that spells out given names.
func (s *scope) tellsApart() bool { return !s.inList || s.style.citation.addGiven }

// level returns how far to spell out the given name of p, name i of its list.
func (s *scope) level(o *nameOptions, p *article.Name, i int) int {
	if !s.tellsApart() || s.sorting != nil {
		return 0
	}
	l := 0
	if i == 0 || !s.style.citation.primaryOnly() {
		l = s.enough(p, o)
	}
	if s.inList && s.style.citation.byCite() && s.lists < len(s.hints.levels) && i < len(s.hints.levels[s.lists]) {
		l = max(l, s.hints.levels[s.lists][i]) // as in the reference processor, an entry says no less than a cite
	}
	if s.lists == 0 && i < len(s.hints.places) {
		l = max(l, s.hints.places[i])
	}
	return l
}

// scope is the rendering of one cite or one entry: what its elements can see,
// and what they have done so far.
type scope struct {
	*run
	area     *area
	inList   bool // in the list of references
	ref      *work
	hints    *hints
	item     *article.CitationItem // nil in the list
	position position
	near     bool
	note     int // number of the note that first cites the work
	sorting  *sortKey

	suppressAuthor bool
	sameYear       bool     // the year is that of the cite before, so that only its suffix is printed
	namesOnly      bool     // nothing but the first names is printed
	named          bool     // a cs:names has printed something
	begun          bool     // something other than a number was printed, or left out with the names
	later          bool     // names behind what has begun stand in a cite without its names
	lends          bool     // the next cs:names is the first within another, which cuts its list
	suffixed       bool     // the year suffix has been printed
	conditions     int      // how often disambiguate="true" was tested so far
	asked          bool     // cs:text asked for a variable, but for the locator
	counted        bool     // the names were counted, not printed
	hidden         []string // variables used by cs:substitute
	used           []string // variables printed within cs:substitute; nil outside
	outer          *names   // whose cs:substitute is rendered; nil outside
	lists          int      // lists of names printed so far
	record         *[]shown // where to note the names printed; may be nil
	depth          int
	labelForm      string // of the label last printed for the locator
}

// steps bounds how many elements may be rendered for one work, since macros
// that call macros can multiply without end.
const steps = 200_000

// enter counts a nested element; it reports false when there are too many.
func (s *scope) enter() bool {
	s.depth++
	s.spent++
	return !s.exhausted()
}

func (s *scope) leave() { s.depth-- }

// mutes reports whether an element that is not a name prints nothing here,
// though its variable counts.
func (s *scope) mutes() bool { return s.namesOnly && s.used == nil }

func (s *scope) use(variable string) {
	if s.used != nil {
		s.used = append(s.used, variable)
	}
}

// hides reports whether a variable was used by cs:substitute.
func (s *scope) hides(variable string) bool { return slices.Contains(s.hidden, variable) }

// placesSuffix reports whether the style prints the year suffix by itself, so
// that dates go without.
func (s *scope) placesSuffix() bool {
	if s.style.citation.hasSuffix {
		return true
	}
	return s.style.list != nil && s.style.list.hasSuffix
}

// shortForms is where the short form of a variable is found.
var shortForms = map[string][]string{
	"title":           {"title-short", "shortTitle"},
	"container-title": {"container-title-short", "journalAbbreviation"},
}

// value returns a variable's text, "" when it is empty or hidden.
func (s *scope) value(name, form string) string {
	if s.hides(name) {
		return ""
	}
	switch name {
	case "citation-number":
		return strconv.Itoa(s.ref.number)
	case "year-suffix":
		return s.hints.suffix
	case "locator":
		if s.item == nil {
			return ""
		}
		return s.item.Locator
	case "first-reference-note-number":
		if s.note == 0 {
			return ""
		}
		return strconv.Itoa(s.note)
	case "citation-label":
		if v := s.ref.Strings[name]; v != "" {
			return v
		}
		return s.ref.label() + s.hints.suffix
	}
	if form == "short" {
		short := shortForms[name]
		if short == nil {
			short = []string{name + "-short"}
		}
		for _, v := range short {
			if t := s.text(v); t != "" {
				return t
			}
		}
	}
	v := s.text(name)
	switch {
	case v != "":
	case name == "page-first":
		v = firstPage(s.text("page"))
	case name == "title-short":
		v = s.text("shortTitle")
	case name == "container-title-short":
		v = s.text("journalAbbreviation")
	case name == "event-title":
		v = s.text("event")
	case name == "event":
		v = s.text("event-title")
	}
	switch {
	case name == "DOI":
		v = bareDOI(v)
	case v != "" && isNumberVariable(name):
		v = unlabelled(name, v)
	case name == "URL" && form == "short":
		v = site(v)
	}
	return v
}

// site returns the address of the site that a page is on, as a style's short
// form of an address; "www." needs no scheme.
func site(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	host, _, _ := strings.Cut(rest, "/")
	if strings.HasPrefix(host, "www.") {
		return host
	}
	return scheme + "://" + host
}

func (s *scope) text(name string) string {
	if s.hides(name) {
		return ""
	}
	return strings.TrimSpace(s.ref.Strings[name])
}

// firstPage returns the page that a range begins with.
func firstPage(pages string) string {
	i := strings.IndexAny(pages, "-–,&; ")
	if i < 0 {
		return pages
	}
	return pages[:i]
}

// locatorNumbers returns a locator with its ranges as they are printed.
func (s *scope) locatorNumbers(value string) string {
	if s.labelTerm("locator") == "page" || strings.Contains(value, typedHyphen) {
		if dash := s.loc.rangeDelimiter(); strings.Contains(value, "–") && !strings.Contains(value, dash) {
			return strings.ReplaceAll(s.pages(value), dash, "–") // a dash that was typed stays
		}
		return s.pages(value)
	}
	list, ok := parseNumbers(value)
	if !ok {
		return value
	}
	var b strings.Builder
	for i, t := range list {
		dash := s.loc.rangeDelimiter()
		if i == len(list)-1 {
			dash = "-" // an open end, as in "5-"
		}
		b.WriteString(t.String(dash))
	}
	return b.String()
}

// lettersOf is how many letters of each name stand in a label, by how many
// names there are.
var lettersOf = [][]int{{4}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}}

// label makes a label such as "Doe65" from the names and the year.
func (w *work) label() string {
	var b strings.Builder
	letters := lettersOf[0]
	for _, v := range []string{"author", "editor", "translator"} {
		list := w.names[v]
		if len(list) == 0 {
			continue
		}
		letters = lettersOf[min(len(list), len(lettersOf))-1]
		for i := range min(len(list), len(letters)) {
			_, family := leadingParticle(list[i].Family)
			b.WriteString(head(cmp.Or(family, list[i].Literal), letters[i]))
		}
		break
	}
	if b.Len() == 0 {
		words := slices.DeleteFunc(strings.Fields(w.Strings["title"]), func(w string) bool { return stopWords[w] })
		b.WriteString(firstLetters(strings.Join(words, ""), letters[0]))
	}
	year := "00"
	if y := w.Dates["issued"].From.Year; y != 0 {
		year = strconv.Itoa(max(y, -y))
	}
	b.WriteString(year[max(0, len(year)-2):])
	return b.String()
}

// smallWords is what a label leaves out of a name.
var smallWords = []string{"a", "an", "the"}

// head returns the first n letters of a name, without the small words before it,
// with a capital.
func head(s string, n int) string {
	words := strings.Fields(s)
	for len(words) > 1 && slices.Contains(smallWords, strings.ToLower(words[0])) {
		words = words[1:]
	}
	return firstLetters(strings.Join(words, ""), n)
}

// firstLetters returns the first n letters of s with a capital.
func firstLetters(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case n == 0 || !unicode.IsLetter(r):
			continue
		case b.Len() == 0:
			b.WriteRune(unicode.ToUpper(r))
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		n--
	}
	return b.String()
}

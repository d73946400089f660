package cite

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"handout/internal/article"
)

// sortKey is cs:key.
type sortKey struct {
	variable   string
	macro      *macro
	names      *names // of the variable, if it is one of names
	descending bool
	min, first int // names-min, names-use-first; unset when not
	useLast    answer
	named      bool // it may hold names
}

func (c *compiler) sortKeys(e *element) ([]sortKey, error) {
	var keys []sortKey
	for _, k := range e.kids {
		key := sortKey{variable: k.get("variable"), descending: k.get("sort") == "descending"}
		key.names = &names{variables: []string{key.variable}, name: &nameElement{options: noOptions}}
		key.names.name.options.form = "long"
		var err error
		if key.min, err = number(k, "names-min", unset); err != nil {
			return nil, err
		}
		if key.first, err = number(k, "names-use-first", unset); err != nil {
			return nil, err
		}
		switch k.get("names-use-last") {
		case "true":
			key.useLast = yes
		case "false":
			key.useLast = no
		}
		if name, ok := k.lookup("macro"); ok {
			if key.macro, err = c.macro(name, k.line); err != nil {
				return nil, err
			}
			key.named = namesIn(key.macro.kids, map[*macro]bool{})
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// namesIn reports whether names may be printed by one of kids.
func namesIn(kids []renderer, seen map[*macro]bool) bool {
	return slices.ContainsFunc(kids, func(k renderer) bool {
		switch k := k.(type) {
		case *names:
			return true
		case *group:
			return namesIn(k.kids, seen)
		case *choose:
			return slices.ContainsFunc(k.branches, func(b branch) bool { return namesIn(b.kids, seen) })
		case *text:
			if k.macro != nil && !seen[k.macro] {
				seen[k.macro] = true
				return namesIn(k.macro.kids, seen)
			}
		}
		return false
	})
}

// value is what a work sorts by under one key.
type value struct {
	empty  bool
	digits string // where numeric
	text   string // where not
	ascii  string // the places of its characters in asciiOrder, if all are there
	key    []byte // the text collated, when it was asked for
}

// sorter compares works by the keys of one area.
type sorter struct {
	run      *run
	area     *area
	inList   bool
	ascii    bool      // the language orders ASCII characters as asciiOrder does
	collator *collator // nil until it is needed: it takes long to make
}

type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

// asciiOrder is the order of the ASCII characters in most languages. Capitals
// stand with the small letters.
const asciiOrder = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"

// asciiLanguages is languages that order words by it, character by character.
var asciiLanguages = []string{"en", "es", "de", "fr", "it", "nl", "pt"}

// asciiPlaces is where each byte stands in asciiOrder, counted from 1; 0 for
// none.
var asciiPlaces = func() (places [256]byte) {
	for i := range len(asciiOrder) {
		c := asciiOrder[i]
		places[c] = byte(i + 1)
		if 'a' <= c && c <= 'z' {
			places[c-'a'+'A'] = byte(i + 1)
		}
	}
	return places
}()

func (r *run) sorter(a *area, inList bool) *sorter {
	ascii := slices.Contains(asciiLanguages, primary(r.loc.lang)) &&
		!strings.Contains(r.loc.lang, "-u-") // which may ask for another order
	return &sorter{run: r, area: a, inList: inList, ascii: ascii}
}

// values is what a work sorts by, key by key, as far as it was asked for.
type values struct {
	sorter *sorter
	work   *work
	item   *article.CitationItem
	known  []*value
}

// values returns what w sorts by. item is the cite, nil in the list.
func (st *sorter) values(w *work, item *article.CitationItem) *values {
	return &values{sorter: st, work: w, item: item}
}

// at returns the value under key i.
func (v *values) at(i int) *value {
	if v.known == nil {
		v.known = make([]*value, len(v.sorter.area.sort))
	}
	if v.known[i] == nil {
		v.known[i] = new(v.sorter.value(&v.sorter.area.sort[i], v.work, v.item))
	}
	return v.known[i]
}

// noteNames finds the values that names may stand in, which are noted.
func (v *values) noteNames() {
	for i, k := range v.sorter.area.sort {
		if k.named || len(v.work.names[k.variable]) > 0 {
			v.at(i)
		}
	}
}

func (st *sorter) value(k *sortKey, w *work, item *article.CitationItem) value {
	defer st.run.release(st.run.mark())
	s := st.run.scope(st.area, w, st.inList)
	s.sorting, s.item = k, item
	if st.inList {
		s.record = &st.run.sortedBy
	}
	var nodes []*node
	g := calls{}
	v := k.variable
	switch {
	case k.macro != nil:
		nodes = s.render(k.macro.kids, &g)
		if !g.filled && g.called {
			nodes = nil
		}
	case v == "citation-number":
		return value{digits: fmt.Sprintf("%09d", w.number)}
	case v == "type":
		return st.text(w.Type)
	case len(w.names[v]) > 0:
		k.names.render(s, &nodes, &g)
	case w.Dates[v].From != (article.DateParts{}):
		return value{digits: sortDate(w.Dates[v], []datePart{{name: "year"}, {name: "month"}, {name: "day"}})}
	case isNumberVariable(v):
		if text := s.value(v, ""); text != "" {
			if n := digits.FindString(text); n != "" { // it sorts by the first number in it
				text = n
			}
			return st.text(s.sortable(text))
		}
		return value{empty: true}
	default:
		nodes, _ = s.variable(v, "")
	}
	return st.text(plainText(nodes))
}

func (st *sorter) text(t string) value {
	if st.ascii {
		if key, ok := asciiKey(t); ok {
			return value{text: t, ascii: key, empty: key == ""}
		}
	}
	return value{text: t, empty: sortedWords(t) == ""}
}

// sortedWords returns what is collated of a text, in which marks say nothing of
// the order, as in the reference processor.
func sortedWords(t string) string {
	var last rune
	return strings.ToLower(strings.TrimSpace(strings.Map(func(r rune) rune {
		before := last
		last = r
		switch {
		case !unicode.IsPunct(r):
			return r
		case '0' <= before && before <= '9':
			return ' ' // two numbers do not become one
		}
		return -1
	}, t)))
}

// asciiKey returns what a text sorts by if it is all in asciiOrder. A number
// sorts by its value, before any letter: by the count of its digits, then by
// these.
func asciiKey(t string) (key string, ok bool) {
	b := make([]byte, 0, len(t)+2)
	count := -1 // where b counts the digits of a number not ended
	for i := range len(t) {
		switch c := t[i]; {
		case asciiPlaces[c] == 0:
			return "", false
		case unicode.IsPunct(rune(c)):
			if i > 0 && '0' <= t[i-1] && t[i-1] <= '9' { // two numbers do not become one
				if b[count] == 0 {
					return "", false // a naught has an order of its own
				}
				count = -1
				b = append(b, asciiPlaces[' '])
			}
		case '0' <= c && c <= '9':
			if count < 0 {
				count = len(b) + 1
				b = append(b, asciiPlaces['0'], 0)
			}
			if c == '0' && b[count] == 0 {
				break // in front of a number
			}
			if b[count]++; b[count] == 0 {
				return "", false
			}
			b = append(b, c)
		case count >= 0 && b[count] == 0:
			return "", false // a naught has an order of its own
		default:
			count = -1
			b = append(b, asciiPlaces[c])
		}
	}
	if count >= 0 && b[count] == 0 {
		return "", false
	}
	return strings.Trim(string(b), string(rune(asciiPlaces[' ']))), true
}

// compare orders two texts, or what has no text before what has one.
func (st *sorter) compare(p, q *value) int {
	if p.ascii != "" && q.ascii != "" {
		return strings.Compare(p.ascii, q.ascii)
	}
	return slices.Compare(st.key(p), st.key(q))
}

// key returns the collated key of a text, nil if there is none.
func (st *sorter) key(v *value) []byte {
	if v.key == nil && v.text != "" {
		if st.collator == nil {
			st.collator = newCollator(st.run.loc.lang)
		}
		v.key = st.collator.key(sortedWords(v.text))
	}
	return v.key
}

func newCollator(lang string) *collator {
	tag, err := language.Parse(lang)
	if err != nil {
		tag = language.English
	}
	return &collator{Collator: collate.New(tag, collate.Numeric, collate.Loose)}
}

// key returns the collated key of words.
func (c *collator) key(words string) []byte {
	defer c.buffer.Reset()
	return slices.Clone(c.KeyFromString(&c.buffer, words))
}

// sortable gives the numbers in t the same number of digits, in a sort key.
func (s *scope) sortable(t string) string {
	if s.sorting == nil {
		return t
	}
	return digits.ReplaceAllStringFunc(t, func(n string) string {
		return strings.Repeat("0", max(0, 9-len(n))) + n
	})
}

var digits = regexp.MustCompile(`[0-9]+`)

func plainText(nodes []*node) string {
	var b strings.Builder
	b.Grow(length(nodes))
	writeText(&b, nodes)
	return b.String()
}

func length(nodes []*node) (n int) {
	for _, k := range nodes {
		n += len(k.text) + length(k.kids)
	}
	return n
}

func writeText(b *strings.Builder, nodes []*node) {
	for _, n := range nodes {
		b.WriteString(n.text)
		writeText(b, n.kids)
	}
}

// compare orders two works. Empty values stand last in either direction.
func (a *area) compare(x, y *values) int {
	for i, k := range a.sort {
		p, q := x.at(i), y.at(i)
		switch {
		case p.empty && q.empty:
			continue
		case p.empty:
			return 1
		case q.empty:
			return -1
		}
		c := cmp.Compare(p.digits, q.digits)
		if c == 0 {
			c = x.sorter.compare(p, q)
		}
		if k.descending {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

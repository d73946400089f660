package cite

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"handout/internal/article"
)

// sortKey is cs:key.
type sortKey struct {
	variable   string
	macro      *macro
	descending bool
	min, first int // names-min, names-use-first; unset when not
	useLast    answer
}

func (c *compiler) sortKeys(e *element) ([]sortKey, error) {
	var keys []sortKey
	for _, k := range e.kids {
		key := sortKey{variable: k.get("variable"), descending: k.get("sort") == "descending"}
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
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// value is what a work sorts by under one key.
type value struct {
	empty bool
	key   []byte // collated text
	text  string // digits, where numeric
}

// sorter compares works by the keys of one area.
type sorter struct {
	run      *run
	area     *area
	inList   bool
	collator *collate.Collator
	buffer   collate.Buffer
}

func (r *run) sorter(a *area, inList bool) *sorter {
	tag, err := language.Parse(r.loc.lang)
	if err != nil {
		tag = language.English
	}
	return &sorter{run: r, area: a, inList: inList, collator: collate.New(tag, collate.Numeric)}
}

// values is what a work sorts by, key by key, as far as it was asked for.
type values struct {
	sorter *sorter
	work   *work
	item   *article.CitationItem
	known  []value
}

// values returns what w sorts by. item is the cite, nil in the list.
func (st *sorter) values(w *work, item *article.CitationItem) *values {
	return &values{sorter: st, work: w, item: item}
}

// at returns the value under key i, whose forerunners were asked for.
func (v *values) at(i int) value {
	if i == len(v.known) {
		v.known = append(v.known, v.sorter.value(&v.sorter.area.sort[i], v.work, v.item))
	}
	return v.known[i]
}

func (st *sorter) value(k *sortKey, w *work, item *article.CitationItem) value {
	defer st.run.release(st.run.mark())
	s := st.run.scope(st.area, w, st.inList)
	s.sorting, s.item = k, item
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
		return value{text: fmt.Sprintf("%09d", w.number)}
	case v == "type":
		return st.text(w.Type)
	case len(w.names[v]) > 0:
		n := names{variables: []string{v}, name: &nameElement{options: noOptions}}
		n.name.options.form = "long"
		n.render(s, &nodes, &g)
	case w.Dates[v].From != (article.DateParts{}):
		return value{text: sortDate(w.Dates[v], []datePart{{name: "year"}, {name: "month"}, {name: "day"}})}
	case isNumberVariable(v):
		if text := s.value(v, ""); text != "" {
			return st.text(s.sortable(text))
		}
		return value{empty: true}
	default:
		nodes, _ = s.variable(v, "")
	}
	return st.text(plainText(nodes))
}

func (st *sorter) text(t string) value {
	t = strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune("'‘’\"“”«»[]()", r) {
			return -1
		}
		return r
	}, t))
	if t == "" {
		return value{empty: true}
	}
	key := slices.Clone(st.collator.KeyFromString(&st.buffer, strings.ToLower(t)))
	st.buffer.Reset()
	return value{key: key}
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
		c := cmp.Compare(p.text, q.text)
		if c == 0 {
			c = slices.Compare(p.key, q.key)
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

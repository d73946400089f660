package bibliography

import (
	"regexp"
	"sort"
	"strings"
	"time"
)

// entry is an entry of a BibTeX file.
type entry struct {
	kind   string // "article", in lower case
	key    string
	at     int // where the key stands
	fields map[string]value
	order  []string // the fields' names as they come
	xdata  []string // the entries that it takes fields from
}

// value is what a field says, in LaTeX.
type value struct {
	text  string
	parts []part
}

// part is where a stretch of a value's text stands in the file.
type part struct{ from, at int }

// at returns where byte i of v stands in the file.
func (v value) at(i int) int {
	n := sort.Search(len(v.parts), func(n int) bool { return v.parts[n].from > i })
	if n == 0 {
		return 0
	}
	p := v.parts[n-1]
	return p.at + i - p.from
}

// bibParser reads the entries of a BibTeX file. Its grammar is that of the
// program bibtex 0.99d, which counts braces whether or not a backslash stands
// before them, and takes what stands between entries for comment.
type bibParser struct {
	*file
	i        int
	macros   map[string]value
	entries  []*entry
	expanded int // how many bytes came from macros
	unclosed int
}

const (
	maxExpanded = MaxSize // keeps macros of macros from filling the memory
	maxUnclosed = 10      // each costs reading the rest of the file
)

var (
	nextEntry = regexp.MustCompile(`(?m)^[ \t]*@[A-Za-z]+[ \t]*[{(]`)
	bibName   = regexp.MustCompile(`^[^\s{}(),="#%'\\@~]+`)
	bibKey    = regexp.MustCompile(`^[^\s{},=]*`)
)

// parseBibTeX returns the entries of f. The macros jan, feb and so on stand for
// the months.
func parseBibTeX(f *file) []*entry {
	p := &bibParser{file: f, macros: map[string]value{}}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		p.macros[strings.ToLower(name[:3])] = value{text: name}
	}
	for !p.crowded() && p.unclosed < maxUnclosed {
		n := strings.IndexByte(p.src[p.i:], '@')
		if n < 0 {
			break
		}
		p.i += n + 1
		p.block()
	}
	return p.entries
}

// block reads what begins with the @ before p.i. After a mistake it goes on
// with the next line that begins like an entry.
func (p *bibParser) block() {
	start := p.i - 1
	kind := strings.ToLower(p.word(bibName))
	p.space()
	if kind == "" || !p.next("{(") {
		return // an @ in a comment
	}
	end := byte('}')
	if p.src[p.i] == '(' {
		end = ')'
	}
	open := p.i
	p.i++
	switch kind {
	case "comment":
		p.i = open
		p.group(start)
	case "preamble":
		if _, ok := p.value(); ok {
			p.endOf(start, end)
		}
	case "string":
		p.space()
		at := p.i
		if name, v, ok := p.field(); ok && p.endOf(start, end) {
			p.macros[name] = v
		} else if ok {
			p.i = at
			p.resume()
		}
	default:
		p.entry(start, kind, end)
	}
}

// entry reads the key and the fields of an entry.
func (p *bibParser) entry(start int, kind string, end byte) {
	p.space()
	e := &entry{kind: kind, at: p.i, fields: map[string]value{}}
	e.key = p.word(bibKey)
	if end == ')' {
		e.key = strings.TrimRight(e.key, ")")
		p.i = e.at + len(e.key)
	}
	p.entries = append(p.entries, e)
	p.space()
	if e.key != "" && p.next("=") {
		p.fault(e.at, "bibtex-syntax", "write a key and a comma first, as in @"+kind+"{smith2016,", "the entry has no key")
		e.key, p.i = "", e.at
	} else if !p.comma(end) {
		p.fault(p.i, "bibtex-syntax", "write a comma after the key, and no spaces within it", "a comma is missing after the key %s", e.key)
		p.resume()
		return
	}
	for {
		if p.space(); p.i == len(p.src) || p.src[p.i] == '@' {
			p.fault(start, "bibtex-syntax", "write its closing brace, or the one that is missing in one of its fields", "the entry is not closed")
			return
		}
		if p.src[p.i] == end {
			p.i++
			return
		}
		at := p.i
		name, v, ok := p.field()
		if !ok {
			return
		}
		p.add(e, name, v, at)
		if !p.comma(end) && !p.next("@") {
			p.fault(p.i, "bibtex-syntax", "write a comma between two fields", "a comma is missing after %s", name)
		}
	}
}

// add gives an entry a field.
func (p *bibParser) add(e *entry, name string, v value, at int) {
	if _, twice := e.fields[name]; twice {
		if !ignored[name] {
			p.fault(at, "duplicate-field", "remove one of the two", "the field %s is given twice in %s", name, e.key)
		}
		return
	}
	e.fields[name] = v
	e.order = append(e.order, name)
}

// field reads a name, an equals sign and a value. It returns false after a
// mistake, having gone to the next entry.
func (p *bibParser) field() (string, value, bool) {
	at := p.i
	name := strings.ToLower(p.word(bibName))
	p.space()
	switch {
	case name == "":
		p.fault(at, "bibtex-syntax", "write fields as name = {value}, with commas between them", "this is no field's name")
	case !p.next("="):
		p.fault(at, "bibtex-syntax", "write fields as name = {value}", "the field %s has no =", name)
	default:
		p.i++
		v, ok := p.value()
		return name, v, ok
	}
	p.resume()
	return "", value{}, false
}

// value reads texts, numbers and macros joined by #.
func (p *bibParser) value() (v value, ok bool) {
	var texts []string
	length := 0
	for {
		p.space()
		w, ok := p.piece()
		if !ok {
			p.resume()
			return v, false
		}
		for _, x := range w.parts {
			v.parts = append(v.parts, part{length + x.from, x.at})
		}
		length += len(w.text)
		texts = append(texts, w.text)
		if p.space(); !p.next("#") {
			v.text = strings.Join(texts, "")
			return v, true
		}
		p.i++
	}
}

// piece reads one text, number or macro.
func (p *bibParser) piece() (value, bool) {
	at := p.i
	switch {
	case p.next("{"):
		if !p.group(at) {
			return value{}, false
		}
		return value{p.src[at+1 : p.i-1], []part{{0, at + 1}}}, true
	case p.next(`"`):
		if !p.quoted() {
			return value{}, false
		}
		return value{p.src[at+1 : p.i-1], []part{{0, at + 1}}}, true
	}
	word := p.word(bibName)
	if word == "" {
		p.fault(at, "bibtex-syntax", "write the value in braces", "the value is missing")
		return value{}, false
	}
	if strings.Trim(word, "0123456789") == "" {
		return value{word, []part{{0, at}}}, true
	}
	m, ok := p.macros[strings.ToLower(word)]
	if !ok {
		p.fault(at, "unknown-macro", "write the value in braces, or define it above as @string{"+word+" = {...}}",
			"no @string defines %s", word)
		return value{word, []part{{0, at}}}, true
	}
	if p.expanded += len(m.text) + 16*len(m.parts); p.expanded > maxExpanded {
		p.fault(at, "too-big", "write the values out", "the macros of the file make too much text")
		p.i = len(p.src)
		return value{}, false
	}
	if m.parts == nil {
		m.parts = []part{{0, at}}
	}
	return m, true
}

// group goes behind the group that opens at p.i. An error is about what began
// at start.
func (p *bibParser) group(start int) bool {
	if p.src[p.i] == '(' { // of a @comment, which may hold anything
		p.i++
		return true
	}
	end := closing(p.src, p.i)
	if end < 0 {
		return p.endless(start)
	}
	p.i = end + 1
	return true
}

// quoted goes behind the text in quotation marks that opens at p.i. A mark
// within braces is part of the text.
func (p *bibParser) quoted() bool {
	depth := 0
	for i := p.i + 1; i < len(p.src); i++ {
		switch c := p.src[i]; {
		case c == '{':
			depth++
		case c == '}' && depth == 0:
			p.fault(i, "bibtex-syntax", "remove it, or write its partner before it", "the brace closes nothing")
			return false
		case c == '}':
			depth--
		case c == '"' && depth == 0:
			p.i = i + 1
			return true
		}
	}
	return p.endless(p.i)
}

// endless reports what is never closed.
func (p *bibParser) endless(start int) bool {
	p.unclosed++
	p.fault(start, "bibtex-syntax", "look for a brace or quotation mark that is missing below", "what begins here is never closed")
	p.i = start + 1
	return false
}

// endOf goes behind the end of a @string or @preamble.
func (p *bibParser) endOf(start int, end byte) bool {
	if p.space(); !p.next(string(end)) {
		p.fault(start, "bibtex-syntax", "write its closing brace", "what begins here is not closed")
		return false
	}
	p.i++
	return true
}

// comma goes behind a comma, or to the end of the entry, and returns false
// where neither is.
func (p *bibParser) comma(end byte) bool {
	if p.space(); p.next(",") {
		p.i++
		return true
	}
	return p.i == len(p.src) || p.src[p.i] == end
}

// resume goes to the next line that begins like an entry.
func (p *bibParser) resume() {
	if m := nextEntry.FindStringIndex(p.src[p.i:]); m != nil {
		p.i += m[0]
	} else {
		p.i = len(p.src)
	}
}

// word goes behind the match of re at p.i and returns it.
func (p *bibParser) word(re *regexp.Regexp) string {
	w := re.FindString(p.src[p.i:])
	p.i += len(w)
	return w
}

// next reports whether one of the characters of set stands at p.i.
func (p *bibParser) next(set string) bool {
	return p.i < len(p.src) && strings.IndexByte(set, p.src[p.i]) >= 0
}

// space goes behind spaces and comments to the line's end.
func (p *bibParser) space() {
	for {
		p.i = skipSpace(p.src, p.i)
		if !p.next("%") {
			return
		}
		n := strings.IndexByte(p.src[p.i:], '\n')
		if n < 0 {
			p.i = len(p.src)
			return
		}
		p.i += n
	}
}

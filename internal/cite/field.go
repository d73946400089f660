package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
)

// tag is a piece of mark-up that a field may hold, as Zotero writes it. As in
// the reference processor, what is raised, lowered or in small capitals keeps
// its letters whatever text-case says.
type tag struct {
	open, close string
	look        look
}

var tags = []tag{
	{"<i>", "</i>", look{flip: article.Italic}},
	{"<b>", "</b>", look{flip: article.Bold}},
	{"<sup>", "</sup>", look{on: article.Superscript, nocase: true}},
	{"<sub>", "</sub>", look{on: article.Subscript, nocase: true}},
	{"<sc>", "</sc>", look{flip: article.SmallCaps, nocase: true}},
	{`<span style="font-variant: small-caps;">`, "</span>", look{flip: article.SmallCaps, nocase: true}},
	{`<span style="font-variant:small-caps;">`, "</span>", look{flip: article.SmallCaps, nocase: true}},
	{`<span style="font-variant: small-caps">`, "</span>", look{flip: article.SmallCaps, nocase: true}},
	{`<span style="font-variant:small-caps">`, "</span>", look{flip: article.SmallCaps, nocase: true}},
	{`<span class="nocase">`, "</span>", look{nocase: true}},
}

// frame is a mark not yet closed.
type frame struct {
	close string // what closes it
	look  look
	kids  []*node
	open  string // what opened it, if it turns out that nothing closes it
}

// thinSpaces is where a language parts a mark from the word by a space, as
// French does; a narrow one keeps the mark on the word's line.
var thinSpaces = [][2]string{{" :", "\u202f:"}, {" ;", "\u202f;"}, {" ?", "\u202f?"}, {" !", "\u202f!"}, {" »", "\u202f»"}, {"« ", "«\u202f"}}

// field turns a field's text into nodes: mark-up becomes looks, and paired
// quotation marks become quotes that the locale writes its own way.
func (s *scope) field(text string) []*node {
	if !s.inArticle && strings.ContainsAny(text, ":;?!»«") {
		for _, t := range thinSpaces {
			text = strings.ReplaceAll(text, t[0], t[1])
		}
	}
	if !holdsMarks(text) {
		return s.one(s.leaf(text, plain))
	}
	p := fieldParser{arena: s.arena, loc: s.loc, text: text, stack: []frame{{}}}
	p.parse()
	return p.stack[0].kids
}

// holdsMarks reports whether text holds a mark. Bytes are looked at first,
// since most texts hold not even the first one of a mark.
func holdsMarks(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '<', '\'', '"':
			return true
		case 0xe2, 0xc2: // of curly and angular marks
			return strings.ContainsAny(text[i:], "<'\"“‘’«")
		}
	}
	return false
}

type fieldParser struct {
	*arena
	loc   *locale
	text  string
	at    int // of the next byte
	from  int // of the first byte not yet in a leaf
	stack []frame
	count int
}

func (p *fieldParser) parse() {
	for p.at < len(p.text) {
		if !p.mark() {
			_, n := utf8.DecodeRuneInString(p.text[p.at:])
			p.at += n
		}
	}
	p.flush()
	for len(p.stack) > 1 {
		p.abandon()
	}
}

// mark reads a mark at the current place, if there is one.
func (p *fieldParser) mark() bool {
	rest := p.text[p.at:]
	switch rest[0] {
	case '<':
		for _, t := range tags {
			if hasPrefixFold(rest, t.open) && strings.Contains(rest, t.close) && len(p.stack) < 30 {
				p.push(len(t.open), frame{close: t.close, look: t.look, open: t.open})
				return true
			}
		}
		for i := len(p.stack) - 1; i > 0; i-- {
			if c := p.stack[i].close; c[0] == '<' && strings.HasPrefix(rest, c) {
				p.closeDown(i, len(c))
				return true
			}
		}
	case '\'', '"', 0xe2, 0xc2: // the first bytes of curly and angular marks
		return p.quote(rest)
	}
	return false
}

// pair returns what closes a quotation that r opens, "" if r opens none, and
// whether it is one of the language's inner marks. Straight marks stand for
// outer ones.
func (p *fieldParser) pair(r rune) (closes string, inner bool) {
	switch s := string(r); {
	case r == '"' || r == '\'':
		return s, false
	case s == p.loc.quotes[0]:
		return p.loc.quotes[1], false
	case s == p.loc.inner[0]:
		return p.loc.inner[1], true
	}
	return "", false
}

func (p *fieldParser) quote(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	before, _ := utf8.DecodeLastRuneInString(p.text[:p.at])
	after, _ := utf8.DecodeRuneInString(rest[n:])
	for i := len(p.stack) - 1; i > 0; i-- {
		c := p.stack[i].close
		if c[0] == '<' {
			break
		}
		if strings.HasPrefix(rest, c) && (r == '”' || r == '»' || ends(after)) {
			p.closeDown(i, n)
			return true
		}
	}
	c, inner := p.pair(r)
	if c != "" && starts(r, before) && !isSpace(after) && after != utf8.RuneError && p.closes(rest[n:], c) && len(p.stack) < 30 {
		p.push(n, frame{close: c, look: look{quotes: true, inner: inner, typed: true, straight: isStraight(r)}, open: rest[:n]})
		return true
	}
	if r == '\'' {
		p.flush()
		p.from = p.at + n
		p.at = p.from
		p.add(p.leaf("’", plain))
		return true
	}
	return false
}

// closes reports whether a mark c that can close a quotation is in rest.
func (p *fieldParser) closes(rest, c string) bool {
	if c == "”" {
		return strings.Contains(rest, c)
	}
	for i := range rest {
		if strings.HasPrefix(rest[i:], c) {
			after, _ := utf8.DecodeRuneInString(rest[i+len(c):])
			before, _ := utf8.DecodeLastRuneInString(rest[:i])
			if ends(after) && !isSpace(before) {
				return true
			}
		}
	}
	return false
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }

func isStraight(mark rune) bool { return mark == '"' || mark == '\'' }

// starts reports whether a quotation may begin with mark after r.
func starts(mark, r rune) bool {
	switch {
	case r == utf8.RuneError || isSpace(r):
		return true
	case isStraight(mark):
		return strings.ContainsRune("(>\"'“‘«", r)
	}
	return mark == '“' || strings.ContainsRune("([{<>/-–—\"'“‘«", r)
}

// ends reports whether a quotation may end before r.
func ends(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// flush makes a leaf of the text not yet in one.
func (p *fieldParser) flush() {
	if p.from < p.at {
		p.add(p.leaf(p.text[p.from:p.at], plain))
	}
	p.from = p.at
}

func (p *fieldParser) add(n *node) {
	top := &p.stack[len(p.stack)-1]
	if k := len(top.kids); k > 0 && n.kids == nil && top.kids[k-1].kids == nil {
		top.kids[k-1].text += n.text
		return
	}
	n.join = p.count > 0
	p.count++
	top.kids = append(top.kids, n)
}

func (p *fieldParser) push(n int, f frame) {
	p.flush()
	p.at += n
	p.from = p.at
	p.stack = append(p.stack, f)
}

// closeDown closes frame i with a mark of n bytes; what was opened inside and
// is still open is text after all.
func (p *fieldParser) closeDown(i, n int) {
	p.flush()
	for len(p.stack) > i+1 {
		p.abandon()
	}
	f := p.stack[i]
	p.stack = p.stack[:i]
	l := p.list(f.kids...)
	l.look = f.look
	p.add(l)
	p.at += n
	p.from = p.at
}

// abandon takes the last frame for text.
func (p *fieldParser) abandon() {
	f := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	open := f.open
	if open == "'" {
		open = "’"
	}
	p.add(p.leaf(open, plain))
	for _, k := range f.kids {
		p.add(k)
	}
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

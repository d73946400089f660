package cite

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"handout/internal/article"
)

// token is a leaf on the way to becoming a run.
type token struct {
	text    string
	style   article.Style
	link    string
	entry   string
	quote   int8 // 1 opens a quotation, -1 closes one
	inner   bool // with inner marks, if there is a choice
	typed   bool // the marks stand in a field
	word    bool // the marks are around one word of an element
	joined  bool // belongs to the token before it
	close   closeness
	role    role     // of the node it comes from
	firm    firmness // of an affix
	ahead   bool     // a prefix
	display display
	part    int // counts the changes of display
}

// joins reports whether t stands between words.
func (t *token) joins() bool { return t.role == affix || t.role == delimiter }

// flatten appends the tokens of nodes, with every look applied.
func flatten(tokens []token, nodes []*node) []token {
	f := flattener{tokens: tokens}
	for _, n := range nodes {
		f.walk(n, looks{}, "", "")
	}
	return f.tokens
}

type flattener struct {
	tokens  []token
	display display
	part    int
}

// show changes the display and returns what it was.
func (f *flattener) show(d display) display {
	was := f.display
	f.display = d
	f.part++
	return was
}

// looks is how text looks, and what the mark-up in it flips: as in the reference
// processor, what the outermost element says, and the mark-up around it.
type looks struct {
	style       article.Style
	flips, said article.Style // said is what an element says something of
}

// within returns the looks of what has the look l within g.
func (g looks) within(l *look) looks {
	g.flips |= l.on &^ g.said
	g.said |= l.on | l.off
	g.style = (g.style | l.on) &^ l.off
	if l.flip != 0 {
		g.flips ^= l.flip
		g.style = g.style&^l.flip | g.flips&l.flip
	}
	return g
}

func (f *flattener) walk(n *node, around looks, link, entry string) {
	outer := around.style
	inside := around.within(&n.look)
	style := inside.style
	if t := n.leads; t != nil {
		link, entry = cmp.Or(t.link, link), cmp.Or(t.entry, entry)
	}
	if n.look.display != inline {
		defer f.show(f.show(n.look.display))
	}
	if n.look.quotes {
		f.tokens = append(f.tokens, token{quote: 1, inner: n.look.inner, style: outer, entry: entry, display: f.display, part: f.part})
	}
	if n.text != "" {
		f.tokens = append(f.tokens, token{text: n.text, style: style, link: link, entry: entry, joined: n.join, close: n.close, role: n.role, firm: n.firm, ahead: n.ahead, display: f.display, part: f.part})
	}
	for _, k := range n.kids {
		f.walk(k, inside, link, entry)
	}
	if n.look.quotes { // a mark may move before the closing one, and looks like what is quoted
		f.tokens = append(f.tokens, token{style: style, link: link, entry: entry, role: affix, display: f.display, part: f.part})
		f.tokens = append(f.tokens, token{quote: -1, typed: n.look.typed, word: n.isWord(), style: outer, entry: entry, display: f.display, part: f.part})
		f.tokens = append(f.tokens, token{style: outer, link: link, entry: entry, role: affix, display: f.display, part: f.part}) // for a mark behind it
	}
}

// isWord reports whether n holds nothing but words of one look.
func (n *node) isWord() bool {
	return n.text != "" || len(n.kids) == 1 && n.kids[0].text != "" && len(n.kids[0].kids) == 0
}

// finish settles punctuation and quotation marks and returns the runs.
func (r *run) finish(nodes []*node) article.Text { return merge(r.settle(nodes)) }

// settle returns the tokens as they are printed; they last until the next call.
func (r *run) settle(nodes []*node) []token {
	r.tokens = flatten(r.tokens[:0], nodes)
	r.loc.punctuate(r.tokens, r.inArticle)
	r.loc.quote(r.tokens)
	return r.tokens
}

// quote writes the quotation marks of the language: the inner ones within the
// outer ones, and the outer ones within the inner ones.
func (l *locale) quote(tokens []token) {
	var open []bool // whether each open quotation has inner marks
	for i := range tokens {
		t := &tokens[i]
		switch {
		case t.quote > 0:
			if k := len(open); k > 0 {
				t.inner = !open[k-1]
			}
			open = append(open, t.inner)
			t.text = l.quotes[0]
			if t.inner {
				t.text = l.inner[0]
			}
		case t.quote < 0 && len(open) > 0:
			t.text = l.quotes[1]
			if open[len(open)-1] {
				t.text = l.inner[1]
			}
			open = open[:len(open)-1]
		}
	}
}

// merge makes runs of tokens that look alike. Their texts are parts of one
// string.
func merge(tokens []token) article.Text {
	runs, length := measure(tokens)
	text := make(article.Text, 0, runs)
	var b strings.Builder
	b.Grow(length)
	var run *token
	from := 0 // where its text begins
	flush := func() {
		if b.Len() > from {
			in := article.Inline{Text: b.String()[from:], Style: run.style, Link: run.link, Entry: run.entry}
			if in.Entry != "" {
				in.Link = ""
			}
			text = append(text, in)
			from = b.Len()
		}
	}
	for i := range tokens {
		t := &tokens[i]
		if t.text == "" {
			continue
		}
		if run == nil || !t.alike(run) {
			flush()
			run = t
		}
		if i > 0 && t.part != tokens[i-1].part && b.Len() > 0 && !endsInSpace(b.String()) {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	flush()
	return text
}

// alike reports whether two tokens are of one run.
func (t *token) alike(u *token) bool {
	return t.style == u.style && t.link == u.link && t.entry == u.entry
}

// measure returns how many runs there are and how long their texts are at most.
func measure(tokens []token) (runs, length int) {
	var last *token
	for i := range tokens {
		t := &tokens[i]
		if t.text == "" {
			continue
		}
		length += len(t.text)
		if i > 0 && t.part != tokens[i-1].part {
			length++ // a space
		}
		if last == nil || !t.alike(last) {
			runs++
		}
		last = t
	}
	return runs, length
}

func endsInSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == ' ' || r == '\u00a0'
}

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

// collide says what two marks become when one piece of text ends with the
// first and the next begins with the second: the value is what is kept, and
// what is not in the table stays as it is.
var collide = map[[2]byte]string{
	{'.', '.'}: ".",
	{',', ','}: ",",
	{';', '.'}: ";", {';', ';'}: ";", {';', ':'}: ";", {';', '!'}: "!", {';', '?'}: "?",
	{':', '.'}: ":", {':', ':'}: ":", {':', '!'}: "!", {':', '?'}: "?",
	{'!', '.'}: "!", {'!', ':'}: "!", {'!', '!'}: "!",
	{'?', '.'}: "?", {'?', ':'}: "?", {'?', '?'}: "?",
	{' ', ' '}: " ",
}

const colliding = ".,;:!? " // the marks in the table

// punctuate settles what happens where pieces of text meet: two full stops
// become one, and a comma or a full stop moves into a quotation if the
// language wants it there. In an article colons and semicolons stay outside.
func (l *locale) punctuate(tokens []token, inArticle bool) {
	last := -1 // the token with text before the current one
	for i := range tokens {
		t := &tokens[i]
		if t.text == "" {
			continue
		}
		if last >= 0 && !t.joined && t.role != between && tokens[last].role != between {
			switch closed := closedBetween(tokens, last, i); {
			case t.close == closeToLook && closed < 0 && !tokens[last].joins():
				if x := tokens[last].text; !t.ahead && x[len(x)-1] == t.text[0] && strings.IndexByte(".,;:!?", t.text[0]) >= 0 {
					t.text = t.text[1:]
				}
			case closed >= 0:
				l.afterQuote(tokens, last, closed, i, inArticle)
			case l.pointInQuote && !inArticle && t.close == apart && t.joins() && tokens[last].bracketsQuote():
				intoQuote(tokens[:last], t)
			default:
				meet(&tokens[last], t)
			}
		}
		if t.text != "" {
			last = i
		}
	}
}

// bracketsQuote reports whether t is the suffix of an element in quotation marks,
// and closes brackets around it.
func (t *token) bracketsQuote() bool {
	return t.close == closeToQuotes && !t.ahead && t.role == affix && strings.Trim(t.text, ")]") == ""
}

// intoQuote moves a comma or a full stop into the quotation that tokens end with;
// as in the reference processor, from behind the bracket that follows them.
func intoQuote(tokens []token, t *token) {
	if t.text[0] != '.' && t.text[0] != ',' {
		return
	}
	for i := len(tokens) - 1; i > 1; i-- {
		if tokens[i].quote < 0 {
			mark := token{text: t.text[:1], role: affix}
			meet(&tokens[i-2], &mark)
			tokens[i-1].text += mark.text
			t.text = t.text[1:]
			return
		}
	}
}

// closedBetween returns the index of the first closing quotation mark between
// two tokens, or -1.
func closedBetween(tokens []token, from, to int) int {
	for i := from + 1; i < to; i++ {
		switch tokens[i].quote {
		case -1:
			return i
		case 1:
			return -1
		}
	}
	return -1
}

// meet settles the marks at the end of a and the start of b. Between the words
// of two fields nothing is lost, and a space only between two affixes.
func meet(a, b *token) {
	if !a.joins() && !b.joins() {
		return
	}
	spaces := a.joins() && b.joins()
	parted := spaces && (a.role == delimiter || b.role == delimiter) // a mark and a delimiter
	siblings := !a.ahead && b.ahead && spaces                        // the affixes of neighbours
	if b.ahead && b.firm == ofLook && !a.joins() {
		return
	}
	if siblings && (a.firm == ofLook || a.firm == ofQuotes && b.text[0] == ' ') {
		return
	}
	for a.text != "" && b.text != "" {
		x, y := a.text[len(a.text)-1], b.text[0]
		if strings.HasSuffix(a.text, "\u00a0") && y == ' ' {
			b.text = b.text[1:]
			continue
		}
		if strings.IndexByte(colliding, x) < 0 || strings.IndexByte(colliding, y) < 0 {
			return
		}
		kept, ok := collide[[2]byte{x, y}]
		if !ok || x == ' ' && !spaces || (parted || siblings && b.firm == ofLook) && x != y {
			return
		}
		if kept[0] == x {
			b.text = b.text[1:]
			if x == '.' || x == ' ' {
				continue
			}
			return
		}
		a.text = a.text[:len(a.text)-1]
		return
	}
}

// afterQuote settles the start of token next, which follows a quotation that
// ends with token last and is closed by token closed.
func (l *locale) afterQuote(tokens []token, last, closed, next int, inArticle bool) {
	a, b := &tokens[last], &tokens[next]
	if !b.joins() {
		return
	}
	x, y := a.text[len(a.text)-1], b.text[0]
	detached := b.close == closeToLook && b.ahead
	stops := strings.IndexByte("!?", x) >= 0 && !detached
	switch {
	case detached && l.pointInQuote:
		return
	case stops && y == ':' && (b.close == apart || tokens[closed].typed), stops && y == '.' && tokens[closed].typed:
		b.text = b.text[1:]
		return
	}
	if l.pointInQuote {
		if strings.IndexByte(".,!?", y) < 0 {
			switch {
			case strings.IndexByte(";:", y) < 0:
			case y == x:
				b.text = b.text[1:]
			case tokens[closed].typed: // as in the reference processor, it looks like what is quoted, or is quoted too
				tokens[closed+1].text += b.text[:1]
				b.text = b.text[1:]
			case b.close == apart && tokens[closed].word && !inArticle: // as in the reference processor
				tokens[closed-1].text += b.text[:1]
				b.text = b.text[1:]
			}
			return
		}
		mark := token{text: string(y), role: affix}
		b.text = b.text[1:]
		moved := &tokens[closed-1]
		if moved.text != "" { // another mark moved before
			a = moved
		}
		meet(a, &mark)
		moved.text += mark.text
		return
	}
	switch {
	case x == y && strings.IndexByte(".!?", y) >= 0, stops && y == '.' && b.firm == loose && b.close == apart:
		b.text = b.text[1:]
	case strings.IndexByte(",;:", x) >= 0:
		a.text = a.text[:len(a.text)-1]
		mark := token{text: string(x)}
		if !detached {
			meet(&mark, b)
		}
		b.text = mark.text + b.text
	}
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

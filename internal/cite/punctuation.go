package cite

import "strings"

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
	if !l.pointInQuote && !inArticle {
		marksOut(tokens)
	}
}

// marksOut moves a mark that a quoted field ends with behind the quotation, where
// nothing that follows did so.
func marksOut(tokens []token) {
	for i := 2; i < len(tokens)-1; i++ {
		if tokens[i].quote >= 0 || !tokens[i].word {
			continue
		}
		words := &tokens[i-2]
		if k := len(words.text) - 1; k >= 0 && strings.IndexByte(",;:", words.text[k]) >= 0 {
			tokens[i+1].text = words.text[k:] + tokens[i+1].text
			words.text = words.text[:k]
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
	typed := tokens[closed].typed
	detached := b.close == closeToLook && b.ahead
	stops := strings.IndexByte("!?", x) >= 0 && !detached
	switch {
	case stops && y == ':' && (typed || b.close == apart && !inArticle), stops && y == '.' && typed:
		b.text = b.text[1:]
	case detached && l.pointInQuote:
	case l.pointInQuote && strings.IndexByte(".,!?", y) >= 0:
		mark := token{text: string(y), role: affix}
		b.text = b.text[1:]
		moved := &tokens[closed-1]
		if moved.text != "" { // another mark moved before
			a = moved
		}
		meet(a, &mark)
		moved.text += mark.text
	case l.pointInQuote && strings.IndexByte(";:", y) >= 0:
		behindQuote(tokens, closed, b, y == x, inArticle)
	case l.pointInQuote:
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

// behindQuote settles the colon or semicolon that b begins with behind a
// quotation, which ends with the same mark or not. As in the reference
// processor, it stays outside only right behind an element in quotation marks.
func behindQuote(tokens []token, closed int, b *token, same, inArticle bool) {
	switch {
	case same:
	case tokens[closed].typed: // it looks like what is around the quotation, or is quoted too
		tokens[closed+1].text += b.text[:1]
	case b.close == apart && tokens[closed].word && !inArticle:
		tokens[closed-1].text += b.text[:1]
	default:
		return
	}
	b.text = b.text[1:]
}

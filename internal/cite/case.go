package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// changeCase rewrites the letters below n, but for those in affixes and in
// spans of class "nocase".
func (s *scope) changeCase(n *node, textCase string) {
	c := caser{how: textCase, start: true, plain: true, asTyped: !s.inArticle}
	if textCase == "title" || textCase == "sentence" {
		c.all = n.words(nil)
	}
	c.walk(n, false)
}

// english reports whether the work's title is in English.
func (s *scope) english() bool {
	if lang := s.ref.Strings["language"]; lang != "" {
		return primary(lang) == "en"
	}
	return primary(s.loc.lang) == "en"
}

// caser walks through the leaves of a tree from left to right.
type caser struct {
	asTyped bool // words behind straight quotation marks at the start stay as they are
	keep    bool // the next word stays as it is
	how     string
	start   bool   // nothing but marks so far
	plain   bool   // no mark so far
	after   rune   // what stood last before the current word, "" or a mark
	all     string // the text of the whole tree
	done    int    // bytes of all that were walked through
}

// words returns the text of n's leaves, nocase ones too.
func (n *node) words(b *strings.Builder) string {
	if b == nil {
		if len(n.kids) == 0 && !n.look.quotes {
			return n.text
		}
		b = &strings.Builder{}
		n.words(b)
		return b.String()
	}
	if n.look.quotes {
		b.WriteByte('"')
	}
	b.WriteString(n.text)
	for _, k := range n.kids {
		k.words(b)
	}
	if n.look.quotes {
		b.WriteByte('"')
	}
	return ""
}

func (c *caser) walk(n *node, nocase bool) {
	nocase = nocase || n.look.nocase
	c.plain = c.plain && n.look.flip == 0 && !n.look.nocase
	if n.look.quotes {
		// as in the reference processor, a quotation that holds another one
		// begins as it was written, but at the start
		c.keep = c.how == "title" && !c.start && n.nests() || c.start && c.asTyped && n.look.straight
		c.done++
		c.see('"')
	}
	if n.text != "" {
		if !nocase && (!n.joins() || c.how == "uppercase" || c.how == "lowercase") {
			text := n.text
			n.text = c.change(text)
			c.done += len(text)
		} else {
			c.done += len(n.text)
			for _, r := range n.text {
				c.see(r)
			}
			if strings.ContainsFunc(n.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				c.start = false
			}
		}
	}
	for _, k := range n.kids {
		c.walk(k, nocase)
	}
	if n.look.quotes {
		c.done++
		c.see('"')
	}
}

// nests reports whether a quotation holds another one behind its first word.
func (n *node) nests() bool {
	return len(n.kids) > 0 && n.kids[0].text != "" && slices.ContainsFunc(n.kids, func(k *node) bool { return k.look.quotes })
}

// see remembers the last mark that matters for what follows it.
func (c *caser) see(r rune) {
	c.plain = c.plain && (r == ' ' || r == '"')
	if r != ' ' && r != '"' && r != '(' && r != '“' && r != '‘' && r != '’' && r != '\'' {
		c.after = r
	}
}

func (c *caser) change(text string) string {
	switch c.how {
	case "uppercase":
		return strings.ReplaceAll(strings.ToUpper(text), "ß", "SS")
	case "lowercase":
		return strings.ToLower(text)
	case "capitalize-first", "sentence", "capitalize-all", "title":
		return c.byWord(text)
	}
	return text
}

// byWord changes a leaf's words one by one. Letters, digits, apostrophes and
// equals signs make words.
func (c *caser) byWord(text string) string {
	var b strings.Builder
	written := 0 // bytes of text that b stands for
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) {
			c.see(r)
			if strings.ContainsRune("&/+", r) && (i == 0 || text[i-1] == ' ') && strings.HasPrefix(text[i+n:], " ") {
				c.start = false // it stands for a word
			}
			i += n
			continue
		}
		j := i + n
		for j < len(text) {
			r, n := utf8.DecodeRuneInString(text[j:])
			if !inWord(r) {
				break
			}
			j += n
		}
		if c.keep {
			c.keep, c.start, c.after, i = false, false, 'a', j
			continue
		}
		if w := c.word(text[i:j], c.done+i, text[j:]); w != text[i:j] {
			if written == 0 {
				b.Grow(len(text))
			}
			b.WriteString(text[written:i])
			b.WriteString(w)
			written = j
		}
		c.start = false
		c.after = 'a'
		i = j
	}
	if written == 0 {
		return text
	}
	b.WriteString(text[written:])
	return b.String()
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '\'' || r == '='
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '’'
}

// word returns one word changed. at is where it stands in the whole text.
func (c *caser) word(w string, at int, rest string) string {
	small := !strings.ContainsFunc(w, func(r rune) bool { return unicode.ToLower(r) != r })
	switch c.how {
	case "capitalize-all":
		if small {
			return capital(w)
		}
	case "capitalize-first":
		if c.start && small {
			return capital(w)
		}
	case "sentence":
		if c.start {
			return capital(w)
		}
		return strings.ToLower(w)
	case "title":
		return c.title(w, small, at, rest)
	}
	return w
}

func (c *caser) title(w string, small bool, at int, rest string) string {
	if !small {
		return w
	}
	opens := c.start || c.after == ':' || c.after == '?' || c.after == '!'
	r, n := utf8.DecodeRuneInString(w)
	if !opens {
		next, _ := utf8.DecodeRuneInString(w[n:])
		// as in the reference processor, not behind another mark
		begins := c.plain && strings.HasPrefix(rest, "-")
		if !unicode.IsLetter(r) || len(w) == n && !begins || next == '’' || next == '\'' {
			return w // a single letter, an elision, a number or an apostrophe
		}
		if strings.HasPrefix(rest, ".") && w == "ca" {
			return w
		}
		stem, _, _ := strings.Cut(w, "'")
		stem, _, _ = strings.Cut(stem, "’")
		if stopWords[stem] && !begins && (!c.last(at+len(w)) || c.start) {
			return w
		}
	}
	return capital(w)
}

// last reports whether no word follows in the whole text.
func (c *caser) last(at int) bool {
	return at <= len(c.all) && !strings.ContainsFunc(c.all[at:], func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	})
}

// capital returns w with its first letter a capital.
func capital(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	if u := unicode.ToTitle(r); u != r {
		return string(u) + w[n:]
	}
	return w
}

// stopWords stay small in a title unless they begin or end it or follow a
// colon (CSL 1.0.2, "Title Case Conversion").
var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a about above across afore after against al along
		alongside amid amidst among amongst an and anenst apropos apud around as aside
		astride at athwart atop barring before behind below beneath beside besides between
		beyond but by circa de despite down during et except for forenenst from given in
		inside into lest like modulo near next nor notwithstanding of off on onto or out
		over per plus pro qua sans since so than the through throughout thruout till to
		toward towards under underneath until unto up upon versus via von vs van with
		within without yet`) {
		m[w] = true
	}
	return m
}()

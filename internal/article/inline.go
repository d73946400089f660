package article

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gm "github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"handout/internal/diag"
)

const (
	// manyMarks is how many characters that can be marks one paragraph may
	// hold: more than a reader can bear, few enough to be read in no time.
	manyMarks = 2000
	// deepMarks is how many brackets may stand within each other.
	deepMarks = 8
)

// markdown is CommonMark without its blocks: whatever a paragraph begins with,
// it is words and marks.
var markdown = gm.NewParser(
	gm.WithBlockParsers(util.Prioritized(verbatim{}, 0)),
	gm.WithInlineParsers(
		util.Prioritized(bracketParser{}, 100),
		util.Prioritized(inTextParser{}, 110),
		util.Prioritized(underscoreParser{}, 120),
		util.Prioritized(fieldParser{}, 130),
		util.Prioritized(gm.NewLinkParser(), 200),
		util.Prioritized(gm.NewAutoLinkParser(), 300),
		util.Prioritized(gm.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewLinkifyParser(
			extension.WithLinkifyURLRegexp(regexp.MustCompile(`^https?://[^\s<>]+`))), 999),
	),
)

// verbatim is the block parser that takes every line as it is.
type verbatim struct{}

func (verbatim) Trigger() []byte { return nil }

func (v verbatim) Open(_ ast.Node, r gmtext.Reader, pc gm.Context) (ast.Node, gm.State) {
	n := ast.NewParagraph()
	return n, v.Continue(n, r, pc)
}

func (verbatim) Continue(n ast.Node, r gmtext.Reader, _ gm.Context) gm.State {
	_, segment := r.PeekLine()
	n.Lines().Append(segment)
	r.AdvanceToEOL()
	return gm.Continue | gm.NoChildren
}

func (verbatim) Close(ast.Node, gmtext.Reader, gm.Context) {}
func (verbatim) CanInterruptParagraph() bool               { return false }
func (verbatim) CanAcceptIndentedLine() bool               { return true }

// look is how a run looks and behaves.
type look struct {
	style Style
	link  string
	lang  string
}

// scan is the reading of one paragraph.
type scan struct {
	p       *parser
	b       *buffer
	closers map[int]int // where the bracket that opens at a byte is closed
	depth   int         // how many brackets b is in
	out     Text
	end     int // the byte of b behind the last of out; -1 when nothing may join it
}

var scanKey = gm.NewContextKey()

// inlines returns the runs of a paragraph.
func (p *parser) inlines(b *buffer) Text { return p.scan(b, look{}, 0) }

func (p *parser) scan(b *buffer, l look, depth int) Text {
	s := p.scans.New()
	*s = scan{p: p, b: b, depth: depth, end: -1}
	if bytes.ContainsAny(b.text, "*_[{<@&\\\n") || bytes.Contains(b.text, []byte("://")) || bytes.Contains(b.text, []byte("www.")) {
		s.marked(l)
	} else {
		s.words(0, len(b.text), l)
	}
	return s.out
}

// marked reads a paragraph that may hold marks. The blanks at its ends, which
// Markdown would drop, are kept.
func (s *scan) marked(l look) {
	text := s.b.text
	if n := countMarks(text); n > manyMarks {
		s.p.fault(s.b.pos(0), "", "too-many-marks", "the paragraph has more marks than can be read", "divide it, or take out characters such as * and [")
		return
	}
	start := len(text) - len(bytes.TrimLeft(text, " \n"))
	stop := max(start, len(bytes.TrimRight(text, " \n")))
	s.words(0, start, l)

	whole := s.b
	s.b = s.sub(start, stop)
	s.closers, s.end = closers(s.b.text), -1
	pc := gm.NewContext()
	pc.Set(scanKey, s)
	s.kids(markdown.Parse(gmtext.NewReader(s.b.text), gm.WithContext(pc)), l)

	s.b, s.end = whole, -1
	s.words(stop, len(text), l)
}

// countMarks counts what can be a mark; underscores beside each other are one.
func countMarks(text []byte) (n int) {
	for i, c := range text {
		switch c {
		case '*', '[', ']', '<', '@':
			n++
		case '_':
			if i == 0 || text[i-1] != '_' {
				n++
			}
		}
	}
	return n
}

// closers finds the brackets that belong together.
func closers(text []byte) map[int]int {
	found := map[int]int{}
	var open []int
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			open = append(open, i)
		case ']':
			if n := len(open) - 1; n >= 0 {
				found[open[n]] = i
				open = open[:n]
			}
		}
	}
	return found
}

// sub returns the bytes of s.b from i to j.
func (s *scan) sub(i, j int) *buffer {
	b := *s.b
	b.text, b.start = b.text[i:j:j], b.start+i
	return &b
}

// words appends bytes i to j as they are.
func (s *scan) words(i, j int, l look) {
	for i < j {
		n := s.b.together(i, j)
		text := strings.ReplaceAll(s.b.string(i, i+n), "\n", " ")
		if k := len(s.out) - 1; k >= 0 && s.end == i && s.b.together(i-1, i+1) == 2 && s.out[k].looks() == l {
			s.out[k].Text += text
		} else {
			if s.out == nil {
				s.out = s.p.inlined.Take(1)[:0]
			}
			s.out = append(s.out, Inline{Pos: s.b.pos(i), Text: text, Style: l.style, Link: l.link, Lang: l.lang})
		}
		i += n
		s.end = i
	}
}

func (in Inline) looks() look { return look{in.Style, in.Link, in.Lang} }

// other appends text that stands for what is written from byte i on.
func (s *scan) other(i int, text string, l look) {
	s.out = append(s.out, Inline{Pos: s.b.pos(i), Text: text, Style: l.style, Link: l.link, Lang: l.lang})
	s.end = -1
}

// kids appends what the children of n say.
func (s *scan) kids(n ast.Node, l look) {
	for kid := n.FirstChild(); kid != nil; kid = kid.NextSibling() {
		s.node(kid, l)
	}
}

func (s *scan) node(n ast.Node, l look) {
	switch n := n.(type) {
	case *ast.Text:
		s.text(n, l)
	case *ast.Emphasis:
		if n.Level == 2 {
			l.style |= Bold
		} else {
			l.style |= Italic
		}
		s.kids(n, l)
	case *ast.Link:
		l.link = s.address(n.Pos(), string(n.Destination))
		if len(n.Title) > 0 {
			s.p.fault(s.b.pos(n.Pos()), "", "link-title", "the title of a link is not printed",
				"take the words in quotes out of the parentheses")
		}
		if !n.HasChildren() {
			s.p.fault(s.b.pos(n.Pos()), "[]", "bad-link", "the link has no words", "write some between the brackets")
		}
		s.kids(n, l)
	case *ast.Image:
		s.p.fault(s.b.pos(n.Pos()), "![", "misplaced-image", "a picture cannot stand within text", "make it a block: - image: {file: ..., alt: ...}")
		s.kids(n, l)
	case *ast.AutoLink:
		label := n.Label(s.b.text)
		i := n.Pos() + bytes.Index(s.b.text[n.Pos():], label)
		to := string(n.URL(s.b.text))
		if n.AutoLinkType == ast.AutoLinkEmail {
			to = "mailto:" + to
		}
		l.link = s.address(i, to)
		s.words(i, i+len(label), l)
	case *citationNode:
		s.cite(n, l)
	case *blankNode:
		s.blank(n, l)
	case *languageNode:
		l.lang = n.lang
		s.end = -1
		s.out = append(s.out, s.p.scan(s.sub(n.from, n.to), l, s.depth+1)...)
	default: // the block
		s.kids(n, l)
	}
}

// text appends literal text, without the backslashes of escapes and with the
// characters that entities stand for.
func (s *scan) text(n *ast.Text, l look) {
	text, from := s.b.text, n.Segment.Start
	for i := from; i < n.Segment.Stop; i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < n.Segment.Stop && util.IsPunct(text[i+1]):
			s.words(from, i, l)
			i++
			from = i
		case c == '&':
			entity := entities.Find(text[i:n.Segment.Stop])
			if character := html.UnescapeString(string(entity)); character != string(entity) {
				s.words(from, i, l)
				s.entity(i, string(entity), character, l)
				from = i + len(entity)
				i = from - 1
			}
		case c == '*' || c == ']':
			s.leftOver(i, from)
		}
	}
	s.words(from, n.Segment.Stop, l)
	if !n.HardLineBreak() && !n.SoftLineBreak() {
		return
	}
	end := n.Segment.Stop
	end += bytes.IndexByte(text[end:], '\n')
	if n.HardLineBreak() {
		s.other(end, "\n", l)
	} else {
		s.words(end, end+1, l)
	}
}

var entities = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

func (s *scan) entity(i int, entity, character string, l look) {
	if strings.ContainsFunc(character, unicode.IsControl) {
		s.p.fault(s.b.pos(i), entity, "control-character", entity+" is a character that cannot be printed", "delete it")
		character = " "
	}
	s.other(i, character, l)
}

// leftOver warns of a mark at byte i that marks nothing. Bytes before from
// belong to something else.
func (s *scan) leftOver(i, from int) {
	text := s.b.text
	next := byte(0)
	if i+1 < len(text) {
		next = text[i+1]
	}
	switch {
	case text[i] == '*' && next == '*' && (i == from || text[i-1] != '*'):
		s.unclosed(i, "**", "unclosed **", `bold words stand between ** and **, without blanks inside; write \*\* for two stars`)
	case text[i] == ']' && next == '(':
		s.unclosed(i, "](", "this is not a whole link", `a link is [words](https://example.org), without blanks in the address; write \[ for a bracket`)
	case text[i] == ']' && next == '{':
		s.unclosed(i, "]{", "the braces would be printed", "words in another language are [hola]{lang=es}")
	}
}

func (s *scan) unclosed(i int, mark, message, hint string) {
	s.p.diags.Add(diag.Diagnostic{Pos: s.b.pos(i), Width: len(mark), Severity: diag.Warning, Rule: "unclosed-mark", Message: message, Hint: hint})
}

// address returns where a link leads, which stands at byte i.
func (s *scan) address(i int, to string) string {
	to = string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(to)))))
	uri, message, hint := address(to)
	if strings.Contains(to, "{{") {
		message, hint = "an address cannot hold a field", "a link leads to the same place for every family"
	}
	if message != "" {
		s.p.fault(s.b.pos(i), "", "bad-link", message, hint)
	}
	return uri
}

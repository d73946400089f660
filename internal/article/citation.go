package article

import (
	"bytes"
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"golang.org/x/text/language"
)

// citationNode is a citation, from one byte to another.
type citationNode struct {
	ast.BaseInline
	from, to int
	cite     *Citation
}

// languageNode is [words]{lang=...}; from and to are the words.
type languageNode struct {
	ast.BaseInline
	from, to int
	lang     string
}

var (
	kindCitation = ast.NewNodeKind("Citation")
	kindLanguage = ast.NewNodeKind("Language")
)

func (*citationNode) Kind() ast.NodeKind { return kindCitation }
func (*languageNode) Kind() ast.NodeKind { return kindLanguage }
func (*citationNode) Dump([]byte, int)   {}
func (*languageNode) Dump([]byte, int)   {}

// bracketParser reads citations in brackets and words in another language.
type bracketParser struct{}

func (bracketParser) Trigger() []byte { return []byte{'['} }

func (bracketParser) Parse(_ ast.Node, block gmtext.Reader, pc gm.Context) ast.Node {
	s := pc.Get(scanKey).(*scan)
	_, segment := block.PeekLine()
	open := segment.Start
	shut, ok := s.closers[open]
	if !ok {
		if startsWithKey(s.b.text[open+1:]) {
			s.unclosed(open, "[", "the citation that begins here is not closed", `close it with ], or write \[ for a bracket`)
		}
		return nil
	}
	if m := languageMark.FindSubmatch(s.b.text[shut+1:]); m != nil {
		if s.depth >= deepMarks {
			s.p.fault(s.b.pos(open), "[", "too-many-marks", "too many brackets within each other", "take some out")
			return nil
		}
		block.Advance(shut + 1 + len(m[0]) - open)
		return &languageNode{from: open + 1, to: shut, lang: s.language(shut+1, string(m[1]))}
	}
	after := byte(0)
	if shut+1 < len(s.b.text) {
		after = s.b.text[shut+1]
	}
	if (after == '(' || after == '{') && !startsWithKey(s.b.text[open+1:]) {
		return nil
	}
	cite := s.citation(open, shut)
	if cite == nil {
		return nil
	}
	block.Advance(shut + 1 - open)
	return &citationNode{from: open, to: shut + 1, cite: cite}
}

var languageMark = regexp.MustCompile(`^\{lang="?([^"}\s]*)"?\}`)

// language returns the language tag at byte i, when it is one.
func (s *scan) language(i int, tag string) string {
	t, err := language.Raw.Parse(tag)
	if err != nil {
		s.p.fault(s.b.pos(i), "{lang="+tag+"}", "bad-language", notLanguage(tag), languageHint)
		return ""
	}
	return t.String()
}

// inTextParser reads @id in the running text, and -@id.
type inTextParser struct{}

func (inTextParser) Trigger() []byte { return []byte{'@', '-'} }

func (inTextParser) Parse(_ ast.Node, block gmtext.Reader, pc gm.Context) ast.Node {
	s := pc.Get(scanKey).(*scan)
	_, segment := block.PeekLine()
	k, ok := s.key(segment.Start)
	if !ok {
		return nil
	}
	item := CitationItem{Pos: s.b.pos(k.at), ID: k.id, SuppressAuthor: k.suppress}
	to := k.end
	if shut := s.locatorBracket(k.end); shut > 0 {
		s.item(&item, k.end+2, shut)
		to = shut + 1
	}
	block.Advance(to - segment.Start)
	cite := &Citation{Pos: s.b.pos(segment.Start), InText: !k.suppress, Items: []CitationItem{item}}
	return &citationNode{from: segment.Start, to: to, cite: cite}
}

// locatorBracket returns where the brackets end that follow @id at byte i, as
// in "@id [p. 4]"; 0 when none do.
func (s *scan) locatorBracket(i int) int {
	text := s.b.text
	if i+1 >= len(text) || text[i] != ' ' && text[i] != '\n' {
		return 0
	}
	shut, ok := s.closers[i+1]
	if !ok || shut+1 < len(text) && (text[shut+1] == '(' || text[shut+1] == '{') {
		return 0
	}
	if _, ok := s.findKey(i+2, shut); ok {
		return 0
	}
	return shut
}

// citation reads the brackets from open to shut; it is nil when they hold no
// citation.
func (s *scan) citation(open, shut int) *Citation {
	if _, ok := s.findKey(open+1, shut); !ok {
		return nil
	}
	c := &Citation{Pos: s.b.pos(open)}
	for _, part := range s.parts(open+1, shut) {
		k, ok := s.findKey(part[0], part[1])
		if !ok {
			s.p.fault(s.b.pos(part[0]), string(bytes.TrimSpace(s.b.text[part[0]:part[1]])), "bad-citation",
				"this part of the citation names no @id", "a semicolon parts two works; use a comma within one")
			continue
		}
		item := CitationItem{Pos: s.b.pos(k.at), ID: k.id, SuppressAuthor: k.suppress}
		item.Prefix = s.aside(part[0]+blanks(s.b.text[part[0]:]), k.from)
		s.item(&item, k.end, part[1])
		c.Items = append(c.Items, item)
	}
	return c
}

func blanks(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " \n")) }

// item reads what follows the id of a citation: its locator and suffix.
func (s *scan) item(item *CitationItem, from, to int) {
	label, loc, n := locator(string(s.b.text[from:to]))
	if i := bytes.Index(s.b.text[from:from+n], []byte("{{")); i >= 0 {
		s.p.fault(s.b.pos(from+i), "{{", "misplaced-blank", "a field cannot stand within a citation", "put it beside the citation")
	}
	item.Label, item.Locator = label, unescape(loc)
	item.Suffix = s.aside(from+n, to)
}

// aside returns the words around an id.
func (s *scan) aside(from, to int) Text {
	if from >= to {
		return nil
	}
	if s.depth >= deepMarks {
		s.p.fault(s.b.pos(from), "", "too-many-marks", "too many brackets within each other", "take some out")
		return nil
	}
	t := s.p.scan(s.sub(from, to), look{}, s.depth+1)
	for _, in := range t {
		if in.Cite != nil {
			s.p.fault(in.Pos, in.Text, "bad-citation", "a citation within a citation", "part the works with a semicolon: [@one; @two]")
		} else if in.Blank {
			s.p.fault(in.Pos, "", "misplaced-blank", blankNamed(in.Field)+" cannot stand within a citation", "put it beside the citation")
		}
	}
	return t
}

// parts returns where the works cited between two bytes begin and end.
func (s *scan) parts(from, to int) (parts [][2]int) {
	start := from
	for i, c := range s.outside(from, to) {
		if c == ';' {
			parts = append(parts, [2]int{start, i})
			start = i + 1
		}
	}
	return append(parts, [2]int{start, to})
}

// outside yields the bytes between two that are neither escaped nor within
// brackets, and where they stand.
func (s *scan) outside(from, to int) iter.Seq2[int, byte] {
	return func(yield func(int, byte) bool) {
		for i := from; i < to; i++ {
			c := s.b.text[i]
			if shut, ok := s.closers[i]; ok && c == '[' {
				i = shut
			} else if c == '\\' {
				i++
			} else if !yield(i, c) {
				return
			}
		}
	}
}

// key is an @id.
type key struct {
	from     int // of its - or @
	at, end  int
	id       string
	suppress bool
}

var (
	plainKey  = regexp.MustCompile(`^@([\pL\pN_]+(?:[:.#$%&+?<>~/-][\pL\pN_]+)*)`)
	bracedKey = regexp.MustCompile(`^@\{([^\s{}]+)\}`)
)

// startsWithKey reports whether text begins with an @id.
func startsWithKey(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("-"))
	return plainKey.Match(text) || bracedKey.Match(text)
}

// key reads the @id or -@id at byte i. An @ behind a letter or digit is part
// of an e-mail address.
func (s *scan) key(i int) (k key, ok bool) {
	text := s.b.text
	before, _ := utf8.DecodeLastRune(text[:i])
	if i > 0 && (unicode.IsLetter(before) || unicode.IsNumber(before)) {
		return key{}, false
	}
	k = key{from: i, at: i}
	if text[i] == '-' {
		k.suppress = true
		k.at++
	}
	m := plainKey.FindSubmatch(text[k.at:])
	if m == nil {
		m = bracedKey.FindSubmatch(text[k.at:])
	}
	if m == nil {
		return key{}, false
	}
	k.id, k.end = string(m[1]), k.at+len(m[0])
	return k, true
}

// findKey finds the first @id between two bytes that is in no brackets of its
// own.
func (s *scan) findKey(from, to int) (k key, ok bool) {
	for i, c := range s.outside(from, to) {
		if c != '@' && c != '-' {
			continue
		}
		if k, ok := s.key(i); ok && k.end <= to {
			return k, true
		}
	}
	return key{}, false
}

// cite appends a citation.
func (s *scan) cite(n *citationNode, l look) {
	typed := strings.ReplaceAll(string(s.b.text[n.from:n.to]), "\n", " ")
	if l.link != "" {
		s.p.fault(s.b.pos(n.from), typed, "bad-citation", "a citation cannot stand within a link", "put it behind the link")
	}
	s.out = append(s.out, Inline{Pos: s.b.pos(n.from), Text: typed, Style: l.style, Lang: l.lang, Cite: n.cite})
	s.end = -1
	s.p.cited = append(s.p.cited, n.cite.Items...)
}

// unescape removes the backslashes of escapes.
func unescape(text string) string {
	return escapes.ReplaceAllString(strings.ReplaceAll(text, "\n", " "), "$1")
}

var escapes = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

package layout

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"
)

// bind places the pages behind those of d and checks that they hold every word
// of texts.
func (m *composition) bind(d *Document, a *article.Article, packet int, texts []article.Text) diag.List {
	first := len(d.Pages)
	m.place(d, a, packet)
	return m.lost(texts, a.Pos, d.Pages[first:])
}

// lost compares the words of texts with those of the structure tree, and these
// with what the pages' frames show. A difference is a fault of this program,
// and a handout that has one must not be printed. pos is where the article
// begins.
func (m *composition) lost(texts []article.Text, pos diag.Pos, pages []Page) diag.List {
	size := 0
	for _, t := range texts {
		for i := range t {
			size += len(t[i].Text)
		}
	}
	var said strings.Builder
	said.Grow(size + size/4) // and what is between them
	m.say(&said, m.tree)
	rest := said.String()
	for _, t := range texts {
		text := t.String()
		// Mostly it is there as it is.
		if after, ok := strings.CutPrefix(strings.TrimLeft(rest, " \n"), text); ok && (after == "" || spaceAt(after) > 0) {
			rest = after
			continue
		}
		word, more := nextWord(text)
		for n := 0; word != ""; n++ {
			got, after := nextWord(rest)
			if got != word {
				return diag.List{fault(wordPos(t, n), word, "did not reach the page")}
			}
			rest = after
			word, more = nextWord(more)
		}
	}
	if word, _ := nextWord(rest); word != "" {
		return diag.List{fault(pos, word, "came twice")}
	}
	s := &m.showing
	s.note(pages)
	defer s.forget()
	return m.unlike(m.tree, s, pos)
}

// unfolded returns a with the words of its comparisons in the order of
// restacked: the names of its columns come again before each cell.
func unfolded(a *article.Article) *article.Article {
	u := *a
	u.Body = nil
	for _, b := range a.Body {
		if b, ok := b.(*article.Comparison); ok {
			u.Body = append(u.Body, unfoldedRows(b)...)
			continue
		}
		u.Body = append(u.Body, b)
	}
	return &u
}

func unfoldedRows(b *article.Comparison) []article.Block {
	first := []article.Text{b.Caption}
	names := make([]article.Text, len(b.Columns))
	for i, col := range b.Columns {
		names[i] = col.Title
	}
	blocks := []article.Block{&article.Paragraphs{Texts: append(first, names...)}}
	for _, row := range b.Rows {
		blocks = append(blocks, &article.Paragraphs{Texts: []article.Text{row.Label}})
		for _, cell := range row.Cells {
			blocks = append(blocks,
				&article.Paragraphs{Texts: names[cell.First : cell.First+cell.Span]},
				&article.Paragraphs{Texts: cell.Texts},
				&article.List{Items: cell.Items})
		}
	}
	return blocks
}

// say writes what n says, without the program's own words. Inline elements
// part no words.
func (m *composition) say(b *strings.Builder, n *tag.Node) {
	switch n.Role {
	case tag.Content:
		if !m.ours[n] {
			b.WriteString(m.sayable(n, n.Words))
		} else if strings.HasSuffix(n.Words, " ") {
			b.WriteByte(' ')
		}
		return
	case tag.Link, tag.Span, tag.Reference:
	default:
		b.WriteByte('\n')
		defer b.WriteByte('\n')
	}
	for _, kid := range n.Kids {
		m.say(b, kid)
	}
}

// nextWord returns the first word of s and what is behind it; "" if there is
// none.
func nextWord(s string) (word, rest string) {
	from := 0
	for from < len(s) {
		n := spaceAt(s[from:])
		if n == 0 {
			break
		}
		from += n
	}
	to := from
	for to < len(s) && spaceAt(s[to:]) == 0 {
		to++
	}
	return s[from:to], s[to:]
}

// spaceAt returns the size of the white space that s begins with; 0 if it begins
// with something else, or inside a character.
func spaceAt(s string) int {
	switch c := s[0]; {
	case c >= utf8.RuneSelf:
		if r, size := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
			return size
		}
	case c == ' ' || '\t' <= c && c <= '\r':
		return 1
	}
	return 0
}

// showing is the glyphs that show each leaf, in painting order. Its memory is the
// stock's.
type showing struct {
	glyphs []*Glyphs
	next   []int // of each, the index of the next that shows the same leaf; 0 for none
	first  map[*tag.Node]int
	last   map[*tag.Node]int // of the leaves that more than one shows
}

// note takes in the glyphs of pages.
func (s *showing) note(pages []Page) {
	if s.first == nil {
		s.first, s.last = map[*tag.Node]int{}, map[*tag.Node]int{}
	}
	for _, p := range pages {
		for _, f := range p.Frames {
			g, ok := f.(*Glyphs)
			if !ok || g.Node == nil {
				continue
			}
			i := len(s.glyphs)
			s.glyphs, s.next = append(s.glyphs, g), append(s.next, 0)
			first, known := s.first[g.Node]
			if !known {
				s.first[g.Node] = i
				continue
			}
			before, more := s.last[g.Node]
			if !more {
				before = first
			}
			s.next[before], s.last[g.Node] = i, i
		}
	}
}

// forget forgets all glyphs.
func (s *showing) forget() {
	clear(s.glyphs)
	s.glyphs, s.next = s.glyphs[:0], s.next[:0]
	clear(s.first)
	clear(s.last)
}

// leaf returns the texts of the glyphs that show n.
func (s *showing) leaf(n *tag.Node) string {
	var b strings.Builder
	for i, more := s.first[n]; more; i, more = s.next[i], s.next[i] > 0 {
		for g := range s.glyphs[i].All() {
			b.WriteString(g.Text)
		}
	}
	return b.String()
}

// unlike reports the leaves that show something else than they say, in the
// article that begins at pos.
func (m *composition) unlike(n *tag.Node, s *showing, pos diag.Pos) diag.List {
	var diags diag.List
	if n.Role == tag.Content && !s.exactly(n) {
		on := m.sayable(n, s.leaf(n))
		if says := visibleWords(m.sayable(n, n.Words)); !slices.Equal(says, strings.Fields(on)) {
			diags.Add(fault(pos, strings.Join(says, " "), fmt.Sprintf("came out as %q", on)))
		}
	}
	for _, kid := range n.Kids {
		diags = append(diags, m.unlike(kid, s, pos)...)
	}
	return diags
}

// exactly tells whether n shows what it says, to the letter.
func (s *showing) exactly(n *tag.Node) bool {
	words := n.Words
	for i, more := s.first[n]; more; i, more = s.next[i], s.next[i] > 0 {
		for _, r := range s.glyphs[i].Runs {
			for j := range r.Glyphs {
				text := r.Glyphs[j].Text
				if !begins(words, text) {
					return false
				}
				words = words[len(text):]
			}
		}
	}
	return words == ""
}

// begins is strings.HasPrefix, in less time where text is one byte, as that of
// most glyphs is.
func begins(words, text string) bool {
	if len(text) == 1 && words != "" {
		return words[0] == text[0]
	}
	return strings.HasPrefix(words, text)
}

// visibleWords returns the words of s without characters that have no shape.
func visibleWords(s string) []string {
	return strings.Fields(strings.Map(func(r rune) rune {
		if fonts.Ignorable(r) {
			return -1
		}
		return r
	}, s))
}

func fault(pos diag.Pos, word, what string) diag.Diagnostic {
	return diag.Diagnostic{
		Pos: pos, Width: utf8.RuneCountInString(word), Rule: "lost-word",
		Message: fmt.Sprintf("the word %q %s", word, what),
		Hint:    "this is a fault of handout, not of the article: please report it",
	}
}

// wordPos returns where word number n of t stands in the source.
func wordPos(t article.Text, n int) diag.Pos {
	inWord := false
	for _, in := range t {
		for i, r := range []rune(in.Text) {
			switch {
			case unicode.IsSpace(r):
				inWord = false
			case !inWord && n == 0:
				return in.Pos.Right(i)
			case !inWord:
				inWord = true
				n--
			}
		}
	}
	return diag.Pos{}
}

// texts returns every text of a that is printed, in the order it is read.
func texts(a *article.Article) []article.Text {
	all := make([]article.Text, 0, 96)
	collect := func(t article.Text) { all = append(all, oneUnderscore(withoutHyphens(t))) }
	toLink := *a
	toLink.Sources = nil
	toLink.Each(collect)
	if a.Link != nil {
		all = append(all, article.Text{{Pos: a.Link.Pos, Text: address(a.Link.URL)}})
	}
	(&article.Article{Sources: a.Sources}).Each(collect)
	if len(a.Authors) > 0 {
		all = append(all, authors(a.Authors))
	}
	if a.Reviewed != nil {
		all = append(all, article.Text{{Pos: a.Reviewed.Pos, Text: a.Reviewed.By}})
	}
	return all
}

func withoutHyphens(t article.Text) article.Text {
	if !t.Has(func(in *article.Inline) bool { return visible(in.Text) != in.Text }) {
		return t
	}
	t = slices.Clone(t)
	for i := range t {
		t[i].Text = visible(t[i].Text)
	}
	return t
}

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

// lost compares the words of the article with those of the structure tree, and
// these with what the pages' frames show. A difference is a fault of this
// program, and a handout that has one must not be printed.
func (m *composition) lost(a *article.Article, d *Document) diag.List {
	var said strings.Builder
	m.say(&said, m.tree)
	got := strings.Fields(said.String())
	if m.theme.stacked {
		a = unfolded(a)
	}
	for _, t := range m.branding(texts(a)) {
		words := strings.Fields(t.String())
		for i, w := range words {
			if len(got) == 0 || got[0] != w {
				return diag.List{fault(wordPos(t, i), w, "did not reach the page")}
			}
			got = got[1:]
		}
	}
	if len(got) > 0 {
		return diag.List{fault(a.Pos, got[0], "came twice")}
	}
	return unlike(m.tree, shown(d), a.Pos)
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
			b.WriteString(n.Words)
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

// shown returns what the frames show for each leaf.
func shown(d *Document) map[*tag.Node]*strings.Builder {
	words := map[*tag.Node]*strings.Builder{}
	for _, p := range d.Pages {
		for _, f := range p.Frames {
			g, ok := f.(*Glyphs)
			if !ok || g.Node == nil {
				continue
			}
			if words[g.Node] == nil {
				words[g.Node] = &strings.Builder{}
			}
			for _, glyph := range g.Glyphs {
				words[g.Node].WriteString(glyph.Text)
			}
		}
	}
	return words
}

// unlike reports the leaves that show something else than they say, in the
// article that begins at pos.
func unlike(n *tag.Node, shown map[*tag.Node]*strings.Builder, pos diag.Pos) diag.List {
	var diags diag.List
	if n.Role == tag.Content {
		var on string
		if b := shown[n]; b != nil {
			on = b.String()
		}
		if says := visibleWords(n.Words); !slices.Equal(says, strings.Fields(on)) {
			diags.Add(fault(pos, strings.Join(says, " "), fmt.Sprintf("came out as %q", on)))
		}
	}
	for _, kid := range n.Kids {
		diags = append(diags, unlike(kid, shown, pos)...)
	}
	return diags
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
func texts(a *article.Article) (all []article.Text) {
	collect := func(t article.Text) article.Text {
		all = append(all, withoutHyphens(t))
		return t
	}
	toLink := *a
	toLink.Sources = nil
	toLink.Map(collect)
	if a.Link != nil {
		all = append(all, article.Text{{Pos: a.Link.Pos, Text: address(a.Link.URL)}})
	}
	(&article.Article{Sources: a.Sources}).Map(collect)
	if len(a.Authors) > 0 {
		all = append(all, authors(a.Authors))
	}
	if a.Reviewed != nil {
		all = append(all, article.Text{{Pos: a.Reviewed.Pos, Text: a.Reviewed.By}})
	}
	return all
}

func withoutHyphens(t article.Text) article.Text {
	if !strings.Contains(t.String(), "\u00AD") {
		return t
	}
	t = slices.Clone(t)
	for i := range t {
		t[i].Text = visible(t[i].Text)
	}
	return t
}

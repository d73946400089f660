package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// block composes b at the given width, its structure under parent.
func (c *composer) block(b article.Block, width Length, parent *tag.Node) list {
	switch b := b.(type) {
	case *article.Heading:
		return c.heading(b, width, parent)
	case *article.Paragraphs:
		return c.paragraphs(b, width, parent)
	case *article.List:
		return c.list(b, width, parent)
	case *article.Comparison:
		return c.comparison(b, width, parent)
	case *article.Questions:
		return c.questions(b, width, parent)
	case *article.Terms:
		return c.terms(b, width, parent)
	case *article.Callout:
		return c.callout(b, width, parent)
	case *article.Image:
		return c.image(b, width, parent)
	case *article.Notes:
		return c.notes(b, width, parent)
	}
	c.diags.Errorf(b.Position(), "no-layout", "no layout for %q", b.Kind())
	return nil
}

// space puts the space above b, which is greater above what has a title.
func (c *composer) space(l *list, b article.Block) {
	above := c.theme.block
	switch b := b.(type) {
	case *article.Heading:
		above = c.theme.heading
		if b.Level == 3 {
			above = above * 3 / 4
		}
	case *article.Notes:
		above = c.theme.heading * 3 / 4
	}
	if underHeading(*l) {
		above = c.theme.block / 3
	}
	l.gap(above)
}

// underHeading tells whether l ends with a heading.
func underHeading(l list) bool { return len(l) > 0 && l[len(l)-1].mark != nil }

// heading keeps with what follows it.
func (c *composer) heading(h *article.Heading, width Length, parent *tag.Node) list {
	look, role := c.theme.h2, tag.H2
	if h.Level == 3 {
		look, role = c.theme.h3, tag.H3
	}
	c.level = h.Level
	l := c.paragraph(h.Text, look, parent.Add(role)).lines(min(width, c.theme.measure))
	return c.marked(l, h.Text.Public(), h.Level)
}

// marked makes l a heading: it keeps together and with what follows, and is
// found in the outline.
func (c *composer) marked(l list, title string, level int) list {
	l.keepAll()
	l.keepLast()
	if n := len(l); n > 0 {
		l[n-1].mark = c.marks.New() // so that the space below it is a heading's
		l[0].mark = c.marks.New()
		*l[0].mark = mark{bookmark: title, level: level - 1}
	}
	return l
}

// subheading is the role of a title inside a block: one level under the
// heading above it, so that no level is skipped (ISO 14289-1, 7.4.2).
func (c *composer) subheading() tag.Role {
	if c.level < 2 {
		return tag.H2
	}
	return tag.H3
}

func (c *composer) paragraphs(b *article.Paragraphs, width Length, parent *tag.Node) list {
	s := c.stackOf(len(b.Texts))
	for _, t := range b.Texts {
		s = append(s, part{text: c.paragraph(t, c.theme.body, parent.Add(tag.P)), gap: c.theme.para})
	}
	return s.lines(min(width, c.theme.measure))
}

func (c *composer) list(b *article.List, width Length, parent *tag.Node) list {
	s := c.items(b.Items, b.Marker, c.theme.body, parent)
	s.keepEnds()
	return s.lines(min(width, c.theme.measure))
}

// questions set each question over its answer.
func (c *composer) questions(b *article.Questions, width Length, parent *tag.Node) list {
	width = min(width, c.theme.measure)
	role := c.subheading()
	l := c.room(8 * len(b.Pairs))
	for i, q := range b.Pairs {
		if i > 0 {
			l.gap(c.theme.block)
		}
		ask := c.paragraph(q.Ask, c.theme.ask, parent.Add(role)).lines(width)
		ask.keepAll()
		ask.keepLast()
		l = append(l, ask...)
		l.gap(c.theme.item / 2)
		for j, t := range q.Answer {
			if j > 0 {
				l.gap(c.theme.para)
			}
			l = append(l, c.paragraph(t, c.theme.body, parent.Add(tag.P)).lines(width)...)
		}
	}
	return l
}

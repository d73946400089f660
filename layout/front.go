package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// front is the head of the first page: for whom, what, and why; then what
// matters most.
func (c *composer) front(a *article.Article, width Length, parent *tag.Node) list {
	l := c.room(24)
	if len(a.Audience) > 0 {
		eyebrow := c.theme.small.bold().in(c.theme.quiet)
		l = append(l, c.paragraph(a.Audience, eyebrow, parent.Add(tag.P)).lines(width)...)
		l.gap(2 * Pt)
	}
	title := c.paragraph(a.Title, c.theme.title, parent.Add(tag.H1)).lines(width)
	l = append(l, c.marked(title, a.Title.Public(), 1)...)
	if len(a.Subtitle) > 0 {
		l.gap(3 * Pt)
		l = append(l, c.paragraph(a.Subtitle, c.theme.subtitle, parent.Add(tag.P)).lines(width)...)
	}
	l.gap(8 * Pt)
	l = append(l, c.titleRule(width))
	l.keepAll()
	l.keepLast()
	if len(a.Purpose) > 0 {
		l.gap(c.theme.block)
		l = append(l, c.paragraph(a.Purpose, c.theme.body, parent.Add(tag.P)).lines(min(width, c.theme.measure))...)
	}
	c.level = 1
	if len(a.KeyPoints) > 0 {
		l.gap(c.theme.block)
		l = append(l, c.keyPoints(a.KeyPoints, width, parent)...)
		c.level = 2
	}
	return l
}

// titleRule is the line under the title of a page.
func (c *composer) titleRule(width Length) node {
	const weight = 5 * Pt / 2
	return node{height: weight, frames: []Frame{&Fill{W: width, H: weight, Color: c.theme.bar}}}
}

package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// callout is a tinted box that stands out from the body.
func (c *composer) callout(b *article.Callout, width Length, parent *tag.Node) list {
	in := parent.Add(tag.Div)
	var title list
	if len(b.Title) > 0 {
		title = c.paragraph(b.Title, c.theme.h3.in(c.theme.accent), in.Add(c.subheading())).lines(c.boxWidth(width))
	}
	var s stack
	for _, t := range b.Texts {
		s = append(s, part{text: c.paragraph(t, c.theme.body, in.Add(tag.P)), gap: c.theme.para})
	}
	if len(b.Items) > 0 {
		s = append(s, c.items(b.Items, article.Bullet, c.theme.body, in)...)
	}
	return c.box(title, s, width)
}

// keyPoints is the box at the top that says what matters most.
func (c *composer) keyPoints(items []article.Item, width Length, parent *tag.Node) list {
	in := parent.Add(tag.Div)
	title := c.own(c.words.keyPoints, c.theme.boxed, in.Add(tag.H2)).lines(c.boxWidth(width))
	return c.box(title, c.items(items, article.Bullet, c.theme.body, in), width)
}

// The insets of a box's text.
const (
	boxBar  = 3 * Pt
	boxSide = 14 * Pt
)

// boxDress is a tint with a bar at its left; without tints, lines at its other
// edges.
func (c *composer) boxDress(width Length) dress {
	d := dress{width: width, bar: rule{weight: boxBar, color: c.theme.bar}}
	switch {
	case c.theme.hatched:
		d.bar.weight, d.bar.hatched = hatchBar, true
	case c.theme.tint != white:
		d.fill = &c.theme.tint
		return d
	}
	line := rule{weight: max(c.theme.fine, Pt), color: c.theme.bar}
	d.above, d.below, d.end = line, line, line
	return d
}

func (c *composer) boxWidth(width Length) Length {
	return min(width-2*boxSide, c.theme.measure)
}

// box sets a title and a stack in a box, in one piece if a page can hold it.
func (c *composer) box(title list, s stack, width Length) list {
	title.keepAll()
	title.keepLast()
	text := s.lines(c.boxWidth(width))
	inner := append(c.room(len(title)+1+len(text)), title...)
	inner.gap(c.theme.item)
	inner = append(inner, text...)
	inner.indent(boxSide)
	r := row{
		cells: []list{inner},
		top:   c.theme.pad + c.theme.pad/3, bottom: c.theme.pad + c.theme.pad/2,
		dress: c.boxDress(width),
	}
	return list{r.node()}
}

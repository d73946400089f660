package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// terms set each term beside what it means.
func (c *composer) terms(b *article.Terms, width Length, parent *tag.Node) list {
	width = min(width, c.theme.measure)
	in := parent.Add(tag.L)
	in.Numbering = tag.Unlabelled
	if c.theme.stacked {
		return c.stackedTerms(b, width, in)
	}
	type entry struct{ term, means stack }
	entries := make([]entry, 0, len(b.Entries))
	var widest Length
	for _, t := range b.Entries {
		li := in.Add(tag.LI)
		term := append(c.stackOf(1), part{text: c.paragraph(t.Term, c.theme.body.bold(), li.Add(tag.Lbl))})
		means := append(c.stackOf(1), part{text: c.meaning(t, li.Add(tag.LBody))})
		entries = append(entries, entry{term, means})
		widest = max(widest, term.natural())
	}
	gutter := c.theme.body.size * 3 / 2
	left := min(widest, width*3/10) + gutter
	l := c.room(2 * len(entries))
	for _, e := range entries {
		l.gap(c.theme.para)
		term, means := e.term.lines(left-gutter), e.means.lines(width-left)
		means.indent(left)
		l = append(l, (&row{cells: []list{term, means}}).node())
	}
	return l
}

// stackedTerms set each term over what it means.
func (c *composer) stackedTerms(b *article.Terms, width Length, in *tag.Node) list {
	var l list
	for _, t := range b.Entries {
		l.gap(c.theme.para)
		li := in.Add(tag.LI)
		term := c.paragraph(t.Term, c.theme.body.bold(), li.Add(tag.Lbl)).lines(width)
		term.keepAll()
		term.keepLast()
		l = append(append(l, term...), c.meaning(t, li.Add(tag.LBody)).lines(width)...)
	}
	return l
}

// meaning is what a term stands for, if it does, and what it means.
func (c *composer) meaning(t article.Term, body *tag.Node) *paragraph {
	if len(t.StandsFor) == 0 {
		return c.paragraph(t.Means, c.theme.body, body)
	}
	of := [2]*article.Inline{&t.StandsFor[0]} // copies for families may share the one and not the other
	if len(t.Means) > 0 {
		of[1] = &t.Means[0]
	}
	if p := c.again(of, c.theme.body, body); p != nil {
		return p
	}
	w := c.weaver(c.theme.body, body)
	for _, in := range t.StandsFor {
		in.Style |= article.Italic
		w.inline(&in)
	}
	w.own(". ")
	w.inlines(t.Means)
	return w.kept(of)
}

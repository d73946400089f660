package layout

import (
	"slices"

	"handout/internal/article"
	"handout/internal/tag"
)

// rowLabel is the label of a comparison's row, indented by the room for a tick
// where the row, or one beside it, has one.
func (c *composer) rowLabel(row article.Row, l look, indent Length, parent *tag.Node) stack {
	p := part{indent: indent}
	if row.Ticked {
		p.tick = c.saying(c.words.ticked+": ", parent)
	}
	p.text = c.paragraph(row.Label, l, parent)
	return append(c.stackOf(1), p)
}

// tickIndent returns the room before the labels of rows that look like l: none
// if no row is ticked.
func tickIndent(rows []article.Row, l look) Length {
	if slices.ContainsFunc(rows, func(r article.Row) bool { return r.Ticked }) {
		return l.size * 5 / 4
	}
	return 0
}

// tick draws a tick before a line that looks like l, its left end at x.
func tick(x, baseline Length, l look, leaf *tag.Node) *Path {
	at := func(right, up Length) [2]Length { return [2]Length{x + l.size*right/100, baseline - l.size*up/100} }
	return &Path{Points: [][2]Length{at(7, 34), at(30, 6), at(82, 74)}, Width: l.size * 16 / 100, Color: l.color, Node: leaf}
}

package layout

import (
	"slices"

	"handout/internal/article"
	"handout/internal/tag"
)

// restacked sets a comparison in one column, for who sees a few lines of a page
// at a time: each row's label as a heading, and under it what the row says of
// each column, the column's name above. No name is ever further from its words
// than the line over them: a page that begins inside a row repeats the row's
// label, and the column's name if it begins inside a cell.
//
// It is tagged as it is read. The labels are headings, so that a screen reader
// goes from row to row with one key; a row's cells are a list, whose entries
// are labelled with the columns' names, so that it says how many there are and
// keeps each name with its words. A table would promise that the columns can be
// gone down, which the page does not show.
func (c *composer) restacked(b *article.Comparison, width Length, parent *tag.Node) list {
	var l list
	if len(b.Caption) > 0 {
		l = c.paragraph(b.Caption, c.theme.body.bold(), parent.Add(tag.P)).lines(width)
		l.keepAll()
		l.keepLast()
		l.gap(c.theme.item)
	}
	l = append(l, c.columnNames(b, width, parent)...)
	for _, row := range b.Rows {
		l.gap(c.theme.block)
		l = append(l, c.restackedRow(b, row, width, parent)...)
	}
	return append(l, c.closing(width))
}

// closing is the heavy rule under a comparison, in space that is dropped where
// the page ends anyway.
func (c *composer) closing(width Length) node {
	const weight = 4 * Pt
	above := c.theme.block * 3 / 4
	return node{height: above + weight, space: true, frames: []Frame{&Fill{Y: above, W: width, H: weight, Color: c.theme.black}}}
}

// columnNames says what is compared, before it is.
func (c *composer) columnNames(b *article.Comparison, width Length, parent *tag.Node) list {
	l := c.own(c.words.each, c.theme.body, parent.Add(tag.P)).lines(width)
	l.keepAll()
	l.keepLast()
	l.gap(c.theme.item)
	var names []article.Item
	for _, col := range b.Columns {
		names = append(names, article.Item{Text: col.Title})
	}
	entries := c.items(names, article.Bullet, c.theme.body.bold(), parent).lines(width)
	entries.keepAll()
	return append(l, entries...)
}

// The bar beside a cell, and its text's distance from the left.
const (
	cellBar  = 3 * Pt
	cellEdge = 16 * Pt
)

// restackedRow is a row of a comparison. One that is no higher than half a page stays in one piece.
func (c *composer) restackedRow(b *article.Comparison, row article.Row, width Length, parent *tag.Node) list {
	indent := tickIndent([]article.Row{row}, c.theme.h3)
	label := c.rowLabel(row, c.theme.h3, indent, parent.Add(c.subheading()))
	l := c.rowTitle(label, width)
	goesOn := slices.Clone(label)
	goesOn[0].text = c.continued(label[0].text)
	in := parent.Add(tag.L)
	in.Numbering = tag.Unlabelled
	for i, cell := range row.Cells {
		li := in.Add(tag.LI)
		name := c.cellName(b, cell, li.Add(tag.Lbl))
		text := c.cellText(cell, li.Add(tag.LBody))
		above := c.theme.para
		if i == 0 {
			above = c.theme.item
		}
		l.gap(above)
		l = append(l, c.restackedCell(goesOn, name, text, width)...)
	}
	if l.height() <= c.theme.area.height/2 {
		l.keepAll()
	}
	return l
}

// rowTitle is a rule with a row's label below it, which keep with what follows.
func (c *composer) rowTitle(label stack, width Length) list {
	l := list{{height: c.theme.pad, frames: []Frame{&Fill{W: width, H: 2 * Pt, Color: c.theme.black}}}}
	l = append(l, label.lines(width)...)
	l.keepAll()
	l.keepLast()
	return l
}

// restackedCell is a cell's name and, beside a bar, its text, in one piece if a
// page can hold it. label stands over a page that begins with it.
func (c *composer) restackedCell(label stack, name *paragraph, text stack, width Length) list {
	again := func(more ...*paragraph) *head {
		made := func() list {
			l := c.rowTitle(label, width)
			l.gap(c.theme.item)
			for _, p := range more {
				l = append(l, p.lines(width)...)
				l.gap(nameGap)
			}
			return l.artifact()
		}
		return &head{height: made().height(), again: made}
	}
	l := name.lines(width)
	l.keepAll()
	l.keepLast()
	over := again()
	for i := range l {
		l[i].head = over
	}
	l.gap(nameGap)
	inner := text.lines(width - cellEdge)
	inner.indent(cellEdge)
	cell := (&row{cells: []list{inner}, dress: dress{width: width, bar: rule{weight: cellBar, color: c.theme.black}}}).node()
	cell.head = again(c.continued(name))
	return append(l, cell)
}

// nameGap is the space between a cell's name and its text.
const nameGap = 3 * Pt

// cellName is the names of the columns that a cell is about. They come again in
// every row, without their links.
func (c *composer) cellName(b *article.Comparison, cell article.Cell, parent *tag.Node) *paragraph {
	w := weaver{c: c, look: c.theme.body.bold(), parent: parent}
	columns := b.Columns[cell.First : cell.First+cell.Span]
	for i, col := range columns {
		switch {
		case i == 0:
		case i == len(columns)-1:
			w.own(" " + c.words.and(col.Title.String()) + " ")
		default:
			w.own(", ")
		}
		for _, in := range col.Title {
			in.Link, in.Entry = "", ""
			w.inline(&in)
		}
	}
	return w.paragraph()
}

// continued is p with a word that says it goes on from the page before.
func (c *composer) continued(p *paragraph) *paragraph {
	return &paragraph{c: c, look: p.look, units: slices.Concat(p.units, c.running(" "+c.words.continued, p.look).units)}
}

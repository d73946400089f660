package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// grid is the columns of a comparison: the row labels first.
type grid []struct{ x, width Length }

// comparison sets things side by side: a header row that comes again on every
// page, and a row for each point they are compared in.
func (c *composer) comparison(b *article.Comparison, width Length, parent *tag.Node) list {
	if c.theme.stacked {
		return c.restacked(b, width, parent)
	}
	in := parent.Add(tag.Table)
	l := c.room(len(b.Rows) + 4)
	if len(b.Caption) > 0 {
		l = append(l, c.paragraph(b.Caption, c.theme.body.bold(), in.Add(tag.Caption)).lines(min(width, c.theme.measure))...)
		l.keepAll()
		l.keepLast()
		l.gap(c.theme.item)
	}
	header := c.headerRow(b, in.Add(tag.THead).Add(tag.TR))
	rows := c.bodyRows(b, header, in.Add(tag.TBody))
	g := c.columns(append([]tableRow{header}, rows...), len(b.Columns)+1, width)

	top := c.set(header, g, c.headerDress(width), c.theme.pad)
	top.keep = true
	over := &head{height: top.height, again: func() list {
		return list{c.set(header, g, c.headerDress(width), c.theme.pad)}.artifact()
	}}
	l = append(l, top)
	for i, r := range rows {
		n := c.set(r, g, c.rowDress(width, i == len(rows)-1), c.theme.pad)
		n.head = over
		l = append(l, n)
	}
	return l
}

// tableRow is a row whose column widths are not known yet.
type tableRow struct{ cells []tableCell }

// tableCell covers span columns of the grid from first on.
type tableCell struct {
	first, span int
	text        stack
	node        *tag.Node
}

// headerRow is the names of the columns. The corner over the row labels says
// nothing.
func (c *composer) headerRow(b *article.Comparison, tr *tag.Node) tableRow {
	r := tableRow{c.tableCells.Take(1 + len(b.Columns))[:1]}
	r.cells[0] = tableCell{first: 0, span: 1, node: tr.Add(tag.TD)}
	l := c.theme.table.bold().in(c.theme.accent)
	l.size, l.leading, l.balanced = l.size*108/100, l.leading*108/100, true
	for i, col := range b.Columns {
		th := tr.Add(tag.TH)
		th.Scope = tag.Column
		title := append(c.stackOf(1), part{text: c.paragraph(col.Title, l, th)})
		r.cells = append(r.cells, tableCell{i + 1, 1, title, th})
	}
	return r
}

func (c *composer) bodyRows(b *article.Comparison, header tableRow, tbody *tag.Node) []tableRow {
	rows := make([]tableRow, 0, len(b.Rows))
	look := c.theme.table.bold()
	indent := tickIndent(b.Rows, look)
	for _, row := range b.Rows {
		tr := tbody.Add(tag.TR)
		th := tr.Add(tag.TH)
		th.Scope = tag.Row
		label := c.rowLabel(row, look, indent, th)
		r := tableRow{c.tableCells.Take(1 + len(row.Cells))[:1]}
		r.cells[0] = tableCell{0, 1, label, th}
		for _, cell := range row.Cells {
			td := tr.Add(tag.TD)
			if cell.Span > 1 {
				td.ColSpan = cell.Span
				td.Headers = append(td.Headers, th)
				for i := range cell.Span {
					td.Headers = append(td.Headers, header.cells[cell.First+1+i].node)
				}
			}
			r.cells = append(r.cells, tableCell{cell.First + 1, cell.Span, c.cellText(cell, td), td})
		}
		rows = append(rows, r)
	}
	return rows
}

func (c *composer) cellText(cell article.Cell, td *tag.Node) stack {
	if len(cell.Items) > 0 {
		s := c.items(cell.Items, article.Bullet, c.theme.table, td)
		for i := range s {
			s[i].gap /= 2
		}
		return s
	}
	return c.texts(cell.Texts, c.theme.table, td)
}

// cellSide is the space at either side of a cell's text.
const cellSide = 7 * Pt

// columns shares width among n columns: the labels get what they need, up to
// a fifth; the others as much as one another, bent towards those with more
// to say, and never less than their longest word if there is room for it.
func (c *composer) columns(rows []tableRow, n int, width Length) grid {
	need, least := make([]Length, n), make([]Length, n) // natural width of column 0, volume of the others
	for _, r := range rows {
		for _, cell := range r.cells {
			if cell.span > 1 {
				continue
			}
			i := cell.first
			least[i] = max(least[i], cell.text.longest()+2*cellSide)
			if i == 0 {
				need[0] = max(need[0], cell.text.natural()+2*cellSide)
			} else {
				need[i] += cell.text.volume()
			}
		}
	}
	g := make(grid, n)
	g[0].width = min(max(min(need[0], width*20/100), least[0]), width*30/100)
	share(g[1:], need[1:], least[1:], width-g[0].width)
	for i := 1; i < n; i++ {
		g[i].x = g[i-1].x + g[i-1].width
	}
	return g
}

// share gives the columns of g the room in all: an equal part each, moved by
// up to a fifth towards their need, then mended where that is less than the
// least.
func share(g grid, need, least []Length, room Length) {
	var all Length
	for _, w := range need {
		all += w
	}
	n := Length(len(g))
	equal := room / n
	for i := range g {
		bend := Length(0)
		if all > 0 {
			bend = (need[i]*n*100/all - 100) / 3
		}
		if bend > -5 && bend < 5 {
			bend = 0
		}
		g[i].width = equal * (100 + min(max(bend, -20), 20)) / 100
	}
	for i := range g {
		g[i].width = max(g[i].width, min(least[i], equal*3/2))
	}
	var used, spare Length
	for i := range g {
		used += g[i].width
		spare += max(g[i].width-least[i], 0)
	}
	over := used - room
	for i := range g {
		switch {
		case over < 0:
			g[i].width -= over / n
		case spare >= over && spare > 0:
			g[i].width -= over * max(g[i].width-least[i], 0) / spare
		default:
			g[i].width = equal
		}
	}
}

// set breaks a row's text into the grid's columns.
func (c *composer) set(r tableRow, g grid, d dress, pad Length) node {
	out := c.rows.New()
	*out = row{cells: c.cells.Take(len(r.cells))[:0], top: pad, bottom: pad, dress: d}
	for _, cell := range r.cells {
		x, last := g[cell.first].x, g[cell.first+cell.span-1]
		width := last.x + last.width - x - 2*cellSide
		l := cell.text.lines(width)
		l.indent(x + cellSide)
		if cell.first > 1 {
			out.dress.between = append(out.dress.between, x)
		}
		out.cells = append(out.cells, l)
	}
	return out.node()
}

func (c *composer) headerDress(width Length) dress {
	d := dress{width: width, above: rule{weight: 2 * Pt, color: c.theme.bar}, below: rule{weight: Pt, color: c.theme.bar}}
	if c.theme.hatched {
		d.above.weight, d.below.weight = 3*Pt, 3*Pt/2
	} else {
		d.fill = &c.theme.tint
	}
	return d
}

// rowDress parts the columns by a line, which is not there where a cell covers
// two: its words are said of both.
func (c *composer) rowDress(width Length, last bool) dress {
	line := rule{weight: c.theme.fine, color: c.theme.hair}
	d := dress{width: width, below: line, line: line}
	if last {
		d.below = rule{weight: 3 * Pt / 2, color: c.theme.bar}
	}
	return d
}

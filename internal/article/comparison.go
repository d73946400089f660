package article

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Comparison sets two to four things side by side.
type Comparison struct {
	Pos     diag.Pos
	Caption Text
	Columns []Column
	Rows    []Row
}

// Column is one of the things compared.
type Column struct {
	Pos   diag.Pos
	ID    string // the key of its cells
	Title Text
}

// Row is one respect in which the columns are compared. Its cells cover every
// column once, left to right.
type Row struct {
	Pos    diag.Pos
	Label  Text
	Cells  []Cell
	Ticked bool // chosen for the family that the handout is for
}

// Cell is what a row says of one column, or of some that are neighbours. It
// holds Texts, or Items for a bulleted list.
type Cell struct {
	Pos   diag.Pos
	First int // index of its first column
	Span  int // number of columns, 1 or more
	Texts []Text
	Items []Item
}

func (b *Comparison) Position() diag.Pos { return b.Pos }
func (b *Comparison) Kind() string       { return "comparison" }

func (b *Comparison) texts(f func(*Text)) {
	f(&b.Caption)
	for i := range b.Columns {
		f(&b.Columns[i].Title)
	}
	for i := range b.Rows {
		row := &b.Rows[i]
		f(&row.Label)
		for k := range row.Cells {
			allTexts(row.Cells[k].Texts, f)
			itemTexts(row.Cells[k].Items, f)
		}
	}
}

func (b *Comparison) clone() Block {
	c := &Comparison{b.Pos, b.Caption, slices.Clone(b.Columns), slices.Clone(b.Rows)}
	for i := range c.Rows {
		cells := slices.Clone(c.Rows[i].Cells)
		for k := range cells {
			cells[k].Texts, cells[k].Items = slices.Clone(cells[k].Texts), cloneItems(cells[k].Items)
		}
		c.Rows[i].Cells = cells
	}
	return c
}

const comparisonDoc = "Two to four things side by side, row by row."

var comparisonShape = &decode.Shape{Name: "comparison", Def: "comparison", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "caption", Value: words, Doc: "What the table shows; not needed under a heading that says it."},
	{Name: "columns", Required: true, Example: "[{id: school, title: School}, {id: clinic, title: Clinic}]",
		Value: &decode.Shape{List: &decode.ListShape{Of: columnShape, Min: 2, Max: 4}}, Doc: "The things compared, two to four."},
	{Name: "rows", Required: true, Example: "[{label: Who pays, school: words, clinic: words}]",
		Value: &decode.Shape{List: &decode.ListShape{Of: rowShape}}, Doc: "What they are compared by."},
}}}

var columnShape = &decode.Shape{Name: "column", Def: "column", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "id", Required: true, Example: "school", Doc: "A short word that the rows use as their key for this column.",
		Value: &decode.Shape{Scalar: &decode.ScalarShape{Pattern: regexp.MustCompile(`^[a-z][a-z0-9-]*$`),
			Means: "a short word of small letters, digits and hyphens that begins with a letter"}}},
	{Name: "title", Required: true, Value: words, Example: "School", Doc: "What stands on top of the column."},
}}}

var rowShape = &decode.Shape{Name: "row", Def: "row", Map: &decode.MapShape{
	Keys: []decode.Key{
		{Name: "label", Required: true, Value: words, Example: "Who pays", Doc: "What the row compares."},
		{Name: "all", Value: passage, Doc: "One cell across all columns."},
	},
	More: &decode.More{Value: passage,
		Doc: "The cell of the column with this id: words, or a list of words, which gets bullets. Two ids with a + between them are one cell across neighbours."},
}}

// reserved are the keys of a row that cannot be columns.
var reserved = []string{"label", "all"}

func parseComparison(p *parser, v *decode.Value, pos diag.Pos) Block {
	b := &Comparison{Pos: pos, Caption: p.line(v.Get("caption"))}
	columns := v.Get("columns")
	known := columns != nil && !columns.Incomplete()
	var ids []string
	for _, col := range columns.List() {
		id := col.Get("id")
		known = p.columnID(id, ids) && known
		ids = append(ids, id.String())
		b.Columns = append(b.Columns, Column{col.Pos, id.String(), p.line(col.Get("title"))})
	}
	for _, r := range v.Get("rows").List() {
		b.Rows = append(b.Rows, p.row(r, ids, known))
	}
	return b
}

// columnID reports whether id can be a column's beside others.
func (p *parser) columnID(id *decode.Value, others []string) bool {
	switch {
	case id == nil: // that has been reported
	case slices.Contains(reserved, id.Text):
		id.Error(&p.diags, "reserved-id", "a column cannot be called "+diag.Quote(id.Text), "the word has a meaning of its own in rows")
	case slices.Contains(others, id.Text):
		id.Error(&p.diags, "duplicate-id", "there is another column "+diag.Quote(id.Text), "give each column an id of its own")
	default:
		return true
	}
	return false
}

// row reads a row. Its keys are held against the ids of the columns if these
// are known to be good.
func (p *parser) row(v *decode.Value, ids []string, known bool) Row {
	row := Row{Pos: v.Pos, Label: p.line(v.Get("label"))}
	row.Cells = make([]Cell, 0, len(v.Pairs))
	filled := make([]*decode.Value, len(ids))
	for _, pair := range v.Pairs {
		if pair.Key.Text == "label" {
			continue
		}
		cell := Cell{Pos: pair.Value.Pos}
		if known {
			cell.First, cell.Span = p.across(pair.Key, ids)
			p.fill(filled[cell.First:cell.First+cell.Span], pair.Key)
			known = cell.Span > 0
		}
		if pair.Value.Kind == decode.List {
			cell.Items = p.items(pair.Value)
		} else {
			cell.Texts = p.paragraphs(pair.Value)
		}
		row.Cells = append(row.Cells, cell)
	}
	if known && !v.Incomplete() {
		p.unfilled(v, ids, filled)
	}
	slices.SortStableFunc(row.Cells, func(a, b Cell) int { return a.First - b.First })
	return row
}

// across returns the columns that a row's key names, from first; the span is 0
// when they are not as they should be.
func (p *parser) across(key *decode.Value, ids []string) (first, span int) {
	if key.Text == "all" {
		return 0, len(ids)
	}
	for i, id := range strings.Split(key.Text, "+") {
		n := slices.Index(ids, strings.TrimSpace(id))
		switch {
		case n < 0:
			hint := "the columns are " + strings.Join(ids, ", ")
			if near := decode.Nearest(id, append(ids, reserved...)); near != "" {
				hint = "did you mean " + diag.Quote(near) + "?"
			}
			key.Error(&p.diags, "unknown-column", fmt.Sprintf("there is no column %s", diag.Quote(id)), hint)
			return 0, 0
		case i == 0:
			first = n
		case n != first+i:
			key.Error(&p.diags, "bad-span", "a cell can span only neighbours, from left to right",
				"the columns are "+strings.Join(ids, ", "))
			return 0, 0
		}
		span++
	}
	return first, span
}

// fill notes which key fills some columns, and reports one filled before.
func (p *parser) fill(columns []*decode.Value, key *decode.Value) {
	for i, before := range columns {
		if before != nil {
			key.Error(&p.diags, "filled-twice", fmt.Sprintf("%s and %s fill the same column", diag.Quote(before.Text), diag.Quote(key.Text)), "keep one of them")
			return
		}
		columns[i] = key
	}
}

// unfilled reports the columns for which a row has nothing.
func (p *parser) unfilled(row *decode.Value, ids []string, filled []*decode.Value) {
	for i, by := range filled {
		if by == nil {
			row.Error(&p.diags, "missing-cell", "the row has no cell for "+diag.Quote(ids[i]),
				"add "+ids[i]+": words, or all: words for one cell across the columns")
		}
	}
}

package article

import "handout/internal/diag"

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
	Pos   diag.Pos
	Label Text
	Cells []Cell
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

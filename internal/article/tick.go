package article

import "slices"

// Rows returns how many rows the comparisons of a have in all.
func (a *Article) Rows() int {
	n := 0
	for _, b := range a.Body {
		if b, ok := b.(*Comparison); ok {
			n += len(b.Rows)
		}
	}
	return n
}

// Tick returns a copy of a in which the rows of the comparisons with these
// numbers are ticked. They count from 1 through the whole article; a number
// that no row has is left out.
func (a *Article) Tick(numbers []int) *Article {
	if len(numbers) == 0 {
		return a
	}
	c := *a
	c.Body = slices.Clone(a.Body)
	n := 0
	for i, b := range a.Body {
		b, ok := b.(*Comparison)
		if !ok {
			continue
		}
		ticked := *b
		ticked.Rows = slices.Clone(b.Rows)
		for k := range ticked.Rows {
			n++
			ticked.Rows[k].Ticked = slices.Contains(numbers, n)
		}
		c.Body[i] = &ticked
	}
	return &c
}

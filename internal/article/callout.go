package article

import "handout/internal/diag"

// Callout is what must not be missed. It holds Texts, Items or both; Texts
// come first.
type Callout struct {
	Pos   diag.Pos
	Title Text
	Texts []Text
	Items []Item
}

func (b *Callout) Position() diag.Pos { return b.Pos }
func (b *Callout) Kind() string       { return "callout" }

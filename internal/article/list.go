package article

import "handout/internal/diag"

// List is items one below the other.
type List struct {
	Pos    diag.Pos
	Marker Marker
	Items  []Item
}

// Marker is what stands before each item of a List.
type Marker uint8

const (
	Bullet   Marker = iota // "list"
	Number                 // "steps"
	CheckBox               // "checklist"
)

func (b *List) Position() diag.Pos { return b.Pos }
func (b *List) Kind() string       { return [...]string{"list", "steps", "checklist"}[b.Marker] }

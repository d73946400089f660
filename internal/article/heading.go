package article

import "handout/internal/diag"

// Heading opens a section of the body. The article's title is level 1.
type Heading struct {
	Pos   diag.Pos
	Level int // 2 for "heading", 3 for "subheading"
	Text  Text
}

func (b *Heading) Position() diag.Pos { return b.Pos }

func (b *Heading) Kind() string {
	if b.Level == 3 {
		return "subheading"
	}
	return "heading"
}

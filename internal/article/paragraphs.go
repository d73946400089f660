package article

import "handout/internal/diag"

// Paragraphs is running text. Blank lines part paragraphs.
type Paragraphs struct {
	Pos   diag.Pos
	Texts []Text
}

func (b *Paragraphs) Position() diag.Pos { return b.Pos }
func (b *Paragraphs) Kind() string       { return "text" }

package article

import (
	"slices"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Paragraphs is running text. Blank lines part paragraphs.
type Paragraphs struct {
	Pos   diag.Pos
	Texts []Text
}

func (b *Paragraphs) Position() diag.Pos { return b.Pos }
func (b *Paragraphs) Kind() string       { return "text" }

func (b *Paragraphs) texts(f func(*Text)) { allTexts(b.Texts, f) }
func (b *Paragraphs) clone() Block        { return &Paragraphs{b.Pos, slices.Clone(b.Texts)} }

const paragraphsDoc = "Running text: **bold**, *italic*, [links](https://example.org), citations [@id], a line to write on: ____, and {{name}}, which is filled in for each family. A blank line parts two paragraphs; a list of texts is as good."

func parseParagraphs(p *parser, v *decode.Value, pos diag.Pos) Block {
	return &Paragraphs{pos, p.paragraphs(v)}
}

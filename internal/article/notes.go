package article

import (
	"strconv"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Notes is ruled lines to write on.
type Notes struct {
	Pos   diag.Pos
	Label Text // may be empty
	Lines int
}

func (b *Notes) Position() diag.Pos { return b.Pos }
func (b *Notes) Kind() string       { return "notes" }

func (b *Notes) texts(f func(*Text)) { f(&b.Label) }

func (b *Notes) clone() Block {
	c := *b
	return &c
}

const notesDoc = "Lines to write on."

var notesShape = &decode.Shape{Name: "notes", Def: "notes", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "label", Value: words, Doc: "What to write there, such as: My questions."},
	{Name: "lines", Required: true, Example: "4", Doc: "How many lines.",
		Value: &decode.Shape{Scalar: &decode.ScalarShape{Int: true, Min: 1, Max: 40}}},
}}}

func parseNotes(p *parser, v *decode.Value, pos diag.Pos) Block {
	lines, _ := strconv.Atoi(v.Get("lines").String())
	return &Notes{pos, p.line(v.Get("label")), lines}
}

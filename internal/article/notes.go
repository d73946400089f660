package article

import "handout/internal/diag"

// Notes is ruled lines to write on.
type Notes struct {
	Pos   diag.Pos
	Label Text // may be empty
	Lines int
}

func (b *Notes) Position() diag.Pos { return b.Pos }
func (b *Notes) Kind() string       { return "notes" }

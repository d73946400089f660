package article

import "handout/internal/diag"

// Terms explains words.
type Terms struct {
	Pos     diag.Pos
	Entries []Term
}

// Term is one word and its meaning. StandsFor is the long form of an
// abbreviation; it also becomes the Expansion of every inline that is the term.
type Term struct {
	Pos       diag.Pos
	Term      Text
	StandsFor Text
	Means     Text
}

func (b *Terms) Position() diag.Pos { return b.Pos }
func (b *Terms) Kind() string       { return "terms" }

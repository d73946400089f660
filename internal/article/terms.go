package article

import (
	"slices"

	"handout/internal/decode"
	"handout/internal/diag"
)

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
	StandsFor Text // may be empty
	Means     Text
}

func (b *Terms) Position() diag.Pos { return b.Pos }
func (b *Terms) Kind() string       { return "terms" }

func (b *Terms) texts(f func(*Text)) {
	for i := range b.Entries {
		t := &b.Entries[i]
		f(&t.Term)
		f(&t.StandsFor)
		f(&t.Means)
	}
}

func (b *Terms) clone() Block { return &Terms{b.Pos, slices.Clone(b.Entries)} }

const termsDoc = "Words to know, with what they mean."

var termsShape = &decode.Shape{List: &decode.ListShape{Of: &decode.Shape{Name: "term", Def: "term", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "term", Required: true, Value: words, Example: "IEP", Doc: "The word or the abbreviation."},
	{Name: "means", Required: true, Value: words, Example: "words that explain it", Doc: "What it means, in plain words."},
	{Name: "stands_for", Value: words, Doc: "The long form of an abbreviation. A screen reader can say it wherever the abbreviation stands."},
}}}}}

func parseTerms(p *parser, v *decode.Value, pos diag.Pos) Block {
	b := &Terms{Pos: pos}
	for _, t := range v.List() {
		b.Entries = append(b.Entries, Term{t.Pos, p.line(t.Get("term")), p.bare(t.Get("stands_for")), p.line(t.Get("means"))})
	}
	return b
}

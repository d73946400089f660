package article

import (
	"slices"

	"handout/internal/decode"
	"handout/internal/diag"
)

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

func (b *Callout) texts(f func(*Text)) {
	f(&b.Title)
	allTexts(b.Texts, f)
	itemTexts(b.Items, f)
}

func (b *Callout) clone() Block {
	return &Callout{b.Pos, b.Title, slices.Clone(b.Texts), cloneItems(b.Items)}
}

const calloutDoc = "A box for what must not be missed."

var calloutShape = &decode.Shape{Name: "callout", Def: "callout", Map: &decode.MapShape{Any: []string{"text", "list"}, Keys: []decode.Key{
	{Name: "title", Required: true, Value: words, Example: "Good to know", Doc: "What the box is about."},
	{Name: "text", Value: passage, Doc: "Its words, a paragraph or more."},
	{Name: "list", Value: itemsShape, Doc: "Its entries, with bullets."},
}}}

func parseCallout(p *parser, v *decode.Value, pos diag.Pos) Block {
	return &Callout{pos, p.line(v.Get("title")), p.paragraphs(v.Get("text")), p.items(v.Get("list"))}
}

package article

import (
	"fmt"
	"slices"

	"handout/internal/decode"
	"handout/internal/diag"
)

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

func (b *List) texts(f func(*Text)) { itemTexts(b.Items, f) }
func (b *List) clone() Block        { return &List{b.Pos, b.Marker, cloneItems(b.Items)} }

const (
	listDoc      = "Entries with bullets, in no order. An entry with entries below it is {text: ..., list: [...]}."
	stepsDoc     = "Numbered steps, to be done one after the other."
	checklistDoc = "Entries with a box to tick."
)

func parseList(p *parser, v *decode.Value, pos diag.Pos) Block {
	return &List{pos, Bullet, p.items(v)}
}

func parseSteps(p *parser, v *decode.Value, pos diag.Pos) Block {
	return &List{pos, Number, p.items(v)}
}

func parseChecklist(p *parser, v *decode.Value, pos diag.Pos) Block {
	return &List{pos, CheckBox, p.items(v)}
}

// itemsShape is a list whose entries may have lists below them, three deep.
var itemsShape = itemsOf(3)

func itemsOf(depth int) *decode.Shape {
	if depth == 1 {
		return wordsList
	}
	item := &decode.Shape{Scalar: words.Scalar, Map: &decode.MapShape{Keys: []decode.Key{
		{Name: "text", Required: true, Value: words, Example: "words", Doc: "The words of the entry."},
		{Name: "list", Required: true, Value: itemsOf(depth - 1), Example: "[one, two]", Doc: "The entries below it."},
	}}}
	return &decode.Shape{Def: fmt.Sprintf("list-%d-deep", depth), List: &decode.ListShape{Of: item}}
}

func (p *parser) items(v *decode.Value) []Item {
	all := slices.Grow([]Item(nil), len(v.List()))
	for _, entry := range v.List() {
		item := Item{Pos: entry.Pos}
		if entry.Kind == decode.Map {
			item.Text, item.Sub = p.line(entry.Get("text")), p.items(entry.Get("list"))
		} else {
			item.Text = p.line(entry)
		}
		all = append(all, item)
	}
	return all
}

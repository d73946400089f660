package article

import (
	"handout/internal/decode"
	"handout/internal/diag"
)

// kind is a kind of block: its key, what it is for, what its value may be and
// how that is read.
type kind struct {
	name  string
	doc   string
	shape *decode.Shape
	parse func(p *parser, v *decode.Value, pos diag.Pos) Block
}

// kinds is the list of all kinds of block.
var kinds = []kind{
	{"heading", headingDoc, words, parseHeading},
	{"subheading", subheadingDoc, words, parseSubheading},
	{"text", paragraphsDoc, passage, parseParagraphs},
	{"comparison", comparisonDoc, comparisonShape, parseComparison},
	{"list", listDoc, itemsShape, parseList},
	{"steps", stepsDoc, itemsShape, parseSteps},
	{"checklist", checklistDoc, itemsShape, parseChecklist},
	{"questions", questionsDoc, questionsShape, parseQuestions},
	{"terms", termsDoc, termsShape, parseTerms},
	{"callout", calloutDoc, calloutShape, parseCallout},
	{"image", imageDoc, imageShape, parseImage},
	{"notes", notesDoc, notesShape, parseNotes},
}

// Kinds returns the keys of all kinds of block.
func Kinds() []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.name)
	}
	return names
}

var blockShape = &decode.Shape{Name: "block", Def: "block", Map: &decode.MapShape{Keys: kindKeys(), One: true}}

func kindKeys() []decode.Key {
	var keys []decode.Key
	for _, k := range kinds {
		keys = append(keys, decode.Key{Name: k.name, Doc: k.doc, Value: k.shape})
	}
	return keys
}

// blocks reads the body.
func (p *parser) blocks(v *decode.Value) []Block {
	var all []Block
	for _, item := range v.List() {
		for _, k := range kinds {
			if value := item.Get(k.name); value != nil {
				all = append(all, k.parse(p, value, item.Key(k.name).Pos))
			}
		}
	}
	return all
}

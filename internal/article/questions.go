package article

import (
	"slices"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Questions is what readers ask, with the answers.
type Questions struct {
	Pos   diag.Pos
	Pairs []Question
}

// Question is one question and its answer's paragraphs.
type Question struct {
	Pos    diag.Pos
	Ask    Text
	Answer []Text
}

func (b *Questions) Position() diag.Pos { return b.Pos }
func (b *Questions) Kind() string       { return "questions" }

func (b *Questions) texts(f func(*Text)) {
	for i := range b.Pairs {
		f(&b.Pairs[i].Ask)
		allTexts(b.Pairs[i].Answer, f)
	}
}

func (b *Questions) clone() Block {
	c := &Questions{b.Pos, slices.Clone(b.Pairs)}
	for i := range c.Pairs {
		c.Pairs[i].Answer = slices.Clone(c.Pairs[i].Answer)
	}
	return c
}

const questionsDoc = "Questions that readers ask, with their answers."

var questionsShape = &decode.Shape{List: &decode.ListShape{Of: &decode.Shape{Name: "question", Def: "question", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "ask", Required: true, Value: words, Example: "What is it?", Doc: "The question, in the reader's words."},
	{Name: "answer", Required: true, Value: passage, Example: "Words that answer it.", Doc: "The answer, a paragraph or more."},
}}}}}

func parseQuestions(p *parser, v *decode.Value, pos diag.Pos) Block {
	b := &Questions{Pos: pos}
	for _, q := range v.List() {
		b.Pairs = append(b.Pairs, Question{q.Pos, p.line(q.Get("ask")), p.paragraphs(q.Get("answer"))})
	}
	return b
}

package article

import "handout/internal/diag"

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

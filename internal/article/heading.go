package article

import (
	"handout/internal/decode"
	"handout/internal/diag"
)

// Heading opens a section of the body. The article's title is level 1.
type Heading struct {
	Pos   diag.Pos
	Level int // 2 for "heading", 3 for "subheading"
	Text  Text
}

func (b *Heading) Position() diag.Pos { return b.Pos }

func (b *Heading) Kind() string {
	if b.Level == 3 {
		return "subheading"
	}
	return "heading"
}

func (b *Heading) texts(f func(*Text)) { f(&b.Text) }

func (b *Heading) clone() Block {
	c := *b
	return &c
}

const (
	headingDoc    = "A heading opens a part of the handout."
	subheadingDoc = "A subheading divides the part that a heading has opened."
)

func parseHeading(p *parser, v *decode.Value, pos diag.Pos) Block {
	p.section = true
	return &Heading{pos, 2, p.line(v)}
}

func parseSubheading(p *parser, v *decode.Value, pos diag.Pos) Block {
	if !p.section {
		p.fault(pos, "subheading", "skipped-heading", "a subheading before any heading skips a level", "use heading here, or put a heading above")
	}
	return &Heading{pos, 3, p.line(v)}
}

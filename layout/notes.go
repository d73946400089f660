package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// notePitch is the distance between two lines to write on.
const notePitch = 9 * Mm

// notes are lines to write on, under their label.
func (c *composer) notes(b *article.Notes, width Length, parent *tag.Node) list {
	var l list
	if len(b.Label) > 0 {
		l = c.paragraph(b.Label, c.theme.body.bold(), parent.Add(tag.P)).lines(min(width, c.theme.measure))
		l.keepAll()
		l.keepLast()
	}
	for i := range b.Lines {
		line := node{height: notePitch, keep: i == 0 && b.Lines > 1}
		line.frames = []Frame{&Fill{Y: notePitch - Pt/2, W: width, H: 3 * Pt / 4, Color: c.theme.hair}}
		l = append(l, line)
	}
	return l
}

package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// notes are lines to write on, under their label.
func (c *composer) notes(b *article.Notes, width Length, parent *tag.Node) list {
	var l list
	if len(b.Label) > 0 {
		l = c.paragraph(b.Label, c.theme.body.bold(), parent.Add(tag.P)).lines(min(width, c.theme.measure))
		l.keepAll()
		l.keepLast()
	}
	for i := range b.Lines {
		line := node{height: c.theme.pitch, keep: i == 0 && b.Lines > 1}
		line.frames = []Frame{&Fill{Y: c.theme.pitch - Pt/2, W: width, H: c.theme.fine, Color: c.theme.hair}}
		l = append(l, line)
	}
	return l
}

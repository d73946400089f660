package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// imageDPI is how many pixels an image is given to the inch, unless it would
// then be wider or higher than its place.
const imageDPI = 150

// image is a picture with its caption below, kept together.
func (c *composer) image(b *article.Image, width Length, parent *tag.Node) list {
	var below list
	figure := (*tag.Node)(nil)
	if !b.Decorative {
		figure = parent.Add(tag.Figure)
		figure.Alt = b.Alt
	}
	if len(b.Caption) > 0 {
		in := parent.Add(tag.P)
		if figure != nil {
			in.Role = tag.Caption
		}
		below = c.paragraph(b.Caption, c.theme.small.in(c.theme.quiet), in).lines(min(width, c.theme.measure))
		below.keepAll()
	}
	w := Length(b.Width) * Inch / imageDPI
	h := Length(b.Height) * Inch / imageDPI
	room := c.theme.area.height*6/10 - below.height()
	if w > width {
		w, h = width, h*width/w
	}
	if h > room {
		w, h = w*room/h, room
	}
	picture := &Picture{W: max(w, Pt), H: max(h, Pt), Format: b.Format, Bytes: b.Bytes}
	if figure != nil {
		picture.Node = figure.Leaf("")
	}
	l := list{{height: picture.H, frames: []Frame{picture}, keep: len(below) > 0}}
	l.gap(c.theme.item)
	return append(l, below...)
}

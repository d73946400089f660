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
	width = min(width, c.theme.measure)
	var below list
	var leaf *tag.Node
	in := parent
	if !b.Decorative {
		figure := parent.Add(tag.Figure)
		figure.Alt = b.Alt
		leaf = figure.Leaf("")
	}
	if len(b.Caption) > 0 {
		in = parent.Add(tag.P)
		if leaf != nil {
			in.Role = tag.Caption
		}
		below = c.paragraph(b.Caption, c.theme.small.in(c.theme.quiet), in).lines(width)
		below.keepAll()
	}
	w, h := within(&b.Picture, width, c.theme.area.height*6/10-below.height())
	l := list{{height: h, frames: []Frame{c.picture(&b.Picture, w, h, leaf)}, keep: len(below) > 0}}
	l.gap(c.theme.item)
	return append(l, below...)
}

// within returns how large p is, as wide and high as it is meant to be and no
// larger than the room there is.
func within(p *article.Picture, width, height Length) (w, h Length) {
	w, h = Length(p.Width)*Inch/imageDPI, Length(p.Height)*Inch/imageDPI
	if w > width {
		w, h = width, h*width/w
	}
	if h > height {
		w, h = w*height/h, height
	}
	return max(w, Pt), max(h, Pt)
}

// picture sets p in the given size, its upper left corner at the origin. The
// leaf is nil for one that is not read aloud.
func (c *composer) picture(p *article.Picture, w, h Length, leaf *tag.Node) Frame {
	return &Picture{W: w, H: h, Format: p.Format, Bytes: p.Bytes, Node: leaf}
}

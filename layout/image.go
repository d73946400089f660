package layout

import (
	"fmt"

	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"
)

// A picture has imageDPI pixels to the inch unless its article or its place
// asks for another size, and looks coarse with less than coarseDPI.
const (
	imageDPI  = 150
	coarseDPI = 100
)

// image is a picture with its caption below, kept together.
func (c *composer) image(b *article.Image, width Length, parent *tag.Node) list {
	width = min(width, c.theme.measure)
	var below list
	var leaf *tag.Node
	if !b.Decorative {
		figure := parent.Add(tag.Figure)
		figure.Alt = b.Alt
		leaf = figure.Leaf("")
	}
	if len(b.Caption) > 0 {
		in := parent.Add(tag.P)
		if leaf != nil {
			in.Role = tag.Caption
		}
		below = c.paragraph(b.Caption, c.theme.small.in(c.theme.quiet), in).lines(width)
		below.keepAll()
	}
	w, h := natural(&b.Picture)
	if b.Share > 0 {
		w, h = scaled(w, h, width*Length(b.Share)/100)
	}
	w, h = within(w, h, width, c.theme.area.height*6/10-below.height())
	c.coarse(b, w)
	l := list{{height: h, frames: []Frame{c.picture(&b.Picture, w, h, leaf)}, keep: len(below) > 0}}
	l.gap(c.theme.item)
	return append(l, below...)
}

// coarse warns of a picture that has too few pixels for its width.
func (c *composer) coarse(b *article.Image, w Length) {
	dpi := Length(b.Width) * Inch / w
	if b.Share == 0 || b.Drawing != nil || dpi >= coarseDPI {
		return
	}
	c.diags.Add(diag.Diagnostic{
		Pos: b.FilePos, Severity: diag.Warning, Rule: "coarse-image",
		Message: fmt.Sprintf("the picture has %d pixels across for %.1f inches, %d to the inch; it will look coarse", b.Width, float64(w)/float64(Inch), dpi),
		Hint:    fmt.Sprintf("take one with %d pixels or more, or give it less width", w*imageDPI/Inch),
	})
}

// natural returns how large p is when nothing asks for another size.
func natural(p *article.Picture) (w, h Length) {
	if d := p.Drawing; d != nil {
		const pixel = float64(Inch) / 96
		return max(rounded(d.Width*pixel), 1), max(rounded(d.Height*pixel), 1)
	}
	return Length(p.Width) * Inch / imageDPI, Length(p.Height) * Inch / imageDPI
}

// scaled returns the size w, h brought to a width.
func scaled(w, h, width Length) (Length, Length) { return width, h * width / w }

// within returns the size w, h, made smaller if it has to fit into the room.
func within(w, h, width, height Length) (Length, Length) {
	if w > width {
		w, h = scaled(w, h, width)
	}
	if h > height {
		w, h = w*height/h, height
	}
	return max(w, Pt), max(h, Pt)
}

// picture sets p in the given size, its upper left corner at the origin. The
// leaf is nil for one that is not read aloud.
func (c *composer) picture(p *article.Picture, w, h Length, leaf *tag.Node) Frame {
	if p.Drawing != nil {
		return c.drawing(p.Drawing, w, h, leaf)
	}
	return &Picture{W: w, H: h, Format: p.Format, Bytes: p.Bytes, Node: leaf}
}

package layout

import (
	"fmt"

	"handout/internal/article"
	"handout/internal/tag"
)

// stack is paragraphs below one another, not yet broken into lines: the text
// of a block or of a cell before its width is known.
type stack []part

// part is a paragraph of a stack, with what stands before its first line.
type part struct {
	text   *paragraph
	indent Length     // of the text from the stack's left edge
	label  *paragraph // a bullet or a number; nil for none
	at     Length     // of the label from the stack's left edge
	box    *tag.Node  // the leaf of a check box to draw; nil for none
	tick   *tag.Node  // the leaf of a tick to draw; nil for none
	gap    Length     // above the part
	keep   bool       // with the next part
}

// keepEnds asks that neither the first nor the last part of s stands alone.
func (s stack) keepEnds() {
	if n := len(s); n > 1 {
		s[0].keep, s[n-2].keep = true, true
	}
}

// stackOf returns an empty stack with room for n parts.
func (c *composer) stackOf(n int) stack { return c.parts.Take(n)[:0] }

// lines breaks the stack's text into lines of the given width.
func (s stack) lines(width Length) list {
	if len(s) == 0 {
		return nil
	}
	l := s[0].text.c.room(3 * len(s))
	for i, p := range s {
		if i > 0 {
			l.gap(p.gap)
		}
		top := len(l)
		l = p.text.appendLines(l, width-p.indent, 0)
		lines := l[top:]
		lines.indent(p.indent)
		if len(lines) > 0 && !p.text.c.dry {
			lines[0].frames = append(p.labelFrames(), lines[0].frames...)
		}
		if p.keep {
			lines.keepLast()
		}
	}
	return l
}

// labelFrames returns the part's bullet, number or box, where the first line
// begins.
func (p *part) labelFrames() []Frame {
	switch {
	case p.label != nil:
		n := p.label.line(p.label.units)
		list{n}.indent(p.at)
		return n.frames
	case p.tick != nil:
		return []Frame{tick(p.at, p.text.baseline(), p.text.look, p.tick)}
	case p.box != nil:
		return []Frame{checkBox(p.at, p.text.baseline(), p.text.look, p.box)}
	}
	return nil
}

// natural returns how wide the stack is when no line is broken, longest how
// wide it must be for no word to be, and volume the length of all its lines
// put end to end.
func (s stack) natural() (w Length) {
	for _, p := range s {
		w = max(w, p.indent+p.text.width())
	}
	return w
}

func (s stack) longest() (w Length) {
	for _, p := range s {
		w = max(w, p.indent+p.text.longest())
	}
	return w
}

func (s stack) volume() (w Length) {
	for _, p := range s {
		w += p.indent + p.text.width()
	}
	return w
}

// texts stacks paragraphs. A lone paragraph's words belong to parent itself,
// as in a table's cell; several are P elements in it.
func (c *composer) texts(texts []article.Text, l look, parent *tag.Node) stack {
	s := c.stackOf(len(texts))
	for _, t := range texts {
		in := parent
		if len(texts) > 1 {
			in = parent.Add(tag.P)
		}
		s = append(s, part{text: c.paragraph(t, l, in), gap: c.theme.para})
	}
	return s
}

// items stacks the entries of a list, and the lists below them.
func (c *composer) items(items []article.Item, marker article.Marker, l look, parent *tag.Node) stack {
	return c.itemsAt(0, items, marker, l, parent)
}

func (c *composer) itemsAt(left Length, items []article.Item, marker article.Marker, l look, parent *tag.Node) stack {
	in := parent.Add(tag.L)
	in.Numbering = numbering(marker, left)
	step := c.labelWidth(marker, len(items), l)
	s := c.stackOf(len(items))
	for i, it := range items {
		li := in.Add(tag.LI)
		p := part{indent: left + step, at: left, gap: c.theme.item}
		label := ""
		switch lbl := li.Add(tag.Lbl); marker {
		case article.CheckBox:
			lbl.Actual = c.words.checkBox
			p.box = lbl.Leaf("")
		case article.Number:
			label = fmt.Sprintf("%d.", i+1)
			p.label = c.own(label, l.bold().in(c.theme.accent), lbl)
		default:
			label = bullet(left)
			p.label = c.own(label, l.in(c.theme.accent), lbl)
			p.at += l.size / 6
		}
		body := li.Add(tag.LBody)
		p.text = c.paragraph(it.Text, c.besideLabel(l, label), body)
		s = append(s, p)
		if len(it.Sub) > 0 {
			sub := c.itemsAt(left+step, it.Sub, article.Bullet, l, body)
			sub.keepEnds()
			s[len(s)-1].keep = true
			s = append(s, sub...)
		}
	}
	return s
}

// besideLabel returns l for text that stands beside a label. In large print the
// label's characters are of those that a line may have.
func (c *composer) besideLabel(l look, label string) look {
	if c.theme.stacked {
		return l.beside(label)
	}
	return l
}

// bullet is the mark of a list indented by left.
func bullet(left Length) string {
	if left > 0 {
		return "–"
	}
	return "•"
}

// numbering tells how a list's entries are labelled.
func numbering(m article.Marker, left Length) tag.Numbering {
	switch {
	case m == article.Number:
		return tag.Decimal
	case m == article.CheckBox:
		return tag.Unlabelled
	case left > 0:
		return tag.Circle
	}
	return tag.Disc
}

// labelWidth returns how far a list's text is indented for its labels.
func (c *composer) labelWidth(m article.Marker, n int, l look) Length {
	switch m {
	case article.Number:
		widest := c.running(fmt.Sprintf("%d. ", n), l.bold())
		return max(widest.units[0].width+l.size/4, l.size*3/2)
	case article.CheckBox:
		return l.size * 17 / 10
	}
	return l.size * 5 / 4
}

// checkBox draws a box to tick beside a line that looks like l, its left edge
// at x.
func checkBox(x, baseline Length, l look, leaf *tag.Node) *Path {
	side := l.size * 88 / 100
	weight := max(Pt, l.size*8/100)
	left, bottom := x+weight/2, baseline+l.size*12/100
	return &Path{
		Points: [][2]Length{{left, bottom - side}, {left + side, bottom - side}, {left + side, bottom}, {left, bottom}},
		Closed: true, Width: weight, Color: l.color, Node: leaf,
	}
}

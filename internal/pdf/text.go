package pdf

import (
	"strings"

	"handout/fonts"
	"handout/layout"
)

// glyphs paints a piece of a line. Every glyph is placed by the advances as
// shaped, in whole thousandths of an em, so that nothing adds up.
func (p *painter) glyphs(f *layout.Glyphs) {
	face := p.face(f.Face)
	t := shower{face: face, size: f.Size}
	pen, spelled := layout.Length(0), false // whether what was shown last says what it spells
	for _, r := range f.Runs {
		for rest := r.Glyphs; len(rest) > 0; {
			n, said := len(rest), ""
			if !r.Spelled || face.mixed {
				n, said = face.piece(rest)
			}
			if said != "" || !spelled {
				p.ops = t.end(p.ops)
				p.piece(f, face, said, f.X+pen*f.Size/1000)
			}
			spelled = said == ""
			p.ops = t.show(p.ops, rest[:n])
			if n == len(r.Glyphs) {
				pen += layout.Length(r.Width)
				break
			}
			for i := range rest[:n] {
				pen += layout.Length(rest[i].Advance)
			}
			rest = rest[n:]
		}
	}
	p.ops = t.end(p.ops)
}

// piece begins a piece of f at x, which says something else than it spells if
// there is a property for that.
func (p *painter) piece(f *layout.Glyphs, face *face, said string, x layout.Length) {
	if said != "" {
		p.end() // what is said for one cluster is not said for the next as well
	}
	if expansion := p.tree.element(f.Node).expansion(); expansion != "" {
		said = p.expanding(expansion) + said
	}
	p.begin(f.Node, said, true)
	p.ink(f.Color)
	p.textAt(face, f.Size, x, p.height-f.Y)
}

// expanding is the property that says what an abbreviation stands for (ISO
// 32000-1, 14.9.5). Mostly it is that of the one before.
func (p *painter) expanding(expansion string) string {
	if expansion != p.expansion {
		p.expansion, p.expands = expansion, string(appendText([]byte("/E"), expansion))
	}
	return p.expands
}

// piece returns how many glyphs at the start can be shown together: clusters
// that say what their glyphs' characters spell, or one that does not, with the
// property that says it for them (14.9.4).
func (f *face) piece(glyphs []fonts.Glyph) (n int, properties string) {
	for n < len(glyphs) {
		end := n + 1
		for end < len(glyphs) && glyphs[end].Text == "" {
			end++
		}
		if end == n+1 && glyphs[n].Text == f.texts[glyphs[n].ID] { // as most do
			n = end
			continue
		}
		if !f.spells(glyphs[n:end]) {
			if n == 0 {
				return end, string(appendText([]byte("/ActualText"), glyphs[0].Text))
			}
			break
		}
		n = end
	}
	return n, ""
}

func (f *face) spells(cluster []fonts.Glyph) bool {
	rest := cluster[0].Text
	for _, g := range cluster {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, f.texts[g.ID]); !ok {
			return false
		}
	}
	return rest == ""
}

// textAt sets the font and moves to the start of the text (9.3, 9.4.2).
func (p *painter) textAt(face *face, size, x, y layout.Length) {
	if p.font != face || p.size != size {
		p.ops = append(append(append(p.ops, '/'), face.name...), ' ')
		p.ops = append(appendMilli(p.ops, size), " Tf\n"...)
		p.font, p.size = face, size
	}
	p.ops = append(appendMilli(p.ops, x-p.lineX), ' ')
	p.ops = append(appendMilli(p.ops, y-p.lineY), " Td\n"...)
	p.lineX, p.lineY = x, y
}

// shower writes the operators that show glyphs (9.4.3), all that it shows up to
// its end as one.
type shower struct {
	face *face
	size layout.Length
	move int32 // from where the last glyph left the pen to where the next one belongs
	rise int16
	inTJ bool
	open bool // a string of it
}

// show appends to b what shows glyphs behind those before.
func (t *shower) show(b []byte, glyphs []fonts.Glyph) []byte {
	for i := range glyphs {
		g := &glyphs[i]
		if g.YOffset != t.rise {
			b = t.lift(t.close(b), g.YOffset)
		}
		if move := t.move + int32(g.XOffset); move != 0 || !t.open {
			b = t.moved(b, move)
		}
		if high, low := byte(g.ID>>8), byte(g.ID); !special[high] && !special[low] {
			b = append(b, high, low)
		} else {
			b = appendEscaped(appendEscaped(b, high), low)
		}
		t.move = int32(g.Advance) - int32(g.XOffset) - t.face.Advance(g.ID)
	}
	return b
}

// moved opens a string, behind a move of the pen unless that is 0.
func (t *shower) moved(b []byte, move int32) []byte {
	if !t.inTJ {
		b, t.inTJ = append(b, '['), true
	}
	if move != 0 {
		b = appendInt(t.endString(b), -move)
	}
	t.open = true
	return append(b, '(')
}

// lift sets the text rise, given in thousandths of an em.
func (t *shower) lift(b []byte, rise int16) []byte {
	if rise != t.rise {
		b = append(appendMilli(b, int(rise)*int(t.size)/1000), " Ts\n"...)
		t.rise = rise
	}
	return b
}

// appendEscaped appends a byte of a literal string (7.3.4.2). In hexadecimal
// digits it would take twice the room, and half as much time again to deflate.
func appendEscaped(b []byte, c byte) []byte {
	if special[c] {
		b = append(b, '\\')
		if c == '\r' { // which a reader takes for a line feed
			c = 'r'
		}
	}
	return append(b, c)
}

// special are the bytes that cannot stand in a literal string as they are.
var special = [256]bool{'(': true, ')': true, '\\': true, '\r': true}

func (t *shower) endString(b []byte) []byte {
	if t.open {
		b, t.open = append(b, ')'), false
	}
	return b
}

// close ends the operator.
func (t *shower) close(b []byte) []byte {
	b = t.endString(b)
	if t.inTJ {
		b, t.inTJ = append(b, "]TJ\n"...), false
	}
	return b
}

// end ends what is shown; what is shown next stands elsewhere.
func (t *shower) end(b []byte) []byte {
	b = t.lift(t.close(b), 0)
	t.move = 0
	return b
}

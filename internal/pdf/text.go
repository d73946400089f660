package pdf

import (
	"strconv"
	"strings"

	"handout/fonts"
	"handout/layout"
)

// glyphs paints a piece of a line. Every glyph is placed by the advances as
// shaped, in whole thousandths of an em, so that nothing adds up.
func (p *painter) glyphs(f *layout.Glyphs) {
	face := p.face(f.Face)
	pen := layout.Length(0)
	for rest := f.Glyphs; len(rest) > 0; {
		n, properties := face.piece(rest)
		if properties != "" {
			p.end() // what is said for one cluster is not said for the next as well
		}
		if expansion := p.tree.element(f.Node).expansion(); expansion != "" {
			properties = p.expanding(expansion) + properties
		}
		p.begin(f.Node, properties, true)
		p.ink(f.Color)
		p.textAt(face, f.Size, f.X+pen*f.Size/1000, p.height-f.Y)
		t := shower{ops: p.ops, face: face, size: f.Size}
		t.show(rest[:n])
		p.ops = t.ops
		for _, g := range rest[:n] {
			pen += layout.Length(g.Advance)
		}
		rest = rest[n:]
	}
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

// shower writes the operators that show glyphs (9.4.3).
type shower struct {
	ops  []byte
	face *face
	size layout.Length
	move int32 // from where the last glyph left the pen to where the next one belongs
	rise int16
	inTJ bool
	open bool // a string of it
}

func (t *shower) show(glyphs []fonts.Glyph) {
	for _, g := range glyphs {
		if g.YOffset != t.rise {
			t.end()
			t.lift(g.YOffset)
		}
		if !t.inTJ {
			t.ops, t.inTJ = append(t.ops, '['), true
		}
		if move := t.move + int32(g.XOffset); move != 0 {
			t.endString()
			t.ops = strconv.AppendInt(t.ops, int64(-move), 10)
		}
		if !t.open {
			t.ops, t.open = append(t.ops, '('), true
		}
		t.ops = appendEscaped(appendEscaped(t.ops, byte(g.ID>>8)), byte(g.ID))
		t.move = int32(g.Advance) - int32(g.XOffset) - t.face.Advance(g.ID)
	}
	t.end()
	t.lift(0)
}

// lift sets the text rise, given in thousandths of an em.
func (t *shower) lift(rise int16) {
	if rise != t.rise {
		t.ops = append(appendMilli(t.ops, int(rise)*int(t.size)/1000), " Ts\n"...)
		t.rise = rise
	}
}

// appendEscaped appends a byte of a literal string (7.3.4.2). In hexadecimal
// digits it would take twice the room, and half as much time again to deflate.
func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r': // which a reader takes for a line feed
		return append(b, `\r`...)
	}
	return append(b, c)
}

func (t *shower) endString() {
	if t.open {
		t.ops, t.open = append(t.ops, ')'), false
	}
}

func (t *shower) end() {
	t.endString()
	if t.inTJ {
		t.ops, t.inTJ = append(t.ops, "]TJ\n"...), false
	}
}

package pdf

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handout/fonts"
	"handout/internal/memo"
)

// face is what one document needs of a typeface: the glyphs it paints and what
// each says when it is copied or read aloud.
type face struct {
	*fonts.Face
	name  string   // of the resource
	used  []bool   // by glyph id
	texts []string // by glyph id
}

// face returns what the document needs of f.
func (w *buffers) face(f *fonts.Face) *face {
	of := func(g *face) bool { return g.Face == f }
	if i := slices.IndexFunc(w.inUse, of); i >= 0 {
		return w.inUse[i]
	}
	var made *face
	if i := slices.IndexFunc(w.idle, of); i >= 0 {
		made = w.idle[i]
		w.idle = slices.Delete(w.idle, i, i+1)
	} else {
		made = &face{Face: f, used: make([]bool, f.NumGlyphs()), texts: make([]string, f.NumGlyphs())}
	}
	made.name = "F" + strconv.Itoa(len(w.inUse))
	w.inUse = append(w.inUse, made)
	return made
}

// note marks the glyphs of a run as used, and those that stand for a whole
// cluster as saying it. A glyph that says different things in different places
// keeps the plainest: the hyphen is U+002D, though U+2011 looks the same.
func (f *face) note(glyphs []fonts.Glyph) error {
	for i := range glyphs {
		g := &glyphs[i]
		if int(g.ID) >= len(f.used) || g.ID == 0 {
			return fmt.Errorf("%s has no glyph %d", f.Name(), g.ID)
		}
		f.used[g.ID] = true
		was := f.texts[g.ID]
		if same(was, g.Text) || g.Text == "" {
			continue
		}
		whole := i+1 == len(glyphs) || glyphs[i+1].Text != ""
		if whole && (was == "" || plainer(g.Text, was)) {
			f.texts[g.ID] = g.Text
		}
	}
	return nil
}

// same is a == b, in less time where both are one byte, as most glyphs' texts
// are.
func same(a, b string) bool {
	if len(a) == 1 && len(b) == 1 {
		return a[0] == b[0]
	}
	return a == b
}

func plainer(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// letters marks what most names are written with as used: the letters of ASCII,
// its digits and a few signs.
func (f *face) letters() {
	for id := range f.used {
		r := f.Rune(uint16(id))
		if 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune(" .,-’:", r) {
			f.used[id] = true
		}
	}
}

// settle gives a text to those glyphs that never stand alone: marks and parts
// of ligatures. Every glyph must have one (ISO 14289-1, 7.21.7; ISO 19005-2,
// 6.2.11.7.2); a glyph without a character of its own gets the word joiner,
// which shows and says nothing.
func (f *face) settle() {
	for id, used := range f.used {
		if used && f.texts[id] == "" {
			if r := f.Rune(uint16(id)); r != 0 {
				f.texts[id] = string(r)
			} else {
				f.texts[id] = "\u2060"
			}
		}
	}
}

// glyphs returns the ids that are used, and ids and texts as one key.
func (f *face) glyphs() (ids []uint16, key string) {
	var b []byte
	for id, used := range f.used {
		if used {
			ids = append(ids, uint16(id))
			b = append(append(append(b, byte(id>>8), byte(id)), f.texts[id]...), 0)
		}
	}
	return ids, string(b)
}

// program is a face as it is embedded.
type program struct {
	name    string // PostScript name, with the tag of the subset
	length  int    // of the font file before it is deflated
	file    []byte // deflated
	widths  string // the array W
	unicode []byte // the ToUnicode CMap, deflated
}

type programKey struct {
	face   *fonts.Face
	glyphs string
}

// programs remembers subsets: the two papers of an article use the same, and
// so do the builds of a watched folder.
var programs = memo.New[programKey, program](8 << 20)

func (f *face) program() (program, error) {
	ids, glyphs := f.glyphs()
	key := programKey{f.Face, glyphs}
	if p, ok := programs.Get(key); ok {
		return p, nil
	}
	file, err := f.Subset(ids)
	if err != nil {
		return program{}, err
	}
	p := program{
		name:    subsetTag(glyphs) + "+" + f.Name(),
		length:  len(file),
		file:    deflate(file),
		widths:  f.widths(ids),
		unicode: deflate(f.unicode(ids)),
	}
	programs.Put(key, p, len(p.file)+len(p.widths)+len(p.unicode)+len(glyphs))
	return p, nil
}

// subsetTag is the six letters that tell subsets apart (ISO 32000-1, 9.6.4).
func subsetTag(glyphs string) string {
	sum := sha256.Sum256([]byte(glyphs))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// widths returns the array W (9.7.4.3) for sorted ids. They must agree with the
// font's own (ISO 14289-1, 7.21.5; ISO 19005-2, 6.2.11.5).
func (f *face) widths(ids []uint16) string {
	b := []byte{'['}
	for i, id := range ids {
		if i == 0 || id != ids[i-1]+1 {
			if i > 0 {
				b = append(b, ']')
			}
			b = append(strconv.AppendInt(b, int64(id), 10), '[')
		} else {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(f.Advance(id)), 10)
	}
	return string(append(b, "]]"...))
}

// unicode returns the ToUnicode CMap (9.10.3) for sorted ids.
func (f *face) unicode(ids []uint16) []byte {
	const perBlock = 100
	b := []byte(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`)
	for len(ids) > 0 {
		block := ids[:min(perBlock, len(ids))]
		ids = ids[len(block):]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(block))
		for _, id := range block {
			b = append(appendHex(append(b, '<'), id), "> <"...)
			b = append(appendUTF16(b, f.texts[id]), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// font writes the Type 0 font (9.7.6) of a face, with everything it needs
// embedded (ISO 19005-2, 6.2.11; ISO 14289-1, 7.21).
func (f *file) font(face *face) (ref, error) {
	p, err := face.program()
	if err != nil {
		return 0, err
	}
	file, unicode := f.ref(), f.ref()
	f.stream(file, fmt.Sprintf("/Length1 %d/Filter/FlateDecode", p.length), p.file)
	f.stream(unicode, "/Filter/FlateDecode", p.unicode)

	flags := 1 << 2 // Symbolic: the glyphs are chosen by id, not by a standard encoding
	if face.ItalicAngle() != 0 {
		flags |= 1 << 6
	}
	xMin, yMin, xMax, yMax := face.Bounds()
	stem := 10 + 220*(face.Weight()-50)/900 // a guess that readers share; TrueType has no such number
	descriptor := f.add("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %g/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV %d/FontFile2 %d 0 R>>",
		p.name, flags, xMin, yMin, xMax, yMax, face.ItalicAngle(), face.Ascent(), -face.Descent(), face.CapHeight(), face.XHeight(), stem, file)
	cid := f.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %d 0 R/W%s>>",
		p.name, descriptor, p.widths)
	return f.add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		p.name, cid, unicode), nil
}

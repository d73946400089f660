package pdf

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"handout/fonts"
	"handout/internal/memo"
)

// face is what one document needs of a typeface: the glyphs it paints and what
// each says when it is copied or read aloud.
type face struct {
	*fonts.Face
	name  string   // of the resource
	used  []uint8  // by glyph id
	texts []string // by glyph id
	mixed bool     // a glyph does not say its own character where a run is spelled
	key   []byte   // of the program
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
		made = &face{Face: f, used: make([]uint8, f.NumGlyphs()), texts: make([]string, f.NumGlyphs())}
	}
	made.name = "F" + strconv.Itoa(len(w.inUse))
	w.inUse = append(w.inUse, made)
	return made
}

// How a glyph is used.
const (
	used     = 1 << iota
	asItself // in a run where it says its own character
)

// note marks the glyphs of a run as used, and those that stand for a whole
// cluster as saying it. A glyph that says different things in different places
// keeps the plainest: the hyphen is U+002D, though U+2011 looks the same.
func (f *face) note(r *fonts.Run) error {
	for i := range r.Glyphs {
		g := &r.Glyphs[i]
		if int(g.ID) >= len(f.used) || g.ID == 0 {
			return fmt.Errorf("%s has no glyph %d", f.Name(), g.ID)
		}
		if r.Spelled { // as most are
			f.used[g.ID] = used | asItself
			continue
		}
		f.used[g.ID] |= used
		if whole := i+1 == len(r.Glyphs) || r.Glyphs[i+1].Text != ""; whole && g.Text != "" {
			f.say(g.ID, g.Text)
		}
	}
	return nil
}

// say notes that a glyph says text, which is not empty.
func (f *face) say(id uint16, text string) {
	if was := f.texts[id]; was == "" || plainer(text, was) {
		f.texts[id] = text
	}
}

func plainer(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// letters marks what most names are written with as used: the letters of ASCII,
// its digits and a few signs.
func (f *face) letters() {
	for id := range f.used {
		r := f.Rune(uint16(id))
		if 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune(" .,-’:", r) {
			f.used[id] |= used
		}
	}
}

// settle gives a text to those glyphs that only say their own character, and to
// those that never stand alone: marks and parts of ligatures. Every glyph must
// have one (ISO 14289-1, 7.21.7; ISO 19005-2,
// 6.2.11.7.2); a glyph without a character of its own gets the word joiner,
// which shows and says nothing.
func (f *face) settle() {
	for id, how := range f.used {
		if how == 0 || f.texts[id] != "" && how&asItself == 0 {
			continue
		}
		own := "\u2060"
		if r := f.Rune(uint16(id)); r != 0 {
			own = character(r)
		}
		f.say(uint16(id), own)
		f.mixed = f.mixed || f.texts[id] != own
	}
}

// character returns r as a text, which is there already if r is ASCII.
func character(r rune) string {
	if r < utf8.RuneSelf {
		return asciiCharacters[r : r+1]
	}
	return string(r)
}

var asciiCharacters = func() string {
	var all [utf8.RuneSelf]byte
	for i := range all {
		all[i] = byte(i)
	}
	return string(all[:])
}()

// ids returns the glyph ids that are used.
func (f *face) ids() (ids []uint16) {
	for id, how := range f.used {
		if how != 0 {
			ids = append(ids, uint16(id))
		}
	}
	return ids
}

// appendGlyphs appends to b the ids that are used, and what each says.
func (f *face) appendGlyphs(b []byte) []byte {
	for id, how := range f.used {
		if how != 0 {
			b = append(append(append(b, byte(id>>8), byte(id)), f.texts[id]...), 0)
		}
	}
	return b
}

// program is a face as it is embedded.
type program struct {
	length  string // the entry of the font file's length before it is deflated
	file    []byte // deflated
	unicode []byte // the ToUnicode CMap, deflated

	widths string // the array W

	// The dictionaries of the font, its descendant and its descriptor, as far as
	// their first reference to another object.
	font, descendant, descriptor string
}

type programKey struct {
	face   *fonts.Face
	glyphs string
}

// programs remembers subsets: the two papers of an article use the same, and
// so do the builds of a watched folder.
var programs = memo.New[programKey, program](8 << 20)

func (f *face) program() (program, error) {
	f.key = f.appendGlyphs(f.key[:0])
	if p, ok := programs.Get(programKey{f.Face, string(f.key)}); ok {
		return p, nil
	}
	glyphs := string(f.key)
	p, err := f.embed(subsetTag(glyphs)+"+"+f.Name(), f.ids())
	if err != nil {
		return program{}, err
	}
	size := len(p.file) + len(p.unicode) + len(p.widths) + len(p.descendant) + len(p.descriptor)
	programs.Put(programKey{f.Face, glyphs}, p, size+len(glyphs))
	return p, nil
}

// embed makes the Type 0 font (9.7.6) of the glyphs with the given ids, with
// everything it needs (ISO 19005-2, 6.2.11; ISO 14289-1, 7.21). The PostScript
// name begins with the tag of the subset.
func (f *face) embed(name string, ids []uint16) (p program, err error) {
	file, err := f.Subset(ids)
	if err != nil {
		return program{}, err
	}
	flags := 1 << 2 // Symbolic: the glyphs are chosen by id, not by a standard encoding
	if f.ItalicAngle() != 0 {
		flags |= 1 << 6
	}
	xMin, yMin, xMax, yMax := f.Bounds()
	stem := 10 + 220*(f.Weight()-50)/900 // a guess that readers share; TrueType has no such number
	return program{
		length:  fmt.Sprintf("/Length1 %d/Filter/FlateDecode", len(file)),
		file:    deflate(file),
		unicode: deflate(f.unicode(ids)),
		widths:  f.widths(ids),
		descriptor: fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %g/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV %d/FontFile2 ",
			name, flags, xMin, yMin, xMax, yMax, f.ItalicAngle(), f.Ascent(), -f.Descent(), f.CapHeight(), f.XHeight(), stem),
		descendant: fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor ", name),
		font:       fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[", name),
	}, nil
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

// font writes a face as it is embedded.
func (f *file) font(face *face) (ref, error) {
	p, err := face.program()
	if err != nil {
		return 0, err
	}
	file, unicode := f.ref(), f.ref()
	f.stream(file, p.length, p.file)
	f.stream(unicode, "/Filter/FlateDecode", p.unicode)
	descriptor, descendant, font := f.ref(), f.ref(), f.ref()
	f.put(descriptor, append(appendRef(append(f.scratch[:0], p.descriptor...), file), ">>"...))
	b := appendRef(append(f.scratch[:0], p.descendant...), descriptor)
	f.put(descendant, append(append(append(b, "/W"...), p.widths...), ">>"...))
	b = append(appendRef(append(f.scratch[:0], p.font...), descendant), "]/ToUnicode "...)
	f.put(font, append(appendRef(b, unicode), ">>"...))
	return font, nil
}

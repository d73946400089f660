package fonts

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
)

// Face is one TrueType font. The methods are named after what they return, in
// thousandths of an em; Y grows upward from the baseline.
type Face struct {
	name   string
	tables map[string][]byte // the file, by tag

	unitsPerEm int
	numGlyphs  int
	numMetrics int // full entries of hmtx; later glyphs have the last one's advance

	ascent, descent int32
	advances        []int32 // by glyph id

	font    func() *font.Font // parsed at the first use: most documents need few faces
	runes   func() []rune     // by glyph id
	shapers sync.Pool         // *shaper
}

// shaper is what one goroutine needs to shape. A font.Face is not safe for
// concurrent use; the font.Font in it is.
type shaper struct {
	face *font.Face
	font *harfbuzz.Font
	buf  *harfbuzz.Buffer
}

// parse reads the directory of a TrueType file and the tables whose numbers
// are asked for, so that no later call can fail.
func parse(name string, data []byte) (*Face, error) {
	f := &Face{name: name, tables: map[string][]byte{}}
	be := binary.BigEndian
	if len(data) < 12 || be.Uint32(data) != 0x00010000 {
		return nil, fmt.Errorf("%s: not a TrueType font", name)
	}
	for i := range int(be.Uint16(data[4:])) {
		entry := data[12:]
		if len(entry) < 16*i+16 {
			return nil, fmt.Errorf("%s: directory cut short", name)
		}
		entry = entry[16*i:]
		at, size := uint64(be.Uint32(entry[8:])), uint64(be.Uint32(entry[12:]))
		if at+size > uint64(len(data)) {
			return nil, fmt.Errorf("%s: table %s cut short", name, entry[:4])
		}
		f.tables[string(entry[:4])] = data[at : at+size : at+size]
	}
	for tag, size := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "OS/2": 90, "post": 16} {
		if len(f.tables[tag]) < size {
			return nil, fmt.Errorf("%s: no table %s", name, tag)
		}
	}
	f.unitsPerEm = int(f.u16("head", 18))
	f.numGlyphs = int(f.u16("maxp", 4))
	f.numMetrics = int(f.u16("hhea", 34))
	loca := 2 * (f.numGlyphs + 1) << f.u16("head", 50)
	if f.unitsPerEm == 0 || f.numMetrics == 0 || f.numMetrics > f.numGlyphs || f.u16("head", 50) > 1 ||
		len(f.tables["hmtx"]) < 2*(f.numGlyphs+f.numMetrics) || len(f.tables["loca"]) < loca {
		return nil, fmt.Errorf("%s: tables do not fit together", name)
	}

	f.ascent, f.descent = f.em("hhea", 4), -f.em("hhea", 6)
	f.advances = make([]int32, f.numGlyphs)
	metrics := f.tables["hmtx"]
	for id := range f.advances {
		f.advances[id] = f.scale(int(be.Uint16(metrics[4*min(id, f.numMetrics-1):])))
	}
	f.font = sync.OnceValue(func() *font.Font {
		ld, err := opentype.NewLoader(bytes.NewReader(data))
		if err != nil {
			panic(err)
		}
		ft, err := font.NewFont(ld)
		if err != nil {
			panic(err)
		}
		return ft
	})
	f.runes = sync.OnceValue(func() []rune {
		runes := make([]rune, f.numGlyphs)
		for chars := f.font().Cmap.Iter(); chars.Next(); {
			r, id := chars.Char()
			if int(id) < len(runes) && (runes[id] == 0 || r < runes[id]) && !unicode.In(r, unicode.Cc, unicode.Co) {
				runes[id] = r
			}
		}
		return runes
	})
	f.shapers.New = func() any {
		face := font.NewFace(f.font())
		s := &shaper{face, harfbuzz.NewFont(face), harfbuzz.NewBuffer()}
		s.font.XScale, s.font.YScale = 1000, 1000
		return s
	}
	return f, nil
}

func (f *Face) u16(tag string, at int) uint16 { return binary.BigEndian.Uint16(f.tables[tag][at:]) }

// em returns a number of a table, scaled to thousandths of an em and rounded.
func (f *Face) em(tag string, at int) int32 { return f.scale(int(int16(f.u16(tag, at)))) }

func (f *Face) scale(units int) int32 {
	return int32(math.Floor(float64(units)*1000/float64(f.unitsPerEm) + 0.5))
}

// Name is the face's PostScript name.
func (f *Face) Name() string { return f.name }

// Ascent and Descent are how far lines of the face reach above and below the
// baseline; both are positive.
func (f *Face) Ascent() int32  { return f.ascent }
func (f *Face) Descent() int32 { return f.descent }

func (f *Face) CapHeight() int32          { return f.em("OS/2", 88) }
func (f *Face) XHeight() int32            { return f.em("OS/2", 86) }
func (f *Face) UnderlinePosition() int32  { return f.em("post", 8) } // of its middle; negative
func (f *Face) UnderlineThickness() int32 { return f.em("post", 10) }

// Bounds is the box around all glyphs of the face.
func (f *Face) Bounds() (xMin, yMin, xMax, yMax int32) {
	return f.em("head", 36), f.em("head", 38), f.em("head", 40), f.em("head", 42)
}

// ItalicAngle is in degrees counterclockwise from the vertical: negative for a
// face that leans to the right.
func (f *Face) ItalicAngle() float64 {
	return float64(int32(binary.BigEndian.Uint32(f.tables["post"][4:]))) / 65536
}

// Weight is 400 for a regular face, 700 for a bold one.
func (f *Face) Weight() int { return int(f.u16("OS/2", 4)) }

// NumGlyphs is one more than the highest glyph id.
func (f *Face) NumGlyphs() int { return f.numGlyphs }

// Advance is the width of a glyph as the font gives it, without kerning; 0 for
// a glyph that the face does not have.
func (f *Face) Advance(id uint16) int32 {
	if int(id) < len(f.advances) {
		return f.advances[id]
	}
	return 0
}

// Rune is the character that a glyph is drawn for, the lowest if there are
// more; 0 for one that only shaping brings up, such as a ligature.
func (f *Face) Rune(id uint16) rune {
	if runes := f.runes(); int(id) < len(runes) {
		return runes[id]
	}
	return 0
}

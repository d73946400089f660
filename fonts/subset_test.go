package fonts

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
)

func TestSubset(t *testing.T) {
	const text = "Für Škoda: À bientôt, Việt ÅÄÖ — fi ½ ✓ αω Жж"
	for _, style := range styles {
		ids := map[*Face][]uint16{}
		runs, err := Default().Shape(text, style, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			for _, g := range r.Glyphs {
				ids[r.Face] = append(ids[r.Face], g.ID)
			}
		}
		for face, ids := range ids {
			subset, err := face.Subset(ids)
			if err != nil {
				t.Fatal(err)
			}
			was, is := reopen(t, whole(face)), reopen(t, withNames(t, subset))
			for _, id := range ids {
				if !alike(t, was, is, id) {
					t.Errorf("%s: glyph %d has changed", face.Name(), id)
				}
			}
			if got, want := is.NumGlyphs(), int(slices.Max(ids))+1; got < want {
				t.Errorf("%s: %d glyphs left, %d needed", face.Name(), got, want)
			}
			if len(subset) > 24_000 {
				t.Errorf("%s: %d glyphs take %d bytes", face.Name(), len(ids), len(subset))
			}
			if sum := checksum(subset); sum != 0xB1B0AFBA {
				t.Errorf("%s: the file's checksum is %X", face.Name(), sum)
			}
			slices.Reverse(ids)
			again, _ := face.Subset(append(ids, ids...))
			if !bytes.Equal(subset, again) {
				t.Errorf("%s: the order of the ids matters", face.Name())
			}
		}
	}
}

func TestSubsetOfEverything(t *testing.T) {
	for _, style := range styles {
		for _, face := range Default().faces[style] {
			ids := make([]uint16, face.NumGlyphs())
			for i := range ids {
				ids[i] = uint16(i)
			}
			subset, err := face.Subset(ids)
			if err != nil {
				t.Fatal(err)
			}
			was, is := reopen(t, whole(face)), reopen(t, withNames(t, subset))
			for _, id := range ids {
				if !alike(t, was, is, id) {
					t.Errorf("%s: glyph %d has changed", face.Name(), id)
				}
			}
			if _, err := face.Subset([]uint16{uint16(face.NumGlyphs())}); err == nil {
				t.Errorf("%s: a glyph it does not have", face.Name())
			}
		}
	}
}

// withNames adds the tables that a PDF does without and the parser of the test
// asks for.
func withNames(t *testing.T, data []byte) []byte {
	t.Helper()
	be := binary.BigEndian
	var tables []table
	for i := range int(be.Uint16(data[4:])) {
		entry := data[12+16*i:]
		at, size := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		content := data[at : at+size]
		if sum := be.Uint32(entry[4:]); string(entry[:4]) != "head" && sum != checksum(content) {
			t.Errorf("the checksum of %s is %X", entry[:4], sum)
		}
		tables = append(tables, table{string(entry[:4]), slices.Clone(content)})
	}
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 1, 0, 0}
	post := make([]byte, 32)
	be.PutUint32(post, 0x00030000)
	tables = append(tables, table{"cmap", cmap}, table{"name", make([]byte, 6)}, table{"post", post}, table{"OS/2", make([]byte, 96)})
	slices.SortFunc(tables, func(a, b table) int { return bytes.Compare([]byte(a.tag), []byte(b.tag)) })
	return file(tables)
}

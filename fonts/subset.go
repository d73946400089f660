package fonts

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Subset returns a TrueType file with the outlines of the given glyphs, of
// those they are composed of, and of .notdef. Glyph ids stay what they are and
// the font ends with the highest one; the tables are those that a PDF needs
// (ISO 32000-1, 9.9). The same ids give the same bytes, in whatever order.
func (f *Face) Subset(ids []uint16) ([]byte, error) {
	used, err := f.closure(ids)
	if err != nil {
		return nil, err
	}
	n := int(used[len(used)-1]) + 1
	be := binary.BigEndian

	var glyf []byte
	starts := make([]uint32, 0, n+1)
	for _, id := range used {
		for len(starts) <= int(id) {
			starts = append(starts, uint32(len(glyf)))
		}
		glyf = append(glyf, f.outline(id)...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	starts = append(starts, uint32(len(glyf)))
	var loca []byte
	long := len(glyf) >= 2*(1<<16)
	for _, at := range starts {
		if long {
			loca = be.AppendUint32(loca, at)
		} else {
			loca = be.AppendUint16(loca, uint16(at/2))
		}
	}

	metrics := min(f.numMetrics, n)
	hmtx := make([]byte, 2*(n+metrics))
	for _, id := range used {
		at, size := 4*int(id), 4
		if int(id) >= f.numMetrics {
			at, size = 2*(int(id)+f.numMetrics), 2
		}
		copy(hmtx[at:at+size], f.tables["hmtx"][at:])
	}
	copy(hmtx[4*metrics-4:4*metrics], f.tables["hmtx"][4*metrics-4:]) // the last advance is all the later glyphs'

	head := slices.Clone(f.tables["head"])
	be.PutUint32(head[8:], 0) // checkSumAdjustment
	be.PutUint16(head[50:], 0)
	if long {
		be.PutUint16(head[50:], 1)
	}
	hhea := slices.Clone(f.tables["hhea"])
	be.PutUint16(hhea[34:], uint16(metrics))
	maxp := slices.Clone(f.tables["maxp"])
	be.PutUint16(maxp[4:], uint16(n))

	return file([]table{
		{"cvt ", f.tables["cvt "]}, {"fpgm", f.tables["fpgm"]}, {"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}, {"prep", f.tables["prep"]},
	}), nil
}

// closure returns ids with .notdef and the components of composite glyphs,
// sorted and without repetition.
func (f *Face) closure(ids []uint16) ([]uint16, error) {
	used := map[uint16]bool{}
	todo := append([]uint16{0}, ids...)
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if int(id) >= f.numGlyphs {
			return nil, fmt.Errorf("%s has no glyph %d", f.name, id)
		}
		if !used[id] {
			used[id] = true
			todo = append(todo, components(f.outline(id))...)
		}
	}
	sorted := make([]uint16, 0, len(used))
	for id := range used {
		sorted = append(sorted, id)
	}
	slices.Sort(sorted)
	return sorted, nil
}

// outline returns the glyph's part of glyf; it is empty for a space.
func (f *Face) outline(id uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var from, to int
	if f.u16("head", 50) == 0 {
		from = 2 * int(binary.BigEndian.Uint16(loca[2*int(id):]))
		to = 2 * int(binary.BigEndian.Uint16(loca[2*int(id)+2:]))
	} else {
		from = int(binary.BigEndian.Uint32(loca[4*int(id):]))
		to = int(binary.BigEndian.Uint32(loca[4*int(id)+4:]))
	}
	if from > to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

// components returns the glyphs that a composite outline puts together
// (OpenType specification, table glyf).
func components(outline []byte) (ids []uint16) {
	const (
		wordArgs = 1 << 0
		scaled   = 1 << 3
		more     = 1 << 5
		scaledXY = 1 << 6
		matrix   = 1 << 7
	)
	be := binary.BigEndian
	if len(outline) < 10 || int16(be.Uint16(outline)) >= 0 {
		return nil
	}
	for part := outline[10:]; len(part) >= 4; {
		flags := be.Uint16(part)
		ids = append(ids, be.Uint16(part[2:]))
		size := 6
		if flags&wordArgs != 0 {
			size += 2
		}
		switch {
		case flags&scaled != 0:
			size += 2
		case flags&scaledXY != 0:
			size += 4
		case flags&matrix != 0:
			size += 8
		}
		if flags&more == 0 || size > len(part) {
			break
		}
		part = part[size:]
	}
	return ids
}

type table struct {
	tag  string
	data []byte
}

// file puts tables, sorted by tag, into a TrueType file; empty ones are left
// out. head's checkSumAdjustment is set last, from the sum of the whole.
func file(tables []table) []byte {
	tables = slices.DeleteFunc(tables, func(t table) bool { return len(t.data) == 0 })
	be := binary.BigEndian
	n, log := len(tables), 0
	for 2<<log <= n {
		log++
	}
	b := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << log, log, 16*n - 16<<log} {
		b = be.AppendUint16(b, uint16(v))
	}
	at, head := 12+16*n, 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at
		}
		b = append(b, t.tag...)
		b = be.AppendUint32(b, checksum(t.data))
		b = be.AppendUint32(b, uint32(at))
		b = be.AppendUint32(b, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		b = append(b, t.data...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	be.PutUint32(b[head+8:], 0xB1B0AFBA-checksum(b))
	return b
}

// checksum is the sum of data as big-endian 32-bit numbers, padded with zeros.
func checksum(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}

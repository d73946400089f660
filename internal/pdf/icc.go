package pdf

import (
	"encoding/binary"
	"math"
	"sync"
	"unicode/utf16"
)

// sRGB returns the deflated ICC profile of IEC 61966-2-1, version 4 (ISO
// 15076-1:2005, 7 and 9.2): the colours that ours are meant in.
var sRGB = sync.OnceValue(func() []byte { return deflate(profile()) })

func profile() []byte {
	be := binary.BigEndian
	fixed := func(kind string, values ...float64) []byte {
		b := append([]byte(kind), 0, 0, 0, 0)
		for _, v := range values {
			b = be.AppendUint32(b, uint32(int32(math.Round(v*65536))))
		}
		return b
	}
	words := func(s string) []byte {
		text := utf16.Encode([]rune(s))
		b := append([]byte("mluc"), 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12)
		b = append(b, "enUS"...)
		b = be.AppendUint32(b, uint32(2*len(text)))
		b = be.AppendUint32(b, 28)
		for _, u := range text {
			b = be.AppendUint16(b, u)
		}
		return b
	}
	curve := append([]byte("para"), 0, 0, 0, 0, 0, 3, 0, 0) // Y = (aX+b)^g, or cX below d
	curve = append(curve, fixed("", 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)[4:]...)

	white := []float64{0.96420, 1, 0.82491}
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", words("sRGB IEC61966-2.1")},
		{"cprt", words("No copyright, use freely")},
		{"wtpt", fixed("XYZ ", white...)},
		// From D65 to D50 by Bradford; the primaries are adapted by it.
		{"chad", fixed("sf32", 1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)},
		{"rXYZ", fixed("XYZ ", 0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", fixed("XYZ ", 0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", fixed("XYZ ", 0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}

	b := make([]byte, 128)
	be.PutUint32(b[8:], 0x04200000) // version
	copy(b[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1} {
		be.PutUint16(b[24+2*i:], v)
	}
	copy(b[36:], "acsp")
	copy(b[68:], fixed("", white...)[4:])
	b = be.AppendUint32(b, uint32(len(tags)))
	at, curveAt := len(b)+12*len(tags), 0
	var data []byte
	for _, t := range tags {
		here := at + len(data)
		if t.name == "gTRC" || t.name == "bTRC" {
			here = curveAt // one curve for the three
		} else {
			data = append(data, t.data...)
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
		}
		if t.name == "rTRC" {
			curveAt = here
		}
		b = append(b, t.name...)
		b = be.AppendUint32(b, uint32(here))
		b = be.AppendUint32(b, uint32(len(t.data)))
	}
	b = append(b, data...)
	be.PutUint32(b, uint32(len(b)))
	return b
}

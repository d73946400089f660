package article

import (
	"bytes"
	"encoding/binary"
)

// turned reports whether a JPEG file asks to be turned or mirrored when it is
// shown, as cameras write it (Exif 2.3, tag 274). On paper it would not be.
func turned(jpeg []byte) bool {
	for rest := jpeg[min(2, len(jpeg)):]; len(rest) > 4 && rest[0] == 0xFF; {
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if rest[1] == 0xDA || size > len(rest) { // the picture itself
			return false
		}
		if exif, ok := bytes.CutPrefix(rest[4:size], []byte("Exif\x00\x00")); ok && rest[1] == 0xE1 {
			return orientation(exif) > 1
		}
		rest = rest[size:]
	}
	return false
}

// orientation returns the tag's value in the first directory of a TIFF
// header, 1 to 8; 0 when there is none.
func orientation(tiff []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(tiff) < 8 {
		return 0
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 0
		}
		if order.Uint16(entries) == 274 {
			if n := order.Uint16(entries[8:]); n <= 8 {
				return int(n)
			}
			return 0
		}
		entries = entries[12:]
	}
	return 0
}

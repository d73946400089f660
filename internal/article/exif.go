package article

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"image/jpeg"
)

// turned returns how a JPEG file asks to be turned or mirrored when it is shown,
// as cameras write it (Exif 2.3, tag 274): 1 to 8, and 1 for not at all.
func turned(jpeg []byte) int {
	for rest := jpeg[min(2, len(jpeg)):]; len(rest) > 4 && rest[0] == 0xFF; {
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if rest[1] == 0xDA || size > len(rest) { // the picture itself
			return 1
		}
		if exif, ok := bytes.CutPrefix(rest[4:size], []byte("Exif\x00\x00")); ok && rest[1] == 0xE1 {
			return max(orientation(exif), 1)
		}
		rest = rest[size:]
	}
	return 1
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

// upright returns img as it is to be seen, as a JPEG file that needs no
// turning.
func upright(img image.Image, orientation int) ([]byte, error) {
	box := img.Bounds()
	w, h := box.Dx(), box.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation > 4 {
		size = image.Rect(0, 0, h, w)
	}
	var to draw.Image = image.NewRGBA(size)
	if _, grey := img.(*image.Gray); grey {
		to = image.NewGray(size)
	}
	for y := range size.Dy() {
		for x := range size.Dx() {
			at := seen(x, y, w, h, orientation)
			to.Set(x, y, img.At(box.Min.X+at.X, box.Min.Y+at.Y))
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, to, &jpeg.Options{Quality: 92})
	return b.Bytes(), err
}

// seen returns which pixel of a picture of w by h is seen at x, y.
func seen(x, y, w, h, orientation int) image.Point {
	if orientation > 4 { // rows are columns
		x, y = y, x
	}
	switch orientation {
	case 2, 7, 3, 8:
		x = w - 1 - x
	}
	switch orientation {
	case 3, 4, 6, 7:
		y = h - 1 - y
	}
	return image.Pt(x, y)
}

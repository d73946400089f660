package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"handout/layout"
)

// picture is a raster image as fpdf embeds it rightly and PDF/A allows it:
// eight bits or fewer, grey, RGB or a palette, nothing to see through.
type picture struct {
	name   string // its content's hash, so that the same image is one object
	format string // as fpdf names it
	data   []byte
}

type pictureKey [sha256.Size]byte

// pictures remembers what pictures have become: decoding is slow.
var pictures memo[pictureKey, picture]

const (
	pictureLimit = 32 << 20 // bytes
	maxPixels    = 64 << 20
)

// prepare returns the picture of f, in shades of grey if gray says so.
func prepare(f *layout.Picture, gray bool) (picture, error) {
	kind := f.Format
	if gray {
		kind += " in grey"
	}
	key := pictureKey(sha256.Sum256(append([]byte(kind+":"), f.Bytes...)))
	if p, ok := pictures.get(key); ok {
		return p, nil
	}
	p := picture{name: hex.EncodeToString(key[:16])}
	config, _, err := image.DecodeConfig(bytes.NewReader(f.Bytes))
	if err == nil && config.Width*config.Height > maxPixels {
		err = fmt.Errorf("%d by %d pixels are too many", config.Width, config.Height)
	}
	if err == nil {
		switch f.Format {
		case "png":
			p.format = "png"
			p.data, err = preparePNG(f.Bytes, gray)
		case "jpeg":
			p.format = "jpg"
			p.data, err = prepareJPEG(f.Bytes, gray)
		default:
			err = errors.New("neither png nor jpeg")
		}
	}
	if err != nil {
		return picture{}, fmt.Errorf("picture: %w", err)
	}
	pictures.put(key, p, len(p.data), pictureLimit)
	return p, nil
}

// prepareJPEG returns the file as it is if it is grey, or YCbCr and may have
// colours, which is what the filter DCTDecode needs no telling about; else its
// pixels anew. It is decoded in any case: a broken file must not get on paper.
func prepareJPEG(data []byte, gray bool) ([]byte, error) {
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	_, isGray := img.(*image.Gray)
	_, isYCbCr := img.(*image.YCbCr)
	switch {
	case isGray || isYCbCr && !gray:
		return data, nil
	case gray:
		img = grayOf(img)
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, onWhite(img), &jpeg.Options{Quality: 95})
	return b.Bytes(), err
}

// preparePNG returns the pixels anew: on white where they can be seen through
// (ISO 19005-2, 6.2.10 wants more of a page with transparency than it is worth
// on white paper), not interlaced, with no more than eight bits.
func preparePNG(data []byte, gray bool) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	switch i := img.(type) {
	case *image.Gray:
	case *image.Paletted:
		img = &image.Paletted{Pix: i.Pix, Stride: i.Stride, Rect: i.Rect, Palette: opaque(i.Palette)}
	case *image.Gray16:
		grey := image.NewGray(i.Rect)
		draw.Draw(grey, i.Rect, i, i.Rect.Min, draw.Src)
		img = grey
	default:
		img = onWhite(img)
	}
	if gray {
		img = grayOf(img)
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}

// grayOf returns img, which cannot be seen through, in shades of grey.
func grayOf(img image.Image) image.Image {
	if _, ok := img.(*image.Gray); ok {
		return img
	}
	box := img.Bounds()
	grey := image.NewGray(box)
	draw.Draw(grey, box, img, box.Min, draw.Src)
	return grey
}

// onWhite returns img as it looks on white paper; grey if it has no colour.
func onWhite(img image.Image) image.Image {
	box := img.Bounds()
	rgb := image.NewRGBA(box)
	draw.Draw(rgb, box, image.White, image.Point{}, draw.Src)
	draw.Draw(rgb, box, img, box.Min, draw.Over)
	for p := rgb.Pix; len(p) > 0; p = p[4:] {
		if p[0] != p[1] || p[1] != p[2] {
			return rgb
		}
	}
	grey := image.NewGray(box)
	for i := range grey.Pix {
		grey.Pix[i] = rgb.Pix[4*i]
	}
	return grey
}

func opaque(p color.Palette) color.Palette {
	q := make(color.Palette, len(p))
	for i, c := range p {
		r, g, b, a := c.RGBA()
		white := 0xFFFF - a
		q[i] = color.RGBA{uint8((r + white) >> 8), uint8((g + white) >> 8), uint8((b + white) >> 8), 0xFF}
	}
	return q
}

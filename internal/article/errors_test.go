package article

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// pictures is a folder with good and bad pictures.
var pictures = sync.OnceValue(func() fstest.MapFS {
	m := image.NewPaletted(image.Rect(0, 0, 16, 9), color.Palette{color.Black, color.RGBA{200, 0, 0, 255}})
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7 % 5 & 1)
	}
	var p, j bytes.Buffer
	if png.Encode(&p, m) != nil || jpeg.Encode(&j, m, nil) != nil {
		panic("pictures cannot be made")
	}
	huge := bytes.Clone(p.Bytes())
	copy(huge[16:24], "\x00\x01\x00\x00\x00\x01\x00\x00")
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	return fstest.MapFS{
		"red.png":         {Data: p.Bytes()},
		"red.jpeg":        {Data: j.Bytes()},
		"turned.jpeg":     {Data: turnedJPEG(j.Bytes(), 6)},
		"upright.jpeg":    {Data: turnedJPEG(j.Bytes(), 1)},
		"picture.png":     {Data: p.Bytes()}, // as the starter calls it
		"pictures/in.png": {Data: p.Bytes()},
		"short.png":       {Data: p.Bytes()[:p.Len()-20]},
		"short.jpeg":      {Data: j.Bytes()[:j.Len()-20]},
		"huge.png":        {Data: huge},
		"heavy.png":       {Data: make([]byte, maxImageSize+1)},
		"words.txt":       {Data: []byte("not a picture")},
		"leaf.svg":        {Data: []byte(svgOf(`<path d="M1 5q4-8 8 0-4 8-8 0z" fill="green"/>`))},
		"words.svg":       {Data: []byte(svgOf("<text>Clinic</text>\n<path d='M1 1h7v7z' opacity='.5'/>"))},
		"no.svg":          {Data: []byte("not a drawing")},
	}
})

func svgOf(inside string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">` + "\n" + inside + "\n</svg>"
}

// TestErrors holds what is said about articles that are not good.
func TestErrors(t *testing.T) {
	for _, path := range inputs(t, "errors") {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a, diags := Parse(name, src, pictures())
			if (a == nil) != diags.Failed() || len(diags) == 0 {
				t.Errorf("the article is nil: %v, with %d diagnostics", a == nil, len(diags))
			}
			var b bytes.Buffer
			if err := diags.Print(&b, map[string][]byte{name: src}); err != nil {
				t.Fatal(err)
			}
			golden(t, "errors/"+strings.TrimSuffix(name, ".yaml")+".txt", b.Bytes())
		})
	}
}

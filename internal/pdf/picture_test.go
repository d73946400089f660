package pdf

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"

	"handout/internal/pdf/pdftest"
	"handout/internal/tag"
	"handout/layout"
)

// fill returns img with every pixel set to c.
func fill[T interface {
	image.Image
	Set(x, y int, c color.Color)
}](img T, c color.Color) T {
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			img.Set(x, y, c)
		}
	}
	return img
}

// A red square of 3 by 3 pixels, interlaced.
const interlaced = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAAGuTRJ+AAAAE0lEQVR4nGP4z8DAAMVITCgXiACYiAj4S4ZVjgAAAABJRU5ErkJggg=="

func TestPictures(t *testing.T) {
	box := image.Rect(0, 0, 5, 4)
	half := color.NRGBA{200, 0, 0, 128}
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	palette := color.Palette{color.NRGBA{0, 0, 0, 0}, color.NRGBA{0, 0, 255, 255}}
	for _, c := range []struct {
		name   string
		format string
		data   []byte
		pixel  color.NRGBA // in the upper left corner, as it is printed
		space  string
	}{
		{"grey", "png", pngOf(t, fill(image.NewGray(box), color.Gray{77})), color.NRGBA{77, 77, 77, 255}, "/DeviceGray"},
		{"grey of 16 bits", "png", pngOf(t, fill(image.NewGray16(box), color.Gray16{0x4D4D})), color.NRGBA{77, 77, 77, 255}, "/DeviceGray"},
		{"colour", "png", pngOf(t, fill(image.NewNRGBA(box), color.NRGBA{1, 2, 3, 255})), color.NRGBA{1, 2, 3, 255}, "/DeviceRGB"},
		{"colour of 16 bits", "png", pngOf(t, fill(image.NewNRGBA64(box), color.NRGBA{1, 2, 3, 255})), color.NRGBA{1, 2, 3, 255}, "/DeviceRGB"},
		{"see-through", "png", pngOf(t, fill(image.NewNRGBA(box), half)), color.NRGBA{228, 127, 127, 255}, "/DeviceRGB"},
		{"see-through grey", "png", pngOf(t, fill(image.NewNRGBA(box), color.NRGBA{0, 0, 0, 0})), color.NRGBA{255, 255, 255, 255}, "/DeviceGray"},
		{"palette", "png", pngOf(t, image.NewPaletted(box, palette)), color.NRGBA{255, 255, 255, 255}, "[/Indexed /DeviceRGB 1 "},
		{"photo", "jpeg", jpegOf(t, fill(image.NewNRGBA(box), color.NRGBA{255, 0, 0, 255})), color.NRGBA{254, 0, 0, 255}, "/DeviceRGB"},
		{"photo for the press", "jpeg", cmyk, color.NRGBA{254, 0, 0, 255}, "/DeviceRGB"},
		{"grey photo", "jpeg", jpegOf(t, fill(image.NewGray(box), color.Gray{77})), color.NRGBA{77, 77, 77, 255}, "/DeviceGray"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &layout.Picture{X: 72_000, Y: 72_000, W: 50_000, H: 40_000, Format: c.format, Bytes: c.data}
			p, err := prepare(f, false)
			if err != nil {
				t.Fatal(err)
			}
			img, _, err := image.Decode(bytes.NewReader(p.data))
			if err != nil {
				t.Fatal(err)
			}
			if got := color.NRGBAModel.Convert(img.At(0, 0)); got != c.pixel {
				t.Errorf("the corner is %v, not %v", got, c.pixel)
			}
			m := newSheet(t)
			f.Node = m.doc.Tree.Add(tag.Figure)
			f.Node.Alt = c.name
			m.frame(f)
			data := m.write()
			keep(t, data)
			if err := pdftest.Check(data); err != nil {
				t.Error(err)
			}
			spaces, err := pdftest.ColorSpaces(data)
			if err != nil || len(spaces) != 1 || !strings.HasPrefix(spaces[0], c.space) {
				t.Errorf("the picture is in %v, not %s", spaces, c.space)
			}
		})
	}
}

// TestGray holds that a document without colours has none, whatever its frames
// and pictures have.
func TestGray(t *testing.T) {
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	m := everything(t)
	for _, p := range []struct {
		format string
		data   []byte
	}{
		{"jpeg", cmyk},
		{"jpeg", jpegOf(t, fill(image.NewGray(image.Rect(0, 0, 5, 4)), color.Gray{77}))},
		{"png", pngOf(t, image.NewPaletted(image.Rect(0, 0, 5, 4), color.Palette{color.NRGBA{}, color.NRGBA{0, 0, 255, 255}}))},
		{"png", pngOf(t, fill(image.NewNRGBA64(image.Rect(0, 0, 5, 4)), color.NRGBA{1, 200, 3, 255}))},
	} {
		figure := m.doc.Tree.Add(tag.Figure)
		figure.Alt = "A picture"
		m.frame(&layout.Picture{X: 72_000, Y: 600_000, W: 50_000, H: 40_000, Format: p.format, Bytes: p.data, Node: figure})
	}
	coloured := false
	for _, gray := range []bool{false, true} {
		m.doc.Gray = gray
		data := m.write()
		keep(t, data)
		if err := pdftest.Check(data); err != nil {
			t.Error(err)
		}
		sheets, err := pdftest.Sheets(data)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range sheets {
			has := s.Operators["rg"] || s.Operators["RG"]
			for _, mark := range s.Marks {
				has = has || mark.Kind == "image" && mark.Space != "/DeviceGray"
			}
			if coloured = coloured || has; gray && has {
				t.Errorf("page %d has a colour", i+1)
			}
		}
	}
	if !coloured {
		t.Error("the sample has no colour to lose")
	}
}

func TestSamePictureOnce(t *testing.T) {
	spaces, err := pdftest.ColorSpaces(everything(t).write())
	if err != nil || len(spaces) != 2 {
		t.Errorf("three pictures, two of them alike, are %d objects, %v", len(spaces), err)
	}
}

func TestBrokenPictures(t *testing.T) {
	whole := pngOf(t, gradient(20, 20))
	photo := jpegOf(t, gradient(20, 20))
	huge := bytes.Clone(whole)
	copy(huge[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // 65,536 by 65,536; the checksum is wrong, too
	for name, p := range map[string]*layout.Picture{
		"a PNG cut short":        {Format: "png", Bytes: whole[:len(whole)/2]},
		"a JPEG cut short":       {Format: "jpeg", Bytes: photo[:len(photo)/2]},
		"a JPEG said to be PNG":  {Format: "png", Bytes: photo},
		"a PNG said to be a GIF": {Format: "gif", Bytes: whole},
		"a huge PNG":             {Format: "png", Bytes: huge},
		"no bytes":               {Format: "jpeg"},
	} {
		if _, err := prepare(p, false); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestInterlaced(t *testing.T) {
	data, err := base64.StdEncoding.DecodeString(interlaced)
	if err != nil {
		t.Fatal(err)
	}
	p, err := prepare(&layout.Picture{Format: "png", Bytes: data}, false)
	if err != nil {
		t.Fatal(err)
	}
	if p.data[28] != 0 {
		t.Error("it is still interlaced")
	}
	img, err := png.Decode(bytes.NewReader(p.data))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := img.At(2, 2).RGBA(); r != 0xFFFF || g != 0 || b != 0 {
		t.Errorf("the last pixel is %v", img.At(2, 2))
	}
}

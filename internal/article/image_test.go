package article

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestImageOutside holds that a link out of the article's folder leads nowhere.
func TestImageOutside(t *testing.T) {
	dir := t.TempDir()
	inside := filepath.Join(dir, "inside")
	if err := os.Mkdir(inside, 0o777); err != nil {
		t.Fatal(err)
	}
	red := pictures()["red.png"].Data
	for _, name := range []string{filepath.Join(dir, "red.png"), filepath.Join(inside, "red.png")} {
		if err := os.WriteFile(name, red, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join("..", "red.png"), filepath.Join(inside, "out.png")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for file, want := range map[string]string{
		"red.png":             "",
		"./red.png":           "",
		"out.png":             `"out.png" cannot be read`,
		"../red.png":          "is outside the article's folder",
		"x/../../red.png":     "is outside the article's folder",
		"C:/red.png":          "is outside the article's folder",
		"x/y.png":             "there is no file",
		`"a\u0000b"`:          "cannot be read",
		"https://a.org/a.png": "is outside the article's folder",
	} {
		a, diags := Parse("a.yaml", []byte("title: a\nlanguage: en\nbody: [{image: {file: "+file+", alt: b}}]\n"), root.FS())
		switch {
		case want == "" && a == nil || want != "" && (a != nil || len(diags) != 1 || !strings.Contains(diags[0].Message, want)):
			t.Errorf("%s: %v, want %q", file, diags, want)
		case want == "" && a.Body[0].(*Image).File != "red.png":
			t.Errorf("%s is called %s", file, a.Body[0].(*Image).File)
		}
	}
	if a, diags := Parse("a.yaml", []byte("title: a\nlanguage: en\nbody: [{image: {file: red.png, alt: b}}]\n"), nil); a != nil || !strings.Contains(diags[0].Message, "no folder") {
		t.Errorf("without a folder: %v", diags)
	}
}

// turnedJPEG returns the picture with an Exif orientation.
func turnedJPEG(jpeg []byte, orientation byte) []byte {
	exif := "Exif\x00\x00" + "II*\x00\x08\x00\x00\x00" + "\x01\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00" + "\x00\x00\x00\x00"
	segment := "\xff\xe1\x00" + string(rune(2+len(exif))) + exif
	return slices.Concat(jpeg[:2], []byte(segment), jpeg[2:])
}

// TestUpright holds that a photo is seen as the camera was held.
func TestUpright(t *testing.T) {
	// Where the black corner of a picture of 32 by 16 pixels is to be seen.
	for orientation, want := range []struct{ w, h, x, y int }{
		1: {32, 16, 0, 0}, 2: {32, 16, 31, 0}, 3: {32, 16, 31, 15}, 4: {32, 16, 0, 15},
		5: {16, 32, 0, 0}, 6: {16, 32, 15, 0}, 7: {16, 32, 15, 31}, 8: {16, 32, 0, 31},
	} {
		if want.w == 0 {
			continue
		}
		for _, m := range []draw.Image{image.NewGray(image.Rect(0, 0, 32, 16)), image.NewRGBA(image.Rect(0, 0, 32, 16))} {
			draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
			draw.Draw(m, image.Rect(0, 0, 8, 8), image.Black, image.Point{}, draw.Src)
			var b bytes.Buffer
			if err := jpeg.Encode(&b, m, nil); err != nil {
				t.Fatal(err)
			}
			p, faults := LoadPicture(fstest.MapFS{"a.jpg": {Data: turnedJPEG(b.Bytes(), byte(orientation))}}, "a.jpg", "article")
			if faults != nil {
				t.Fatal(faults)
			}
			seen, err := jpeg.Decode(bytes.NewReader(p.Bytes))
			if err != nil || seen.Bounds() != image.Rect(0, 0, want.w, want.h) || p.Width != want.w || p.Height != want.h {
				t.Fatalf("%d: %v, %v", orientation, seen.Bounds(), err)
			}
			for _, at := range []image.Point{{}, {want.w - 1, 0}, {0, want.h - 1}, {want.w - 1, want.h - 1}} {
				grey := color.GrayModel.Convert(seen.At(at.X, at.Y)).(color.Gray).Y
				if black := at == image.Pt(want.x, want.y); black != (grey < 128) {
					t.Errorf("%d: the corner %v is %d", orientation, at, grey)
				}
			}
		}
	}
}

func TestTurned(t *testing.T) {
	for file, want := range map[string]int{"red.jpeg": 1, "upright.jpeg": 1, "turned.jpeg": 6} {
		if got := turned(pictures()[file].Data); got != want {
			t.Errorf("%s is turned: %v", file, got)
		}
	}
	data := pictures()["turned.jpeg"].Data
	for n := range data { // cut short, it must not panic
		turned(data[:n])
	}
}

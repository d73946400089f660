package pdf

import (
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"handout/internal/article"
	"handout/internal/cite"
	"handout/internal/pdf/pdftest"
	"handout/layout"
)

// linked is an article with a link and with sources that have addresses.
const linked = `
title: A sample
language: %s
link: https://example.org/handouts/baths-and-showers
body:
  - text: Words with their sources. [@short; @long]
references:
  - {id: short, type: webpage, title: A sample source, URL: "https://example.org/"}
  - {id: long, type: webpage, title: Another, URL: "https://example.org/a/long/address?with=marks&more=of-them#%s"}
`

// dpi is how sharp the sheets are looked at, about as a phone does.
const dpi = 200

// TestScans holds that a phone's camera finds in each QR code of a finished
// file, on every kind of sheet, the address that is read aloud for it.
func TestScans(t *testing.T) {
	long := strings.Repeat("to-be-continued/", 20)
	for _, profile := range layout.Profiles {
		for _, paper := range layout.Papers {
			t.Run(string(profile)+" "+paper.Name, func(t *testing.T) {
				sheet := layout.Sheet{Paper: paper, Profile: profile, Codes: layout.ReferenceCodes}
				data, pages := printed(t, fmt.Sprintf(linked, "en", long), sheet)
				keep(t, data)
				figures, err := pdftest.Figures(data)
				if err != nil || len(figures) != 3 {
					t.Fatalf("there are %d codes, %v", len(figures), err)
				}
				for i := range pages {
					page, err := pdftest.Raster(data, i, dpi)
					if err != nil {
						t.Fatal(err)
					}
					say(t, page, i, figures)
				}
				for i, page := range rendered(t, data) {
					say(t, page, i, figures)
				}
			})
		}
	}
}

// say holds that the codes on a page say what their figures do.
func say(t *testing.T, page *image.Gray, number int, figures []pdftest.Figure) {
	t.Helper()
	for _, f := range figures {
		if f.Page != number {
			continue
		}
		if text := scanned(page.SubImage(pixels(page, f.Box))); "QR code: "+text != f.Alt {
			t.Errorf("page %d: the code for %q says %q", number+1, f.Alt, text)
		}
	}
}

// pixels returns the part of a page that a box in points is.
func pixels(page *image.Gray, box [4]float64) image.Rectangle {
	foot := float64(page.Rect.Dy())
	at := func(v float64) int { return int(v * dpi / 72) }
	return image.Rect(at(box[0]), int(foot)-at(box[3]), at(box[2]), int(foot)-at(box[1]))
}

// TestScansDamaged holds that the codes are what the reader reads: with a
// stripe torn out it finds nothing, with a small stain it still does.
func TestScansDamaged(t *testing.T) {
	data, _ := printed(t, fmt.Sprintf(linked, "es", ""), layout.Sheet{Paper: layout.Letter, Profile: layout.Standard})
	whole, err := pdftest.Raster(data, 0, dpi)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := pdftest.Figures(data)
	if err != nil || len(figures) != 1 {
		t.Fatalf("there are %d codes, %v", len(figures), err)
	}
	code := pixels(whole, figures[0].Box)
	const address = "https://example.org/handouts/baths-and-showers"
	for _, c := range []struct {
		name string
		hole int // in hundredths of the code
		want string
	}{{"untouched", 0, address}, {"stained", 12, address}, {"torn", 50, ""}} {
		page := image.NewGray(whole.Rect)
		copy(page.Pix, whole.Pix)
		middle := code.Min.Add(code.Size().Div(2))
		side := code.Dx() * c.hole / 200
		hole := image.Rectangle{middle.Sub(image.Pt(side, side)), middle.Add(image.Pt(side, side))}
		draw.Draw(page, hole, image.White, image.Point{}, draw.Src)
		if got := scanned(page.SubImage(code)); got != c.want {
			t.Errorf("%s: the code says %q", c.name, got)
		}
	}
}

// printed returns an article as a finished file, and how many pages it has.
func printed(t *testing.T, src string, sheet layout.Sheet) ([]byte, int) {
	t.Helper()
	a, diags := article.Parse("sample.yaml", []byte(src), nil)
	if a == nil {
		t.Fatal(diags)
	}
	if a, diags = cite.Resolve(a, cite.Options{}); a == nil {
		t.Fatal(diags)
	}
	doc, diags := layout.Compose(a, sheet)
	if doc == nil {
		t.Fatal(diags)
	}
	data, err := Write(doc, Digest{})
	if err != nil {
		t.Fatal(err)
	}
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	return data, len(doc.Pages)
}

// scanned returns what the QR code in a picture says, by another program's
// reader; "" if it finds none that is whole.
func scanned(img image.Image) string {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return ""
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		return ""
	}
	return result.GetText()
}

// rendered returns the pages as poppler paints them, if it is installed.
func rendered(t *testing.T, data []byte) (pages []*image.Gray) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "sheet.pdf")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "-r", fmt.Sprint(dpi), "-gray", "-png", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "page*.png"))
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		page := image.NewGray(img.Bounds())
		draw.Draw(page, page.Rect, img, image.Point{}, draw.Src)
		pages = append(pages, page)
	}
	return pages
}

package build

import (
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"
	fastzlib "github.com/klauspost/compress/zlib"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/cite"
	"handout/layout"
)

const firstArticle = "../../handouts/in-school-vs-clinical-ot.yaml"

// BenchmarkSpeed takes the first article from YAML to PDF and compares that, in
// the same run and on one core, with
//
//   - fpdf: the same pages drawn straight through fpdf's own UTF-8 fonts, the
//     same four faces, nothing tagged, nothing composed or checked;
//   - floor: deflating the same page contents and font subsets and putting them
//     into one buffer, nothing else.
//
// It reports how many handouts are made while fpdf makes one, and how many
// times as long as the floor one takes; both are medians of rounds. A round makes
// many, as a batch does: the garbage of fpdf empties the pools before each.
func BenchmarkSpeed(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	src, err := os.ReadFile(firstArticle)
	if err != nil {
		b.Fatal(err)
	}
	whole := func() []byte {
		data, diags := compose(firstArticle, src, nil, letter, Options{})
		if data == nil {
			b.Fatal(diags)
		}
		return data
	}
	doc := firstDocument(b, src)
	streams := inflated(b, whole())
	fpdfFonts := fourFaces(b)
	plain := func() { drawPlainly(b, doc, fpdfFonts) }
	bottom := func() { deflateAll(streams) }

	var ours, theirs, least []time.Duration
	for b.Loop() {
		ours = append(ours, timed(16, func() { whole() }))
		theirs = append(theirs, timed(1, plain))
		least = append(least, timed(4, bottom))
	}
	one, fpdf, floor := median(ours), median(theirs), median(least)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(one)/1e6, "ms/handout")
	b.ReportMetric(float64(fpdf)/1e6, "ms/fpdf")
	b.ReportMetric(float64(floor)/1e6, "ms/floor")
	b.ReportMetric(float64(fpdf)/float64(one), "x-fpdf")
	b.ReportMetric(float64(one)/float64(floor), "x-floor")
}

// timed returns how long one of n calls of f takes.
func timed(n int, f func()) time.Duration {
	start := time.Now()
	for range n {
		f()
	}
	return time.Since(start) / time.Duration(n)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// firstDocument composes src.
func firstDocument(t testing.TB, src []byte) *layout.Document {
	a, diags := article.Parse(firstArticle, src, nil)
	if a == nil {
		t.Fatal(diags)
	}
	if a, diags = cite.Resolve(a, cite.Options{}); a == nil {
		t.Fatal(diags)
	}
	doc, diags := layout.Compose(a, letter)
	if doc == nil {
		t.Fatal(diags)
	}
	return doc
}

// fpdfStyles are the faces of the main family by fpdf's style strings.
var fpdfStyles = map[string]string{"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}

func fourFaces(t testing.TB) map[string][]byte {
	faces := map[string][]byte{}
	for style, name := range fpdfStyles {
		data, err := os.ReadFile("../../fonts/AtkinsonHyperlegibleNext-" + name + ".ttf")
		if err != nil {
			t.Fatal(err)
		}
		faces[style] = data
	}
	return faces
}

// drawPlainly draws the frames of doc as a program that uses fpdf alone does.
func drawPlainly(t testing.TB, doc *layout.Document, faces map[string][]byte) []byte {
	canvas := fpdf.New("P", "pt", "Letter", "")
	canvas.SetAutoPageBreak(false, 0)
	for style, data := range faces {
		canvas.AddUTF8FontFromBytes("a", style, slices.Clone(data)) // fpdf writes into it
	}
	for _, page := range doc.Pages {
		canvas.AddPage()
		for _, f := range page.Frames {
			switch f := f.(type) {
			case *layout.Glyphs:
				canvas.SetFont("a", styleOf(f.Face), f.Size.Points())
				canvas.SetTextColor(int(f.Color.R), int(f.Color.G), int(f.Color.B))
				canvas.Text(f.X.Points(), f.Y.Points(), textOf(f))
			case *layout.Fill:
				canvas.SetFillColor(int(f.Color.R), int(f.Color.G), int(f.Color.B))
				canvas.Rect(f.X.Points(), f.Y.Points(), f.W.Points(), f.H.Points(), "F")
			}
		}
	}
	var out bytes.Buffer
	if err := canvas.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func styleOf(f *fonts.Face) string {
	style := ""
	if f.Weight() >= 600 {
		style = "B"
	}
	if f.ItalicAngle() != 0 {
		style += "I"
	}
	return style
}

func textOf(f *layout.Glyphs) string {
	var b []byte
	for g := range f.All() {
		b = append(b, g.Text...)
	}
	return string(b)
}

var streamHead = regexp.MustCompile(`(?s)/Filter/FlateDecode[^>]*>>\nstream\n`)

// inflated returns the page contents and font files of a PDF: the streams that
// any program must deflate to make it.
func inflated(t testing.TB, file []byte) (streams [][]byte) {
	for _, at := range streamHead.FindAllIndex(file, -1) {
		r, err := zlib.NewReader(bytes.NewReader(file[at[1]:]))
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(data, []byte{0, 1, 0, 0}) || bytes.Contains(data, []byte("BDC\n")) {
			streams = append(streams, data)
		}
	}
	return streams
}

func deflateAll(streams [][]byte) []byte {
	var out bytes.Buffer
	w := fastzlib.NewWriter(&out)
	for _, data := range streams {
		w.Reset(&out)
		w.Write(data)
		w.Close()
	}
	return out.Bytes()
}

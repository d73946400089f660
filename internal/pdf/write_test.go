package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	viewer "github.com/ledongthuc/pdf"

	"handout/fonts"
	"handout/internal/pdf/pdftest"
	"handout/internal/tag"
	"handout/layout"
)

var update = flag.Bool("update", false, "renew golden files")

// keep writes the file where a validator finds it, if HANDOUT_PDF_DIR names a
// folder.
func keep(t testing.TB, data []byte) {
	dir := os.Getenv("HANDOUT_PDF_DIR")
	if dir == "" {
		return
	}
	path := filepath.Join(dir, "pdf", filepath.FromSlash(t.Name())+".pdf")
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestEverything(t *testing.T) {
	data := everything(t).write()
	keep(t, data)
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	got, err := pdftest.Tree(data)
	if err != nil {
		t.Fatal(err)
	}
	const path = "testdata/everything.txt"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || string(want) != got {
		t.Errorf("the structure is not as held in %s (renew it with -update):\n%s", path, got)
	}
}

// TestGoldenFiles fails on one that no test asks for.
func TestGoldenFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != 1 || filepath.Base(files[0]) != "everything.txt" {
		t.Errorf("testdata holds %v, %v", files, err)
	}
}

// TestPlaces compares where a reader finds the glyphs with where they were to
// be: kerned, in fallback faces, far along a line.
func TestPlaces(t *testing.T) {
	m := newSheet(t)
	words := strings.Repeat("To AV, wave Ты fi q\u0308\u0301 ", 4)
	frames := m.say(words, fonts.Regular, 11_300, m.doc.Tree.Add(tag.P).Leaf(words))
	data := m.write()
	keep(t, data)

	var want []shown
	for _, f := range frames {
		pen := 0.0
		for g := range f.All() {
			want = append(want, shown{g.ID, f.X.Points() + (pen+float64(g.XOffset))/1000*f.Size.Points(),
				792 - f.Y.Points() + float64(g.YOffset)/1000*f.Size.Points()})
			pen += float64(g.Advance)
		}
	}
	got := glyphsOf(t, data)
	if len(got) != len(want) {
		t.Fatalf("%d glyphs are painted, not %d", len(got), len(want))
	}
	for i, w := range want {
		if g := got[i]; g.id != w.id || math.Abs(g.x-w.x) > 0.002 || math.Abs(g.y-w.y) > 0.002 {
			t.Fatalf("glyph %d is painted as %v, not as %v", i, g, w)
		}
	}
}

// shown is a glyph where a reader finds it, in points.
type shown struct {
	id   uint16
	x, y float64
}

// glyphsOf follows the text operators of the first page by the widths that the
// file gives (ISO 32000-1, 9.4.4).
func glyphsOf(t *testing.T, data []byte) (glyphs []shown) {
	t.Helper()
	r, err := viewer.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	page := r.Page(1)
	var widths map[uint16]float64
	var size, x, y, lineX, lineY, rise float64
	viewer.Interpret(page.V.Key("Contents"), func(stack *viewer.Stack, op string) {
		var args []viewer.Value
		for stack.Len() > 0 {
			args = append([]viewer.Value{stack.Pop()}, args...)
		}
		switch op {
		case "BT":
			lineX, lineY = 0, 0
		case "Td":
			lineX, lineY = lineX+args[0].Float64(), lineY+args[1].Float64()
			x, y = lineX, lineY
		case "Tf":
			size = args[1].Float64()
			widths = widthsOf(page.Font(args[0].Name()).V.Key("DescendantFonts").Index(0).Key("W"))
		case "Ts":
			rise = args[0].Float64()
		case "TJ":
			for i := range args[0].Len() {
				v := args[0].Index(i)
				if v.Kind() != viewer.String {
					x -= v.Float64() / 1000 * size
					continue
				}
				for raw := v.RawString(); raw != ""; raw = raw[2:] {
					id := uint16(raw[0])<<8 | uint16(raw[1])
					glyphs = append(glyphs, shown{id, x, y + rise})
					x += widths[id] / 1000 * size
				}
			}
		}
	})
	return glyphs
}

func widthsOf(w viewer.Value) map[uint16]float64 {
	widths := map[uint16]float64{}
	for i := 0; i < w.Len(); i += 2 {
		for j := range w.Index(i + 1).Len() {
			widths[uint16(w.Index(i).Int64())+uint16(j)] = w.Index(i + 1).Index(j).Float64()
		}
	}
	return widths
}

// TestFonts holds that the embedded font files have the widths that the file
// says they have, for every glyph that is shown.
func TestFonts(t *testing.T) {
	data := everything(t).write()
	r, err := viewer.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	page := r.Page(1)
	if len(page.Fonts()) != 4 {
		t.Errorf("there are %d fonts", len(page.Fonts()))
	}
	for _, name := range page.Fonts() {
		font := page.Font(name).V.Key("DescendantFonts").Index(0)
		file, err := io.ReadAll(font.Key("FontDescriptor").Key("FontFile2").Reader())
		if err != nil {
			t.Fatal(err)
		}
		tables := map[string][]byte{}
		for entry := file[12:]; len(tables) < int(file[5]); entry = entry[16:] {
			at, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
			tables[string(entry[:4])] = file[at : at+size]
		}
		for id, w := range widthsOf(font.Key("W")) {
			last := binary.BigEndian.Uint16(tables["hhea"][34:]) - 1
			if got := binary.BigEndian.Uint16(tables["hmtx"][4*min(id, last):]); float64(got) != w {
				t.Errorf("%v: glyph %d is %d wide, said to be %v", font.Key("BaseFont"), id, got, w)
			}
		}
	}
}

// TestText holds that what is copied out is what was put in, also where one
// glyph stands for different characters or several for one.
func TestText(t *testing.T) {
	m := newSheet(t)
	var want strings.Builder
	for _, words := range []string{
		"A well-known, well\u2011known, well\u2010known \u2011\u2011 thing",
		"A re\u0301sume\u0301 e \u00e9 e\u0300\u0323 q\u0308 x\u0323\u0308",
		"\u00b5g and \u03bcg; a\u00a0b\u202fc\u2009d e",
		"ﬁ fi ffi ﬂ Я fi \u00bd \u0219\u015f",
		"(brackets) \\ and ) \u201cquotes\u201d",
	} {
		m.line(m.doc.Tree.Add(tag.P), words)
		want.WriteString(words + " \n")
	}
	want.WriteByte('\n')
	data := m.write()
	keep(t, data)
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	if got, err := pdftest.Text(data); err != nil || got != want.String() {
		t.Errorf("%v; got\n%q\nwant\n%q", err, got, want.String())
	}
}

// TestTwoPages cuts one leaf, and one table, over two pages.
func TestTwoPages(t *testing.T) {
	m := newSheet(t)
	p := m.doc.Tree.Add(tag.P)
	leaf := p.Leaf("Before and after")
	m.say("Before ", fonts.Regular, 12_000, leaf)
	table := m.doc.Tree.Add(tag.Table)
	rows := table.Add(tag.TBody)
	m.down()
	cell := rows.Add(tag.TR).Add(tag.TD).Leaf("cell of two halves")
	m.say("cell of ", fonts.Regular, 12_000, cell)
	m.newPage()
	m.say("and after", fonts.Regular, 12_000, leaf)
	m.down()
	m.say("copied header", fonts.Regular, 12_000, nil)
	m.down()
	m.say("two halves", fonts.Regular, 12_000, cell)
	data := m.write()
	keep(t, data)
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	got, _ := pdftest.Tree(data)
	want := "\"School OT & clinic OT\" in en-US\nDocument\n  P \"Before and after\"\n  Table\n    TBody\n      TR\n        TD \"cell of two halves\"\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestReadingOrder paints leaves in another order than they are read.
func TestReadingOrder(t *testing.T) {
	m := newSheet(t)
	p := m.doc.Tree.Add(tag.P)
	first, second, third := p.Leaf("first "), p.Leaf("second "), p.Leaf("third")
	m.say("third", fonts.Regular, 12_000, third)
	m.say("first ", fonts.Regular, 12_000, first)
	m.say("second ", fonts.Regular, 12_000, second)
	data := m.write()
	if got, err := pdftest.Text(data); err != nil || got != "first second third\n\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestOutline(t *testing.T) {
	data := everything(t).write()
	r, err := viewer.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var tell func(o viewer.Outline, depth int)
	tell = func(o viewer.Outline, depth int) {
		fmt.Fprintf(&b, "%s%s\n", strings.Repeat("  ", depth), o.Title)
		for _, kid := range o.Child {
			tell(kid, depth+1)
		}
	}
	tell(r.Outline(), 0)
	want := "\n  School OT and clinic OT\n    Side by side\n      Übung\n    Fragen\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	outlines := r.Trailer().Key("Root").Key("Outlines")
	first := outlines.Key("First")
	if n := outlines.Key("Count").Int64(); n != 4 {
		t.Errorf("%d bookmarks are open", n)
	}
	if n := first.Key("Count").Int64(); n != 3 {
		t.Errorf("%d bookmarks are under the first", n)
	}
	if y := first.Key("Dest").Index(3).Float64(); y != 722 {
		t.Errorf("the first bookmark leads to %v", y)
	}
}

func TestMetadata(t *testing.T) {
	m := newSheet(t)
	m.doc.Title = `<Ä> & "it’s" (1\2) ]]>`
	m.doc.Authors = nil
	m.doc.Date = time.Date(2026, 3, 1, 1, 30, 0, 0, time.FixedZone("", 2*60*60))
	data := m.write()
	keep(t, data)
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	r, err := viewer.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	info := r.Trailer().Key("Info")
	if got := info.Key("Title").Text(); got != m.doc.Title {
		t.Errorf("the title is %q", got)
	}
	if got := info.Key("CreationDate").Text(); got != "D:20260228233000Z" {
		t.Errorf("the date is %q", got)
	}
	if !info.Key("Author").IsNull() {
		t.Error("there is an author")
	}
	packet, _ := io.ReadAll(r.Trailer().Key("Root").Key("Metadata").Reader())
	var xmp struct {
		RDF struct {
			Description []struct {
				Title string `xml:"title>Alt>li"`
				Date  string `xml:"CreateDate"`
			}
		}
	}
	if err := xml.Unmarshal(packet, &xmp); err != nil {
		t.Fatal(err)
	}
	if got := xmp.RDF.Description[0]; got.Title != m.doc.Title || got.Date != "2026-02-28T23:30:00Z" {
		t.Errorf("the metadata says %q", got)
	}
}

func TestSameBytes(t *testing.T) {
	want := everything(t).write()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		var group sync.WaitGroup
		for i := range 8 {
			if i == 4 { // what is remembered must make no difference
				programs.Put(programKey{}, program{}, 1<<30)
				pictures.Put(pictureKey{}, picture{}, 1<<30)
			}
			m := everything(t)
			group.Go(func() {
				if got, err := Write(m.doc, Digest{}); err != nil || !bytes.Equal(got, want) {
					t.Errorf("other bytes at GOMAXPROCS %d, %v", n, err)
				}
			})
		}
		group.Wait()
	}
}

func TestRefuses(t *testing.T) {
	for _, c := range []struct {
		want string
		make func(*sheet)
	}{
		{"no title", func(m *sheet) { m.doc.Title = "" }},
		{`"en us" is no language`, func(m *sheet) { m.doc.Language = "en us" }},
		{`"" is no language`, func(m *sheet) { m.doc.Language = "" }},
		{"no pages", func(m *sheet) { m.doc.Pages = nil }},
		{"is no size", func(m *sheet) { m.doc.Pages[0].Width = 0 }},
		{"no document", func(m *sheet) { m.doc.Tree = nil }},
		{"no document", func(m *sheet) { m.doc.Tree.Role = tag.P }},
		{"is no tree", func(m *sheet) { m.doc.Tree.Kids = append(m.doc.Tree.Kids, m.doc.Tree) }},
		{"is no tree", func(m *sheet) { m.doc.Tree.Kids = append(m.doc.Tree.Kids, nil) }},
		{"has kids", func(m *sheet) { m.doc.Tree.Leaf("").Add(tag.P) }},
		{`"Spam" is no structure type`, func(m *sheet) { m.doc.Tree.Add("Spam") }},
		{`"gone" is on no page`, func(m *sheet) { m.doc.Tree.Add(tag.P).Leaf("gone") }},
		{"is on no page", func(m *sheet) { m.doc.Tree.Add(tag.Figure).Alt = "gone" }},
		{"a figure says nothing", func(m *sheet) { m.doc.Tree.Add(tag.Figure) }},
		{"leads nowhere", func(m *sheet) { m.doc.Tree.Add(tag.Link) }},
		{`"x_y" is no language`, func(m *sheet) { m.doc.Tree.Add(tag.P).Lang = "x_y" }},
		{"no scope", func(m *sheet) { m.doc.Tree.Add(tag.TH) }},
		{"skips a level", func(m *sheet) { m.doc.Tree.Add(tag.H3) }},
		{"no header cell", func(m *sheet) { m.doc.Tree.Add(tag.TD).Headers = []*tag.Node{m.doc.Tree} }},
		{"not in the structure", func(m *sheet) { m.say("x", 0, 12_000, &tag.Node{}) }},
		{"no frame", func(m *sheet) { m.frame((*layout.Glyphs)(nil)) }},
		{"without a face", func(m *sheet) { m.frame(&layout.Glyphs{Size: 1000}) }},
		{"without a face or a size", func(m *sheet) { m.say("x", 0, 0, nil) }},
		{"no glyph 60000", func(m *sheet) {
			m.frame(&layout.Glyphs{Face: fonts.Default().Face(0), Size: 1000, Runs: []*fonts.Run{{Glyphs: []fonts.Glyph{{ID: 60000}}}}})
		}},
		{"no glyph 0", func(m *sheet) {
			m.frame(&layout.Glyphs{Face: fonts.Default().Face(0), Size: 1000, Runs: []*fonts.Run{{Glyphs: []fonts.Glyph{{ID: 0, Text: "x"}}}}})
		}},
		{"path without length", func(m *sheet) { m.frame(&layout.Path{}) }},
		{"picture without size", func(m *sheet) { m.frame(&layout.Picture{}) }},
		{"picture: image: unknown format", func(m *sheet) { m.frame(&layout.Picture{W: 1, H: 1, Format: "png"}) }},
		{"belongs to no link", func(m *sheet) { m.frame(&layout.Area{URI: "x"}) }},
		{"belongs to no link", func(m *sheet) { m.frame(&layout.Area{URI: "x", Link: m.doc.Tree.Add(tag.P)}) }},
		{"no words", func(m *sheet) { m.frame(&layout.Area{URI: "x", Link: m.doc.Tree.Add(tag.Link)}) }},
		{"leads nowhere", func(m *sheet) {
			link := m.doc.Tree.Add(tag.Link)
			link.Alt = "x"
			m.frame(&layout.Area{Link: link})
		}},
		{"leads to page 9", func(m *sheet) {
			link := m.doc.Tree.Add(tag.Link)
			link.Alt = "x"
			m.frame(&layout.Area{Link: link, Target: &layout.Target{Page: 8}})
		}},
		{"out of place", func(m *sheet) { m.doc.Outline = []layout.Bookmark{{Level: 1}} }},
		{"out of place", func(m *sheet) { m.doc.Outline = []layout.Bookmark{{Page: 1}} }},
	} {
		m := newSheet(t)
		c.make(m)
		if _, err := Write(m.doc, Digest{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

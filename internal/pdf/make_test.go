package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
	"time"

	"handout/fonts"
	"handout/internal/tag"
	"handout/layout"
)

// sheet composes small documents by hand: one line of words under the other.
type sheet struct {
	t    testing.TB
	doc  *layout.Document
	x, y layout.Length
}

func newSheet(t testing.TB) *sheet {
	m := &sheet{t: t, doc: &layout.Document{
		Title:    "School OT & clinic OT",
		Subject:  "What is the difference?",
		Authors:  []string{"Ana García", "Heather Greutman"},
		Language: "en-US",
		Date:     time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Tree:     &tag.Node{Role: tag.Document},
	}}
	m.newPage()
	return m
}

func (m *sheet) newPage() {
	m.doc.Pages = append(m.doc.Pages, layout.Page{Width: 612 * layout.Pt, Height: 792 * layout.Pt})
	m.x, m.y = 54*layout.Pt, 72*layout.Pt
}

func (m *sheet) frame(f layout.Frame) {
	page := &m.doc.Pages[len(m.doc.Pages)-1]
	page.Frames = append(page.Frames, f)
}

// say sets words on a line; the pen stays behind them. It returns the frames.
func (m *sheet) say(words string, style fonts.Style, size layout.Length, leaf *tag.Node) (frames []*layout.Glyphs) {
	m.t.Helper()
	runs, err := fonts.Default().Shape(words, style, "en")
	if err != nil {
		m.t.Fatal(err)
	}
	for _, r := range runs {
		f := &layout.Glyphs{X: m.x, Y: m.y, Face: r.Face, Size: size, Runs: []*fonts.Run{&r}, Node: leaf}
		m.frame(f)
		frames = append(frames, f)
		m.x += layout.Length(r.Width) * size / 1000
	}
	return frames
}

// line sets words that are a leaf of parent, and goes to the next line.
func (m *sheet) line(parent *tag.Node, words string) []*layout.Glyphs {
	m.t.Helper()
	frames := m.say(words+" ", fonts.Regular, 12*layout.Pt, parent.Leaf(words+" "))
	m.down()
	return frames
}

func (m *sheet) down() { m.x, m.y = 54*layout.Pt, m.y+16*layout.Pt }

func (m *sheet) write() []byte {
	m.t.Helper()
	data, err := Write(m.doc, Digest{})
	if err != nil {
		m.t.Fatal(err)
	}
	return data
}

// everything is a document of two pages with every kind of frame and nearly
// every role.
func everything(t testing.TB) *sheet {
	m := newSheet(t)
	doc := m.doc.Tree
	m.say("running head", fonts.Regular, 9*layout.Pt, nil)
	m.down()
	h1 := doc.Add(tag.H1)
	m.say("School OT and clinic OT", fonts.Bold, 24*layout.Pt, h1.Leaf("School OT and clinic OT"))
	m.y += 30 * layout.Pt
	m.x = 54 * layout.Pt
	m.doc.Outline = append(m.doc.Outline,
		layout.Bookmark{Title: "School OT and clinic OT", Y: 70 * layout.Pt},
		layout.Bookmark{Title: "Side by side", Level: 1, Y: 200 * layout.Pt},
		layout.Bookmark{Title: "Übung", Level: 2, Page: 1, Y: 70 * layout.Pt},
		layout.Bookmark{Title: "Fragen", Level: 1, Page: 1, Y: 170 * layout.Pt})

	// Leaves that are read on, one of them bold; ligatures, marks, hyphens.
	p := doc.Add(tag.P)
	m.say("Your ", fonts.Regular, 12*layout.Pt, p.Leaf("Your "))
	m.say("child", fonts.Bold, 12*layout.Pt, p.Leaf("child"))
	m.say(" may have one-time, or a well\u2011known re\u0301sume\u0301. AV To. ", fonts.Regular, 12*layout.Pt, p.Leaf(" may have one, or a well\u2011known re\u0301sume\u0301. AV To. "))
	m.down()
	m.line(doc.Add(tag.P), "Fallback: αβ Жизнь trường ✓ fi\u200dfl ½ “so” – … €")

	// An abbreviation and another language.
	p = doc.Add(tag.P)
	m.say("The ", fonts.Regular, 12*layout.Pt, p.Leaf("The "))
	iep := p.Add(tag.Span)
	iep.Expansion = "Individualized Education Program"
	m.say("IEP", fonts.Regular, 12*layout.Pt, iep.Leaf("IEP"))
	m.say(" or ", fonts.Regular, 12*layout.Pt, p.Leaf(" or "))
	es := p.Add(tag.Span)
	es.Lang = "es"
	m.say("niño", fonts.Italic, 12*layout.Pt, es.Leaf("niño"))
	mx := p.Add(tag.Span)
	mx.Lang = "es-MX"
	m.say("hola", fonts.Italic, 12*layout.Pt, mx.Leaf("hola"))
	m.down()

	m.list(doc)
	m.table(doc)
	m.figures(doc)
	m.newPage()
	m.line(doc.Add(tag.H2), "Übung")
	m.links(doc)
	note := doc.Add(tag.Note)
	note.Add(tag.Lbl).Leaf("1 ")
	m.say("1 ", fonts.Regular, 9*layout.Pt, note.Kids[0].Kids[0])
	m.line(note, "A note.")
	refs := doc.Add(tag.L)
	refs.Numbering = tag.Unlabelled
	m.line(refs.Add(tag.LI).Add(tag.LBody).Add(tag.BibEntry), "Greutman, H. (2016). School OT.")
	m.frame(&layout.Fill{X: 54 * layout.Pt, Y: 740 * layout.Pt, W: 504 * layout.Pt, H: layout.Pt, Color: layout.Color{R: 120, G: 120, B: 120}})
	return m
}

func (m *sheet) list(parent *tag.Node) {
	l := parent.Add(tag.L)
	l.Numbering = tag.Circle
	for _, words := range []string{"first", "second"} {
		li := l.Add(tag.LI)
		lbl := li.Add(tag.Lbl)
		lbl.Actual = "check box"
		x, y, s := m.x, m.y, 9*layout.Pt
		m.frame(&layout.Path{Points: [][2]layout.Length{{x, y}, {x + s, y}, {x + s, y - s}, {x, y - s}}, Closed: true, Width: layout.Pt, Node: lbl})
		m.x += 20 * layout.Pt
		body := li.Add(tag.LBody)
		m.line(body, words)
		if words == "second" {
			inner := body.Add(tag.L)
			inner.Numbering = tag.Disc
			li := inner.Add(tag.LI)
			m.x += 20 * layout.Pt
			m.say("• ", fonts.Regular, 12*layout.Pt, li.Add(tag.Lbl).Leaf("• "))
			m.line(li.Add(tag.LBody), "nested")
		}
	}
}

func (m *sheet) table(parent *tag.Node) {
	table := parent.Add(tag.Table)
	m.line(table.Add(tag.Caption), "Side by side")
	m.frame(&layout.Fill{X: m.x, Y: m.y - 12*layout.Pt, W: 300 * layout.Pt, H: 16 * layout.Pt, Color: layout.Color{R: 225, G: 236, B: 244}})
	head := table.Add(tag.THead).Add(tag.TR)
	head.Add(tag.TD)
	var columns []*tag.Node
	for i, words := range []string{"School", "Clinic"} {
		th := head.Add(tag.TH)
		th.Scope = tag.Column
		columns = append(columns, th)
		m.x = layout.Length(150+i*100) * layout.Pt
		m.say(words, fonts.Bold, 12*layout.Pt, th.Leaf(words))
	}
	m.down()
	body := table.Add(tag.TBody)
	for _, row := range [][]string{{"Goal", "Take part", "Get well"}, {"Both", "Help the child"}} {
		tr := body.Add(tag.TR)
		for i, words := range row {
			cell := tr.Add(tag.TD)
			if i == 0 {
				cell.Role, cell.Scope = tag.TH, tag.Row
			} else if len(row) == 2 {
				cell.ColSpan = 2
				cell.Headers = append(columns, tr.Kids[0])
			}
			m.x = layout.Length(54+i*100) * layout.Pt
			m.say(words, fonts.Regular, 12*layout.Pt, cell.Leaf(words))
		}
		m.down()
	}
}

func (m *sheet) figures(parent *tag.Node) {
	for i, p := range []struct {
		format string
		data   []byte
	}{{"png", pngOf(m.t, gradient(32, 20))}, {"jpeg", jpegOf(m.t, gradient(40, 30))}, {"png", pngOf(m.t, gradient(32, 20))}} {
		figure := parent.Add(tag.Figure)
		figure.Alt = "Colours that change"
		m.frame(&layout.Picture{X: layout.Length(60+i*120) * layout.Pt, Y: m.y, W: 100 * layout.Pt, H: 60 * layout.Pt, Format: p.format, Bytes: p.data, Node: figure})
	}
	m.y += 80 * layout.Pt
	arrow := parent.Add(tag.Figure)
	arrow.Alt = "An arrow to the right"
	m.frame(&layout.Path{Points: [][2]layout.Length{{60000, m.y}, {90000, m.y + 5000}, {60000, m.y + 10000}}, Color: layout.Color{R: 20, G: 90, B: 140}, Node: arrow})
	m.y += 30 * layout.Pt
}

func (m *sheet) links(parent *tag.Node) {
	p := parent.Add(tag.P)
	m.say("See ", fonts.Regular, 12*layout.Pt, p.Leaf("See "))
	out := p.Add(tag.Link)
	leaf := out.Leaf("the law (34 CFR 300)")
	x := m.x
	m.say("the law ", fonts.Regular, 12*layout.Pt, leaf)
	m.frame(&layout.Area{X: x, Y: m.y - 12*layout.Pt, W: m.x - x, H: 15 * layout.Pt, URI: "https://example.org/§ 300?a=(b)", Link: out})
	m.down()
	m.say("(34 CFR 300)", fonts.Regular, 12*layout.Pt, leaf)
	m.frame(&layout.Area{X: 54000, Y: m.y - 12*layout.Pt, W: m.x - 54000, H: 15 * layout.Pt, URI: "https://example.org/§ 300?a=(b)", Link: out})
	cite := p.Add(tag.Reference).Add(tag.Link)
	cite.Alt = "Greutman 2016, in the list of references"
	x = m.x
	m.say("[1]", fonts.Regular, 12*layout.Pt, cite.Leaf("[1]"))
	m.frame(&layout.Area{X: x, Y: m.y - 12*layout.Pt, W: m.x - x, H: 15 * layout.Pt, Target: &layout.Target{Page: 1, Y: 300 * layout.Pt}, Link: cite})
	m.down()
}

func gradient(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), 120, uint8(255 - 200*x/w)})
		}
	}
	return img
}

func pngOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

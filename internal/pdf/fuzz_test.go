package pdf

import (
	"bytes"
	"testing"

	"handout/fonts"
	"handout/internal/pdf/pdftest"
	"handout/internal/tag"
	"handout/layout"
)

// dice reads decisions from the fuzzer's bytes.
type dice []byte

func (d *dice) roll(n int) int {
	if len(*d) == 0 {
		return 0
	}
	v := int((*d)[0])
	*d = (*d)[1:]
	return v % n
}

// FuzzWrite composes random documents, good and impossible ones. What Write
// takes must hold together when it is read back, and say every word.
func FuzzWrite(f *testing.F) {
	for _, seed := range []string{"", "\x01\x02\x03\x04\x05\x06\x07", "structure and frames in any order 0123456789", "\x0b\x10\x00\x05\x01\x06\x0b\x06\x00\x01\x14\x05"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := dice(data)
		m, words := random(t, &d)
		file, err := Write(m.doc, Digest{})
		if err != nil {
			return
		}
		if err := pdftest.Check(file); err != nil {
			t.Errorf("%v", err)
		}
		got, err := pdftest.Text(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if !bytes.Contains([]byte(got), []byte(w)) {
				t.Errorf("%q is lost in %q", w, got)
			}
		}
		again, err := Write(m.doc, Digest{})
		if err != nil || !bytes.Equal(file, again) {
			t.Errorf("other bytes the second time, %v", err)
		}
	})
}

var (
	anyRole  = []tag.Role{tag.P, tag.H1, tag.H2, tag.L, tag.LI, tag.Lbl, tag.LBody, tag.Table, tag.TR, tag.TH, tag.TD, tag.Figure, tag.Link, tag.Span, tag.Note, tag.Reference, tag.Content, "Odd"}
	anyWords = []string{"words", "AV To", "well\u2011known", "q\u0308\u0301e\u0301", "Жизнь", "fi", " ", "(a\\b)", "½"}
)

func random(t *testing.T, d *dice) (m *sheet, words []string) {
	m = newSheet(t)
	nodes := []*tag.Node{m.doc.Tree}
	for range d.roll(40) {
		n := nodes[d.roll(len(nodes))].Add(anyRole[d.roll(len(anyRole))])
		if d.roll(4) != 0 {
			n.Alt, n.Scope = "alt (é", tag.Column
		}
		if d.roll(8) == 0 {
			n.ColSpan, n.Headers, n.Lang = 2, []*tag.Node{nodes[d.roll(len(nodes))]}, "es"
		}
		nodes = append(nodes, n)
	}
	for range d.roll(60) {
		node := nodes[d.roll(len(nodes))]
		switch d.roll(8) {
		case 0, 1, 2:
			w := anyWords[d.roll(len(anyWords))]
			if d.roll(3) > 0 {
				node = node.Leaf(w)
				words = append(words, w)
			}
			m.say(w, fonts.Style(d.roll(4)), layout.Length(8000+d.roll(9)*1111), node)
		case 3:
			m.frame(&layout.Fill{X: m.x, Y: m.y, W: layout.Length(d.roll(99) * 500), H: 1000, Color: layout.Color{R: uint8(d.roll(256))}})
		case 4:
			m.frame(&layout.Path{Points: [][2]layout.Length{{m.x, m.y}, {m.x + 500, m.y}}, Width: layout.Length(d.roll(3) * 500), Node: node})
		case 5:
			format := []string{"png", "jpeg", ""}[d.roll(3)]
			m.frame(&layout.Picture{X: m.x, Y: m.y, W: 9000, H: 9000, Format: format, Bytes: pngOf(t, gradient(1+d.roll(3), 2)), Node: node})
		case 6:
			area := &layout.Area{X: m.x, Y: m.y, W: 20_000, H: 9000, Link: node}
			if d.roll(2) == 0 {
				area.URI = "https://example.org/é"
			} else {
				area.Target = &layout.Target{Page: d.roll(3)}
			}
			m.frame(area)
		case 7:
			m.newPage()
			m.doc.Outline = append(m.doc.Outline, layout.Bookmark{Title: "here", Level: d.roll(3), Page: d.roll(4)})
		}
	}
	return m, words
}

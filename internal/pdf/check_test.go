package pdf

import (
	"strings"
	"testing"

	"handout/internal/pdf/pdftest"
	"handout/internal/tag"
)

// TestCheckNotices damages what the painter remembers, so that the check that
// other tests lean on is known to see it.
func TestCheckNotices(t *testing.T) {
	element := func(p *painter, role tag.Role) (found *element) {
		var walk func(*element)
		walk = func(e *element) {
			if e.Role == role && found == nil {
				found = e
			}
			for _, k := range e.kids {
				walk(k)
			}
		}
		walk(p.tree.root)
		return found
	}
	for _, c := range []struct {
		want   string
		damage func(*painter)
	}{
		{"", func(*painter) {}},
		{"does not lead from MCID 0", func(p *painter) { p.owners[0][0] = p.owners[0][1] }},
		{"is in no element", func(p *painter) { element(p, tag.H1).kids[0].marks = nil }},
		{"MCID 0 is in two places", func(p *painter) { element(p, tag.P).marks = []mark{{0, 0}} }},
		{"wants MCID 77", func(p *painter) { element(p, tag.P).marks = []mark{{0, 77}} }},
		{"annotation 1 is not the link", func(p *painter) { p.links[0].element = element(p, tag.H1) }},
		{"a figure without text", func(p *painter) { element(p, tag.Figure).Alt = "" }},
		{"a header cell without scope", func(p *painter) { element(p, tag.TH).Scope = tag.NoScope }},
		{"outside marked content", func(p *painter) { p.canvas.Rect(0, 0, 9, 9, "F") }},
		{"marked content is left open", func(p *painter) { p.canvas.RawWriteStr("/Artifact BMC") }},
		{"within marked content", func(p *painter) { p.canvas.RawWriteStr("/Artifact BMC /Artifact BMC EMC EMC") }},
		{"neither structure nor artifact", func(p *painter) { p.canvas.RawWriteStr("/P BMC EMC") }},
		{"is there twice", func(p *painter) { p.canvas.RawWriteStr("/P<</MCID 0>>BDC EMC") }},
	} {
		doc := everything(t).doc
		p, err := newPainter(doc, takeBuffers())
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range doc.Pages {
			if err := p.paint(page); err != nil {
				t.Fatal(err)
			}
		}
		c.damage(p)
		if err := p.canvas.Output(&p.drawn); err != nil {
			t.Fatal(err)
		}
		data, err := finish(doc, p, Digest{})
		if err != nil {
			t.Fatal(err)
		}
		if err := pdftest.Check(data); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("the check says %v, not %q", err, c.want)
		}
	}
}

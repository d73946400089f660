package layout

import (
	"fmt"
	"strings"

	"handout/internal/tag"
)

// dump prints a document so that a person can read it in a diff: the frames of
// each page, a line of text on a line, and then the structure.
func dump(d *Document) string {
	var b strings.Builder
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "page %d, %s x %s\n", i+1, pt(p.Width), pt(p.Height))
		var row []*Glyphs
		flush := func() {
			if len(row) > 0 {
				fmt.Fprintf(&b, "  %s\n", dumpLine(row))
			}
			row = nil
		}
		for _, f := range p.Frames {
			g, ok := f.(*Glyphs)
			if !ok || len(row) > 0 && row[0].Y != g.Y {
				flush()
			}
			if ok {
				row = append(row, g)
			} else {
				fmt.Fprintf(&b, "  %s\n", dumpFrame(f))
			}
		}
		flush()
	}
	for _, m := range d.Outline {
		fmt.Fprintf(&b, "bookmark %s%q page %d at %s\n", strings.Repeat("  ", m.Level), m.Title, m.Page+1, pt(m.Y))
	}
	b.WriteString("structure\n")
	dumpTree(&b, d.Tree, "  ")
	return b.String()
}

func pt(l Length) string { return fmt.Sprintf("%.1f", l.Points()) }

// dumpLine prints one line's runs, each behind its face where that changes.
func dumpLine(row []*Glyphs) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%6s %6s", pt(row[0].X), pt(row[0].Y))
	face, end := "", row[0].X
	for _, g := range row {
		if g.X > end+Pt {
			b.WriteString(" | ")
		}
		end = g.X
		if name := fmt.Sprintf("%s %s %v", g.Face.Name(), pt(g.Size), g.Node != nil); name != face {
			fmt.Fprintf(&b, " {%s %s", strings.TrimPrefix(g.Face.Name(), "AtkinsonHyperlegibleNext-"), pt(g.Size))
			if g.Node == nil {
				b.WriteString(" artifact")
			}
			b.WriteString("} ")
			face = name
		}
		for gl := range g.All() {
			b.WriteString(gl.Text)
			end += Length(gl.Advance) * g.Size / 1000
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func dumpFrame(f Frame) string {
	switch f := f.(type) {
	case *Fill:
		return fmt.Sprintf("%6s %6s fill %s x %s #%02x%02x%02x", pt(f.X), pt(f.Y), pt(f.W), pt(f.H), f.Color.R, f.Color.G, f.Color.B)
	case *Path:
		return fmt.Sprintf("%6s %6s path of %d points, meaning %v", pt(f.Points[0][0]), pt(f.Points[0][1]), len(f.Points), f.Node != nil)
	case *Picture:
		return fmt.Sprintf("%6s %6s %s picture %s x %s", pt(f.X), pt(f.Y), f.Format, pt(f.W), pt(f.H))
	case *Drawing:
		return fmt.Sprintf("%6s %6s drawing %s x %s%s", pt(f.X), pt(f.Y), pt(f.W), pt(f.H), dumpShapes(f.Shapes))
	case *Area:
		to := f.URI
		if f.Target != nil {
			to = fmt.Sprintf("page %d at %s", f.Target.Page+1, pt(f.Target.Y))
		}
		return fmt.Sprintf("%6s %6s link %s x %s to %s", pt(f.X), pt(f.Y), pt(f.W), pt(f.H), to)
	}
	return fmt.Sprintf("%T", f)
}

// dumpShapes prints how many segments each shape has and how it is painted.
func dumpShapes(shapes []Shape) string {
	var b strings.Builder
	for _, s := range shapes {
		fmt.Fprintf(&b, ", %d segments", len(s.Path))
		if c := s.Fill; c != nil {
			fmt.Fprintf(&b, " filled #%02x%02x%02x", c.R, c.G, c.B)
		}
		if p := s.Stroke; p != nil {
			fmt.Fprintf(&b, " stroked #%02x%02x%02x %s", p.Color.R, p.Color.G, p.Color.B, pt(p.Width))
		}
	}
	return b.String()
}

func dumpTree(b *strings.Builder, n *tag.Node, indent string) {
	if n.Role == tag.Content {
		fmt.Fprintf(b, "%s%q", indent, n.Words)
		if n.Actual != "" {
			fmt.Fprintf(b, " say=%q", n.Actual)
		}
		b.WriteByte('\n')
		return
	}
	fmt.Fprintf(b, "%s%s", indent, n.Role)
	attr := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, " %s=%q", name, value)
		}
	}
	attr("scope", string(n.Scope))
	if n.ColSpan > 1 {
		fmt.Fprintf(b, " colspan=%d headers=%d", n.ColSpan, len(n.Headers))
	}
	attr("numbering", string(n.Numbering))
	attr("alt", n.Alt)
	attr("say", n.Actual)
	attr("for", n.Expansion)
	attr("lang", n.Lang)
	b.WriteByte('\n')
	for _, kid := range n.Kids {
		dumpTree(b, kid, indent+"  ")
	}
}

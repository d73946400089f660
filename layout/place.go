package layout

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"handout/internal/article"
)

// headerRise is how far the header's baseline is above the body.
const headerRise = 22 * Pt

// place puts the pages behind those of d, and every frame in its place on its
// page. packet is how many pages d will have as a packet; 0 if it is none.
func (m *composition) place(d *Document, a *article.Article, packet int) {
	p := m.sheet.Paper
	for i, l := range m.pages {
		n := len(d.Pages)
		left, top := m.sheet.corner(n)
		page := Page{Width: p.Width, Height: p.Height, Frames: m.page()}
		at := placer{page: &page, number: n, doc: d}
		at.list(l, left, top)
		at.brand(m, i, left, top)
		if i > 0 && m.sheet.Profile != LargePrint {
			at.frames(m.header(a), left, top-headerRise)
		}
		f := folio{page: i, pages: len(m.pages), side: n, sides: packet}
		at.frames(m.footer(a, f), left, top+m.theme.area.height+m.theme.footDrop)
		d.Pages = append(d.Pages, page)
	}
}

// folio is the numbers that a page prints: which of the article's pages it is
// and which of the packet's, both from 0. Without a packet, sides is 0.
type folio struct {
	page, pages int
	side, sides int
}

// placer puts lists onto one page.
type placer struct {
	page   *Page
	number int // from 0
	doc    *Document
}

// list places l with its upper left corner at x, y.
func (p *placer) list(l list, x, y Length) {
	for i := range l {
		n := &l[i]
		if n.mark != nil {
			p.mark(n.mark, y)
		}
		if n.row != nil {
			p.dress(n.row.dress, x, y, n.height)
			for _, c := range n.row.cells {
				p.list(c, x, y+n.row.top)
			}
		}
		p.frames(n.frames, x, y)
		y += n.height
	}
}

func (p *placer) frames(frames []Frame, x, y Length) {
	for _, f := range frames {
		move(f, x, y)
		p.page.Frames = append(p.page.Frames, f)
	}
}

// mark notes where something that is led to has come to stand.
func (p *placer) mark(m *mark, y Length) {
	if m.bookmark != "" {
		p.doc.Outline = append(p.doc.Outline, Bookmark{m.bookmark, m.level, p.number, y})
	}
	if m.target != nil {
		m.target.Page, m.target.Y = p.number, y
	}
}

// dress paints what is behind a row of the given height.
func (p *placer) dress(d dress, x, y, height Length) {
	x += d.x
	fill := func(x, y, w, h Length, r rule) {
		switch {
		case w <= 0 || h <= 0:
		case r.hatched:
			p.page.Frames = append(p.page.Frames, hatch(x, y, w, h, r.color)...)
		default:
			p.page.Frames = append(p.page.Frames, &Fill{X: x, Y: y, W: w, H: h, Color: r.color})
		}
	}
	if d.fill != nil {
		fill(x, y, d.width, height, rule{color: *d.fill})
	}
	fill(x, y, d.bar.weight, height, d.bar)
	fill(x+d.width-d.end.weight, y, d.end.weight, height, d.end)
	for _, edge := range d.between {
		fill(x+edge-d.line.weight/2, y, d.line.weight, height, d.line)
	}
	fill(x, y, d.width, d.above.weight, d.above)
	fill(x, y+height-d.below.weight, d.width, d.below.weight, d.below)
}

// header is the title over every page but the first. Its origin is the left
// end of its baseline.
func (m *composition) header(a *article.Article) []Frame {
	return m.runningLine(a.Title.String(), m.theme.small.in(m.theme.quiet), m.theme.area.width-m.runningName().room)
}

// footer is the page's numbers at its outer edge and, where they leave room for
// it, the date of review at the inner one.
func (m *composition) footer(a *article.Article, f folio) []Frame {
	if m.sheet.Profile == LargePrint {
		return m.largeFooter(a, f)
	}
	width, back := m.theme.area.width, m.sheet.back(f.side)
	var frames []Frame
	var used Length
	for _, n := range m.numbers(f) {
		x := used
		if !back {
			x = width - used - n.width
		}
		frames = append(frames, n.at(x)...)
		used += n.width + 18*Pt
	}
	if r := a.Reviewed; r != nil {
		date := m.note(m.words.reviewed+" "+m.words.date(r.On), m.theme.small.in(m.theme.quiet))
		switch room := width - used - date.width; {
		case room < 0: // the article's own last words say it too
		case back:
			frames = append(date.at(width-date.width), frames...)
		default:
			frames = append(date.at(0), frames...)
		}
	}
	return frames
}

// numbers are those of the page, from the outer edge inward. An arrow stands
// behind the article's if another page of it follows.
func (m *composition) numbers(f folio) []note {
	look := m.theme.small.in(m.theme.quiet)
	var all []note
	words := m.words.page
	if f.sides > 0 {
		all = append(all, m.note(fmt.Sprintf(m.words.packetPage, f.side+1, f.sides), look.bold()))
		if m.cover {
			return all
		}
		words = m.words.handoutPage
	} else {
		look = look.bold()
	}
	n := m.note(fmt.Sprintf(words, f.page+1, f.pages), look)
	if f.page+1 < f.pages {
		n.frames = append(arrow(n.width+5*Pt, -look.size*33/100, look.color), n.frames...)
		n.width += 16 * Pt
	}
	return append(all, n)
}

// note is a few words in a margin. Its origin is the left end of its baseline.
type note struct {
	frames []Frame
	width  Length
}

func (m *composition) note(words string, l look) note {
	p := m.running(words, l)
	return note{raise(p.line(p.units).frames, p.baseline()), p.width()}
}

// at moves n's frames to x.
func (n note) at(x Length) []Frame {
	for _, f := range n.frames {
		move(f, x, 0)
	}
	return n.frames
}

// runningLine is words on one line, cut short where they are too long for it:
// running parts only repeat what the body says.
func (m *composition) runningLine(words string, look look, width Length) []Frame {
	p := m.running(words, look)
	l := p.lines(width)
	if len(l) > 1 {
		first := m.firstWords(words, look, width)
		p = m.running(first+" …", look)
		l = p.lines(width)
	}
	if len(l) == 0 {
		return nil
	}
	return raise(l[0].frames, p.baseline())
}

// firstWords returns as much of words as leaves room for an ellipsis.
func (m *composition) firstWords(words string, look look, width Length) string {
	p := m.running(words, look)
	var used Length
	n := 0
	for _, u := range p.units {
		used += u.width
		if used > width-3*look.size || look.longest > 0 && utf8.RuneCountInString(words[:n])+u.chars > look.longest-len(" .") {
			break
		}
		for _, pc := range u.pieces {
			for _, g := range pc.run.Glyphs {
				n += len(g.Text)
			}
		}
	}
	return strings.TrimRight(words[:min(n, len(words))], " ")
}

// raise moves a line's frames so that their origin is its baseline.
func raise(frames []Frame, baseline Length) []Frame {
	for _, f := range frames {
		move(f, 0, -baseline)
	}
	return frames
}

// arrow points right, 9 points long, from x on at the height y.
func arrow(x, y Length, color Color) []Frame {
	tip := x + 9*Pt
	return []Frame{
		&Path{Points: [][2]Length{{x, y}, {tip, y}}, Width: Pt, Color: color},
		&Path{Points: [][2]Length{{tip - 3*Pt, y - 3*Pt}, {tip, y}, {tip - 3*Pt, y + 3*Pt}}, Width: Pt, Color: color},
	}
}

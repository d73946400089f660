package layout

import (
	"slices"
	"strings"

	"handout/internal/article"
	"handout/internal/brand"
	"handout/internal/tag"
)

// branded returns p with the colours that a clinic has chosen.
func (p palette) branded(b *brand.Brand) palette {
	if b != nil && b.Colors != nil {
		p.accent, p.bar, p.tint = Color(b.Colors.Accent), Color(b.Colors.Rule), Color(b.Colors.Tint)
	}
	return p
}

// letterhead is the clinic's logo and name in one line; nil for no clinic. It is
// as high as two small lines, so that the margin over the first page has room
// for it and the body is where it would be without.
func (c *composer) letterhead(width Length, parent *tag.Node) list {
	b := c.sheet.Brand
	if b == nil {
		return nil
	}
	parent = c.inLanguage(b, parent.Add(tag.Div))
	n := node{height: 2 * c.theme.small.leading}
	var left, logo Length
	if b.Logo != nil {
		f, w := c.logo(b.Logo, n.height, width/3, parent)
		logo = w + c.theme.small.size
		if b.Logo.Right {
			move(f, width-w, 0)
		} else {
			left = logo
		}
		n.frames = append(n.frames, f)
	}
	name := c.nameLines(b.Name, width-logo, parent.Add(tag.P))
	y := max(n.height-name.height(), 0) / 2
	n.height = max(n.height, name.height())
	for _, line := range name {
		for _, f := range line.frames {
			move(f, left, y)
		}
		n.frames = append(n.frames, line.frames...)
		y += line.height
	}
	return list{n}
}

// nameLines is the clinic's name in the type of a subheading if it fits on one
// line, and else in small type.
func (c *composer) nameLines(name article.Text, width Length, in *tag.Node) list {
	p := c.paragraph(name, c.theme.h3.in(c.theme.accent), in)
	if p.width() > width {
		in.Kids = nil
		p = c.paragraph(name, c.theme.small.bold().in(c.theme.accent), in)
	}
	return p.lines(width)
}

// logo returns the clinic's picture, as large as fits, and its width.
func (c *composer) logo(l *brand.Logo, height, width Length, parent *tag.Node) (Frame, Length) {
	w, h := natural(&l.Picture)
	w, h = within(w*height/h, height, width, height)
	figure := parent.Add(tag.Figure)
	figure.Alt = l.Alt
	f := c.picture(&l.Picture, w, h, figure.Leaf(""))
	move(f, 0, (height-h)/2)
	return f, w
}

// imprint is what ends a clinic's sheet: the notice that there is help in other
// languages, how to reach the clinic, and what the handout is not; the code of
// the clinic's site stands beside them. All of it is low, since it comes on top
// of an article that may have few pages.
func (c *composer) imprint(width Length, parent *tag.Node) list {
	b := c.sheet.Brand
	if b == nil {
		return nil
	}
	parent = c.inLanguage(b, parent.Add(tag.Div))
	if !c.sheet.coded(b) {
		return c.notices(b, width, parent)
	}
	words := parent.Add(tag.Div)
	code, side := c.siteCode(b.Website, width/3, parent.Add(tag.Div))
	if c.theme.stacked {
		l := c.notices(b, width, words)
		l.gap(c.theme.block)
		return append(l, code...)
	}
	code.indent(width - side)
	r := &row{cells: []list{c.notices(b, width-side-2*c.theme.small.size, words), code}}
	return list{r.node()}
}

// siteCode is the code of a web site with the site's address under it, and how
// wide they are without the quiet zone, which hangs out at all sides. The
// address takes several lines where it is wider than the code and than most.
func (c *composer) siteCode(to *article.Link, most Length, parent *tag.Node) (list, Length) {
	q := c.code(scan{uri: to.URL, pos: to.Pos})
	figure := parent.Add(tag.Figure)
	figure.Alt = c.words.code + " " + to.URL
	picture := &Drawing{
		X: -q.quiet, Y: -q.quiet, W: q.side, H: q.side, Node: figure.Leaf(""),
		Shapes: []Shape{{Path: q.path, Fill: &Color{}}},
	}
	l := list{{height: q.side - q.quiet, frames: []Frame{picture}}}
	l.keepAll()
	black := q.side - 2*q.quiet
	address := c.scanned(siteText(to), false, c.theme.small, parent.Add(tag.P))
	side := max(black, min(address.width(), most))
	return append(l, address.lines(side)...), side
}

// notices is the words of the imprint.
func (c *composer) notices(b *brand.Brand, width Length, parent *tag.Node) list {
	var l list
	if len(b.LanguageHelp) > 0 {
		in := parent.Add(tag.Div)
		var s stack
		for _, t := range b.LanguageHelp {
			s = append(s, part{text: c.paragraph(t, c.theme.body, in.Add(tag.P)), gap: c.theme.item})
		}
		l = c.box(nil, s, width)
	}
	var s stack
	if to := c.sheet.reached(b); len(to) > 0 {
		s = append(s, part{text: c.contact(b, to, parent.Add(tag.P))})
	}
	for _, t := range b.Disclaimer {
		s = append(s, part{text: c.paragraph(t, c.theme.small.in(c.theme.quiet), parent.Add(tag.P)), gap: c.theme.closing})
	}
	l.gap(c.theme.item * 3 / 2)
	small := s.lines(min(width, c.theme.measure*112/100))
	small.keepAll()
	return append(l, small...)
}

// contact is the clinic's name, which has been printed before, and the ways to
// reach it, in a line.
func (c *composer) contact(b *brand.Brand, ways []article.Text, in *tag.Node) *paragraph {
	w := weaver{c: c, look: c.theme.small, parent: in}
	for _, part := range b.Name {
		part.Style |= article.Bold
		w.inline(&part)
		c.ours[w.leaf] = true
	}
	for i, t := range ways {
		between := dot
		if i > 0 && i < len(b.Address) {
			between = ", "
		}
		w.own(between)
		for _, part := range t {
			w.inline(&part)
		}
	}
	return w.paragraph()
}

// dot parts what stands in one line.
const dot = " · "

// reached is the ways to reach a clinic, its address first, in its lines. A site
// that has a code stands under that.
func (s Sheet) reached(b *brand.Brand) []article.Text {
	all := slices.Clone(b.Address)
	if len(b.Phone) > 0 {
		all = append(all, b.Phone)
	}
	if b.Website != nil && !s.coded(b) {
		all = append(all, siteText(b.Website))
	}
	return all
}

// coded reports whether the clinic's site has a code.
func (s Sheet) coded(b *brand.Brand) bool { return b.Website != nil && s.Codes != NoCodes }

// siteText is the address of a clinic's site, a link.
func siteText(to *article.Link) article.Text {
	return article.Text{{Pos: to.Pos, Text: site(to.URL), Link: to.URL}}
}

// inLanguage marks what n says as the brand's, where that is in another
// language than the article.
func (c *composer) inLanguage(b *brand.Brand, n *tag.Node) *tag.Node {
	if b.Language != "" && !strings.EqualFold(b.Language, c.language) {
		n.Lang = b.Language
	}
	return n
}

// branding returns the article's texts between the brand's, in the order they
// are read. What running parts and the imprint repeat is not among them.
func (m *composition) branding(texts []article.Text) []article.Text {
	b := m.sheet.Brand
	if b == nil {
		return texts
	}
	all := slices.Concat([]article.Text{b.Name}, texts, b.LanguageHelp, m.sheet.reached(b), b.Disclaimer)
	if m.sheet.coded(b) {
		all = append(all, siteText(b.Website))
	}
	for i, t := range all {
		all[i] = withoutHyphens(t)
	}
	return all
}

// headGap is between the letterhead and the body.
const headGap = 9 * Pt

// brand places the brand's running parts on page i of m, whose body is at x, y:
// the letterhead over the first, the clinic's name over the others, and how to
// reach it under each. Where the margins stay blank there are none.
func (p *placer) brand(m *composition, i int, x, y Length) {
	if m.sheet.Brand == nil || m.theme.stacked {
		return
	}
	if i == 0 {
		p.list(m.letterhead, x, y-headGap-m.letterhead.height())
	} else {
		name := m.runningName()
		p.frames(name.frames, x+m.theme.area.width-name.width, y-headerRise)
	}
	p.frames(m.reach(m.theme.area.width), x, y+m.theme.area.height+m.theme.footDrop-m.theme.small.leading)
}

// margin is words in a margin, and the room that they and the space left of
// them take.
type margin struct {
	frames      []Frame
	width, room Length
}

// runningName is the clinic's name beside the title, cut short where it is
// longer than half a line; nothing without a clinic.
func (m *composition) runningName() margin {
	b := m.sheet.Brand
	if b == nil {
		return margin{}
	}
	look := m.theme.small.bold().in(m.theme.accent)
	name := m.cut(b.Name.String(), look, m.theme.area.width/2)
	width := m.running(name, look).width()
	return margin{m.runningLine(name, look, width), width, width + 2*look.size}
}

// reach is the clinic's name, phone and web site in a line. Where that is too
// long, the name is cut, since half a number or an address is of no use; if they
// leave it no room, they are left to the imprint.
func (m *composition) reach(width Length) []Frame {
	b := m.sheet.Brand
	look := m.theme.small.in(m.theme.quiet)
	look.longest = 0 // nobody reads on from it
	var rest string
	if len(b.Phone) > 0 {
		rest = dot + b.Phone.String()
	}
	if b.Website != nil {
		rest += dot + site(b.Website.URL)
	}
	if w := m.running(rest, look).width(); w > width*3/4 {
		rest = ""
	} else {
		width -= w
	}
	return m.runningLine(m.cut(b.Name.String(), look, width)+rest, look, m.theme.area.width)
}

// cut returns words, or as many of them as fit in a line with an ellipsis.
func (m *composition) cut(words string, look look, width Length) string {
	if m.running(words, look).width() <= width {
		return words
	}
	return m.firstWords(words, look, width) + " …"
}

// site is a web address as people say it.
func site(uri string) string {
	_, said, _ := strings.Cut(uri, "://")
	return strings.TrimSuffix(said, "/")
}

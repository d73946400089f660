package layout

import (
	"fmt"

	"handout/internal/article"
)

// Large print follows the American Council of the Blind ("Large Print Business
// Policy and Best Practices") and the American Printing House for the Blind
// ("Large Print Guidelines"): nothing under 18 points, subheadings of 20,
// headings of 22, lines a quarter higher than the type and of 43 characters at
// most, flush left without indents, a blank line between paragraphs, an inch of
// margin, black on white, no italics, one column.
const (
	largeSize = 18 * Pt
	largeLine = 43
)

// largeArea is as wide as A4 allows and, with the footer, as high as Letter
// does, an inch from every edge.
var largeArea = area{451 * Pt, 648*Pt - largeFoot}

// largeFoot is the room under the body for the footer, which stands within the
// margins too.
const largeFoot = 44 * Pt

var largePalette = palette{tint: white} // all else is black

// largeTheme returns how large print is set. Ease gives and takes space between
// blocks and nothing else.
func (s Sheet) largeTheme(e ease) theme {
	colors := s.palette()
	text := func(size Length) look {
		return look{size: size, leading: size * 125 / 100, color: colors.black, longest: largeLine}
	}
	head := func(size Length) look {
		l := text(size).bold()
		l.balanced = true
		return l
	}
	body := text(largeSize)
	blank := body.leading
	space := func(points Length) Length { return max(points*Pt*e.space/100, blank) }
	t := theme{
		palette:  colors,
		body:     body,
		table:    body,
		small:    body,
		title:    head(30 * Pt),
		subtitle: text(20 * Pt),
		h2:       head(22 * Pt),
		h3:       head(20 * Pt),
		para:     blank,
		item:     blank * e.space / 200,
		block:    space(28),
		heading:  space(40),
		source:   blank,
		closing:  blank,
		pad:      8 * Pt,
		area:     s.body(),

		smallest:   largeSize,
		fine:       Pt,
		underline:  Pt,
		pitch:      12 * Mm,
		footDrop:   largeFoot - 6*Pt,
		stacked:    true,
		underlined: true,
	}
	t.boxed, t.ask = t.h2, t.h3
	t.measure = t.area.width
	return t
}

// largeFooter is, bold at the outer corner, the page's number, and beside it
// the title, or in a packet the number within the article, below a rule. The two
// share a line, and so the characters that one may have.
func (m *composition) largeFooter(a *article.Article, f folio) []Frame {
	look, width := m.theme.body, m.theme.area.width
	words, inner := fmt.Sprintf(m.words.page, f.page+1, f.pages), ""
	switch {
	case f.sides > 0 && !m.cover:
		words, inner = fmt.Sprintf(m.words.packetPage, f.side+1, f.sides), fmt.Sprintf(m.words.handoutPage, f.page+1, f.pages)
	case f.sides > 0:
		words = fmt.Sprintf(m.words.packetPage, f.side+1, f.sides)
	case f.page > 0:
		inner = a.Title.String()
	}
	number := m.note(words, look.bold())
	room := width - number.width - look.size
	beside := note{m.runningLine(inner, look.beside(words), room), min(m.running(inner, look).width(), room)}
	frames := []Frame{&Fill{Y: -24 * Pt, W: width, H: m.theme.fine, Color: m.theme.black}}
	if m.sheet.back(f.side) {
		return append(append(number.at(0), beside.at(width-beside.width)...), frames...)
	}
	return append(append(beside.frames, number.at(width-number.width)...), frames...)
}

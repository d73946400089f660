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
// does, an inch from every edge. Two points at the top and the foot are for type
// that reaches out of its leading.
var largeArea = area{451 * Pt, 644*Pt - largeFoot}

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

// largeFooter is the title and, bold at the outer corner, the page's number,
// below a rule. The two share a line, and so the characters that one may have.
func (m *composition) largeFooter(a *article.Article, page int) []Frame {
	look := m.theme.body
	words := fmt.Sprintf(m.words.page, page+1, len(m.pages))
	number := m.running(words, look.bold())
	n := number.line(number.units)
	list{n}.indent(m.theme.area.width - number.width())
	frames := raise(n.frames, number.baseline())
	if page > 0 {
		frames = append(m.runningLine(a.Title.String(), look.beside(words), m.theme.area.width-number.width()-look.size), frames...)
	}
	return append(frames, &Fill{Y: -24 * Pt, W: m.theme.area.width, H: m.theme.fine, Color: m.theme.black})
}

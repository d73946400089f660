package layout

import (
	"unicode/utf8"

	"handout/fonts"
	"handout/internal/brand"
)

// The part of a sheet that the body may fill is the same on every paper: as
// wide as A4 allows and as high as Letter does. So a handout breaks into the
// same lines and pages on both, and one proof-reading serves for all.
type area struct{ width, height Length }

// body returns the area that the body of a sheet may fill.
func (s Sheet) body() area {
	if s.Profile == LargePrint {
		return largeArea
	}
	return area{488 * Pt, 684 * Pt}
}

// corner returns where the upper left corner of the body is on a page, counted
// from 0.
func (s Sheet) corner(page int) (x, y Length) {
	b := s.body()
	if s.Profile == LargePrint {
		b.height += largeFoot
	}
	return (s.Paper.Width - b.width) / 2, (s.Paper.Height - b.height) / 2
}

// palette is the colours of a sheet.
type palette struct {
	black  Color // of running text
	accent Color // of headings and links
	bar    Color // of the rules that matter
	quiet  Color // of what is said beside the text
	tint   Color // behind boxes and headers of tables; white for none
	hair   Color // of fine rules
}

var white = Color{0xFF, 0xFF, 0xFF}

// standardPalette is the usual colours. Each that is of a text keeps 7:1
// against white and against the tint, in colour and in grey.
var standardPalette = palette{
	black:  Color{0x1A, 0x1A, 0x1A},
	accent: Color(brand.Usual.Accent),
	bar:    Color(brand.Usual.Rule),
	quiet:  Color(brand.Quiet),
	tint:   Color(brand.Usual.Tint),
	hair:   Color{0x8A, 0x96, 0x9B},
}

// look is how a paragraph is set: its type before any bold or italic run.
type look struct {
	size, leading Length
	style         fonts.Style
	color         Color
	balanced      bool // lines as even as can be, for headings
	longest       int  // characters on a line; 0 for as many as fit
}

// bold returns l in bold.
func (l look) bold() look {
	l.style |= fonts.Bold
	return l
}

// beside returns l for text that shares its lines with other words.
func (l look) beside(words string) look {
	if l.longest > 0 {
		l.longest -= utf8.RuneCountInString(words) + len(" ")
	}
	return l
}

// in returns l in another colour.
func (l look) in(c Color) look {
	l.color = c
	return l
}

// theme is how a sheet is set: type, space and colours.
type theme struct {
	palette
	body, table, small         look // small is for sources and running parts
	title, subtitle, h2, h3    look
	boxed                      look   // of the titles of the key points and the sources
	ask                        look   // of questions
	para, item, block, heading Length // space between paragraphs, items, blocks, and above a heading
	source, closing            Length // space between sources, and between the lines at the very end
	pad                        Length // between a rule or a tint's edge and the text
	measure                    Length // longest line of running text
	hang                       Length // how far the lines of a source are indented but the first
	area                       area   // of the body

	smallest   Length // type of all
	fine       Length // weight of fine rules
	underline  Length // least weight of the line under words
	pitch      Length // between lines to write on
	footDrop   Length // of the footer's baseline below the body
	stacked    bool   // what else stands side by side stands one below the other
	underlined bool   // underlines for italics, and for nothing else
	hatched    bool   // hatching for tints
}

// smallest is the least size anything is printed in but in large print, and
// longestLine the most characters that the eye finds its way back from.
const (
	smallest    = 9 * Pt
	longestLine = 75
)

// ease is how much room a sheet gives its words: the body's size, and the
// spaces in hundredths of the usual.
type ease struct {
	size  Length
	space Length
}

// eases are the steps by which an article is fitted to its pages, easiest
// first. None goes under 11.5 points.
var eases = []ease{
	{12500, 110}, {12250, 105}, {12000, 100}, {12000, 92}, {12000, 84},
	{11750, 84}, {11750, 76}, {11500, 76}, {11500, 68}, {11500, 60},
}

// usual is the ease that is tried first when nothing asks for another.
const usual = 2

// palette returns the colours of the sheet.
func (s Sheet) palette() palette {
	switch s.Profile {
	case LargePrint:
		return largePalette
	case Grayscale:
		return greyPalette
	}
	return standardPalette.branded(s.Brand)
}

// theme returns how the sheet is set with the given ease.
func (s Sheet) theme(e ease) theme {
	if s.Profile == LargePrint {
		return s.largeTheme(e)
	}
	colors := s.palette()
	size := func(ratio Length) Length { return e.size * ratio / 100 }
	space := func(points Length) Length { return points * Pt * e.space / 100 }
	text := func(size, leading Length) look {
		return look{size: size, leading: size * leading / 100, color: colors.black, longest: longestLine}
	}
	head := func(size, leading Length) look {
		l := text(size, leading).bold().in(colors.accent)
		l.balanced = true
		return l
	}
	t := theme{
		palette: colors,
		body:    text(e.size, 136),
		table:   text(max(e.size-500, 11500), 130),
		small:   text(size(80), 132),
		title:   head(size(210), 112),
		h2:      head(size(125), 120),
		h3:      head(e.size, 130).in(colors.black),
		para:    space(7),
		item:    space(4),
		block:   space(11),
		heading: space(17),
		pad:     space(6),
		measure: e.size * 35,
		area:    s.body(),

		smallest:  smallest,
		fine:      3 * Pt / 4,
		underline: Pt / 2,
		pitch:     9 * Mm,
		footDrop:  26 * Pt,
		hatched:   s.Profile == Grayscale,
	}
	t.subtitle = text(size(115), 132).in(colors.quiet)
	t.subtitle.balanced = true
	t.boxed = t.h3.in(colors.accent)
	t.ask = t.body.bold()
	t.source = t.item * 3 / 4
	t.hang = t.small.size * 3 / 2
	t.measure = min(t.measure, t.area.width)
	return t
}

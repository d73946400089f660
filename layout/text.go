package layout

import (
	"strings"
	"unicode/utf8"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"
)

// strand is a stretch of a paragraph whose characters look alike and belong
// to one leaf of the structure.
type strand struct {
	text      string
	start     diag.Pos // of its first character
	places    []place  // of those behind that stand elsewhere
	size      Length
	rise      Length // of the baseline, for superscripts
	underline Length // its weight; 0 for none
	style     fonts.Style
	color     Color
	script    script
	lined     bool // whether it is underlined
	blank     bool // a line to write on
	leaf      *tag.Node
	link      *tag.Node // the Link element around the leaf; nil for none
	uri       string
	target    *Target
}

// script says whether a strand is smaller and above or below the line.
type script int8

const (
	onLine script = iota
	above
	below
)

// place is where the characters of a strand from number chars on stand in the
// source.
type place struct {
	chars int
	pos   diag.Pos
}

// pos returns where character number n of s stands in the source.
func (s *strand) pos(n int) diag.Pos {
	at := place{pos: s.start}
	for _, p := range s.places {
		if p.chars <= n {
			at = p
		}
	}
	if at.pos.IsZero() {
		return at.pos
	}
	return at.pos.Right(n - at.chars)
}

// extend appends text that looks like s and stands at pos.
func (s *strand) extend(text string, pos diag.Pos) {
	s.places = append(s.places, place{utf8.RuneCountInString(s.text), pos})
	s.text += text
}

// alike tells whether s and o can be shaped as one.
func (s *strand) alike(o *strand) bool {
	return s.leaf == o.leaf && s.style == o.style && s.size == o.size && s.rise == o.rise &&
		s.color == o.color && s.underline == o.underline
}

// paragraph is text ready to be broken into lines of any measure.
type paragraph struct {
	c       *composer // that sets it; in a rehearsal its lines are counted, not set
	look    look
	units   []unit
	strands []*strand
	broken  broken // as it was last
}

// unit is what stands between two places where a line may end: mostly a word
// with the space after it.
type unit struct {
	pieces []piece
	width  Length // with the space it ends with
	ink    Length // without
	chars  int    // characters, the space at its end left out
	must   bool   // the line ends here
	cost   int64  // of a line that ends here, beside what every line costs
}

// piece is a run of a unit, x from the unit's left edge.
type piece struct {
	x Length
	*castRun
	strand *strand
}

// paragraph makes leaves for text under parent and shapes it. Characters that
// no face covers are reported and left out.
func (c *composer) paragraph(text article.Text, l look, parent *tag.Node) *paragraph {
	if len(text) == 0 {
		return &paragraph{c: c, look: l}
	}
	if p := c.again(&text[0], l, parent); p != nil {
		return p
	}
	w := c.weaver(l, parent)
	w.inlines(text)
	return w.kept(&text[0])
}

// own is a paragraph of the program's own words, not the article's.
func (c *composer) own(words string, l look, parent *tag.Node) *paragraph {
	if p := c.again(words, l, parent); p != nil {
		return p
	}
	w := c.weaver(l, parent)
	w.own(words)
	return w.kept(words)
}

// ownLeaf makes a leaf that says the program's own words.
func (c *composer) ownLeaf(words string, parent *tag.Node) *tag.Node {
	if c.wordsLang != "" {
		parent = parent.Add(tag.Span)
		parent.Lang = c.wordsLang
	}
	leaf := parent.Leaf(words)
	c.ours[leaf] = true
	return leaf
}

// running is a paragraph that is seen and not read aloud, as in a footer.
func (c *composer) running(words string, l look) *paragraph {
	return &paragraph{c: c, look: l, units: c.units([]*strand{c.strandOf(words, l, nil)})}
}

func (c *composer) strandOf(words string, l look, leaf *tag.Node) *strand {
	s := c.galley.strands.New()
	s.text, s.style, s.size, s.color, s.leaf = words, l.style, l.size, l.color, leaf
	return s
}

// weaver turns inlines into strands and the leaves they belong to.
type weaver struct {
	c       *composer
	look    look
	parent  *tag.Node
	strands []*strand

	last *article.Inline // the one before
	leaf *tag.Node       // its leaf
	link *tag.Node       // the Link that is open, and
	said string          // the words in it so far
}

// weaver begins a paragraph that will be kept.
func (c *composer) weaver(l look, parent *tag.Node) weaver {
	return weaver{c: c, look: l, parent: c.stem(parent)}
}

func (w *weaver) inlines(text article.Text) {
	for i := range text {
		w.inline(&text[i])
	}
}

func (w *weaver) inline(in *article.Inline) {
	text := visible(in.Text)
	if in.Blank {
		text = underscores(text)
	}
	if text == "" {
		return
	}
	if w.leaf == nil || !sameLeaf(w.last, in) {
		if w.link != nil && (in.Link != w.last.Link || in.Entry != w.last.Entry) {
			w.closeLink()
		}
		w.open(in)
	}
	w.last = in
	w.leaf.Words += text
	if w.link != nil {
		w.said += text
	}
	s := w.strand(in, text)
	if n := len(w.strands); n > 0 && w.strands[n-1].alike(s) {
		w.strands[n-1].extend(text, in.Pos)
		return
	}
	w.add(s)
}

func (w *weaver) add(s *strand) {
	if w.strands == nil {
		w.strands = w.c.woven.Take(1)[:0] // many have no more
	}
	w.strands = append(w.strands, s)
}

// own adds the program's own words.
func (w *weaver) own(words string) {
	w.closeLink()
	w.leaf = nil
	w.add(w.c.strandOf(words, w.look, w.c.ownLeaf(words, w.parent)))
}

// paragraph ends what w weaves.
func (w *weaver) paragraph() *paragraph {
	w.closeLink()
	p := w.c.galley.paragraphs.New()
	*p = paragraph{c: w.c, look: w.look, units: w.c.units(w.strands), strands: w.strands}
	return p
}

// kept ends what w weaves, which is made of the first inline of its text or of
// the program's own words, and keeps it for the next try.
func (w *weaver) kept(of any) *paragraph {
	p := w.paragraph()
	w.c.keep(of, p)
	return p
}

// sameLeaf tells whether two neighbours belong to one leaf.
func sameLeaf(a, b *article.Inline) bool {
	return a.Link == b.Link && a.Entry == b.Entry && a.Lang == b.Lang &&
		a.Expansion == "" && b.Expansion == "" && !a.Blank && !b.Blank
}

// open makes the leaf for in, and the elements around it.
func (w *weaver) open(in *article.Inline) {
	parent := w.parent
	if w.link == nil && (in.Link != "" || in.Entry != "") {
		if in.Entry != "" {
			parent = parent.Add(tag.Reference)
		}
		w.link, w.said = parent.Add(tag.Link), ""
		w.link.Alt = in.Link
	}
	if w.link != nil {
		parent = w.link
	}
	if in.Blank {
		w.leaf = w.c.blankLeaf(in, parent)
		return
	}
	if in.Lang != "" || in.Expansion != "" {
		parent = parent.Add(tag.Span)
		parent.Lang, parent.Expansion = in.Lang, in.Expansion
	}
	w.leaf = parent.Leaf("")
}

// closeLink ends the open Link. A link whose words do not say its address is
// given the address in parentheses, so that it is of use on paper.
func (w *weaver) closeLink() {
	if w.link == nil {
		return
	}
	if uri := w.last.Link; uri != "" && !saysAddress(w.said, uri) {
		words := " (" + address(uri) + ")"
		s := w.strand(&article.Inline{Pos: w.last.Pos, Link: uri}, words)
		s.leaf = w.c.ownLeaf(words, w.link)
		s.underline, s.lined = 0, false
		w.add(s)
	}
	if w.link.Alt == "" {
		w.link.Alt = w.c.words.toSource
	}
	w.link, w.leaf = nil, nil
}

// strand sets how in looks, with text for its words. Small capitals are set as
// they are typed: they would be smaller than anything may be.
func (w *weaver) strand(in *article.Inline, text string) *strand {
	s := w.c.strandOf(text, w.look, w.leaf)
	s.start = in.Pos
	if in.Style&article.Bold != 0 {
		s.style |= fonts.Bold
	}
	s.lined = in.Style&article.Underline != 0
	switch {
	case in.Style&article.Italic == 0:
	case w.c.theme.underlined:
		s.lined = true
	default:
		s.style ^= fonts.Italic
	}
	switch {
	case in.Blank:
		s.blank, s.style = true, fonts.Regular
	case in.Style&article.Superscript != 0:
		s.script = above
	case in.Style&article.Subscript != 0:
		s.script = below
	}
	if w.link != nil {
		s.link, s.uri = w.link, in.Link
		if in.Link != "" {
			s.color = w.c.theme.accent
			// Where underlines stand for italics, a link has none: its address
			// is printed, and a line under that would hide the marks in it.
			s.lined = s.lined || !w.c.theme.underlined
		} else {
			s.target = w.c.target(in.Entry)
		}
	}
	s.resize(w.look, &w.c.theme)
	return s
}

// resize sets s in the size of l.
func (s *strand) resize(l look, t *theme) {
	s.size, s.rise, s.underline = l.size, 0, 0
	switch s.script {
	case above:
		s.size, s.rise = l.script(t.smallest), l.size*33/100
	case below:
		s.size, s.rise = l.script(t.smallest), -l.size*12/100
	}
	if s.lined {
		s.underline = max(s.size*5/100, t.underline)
	}
}

// address is a URI as it is read on paper.
func address(uri string) string {
	for _, scheme := range []string{"mailto:", "tel:"} {
		if rest, ok := strings.CutPrefix(uri, scheme); ok {
			return rest
		}
	}
	return uri
}

// saysAddress tells whether words already name the address of uri.
func saysAddress(words, uri string) bool {
	bare := func(s string) string {
		s = strings.ToLower(strings.TrimSpace(address(s)))
		s = strings.TrimPrefix(s, "https://")
		s = strings.TrimPrefix(s, "http://")
		return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	}
	return strings.Contains(bare(words), bare(uri))
}

// visible drops soft hyphens, since nothing is hyphenated here.
func visible(s string) string { return strings.ReplaceAll(s, "\u00AD", "") }

// units shapes strands and parts them where a line may end.
func (c *composer) units(strands []*strand) []unit {
	cast := c.cast(strands)
	units := c.galley.units.Take(len(cast.units))
	pieces := c.pieces.Take(len(cast.runs))
	for i := range pieces {
		pieces[i].castRun, pieces[i].strand = &cast.runs[i], strands[cast.runs[i].strand]
	}
	for i, from := 0, 0; i < len(units); i++ {
		u, to := &units[i], cast.units[i].end
		u.cost, u.must, u.chars = cast.units[i].cost, cast.units[i].must, cast.units[i].chars
		u.pieces = pieces[from:to:to]
		u.measure()
		from = to
	}
	return units
}

// measure sets the width of u, and the ink: without the spaces at the end.
func (u *unit) measure() {
	u.width = 0
	for i := range u.pieces {
		p := &u.pieces[i]
		p.x = u.width
		u.width += Length(p.run.Width) * p.strand.size / 1000
	}
	u.ink = u.width
	for i := len(u.pieces) - 1; i >= 0; i-- {
		p := &u.pieces[i]
		for j := len(p.run.Glyphs) - 1; j >= 0; j-- {
			g := &p.run.Glyphs[j]
			if g.Text != " " {
				return
			}
			u.ink -= Length(g.Advance) * p.strand.size / 1000
		}
	}
}

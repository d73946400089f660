package layout

import (
	"math"
	"slices"

	"handout/fonts"

	"github.com/rivo/uniseg"
)

// The cost of a line is the square of the part of the measure it leaves
// empty, in thousandths, and these on top.
const (
	lineCost   = 4_000_000 // of each line: first of all, as few as can be
	hyphenCost = 40_000    // of a line that ends inside a word, at a hyphen or the like
	insideCost = 400_000   // of one that ends inside an address, or anywhere in a word
	blankCost  = 600_000   // of one that ends between the words before a blank and the blank
	stubCost   = 90_000    // of a last line under a sixth of the measure
	overCost   = 1 << 40   // of a line that is too long
)

// lines breaks p into lines no longer than measure, ragged right, so that the
// sum of the lines' costs is least (after Knuth and Plass, "Breaking
// Paragraphs into Lines", 1981, without stretching). A word wider than the
// measure is broken, never cut off.
func (p *paragraph) lines(measure Length) list { return p.appendLines(nil, measure, 0) }

// hanging is lines with all but the first indented.
func (p *paragraph) hanging(measure, indent Length) list { return p.appendLines(nil, measure, indent) }

// appendLines appends what hanging returns to l.
func (p *paragraph) appendLines(l list, measure, indent Length) list {
	b := &p.broken
	if !b.known || b.measure != measure || b.indent != indent {
		p.breakInto(measure, indent)
	}
	if l == nil {
		l = p.c.room(len(b.lines) + 1) // a space mostly follows
	}
	top := len(l)
	for _, s := range b.lines {
		l = append(l, p.line(b.units[s.from:s.to]))
	}
	if lines := l[top:]; len(lines) > 1 {
		lines[1:].indent(indent)
		lines.keepParagraph()
	}
	return l
}

// broken is a paragraph broken into lines, if that is known.
type broken struct {
	known           bool
	measure, indent Length
	units           []unit
	lines           []stretch
}

// breakInto breaks p into lines, all but the first indented.
func (p *paragraph) breakInto(measure, indent Length) {
	b := &p.broken
	*b = broken{true, measure, indent, p.fitted(measure - indent), b.lines[:0]}
	for from := 0; from < len(b.units); {
		to := from + 1
		for to < len(b.units) && !b.units[to-1].must {
			to++
		}
		first := measure - indent
		if from == 0 {
			first = measure
		}
		top := len(b.lines)
		b.lines = breaks(b.lines, b.units[from:to], first, measure-indent, p.look)
		for i := range b.lines[top:] {
			b.lines[top+i].from += from
			b.lines[top+i].to += from
		}
		from = to
	}
}

// stretch is the units [from, to) of a line.
type stretch struct{ from, to int }

// breaks appends to lines the best ones for units between two forced breaks,
// given the measure of the first line and of the others.
func breaks(lines []stretch, units []unit, first, others Length, l look) []stretch {
	n := len(units)
	var fewCost [48]int64 // most paragraphs need no more
	var fewPrev [48]int
	cost, prev := fewCost[:], fewPrev[:]
	if n >= len(cost) {
		cost, prev = make([]int64, n+1), make([]int, n+1)
	}
	var whole, late filling // of what stands before unit to-1 on the first line, and on one from unit start on
	start := 1              // the first unit that a line but the first can begin with
	for to := 1; to <= n; to++ {
		end := &units[to-1]
		best := int64(math.MaxInt64)
		if to == 1 || whole.fits(end, first, l.longest) {
			best, prev[to] = lineOf(units, 0, to, whole.width+end.ink, first, l.balanced), 0
		}
		for start < to-1 && !late.fits(end, others, l.longest) {
			late.drop(&units[start])
			start++
		}
		width := late.width
		for from := start; from < to; from++ {
			if cost[from]+lineCost <= best {
				if c := cost[from] + lineOf(units, from, to, width+end.ink, others, l.balanced); c <= best {
					best, prev[to] = c, from
				}
			}
			width -= units[from].width
		}
		cost[to] = best
		whole.add(end)
		if to > 1 {
			late.add(end)
		}
	}
	count := 0
	for to := n; to > 0; to = prev[to] {
		count++
	}
	top := len(lines)
	lines = slices.Grow(lines, count)[:top+count]
	for to := n; to > 0; to = prev[to] {
		count--
		lines[top+count] = stretch{prev[to], to}
	}
	return lines
}

// filling is what stands on a line so far: its width and its characters, spaces
// counted.
type filling struct {
	width Length
	chars int
}

func (e *filling) add(u *unit) {
	e.width += u.width
	e.chars += u.spacedChars()
}

func (e *filling) drop(u *unit) {
	e.width -= u.width
	e.chars -= u.spacedChars()
}

// spacedChars returns the characters of u, with the space at its end.
func (u *unit) spacedChars() int {
	if u.ink < u.width {
		return u.chars + 1
	}
	return u.chars
}

// fits tells whether a line of e and of u behind it is no longer than the
// measure, and has no more characters than longest (0 for no such limit).
func (e *filling) fits(u *unit, measure Length, longest int) bool {
	return e.width+u.ink <= measure && (longest == 0 || e.chars+u.chars <= longest)
}

// lineOf returns the cost of the line of units [from, to), ink wide.
func lineOf(units []unit, from, to int, ink, measure Length, balanced bool) int64 {
	slack := int64(measure-ink) * 1000 / int64(max(measure, 1))
	switch last := to == len(units); {
	case slack < 0:
		return lineCost + overCost
	case !last:
		return lineCost + slack*slack + units[to-1].cost
	case balanced:
		return lineCost + slack*slack
	case slack > 833 && from > 0:
		return lineCost + stubCost
	}
	return lineCost
}

// fitted returns p's units with those wider than measure broken at the
// borders of what a reader sees as one character.
func (p *paragraph) fitted(measure Length) []unit {
	fits := func(u unit) bool {
		return u.ink <= measure && (p.look.longest == 0 || u.chars <= p.look.longest)
	}
	if !slices.ContainsFunc(p.units, func(u unit) bool { return !fits(u) }) {
		return p.units
	}
	var units []unit
	for _, u := range p.units {
		if u.hasBlank() {
			u = u.narrowed(measure, p.look.longest)
		}
		if fits(u) {
			units = append(units, u)
			continue
		}
		parts := u.graphemes()
		parts[len(parts)-1].must = u.must
		units = append(units, parts...)
	}
	return units
}

// graphemes parts u between its grapheme clusters (Unicode Standard Annex 29),
// as far as its glyphs can be parted there. The space at its end stays with
// what is before it.
func (u *unit) graphemes() []unit {
	var parts []unit
	for _, p := range u.pieces {
		glyphs, offset := p.run.Glyphs, p.offset
		for len(glyphs) > 0 {
			n := clusterEnd(glyphs)
			if p.strand.blank {
				n = len(glyphs)
			}
			part := piece{castRun: &castRun{run: fonts.Run{Face: p.run.Face, Glyphs: glyphs[:n]}, offset: offset}, strand: p.strand}
			for _, g := range glyphs[:n] {
				part.run.Width += int32(g.Advance)
				offset += len([]rune(g.Text))
			}
			width := Length(part.run.Width) * p.strand.size / 1000
			if k := len(parts); k > 0 && glyphs[0].Text == " " {
				part.x = parts[k-1].width
				parts[k-1].pieces = append(parts[k-1].pieces, part)
				parts[k-1].width += width
			} else {
				parts = append(parts, unit{pieces: []piece{part}, width: width, ink: width, chars: 1, cost: insideCost})
			}
			glyphs = glyphs[n:]
		}
	}
	return parts
}

// clusterEnd returns how many of the glyphs make the first grapheme cluster.
func clusterEnd(glyphs []fonts.Glyph) int {
	text := glyphs[0].Text
	for n := 1; n < len(glyphs); n++ {
		if glyphs[n].Text == "" {
			continue
		}
		joined := text + glyphs[n].Text
		if cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(joined, -1); len(cluster) <= len(text) {
			return n
		}
		text = joined
	}
	return len(glyphs)
}

// line sets units on one line; without a frame in a rehearsal.
func (p *paragraph) line(units []unit) node {
	ln := node{height: p.look.leading}
	if p.c.dry {
		return ln
	}
	pieces, frames := 0, 0
	var before *strand
	for i := range units {
		for j := range units[i].pieces {
			pieces++
			if s := units[i].pieces[j].strand; s != before {
				frames++
				before = s
			}
		}
	}
	runs := p.c.runs.Take(pieces)[:0]
	ln.frames = p.c.frames.Take(frames)[:0]
	base := p.baseline()
	var x Length
	var last *Glyphs
	var lastStrand *strand
	for i := range units {
		u := &units[i]
		for j := range u.pieces {
			pc := &u.pieces[j]
			left, s := x+pc.x, pc.strand
			width := Length(pc.run.Width) * s.size / 1000
			runs = append(runs, &pc.run)
			if last != nil && s == lastStrand && last.Face == pc.run.Face {
				last.Runs = runs[len(runs)-len(last.Runs)-1:]
			} else {
				last = p.c.glyphs.New()
				*last = Glyphs{X: left, Y: base - s.rise, Face: pc.run.Face, Size: s.size, Color: s.color,
					Node: s.leaf, Pos: s.pos(pc.offset), Runs: runs[len(runs)-1:]}
				lastStrand = s
				ln.frames = append(ln.frames, last)
			}
			if i == len(units)-1 {
				width = min(width, u.ink-pc.x)
			}
			if s.blank {
				ln.frames = append(ln.frames, &Fill{X: left, Y: base, W: width, H: blankWeight(s.size), Color: s.color, Node: s.leaf})
			}
			ln.decorate(s, left, base, width, p.look)
		}
		x += u.width
	}
	return ln
}

// decorate draws the underline of a piece of s and makes it clickable,
// joining what it draws to what it drew for the piece before.
func (n *node) decorate(s *strand, x, base, width Length, l look) {
	if width <= 0 {
		return
	}
	if h := s.underline; h > 0 {
		y := base + s.size*14/100
		if f := lastFill(n.frames, x, y, s.color); f != nil {
			f.W = x + width - f.X
		} else {
			n.frames = append(n.frames, &Fill{X: x, Y: y, W: width, H: h, Color: s.color})
		}
	}
	if s.link == nil {
		return
	}
	for i := len(n.frames) - 1; i >= 0; i-- {
		if a, ok := n.frames[i].(*Area); ok && a.Link == s.link {
			a.W = x + width - a.X
			return
		}
	}
	n.frames = append(n.frames, &Area{X: x, Y: base - l.size, W: width, H: l.size * 13 / 10,
		URI: s.uri, Target: s.target, Link: s.link})
}

// lastFill returns the newest underline among frames if it is drawn alike and
// ends where x begins, give or take rounding.
func lastFill(frames []Frame, x, y Length, c Color) *Fill {
	for i := len(frames) - 1; i >= 0; i-- {
		if f, ok := frames[i].(*Fill); ok {
			if gap := x - f.X - f.W; f.Y == y && f.Color == c && gap < Pt/20 && gap > -Pt/20 {
				return f
			}
			return nil
		}
	}
	return nil
}

// baseline returns how far below its top a line's baseline is: the ascent and
// descent of the face, centred in the leading.
func (p *paragraph) baseline() Length {
	f := fonts.Default().Face(p.look.style)
	up, down := Length(f.Ascent())*p.look.size/1000, Length(f.Descent())*p.look.size/1000
	return (p.look.leading-up-down)/2 + up
}

// width returns how wide p is when nothing makes it break but a forced break.
func (p *paragraph) width() Length {
	var widest, x Length
	for _, u := range p.units {
		widest = max(widest, x+u.ink)
		x += u.width
		if u.must {
			x = 0
		}
	}
	return widest
}

// longest returns the width of p's widest unit, under which words are broken.
func (p *paragraph) longest() Length {
	var w Length
	for _, u := range p.units {
		w = max(w, u.ink)
	}
	return w
}

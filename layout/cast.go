package layout

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf8"

	"handout/fonts"
	"handout/internal/memo"
)

// cast is the text of a paragraph shaped, whatever its size: its units, each of
// some runs.
type cast struct {
	units []castUnit
	runs  []castRun
}

// castUnit is what stands between two places where a line may end.
type castUnit struct {
	end   int // of its runs
	chars int // without the spaces at its end
	must  bool
	cost  int64
}

// castRun is a run of a unit.
type castRun struct {
	run    fonts.Run
	strand int // index of its strand
	offset int // characters before it in its strand
}

// casts remembers paragraphs: an article is set a few times until it fits its
// pages, and of the copies for many families little differs.
var casts = memo.New[string, *cast](8 << 20)

// cast shapes strands, or finds them shaped. Characters that no face has are
// reported.
func (c *composer) cast(strands []*strand) *cast {
	key := appendCastKey(c.castKey[:0], c.language, strands)
	c.castKey = key
	if known, ok := casts.Get(string(key)); ok {
		return known
	}
	m := caster{c: c, strands: strands}
	m.all()
	made := m.cast // a pointer into m would hold on to the article
	if !m.lacking {
		casts.Put(string(key), &made, len(key)+made.size())
	}
	return &made
}

// appendCastKey appends to key what decides how strands are shaped.
func appendCastKey(key []byte, language string, strands []*strand) []byte {
	key = append(key, language...)
	for _, s := range strands {
		key = binary.AppendUvarint(append(key, byte(s.style)), uint64(len(s.text)))
		key = append(key, s.text...)
	}
	return key
}

// caster walks along the strands as their text is parted into units.
type caster struct {
	cast
	c       *composer
	strands []*strand
	index   int // of the strand
	at      int // bytes of it already used
	chars   int // characters of it already used
	lacking bool
}

// all casts the whole paragraph.
func (m *caster) all() {
	var text strings.Builder
	for _, s := range m.strands {
		text.WriteString(s.text)
	}
	rest := text.String()
	parts := partings(rest)
	m.units = make([]castUnit, len(parts))
	m.runs = make([]castRun, 0, len(parts)+len(m.strands))
	for i, p := range parts {
		u := &m.units[i]
		from := len(m.runs)
		m.next(rest[:p.length])
		rest = rest[p.length:]
		u.end, u.must, u.cost = len(m.runs), p.must, p.cost
		spaces := 0
		u.chars, spaces = characters(m.runs[from:])
		if p.cost == 0 && spaces == 0 {
			u.cost = hyphenCost
		}
	}
}

// next casts the unit whose text is part, the next in the strands.
func (m *caster) next(part string) {
	for len(part) > 0 {
		s := m.strands[m.index]
		n := min(len(part), len(s.text)-m.at)
		if n > 0 {
			m.shape(s, s.text[m.at:m.at+n], m.chars)
		}
		m.at += n
		m.chars += utf8.RuneCountInString(part[:n])
		part = part[n:]
		if m.at == len(s.text) {
			m.index, m.at, m.chars = m.index+1, 0, 0
		}
	}
}

// shape appends text, which stands offset characters into s, to the runs.
func (m *caster) shape(s *strand, text string, offset int) {
	text = strings.ReplaceAll(text, "\n", " ")
	runs, err := m.c.family.Shape(text, s.style, m.c.language)
	for err != nil {
		m.lacking = true
		var missing *fonts.MissingError
		if !errors.As(err, &missing) {
			m.c.diags.Errorf(s.pos(offset), "unshaped", "cannot set %q: %v", text, err)
			return
		}
		before := text[:missing.Offset]
		m.c.missing(missing.Rune, s.pos(offset+utf8.RuneCountInString(before)))
		m.shape(s, before, offset)
		text = text[missing.Offset+utf8.RuneLen(missing.Rune):]
		offset += utf8.RuneCountInString(before) + 1
		runs, err = m.c.family.Shape(text, s.style, m.c.language)
	}
	for _, r := range runs {
		m.runs = append(m.runs, castRun{run: r, strand: m.index, offset: offset})
		for _, g := range r.Glyphs {
			offset += utf8.RuneCountInString(g.Text)
		}
	}
}

// characters counts those of runs, without the spaces at their end.
func characters(runs []castRun) (chars, spaces int) {
	for _, r := range runs {
		for i := range r.run.Glyphs {
			text := r.run.Glyphs[i].Text
			chars += utf8.RuneCountInString(text)
			if spaces++; text != " " {
				spaces = 0
			}
		}
	}
	return chars - spaces, spaces
}

// size is about how many bytes the cast takes; the glyphs are mostly shared
// with the typeface's own cache.
func (c *cast) size() int { return 32*len(c.units) + 64*len(c.runs) }

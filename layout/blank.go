package layout

import (
	"slices"
	"strings"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/tag"
)

// A blank is a rule on the baseline over the underscores it is written with, so
// that who copies the text gets a line too; a screen reader says what it is
// instead. No blank is narrower than shortestBlank
// underscores, a centimetre, nor wider than the measure it stands in.
const shortestBlank = 8

// blankWeight returns how heavy the rule of a blank is in text of a size: as an
// underscore of the typeface, which it hides.
func blankWeight(size Length) Length { return size * 8 / 100 }

// blankLeaf makes the leaf of a blank: where a field is not filled in it says
// what belongs there.
func (c *composer) blankLeaf(in *article.Inline, parent *tag.Node) *tag.Node {
	says := c.words.blank
	if in.Field != "" {
		says += ": " + strings.ReplaceAll(in.Field, "_", " ")
	}
	leaf := c.saying(says, parent)
	c.blanks[leaf] = true
	return leaf
}

// saying makes a leaf of which a screen reader says the program's own words,
// whatever is seen.
func (c *composer) saying(words string, parent *tag.Node) *tag.Node {
	if c.wordsLang != "" {
		parent = parent.Add(tag.Span)
		parent.Lang = c.wordsLang
	}
	leaf := parent.Leaf("")
	leaf.Actual = words
	return leaf
}

// underscores returns how a blank is written, with text in its place, when it has
// all the room it wants.
func underscores(text string) string {
	return strings.Repeat("_", max(len(text), shortestBlank))
}

// narrowed returns u with its blanks so much shorter that it fits the measure
// and has no more characters than longest (0 for no such limit), if they can be.
func (u unit) narrowed(measure Length, longest int) unit {
	if longest == 0 {
		longest = u.chars
	}
	out := u
	out.pieces = nil
	for _, p := range u.pieces {
		p.x += out.width - u.width
		if n := len(p.run.Glyphs); p.strand.blank && n > shortestBlank {
			each := Length(p.run.Width) * p.strand.size / 1000 / Length(n)
			less := max(int((out.ink-measure+each-1)/each), out.chars-longest, 0)
			less = min(less, n-shortestBlank)
			run := fonts.Run{Face: p.run.Face, Glyphs: p.run.Glyphs[:n-less], Width: p.run.Width / int32(n) * int32(n-less)}
			p.castRun = &castRun{run: run, offset: p.offset}
			out.width, out.ink, out.chars = out.width-each*Length(less), out.ink-each*Length(less), out.chars-less
		}
		out.pieces = append(out.pieces, p)
	}
	return out
}

// hasBlank tells whether a blank is in u.
func (u *unit) hasBlank() bool {
	for _, p := range u.pieces {
		if p.strand.blank {
			return true
		}
	}
	return false
}

// sayable returns the words of a leaf as they are compared: a blank is one,
// however wide it came out.
func (c *composer) sayable(leaf *tag.Node, words string) string {
	if c.blanks[leaf] && words != "" && strings.Trim(words, "_") == "" {
		return "_"
	}
	return words
}

// oneUnderscore returns t with every blank as sayable has it.
func oneUnderscore(t article.Text) article.Text {
	if !t.Has(func(in *article.Inline) bool { return in.Blank }) {
		return t
	}
	t = slices.Clone(t)
	for i := range t {
		if t[i].Blank {
			t[i].Text = "_"
		}
	}
	return t
}

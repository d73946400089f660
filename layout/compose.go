// Package layout composes an article into a document: pages of frames at
// absolute places, and the logical structure that the frames point into. It
// knows neither YAML nor PDF.
//
// Every block becomes a vertical list of lines, spaces and rows; one function,
// cut, breaks that list into pages and a row's cells into parts; place gives
// what stands on a page its coordinates. After that the words of the article,
// of the structure and of the frames are compared.
package layout

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"
)

// Compose sets a, whose citations are resolved, on paper. If anything could
// not be set, the document is nil and the list says what and where.
func Compose(a *article.Article, s Sheet) (*Document, diag.List) {
	// Large print takes the pages it needs.
	bound := a.Pages > 0 && s.Profile != LargePrint
	set := unforced
	if bound {
		set = fitted
	}
	made := set(a, s)
	switch {
	case made.diags.Failed():
		return nil, made.diags
	case bound && len(made.pages) > a.Pages:
		return nil, diag.List{made.tooLong(a)}
	}
	return made.document(a)
}

// unforced composes a with the usual ease, or with less if that spares a last
// page with little on it.
func unforced(a *article.Article, s Sheet) *composition {
	best := compose(a, s, eases[usual])
	for _, e := range eases[usual+1:] {
		if best.diags.Failed() || !best.stranded() {
			break
		}
		if made := compose(a, s, e); len(made.pages) < len(best.pages) {
			best = made
		}
	}
	return best
}

// fitted composes a with as much ease as its pages have room for; with the
// least there is if they have none.
func fitted(a *article.Article, s Sheet) *composition {
	tried := map[int]*composition{}
	try := func(i int) *composition {
		if tried[i] == nil {
			tried[i] = compose(a, s, eases[i])
		}
		return tried[i]
	}
	n := sort.Search(len(eases)-1, func(i int) bool { return len(try(i).pages) <= a.Pages })
	return try(n)
}

// composition is an article cut into pages, not yet placed.
type composition struct {
	*composer
	tree       *tag.Node
	letterhead list // in the margin over the first page; nil for none
	pages      []list
}

// composer is what the composition of one article shares.
type composer struct {
	sheet     Sheet
	theme     theme
	family    *fonts.Family
	language  string
	words     words
	wordsLang string // of words, where it is not the article's language
	level     int    // of the heading above
	ours      map[*tag.Node]bool
	targets   map[string]*Target
	diags     diag.List
	lacking   map[rune]int
}

// compose sets a with the given ease.
func compose(a *article.Article, s Sheet, e ease) *composition {
	c := &composer{
		sheet: s, theme: s.theme(e), family: fonts.Default(), language: a.Language,
		ours: map[*tag.Node]bool{}, targets: map[string]*Target{}, lacking: map[rune]int{},
	}
	var known bool
	if c.words, known = wordsFor(a.Language); !known {
		c.wordsLang = "en"
	}
	tree := &tag.Node{Role: tag.Document}
	width := c.theme.area.width
	letterhead := c.letterhead(width, tree)
	l := c.front(a, width, tree)
	if len(a.Body) > 0 {
		c.space(&l, a.Body[0])
	}
	l = append(l, c.blocks(a.Body, width, tree)...)
	if a.Link != nil {
		l.gap(c.theme.block)
		l = append(l, c.scans([]scan{c.linkScan(a.Link)}, width, tree)...)
	}
	if a.Sources != nil && len(a.Sources.Entries) > 0 {
		l.gap(c.theme.heading)
		l = append(l, c.sources(a.Sources, width, tree)...)
		if codes := sourceScans(a); s.Codes == ReferenceCodes && len(codes) > 0 {
			l.gap(c.theme.block)
			how := c.own(c.words.scan, c.theme.small, tree.Add(tag.P)).lines(min(width, c.theme.measure))
			how.keepAll()
			how.keepLast()
			l = append(append(l, how...), c.scans(codes, width, tree)...)
		}
	}
	if end := c.colophon(a, width, tree); len(end) > 0 {
		l.gap(c.theme.block)
		l = append(l, end...)
	}
	if end := c.imprint(width, tree); len(end) > 0 {
		l.gap(max(c.theme.block, headGap))
		l = append(l, end...)
	}
	m := &composition{composer: c, tree: tree, letterhead: letterhead}
	if c.theme.stacked { // its margins are blank
		letterhead.gap(c.theme.item)
		l, m.letterhead = append(letterhead, l...), nil
	}
	m.pages = paginate(l, c.theme.area.height)
	return m
}

// stranded tells whether so little stands on the last page that it looks
// forgotten there.
func (m *composition) stranded() bool {
	n := len(m.pages)
	return n > 1 && m.pages[n-1].height() < m.theme.area.height/5
}

// tooLong says by how much a does not fit on its pages.
func (m *composition) tooLong(a *article.Article) diag.Diagnostic {
	var over Length
	for _, p := range m.pages[a.Pages:] {
		over += p.height()
	}
	lines := (over + m.theme.body.leading - 1) / m.theme.body.leading
	hint := fmt.Sprintf("shorten it, or set pages: %d", len(m.pages))
	if m.sheet.Brand != nil {
		hint += ", or leave some of the brand out: its words at the end take room too"
	}
	return diag.Diagnostic{
		Pos: a.PagesPos, Rule: "too-long",
		Message: fmt.Sprintf("the article is about %d %s too long for %d %s, even in the smallest type allowed",
			lines, plural(int(lines), "line"), a.Pages, plural(a.Pages, "page")),
		Hint: hint,
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// missing reports a character that no face covers.
func (c *composer) missing(r rune, pos diag.Pos) {
	if c.lacking[r]++; c.lacking[r] > 3 {
		return
	}
	d := diag.Diagnostic{
		Pos: pos, Width: 1, Rule: "missing-character",
		Message: fmt.Sprintf("none of the typefaces has the character %q (%U)", r, r),
		Hint:    "write it in other words, or leave it out",
	}
	if !slices.Contains(c.diags, d) { // words that are printed twice
		c.diags.Add(d)
	}
}

// target is the place of the reference called id, known once it is placed.
func (c *composer) target(id string) *Target {
	if c.targets[id] == nil {
		c.targets[id] = &Target{Page: -1}
	}
	return c.targets[id]
}

// document places the pages and checks that no word was lost.
func (m *composition) document(a *article.Article) (*Document, diag.List) {
	d := &Document{
		Title: a.Title.String(), Subject: a.Subtitle.String(), Authors: a.Authors,
		Language: a.Language, Tree: m.tree, Gray: m.sheet.Profile == Grayscale,
	}
	d.Date = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	if a.Reviewed != nil {
		d.Date = a.Reviewed.On
	}
	m.place(d, a)
	m.diags = append(m.diags, m.lost(a, d)...)
	if m.diags.Failed() {
		return nil, m.diags
	}
	return d, m.diags
}

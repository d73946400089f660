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
	"time"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"
)

// Compose sets a, whose citations are resolved, on paper. If anything could
// not be set, the document is nil and the list says what and where.
func Compose(a *article.Article, s Sheet) (*Document, diag.List) {
	return (*Typesetter)(nil).Compose(a, s)
}

// Typeset sets a, whose citations are resolved, on pages. If anything could
// not be set, the part is nil and the list says what and where.
func Typeset(a *article.Article, s Sheet) (*Part, diag.List) {
	return (*Typesetter)(nil).Typeset(a, s)
}

// Typesetter sets articles one after the other, as Compose and Typeset do. What
// it has rehearsed for one serves for the next, which pays where they differ in
// little, as the copies for many families do. It is for one goroutine; the zero
// Typesetter is ready, and so is a nil one, which remembers nothing.
type Typesetter struct {
	rehearsal rehearsal
	sheet     Sheet  // of the rehearsal
	language  string // likewise
	ease      int    // one more than that of the last article that had to fit its pages; 0 for none
}

// Compose is Compose.
func (t *Typesetter) Compose(a *article.Article, s Sheet) (*Document, diag.List) {
	p, diags := t.Typeset(a, s)
	if p == nil {
		return nil, diags
	}
	d := newDocument(a.Language, p)
	d.Title, d.Subject, d.Tree, d.stock = a.Title.Public(), a.Subtitle.Public(), p.made.tree, p.made.stock
	if t == nil || p.made.rehearsal == nil { // nobody has the paragraphs
		d.galley = p.made.galley
	}
	diags = append(diags, p.bind(d, 0)...)
	if diags.Failed() {
		return nil, diags
	}
	return d, diags
}

// Part is an article cut into pages that have no place yet: Bind gives them
// theirs in a packet.
type Part struct {
	article *article.Article
	made    *composition
}

// Pages returns how many pages the part has.
func (p *Part) Pages() int { return len(p.made.pages) }

// Typeset is Typeset.
func (t *Typesetter) Typeset(a *article.Article, s Sheet) (*Part, diag.List) {
	// Large print takes the pages it needs.
	bound := a.Pages > 0 && s.Profile != LargePrint
	var made *composition
	if bound {
		made = t.ready(a, s).fitted(a)
	} else {
		made = unforced(a, s)
	}
	switch {
	case made.diags.Failed():
		return nil, made.diags
	case bound && len(made.pages) > a.Pages:
		return nil, diag.List{made.tooLong(a)}
	}
	return &Part{a, made}, made.diags
}

// composition is an article, or the cover of a packet, cut into pages that are
// not yet placed.
type composition struct {
	*composer
	tree       *tag.Node
	letterhead list // in the margin over the first page; nil for none
	pages      []list
	cover      bool // of a packet: the list of its articles
}

// composer is what the composition of one article shares.
type composer struct {
	sheet     Sheet
	theme     theme
	family    *fonts.Family
	language  string
	words     words
	wordsLang string     // of words, where it is not the article's language
	level     int        // of the heading above
	rehearsal *rehearsal // nil if there was none
	dry       bool       // this is one
	leads     bool       // keep with what they lead to
	targets   map[string]*Target
	diags     diag.List
	lacking   map[rune]int

	// What its lists are made from.
	*stock
	*galley
}

// compose sets a with the given ease.
func compose(a *article.Article, s Sheet, e ease) *composition {
	c := newComposer(a.Language, s, e)
	return c.article(a, c.tags.Root(tag.Document))
}

// article sets the whole of a, its structure under tree.
func (c *composer) article(a *article.Article, tree *tag.Node) *composition {
	width := c.theme.area.width
	letterhead := c.letterhead(width, tree)
	l := append(c.room(160), c.front(a, width, tree)...)
	for i, b := range a.Body {
		under := underHeading(l)
		c.space(&l, b)
		made := c.block(b, width, tree)
		if under && i+1 < len(a.Body) && leadsIn(b, made, a.Body[i+1]) {
			last := &made[len(made)-1]
			last.lead, last.keep = true, c.leads
		}
		l = append(l, made...)
	}
	if a.Link != nil {
		l.gap(c.theme.block)
		l = append(l, c.scans([]scan{c.linkScan(a.Link)}, width, tree)...)
	}
	if a.Sources != nil && len(a.Sources.Entries) > 0 {
		l.gap(c.theme.heading)
		l = append(l, c.sources(a.Sources, width, tree)...)
		if codes := c.sourceScans(a); len(codes) > 0 {
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
	return c.paged(l, letterhead, tree)
}

// leadsIn tells whether b, which stands under a heading, is no more than a line
// or two before what the heading is for.
func leadsIn(b article.Block, made list, next article.Block) bool {
	_, text := b.(*article.Paragraphs)
	_, heading := next.(*article.Heading)
	return text && !heading && 0 < len(made) && len(made) <= 2
}

// room returns an empty list with room for n nodes.
func (c *composer) room(n int) list { return c.nodes.Take(n)[:0] }

// paged cuts l into pages, with the letterhead over the first.
func (c *composer) paged(l, letterhead list, tree *tag.Node) *composition {
	m := &composition{composer: c, tree: tree, letterhead: letterhead}
	if c.theme.stacked { // its margins are blank
		letterhead.gap(c.theme.item)
		l, m.letterhead = append(letterhead, l...), nil
	}
	m.pages = paginate(l, c.theme.area.height)
	return m
}

func newComposer(language string, s Sheet, e ease) *composer {
	c := &composer{
		stock: takeStock(), galley: idleGalleys.Get(), sheet: s, theme: s.theme(e), family: fonts.Default(), language: language, leads: true,
		targets: map[string]*Target{}, lacking: map[rune]int{},
	}
	var known bool
	if c.words, known = wordsFor(language); !known {
		c.wordsLang = "en"
	}
	return c
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

// newDocument returns a document for the parts, as yet without title and pages.
// It is as old as the newest review of a part.
func newDocument(language string, parts ...*Part) *Document {
	d := &Document{Language: language, Date: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i, p := range parts {
		d.Gray, d.Filled = p.made.sheet.Profile == Grayscale, d.Filled || p.article.Filled
		if r := p.article.Reviewed; r != nil && (i == 0 || r.On.After(d.Date)) {
			d.Date = r.On
		}
		for _, name := range p.article.Authors {
			if !slices.Contains(d.Authors, name) {
				d.Authors = append(d.Authors, name)
			}
		}
	}
	return d
}

// bind puts the part's pages behind those of d and checks that no word was
// lost. packet is how many pages d will have as a packet; 0 if it is none.
func (p *Part) bind(d *Document, packet int) diag.List {
	read := p.article
	if p.made.theme.stacked {
		read = unfolded(read)
	}
	return p.made.bind(d, p.article, packet, p.made.branding(texts(read)))
}

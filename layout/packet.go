package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/tag"
)

// Bind joins parts, all set for one sheet, into a packet: a cover that lists
// them with their pages, and the parts behind it in their order. Printed on
// both sides, every part begins on a front; a back left over stays blank and
// counts as a page. If a word was lost the document is nil.
//
// A part is bound once, since its frames are put in their places.
func Bind(parts []*Part) (*Document, diag.List) {
	if len(parts) == 0 {
		return nil, diag.List{{Rule: "no-articles", Message: "a packet needs an article", Hint: "name one"}}
	}
	s := parts[0].made.sheet
	for _, p := range parts {
		if p.made.sheet.Paper != s.Paper {
			return nil, diag.List{{Pos: p.article.Pos, Rule: "papers-differ",
				Message: fmt.Sprintf("a packet is printed on one paper, and this article is for %s, the first for %s", p.made.sheet.Paper.Name, s.Paper.Name),
				Hint:    "name the paper with --paper"}}
		}
		if p.made.sheet.Brand != s.Brand {
			s.Brand = nil // the packet is of more than one clinic
		}
	}
	language := sharedLanguage(parts)
	cover, first, total := s.cover(parts, language)
	d := newDocument(language, parts...)
	d.Title = cover.packetTitle(parts)
	d.Tree = &tag.Node{Role: tag.Document}

	head := &article.Article{Title: article.Text{{Text: cover.words.packet}}}
	var listed []article.Text
	if s.Brand != nil {
		listed = append(listed, withoutHyphens(s.Brand.Name))
	}
	for _, p := range parts {
		listed = append(listed, texts(&article.Article{Title: p.article.Title, Subtitle: p.article.Subtitle})...)
	}
	d.Tree.Kids = append(d.Tree.Kids, cover.tree)
	diags := cover.bind(d, head, total, listed)
	for i, p := range parts {
		for len(d.Pages) < first[i] {
			d.Pages = append(d.Pages, Page{Width: s.Paper.Width, Height: s.Paper.Height})
		}
		tree := p.made.tree
		tree.Role = tag.Article
		if p.article.Language != language {
			tree.Lang = p.article.Language
		}
		d.Tree.Kids = append(d.Tree.Kids, tree)
		diags = append(diags, p.bind(d, total)...)
	}
	if diags.Failed() {
		return nil, diags
	}
	return d, diags
}

// sharedLanguage returns the language that all parts are in: without a region
// if their regions differ, and English if their languages do.
func sharedLanguage(parts []*Part) string {
	shared := parts[0].article.Language
	for _, p := range parts[1:] {
		language := p.article.Language
		a, _, _ := strings.Cut(shared, "-")
		b, _, _ := strings.Cut(language, "-")
		switch {
		case strings.EqualFold(shared, language):
		case strings.EqualFold(a, b):
			shared = a
		default:
			return "en"
		}
	}
	return shared
}

// cover returns the cover of a packet, and of every part the page, from 0, it
// begins on. total is the pages of the packet. Every further page that the
// cover takes moves the parts, whose numbers then take no less room; so the
// cover is made anew until it has as many pages as it was made for.
func (s Sheet) cover(parts []*Part, language string) (cover *composition, first []int, total int) {
	for pages := 1; ; pages = len(cover.pages) {
		first, total = s.bound(pages, parts)
		cover = newComposer(language, s, eases[usual]).contents(parts, first, total)
		if len(cover.pages) <= pages {
			return cover, first, total
		}
	}
}

// bound returns the pages that the parts begin on behind the given pages, and
// how many there are in all.
func (s Sheet) bound(pages int, parts []*Part) (first []int, total int) {
	for _, p := range parts {
		pages = s.opening(pages)
		first = append(first, pages)
		pages += p.Pages()
	}
	return first, pages
}

// contents sets the cover: of every part its title, which leads to it, its page
// and its subtitle.
func (c *composer) contents(parts []*Part, first []int, total int) *composition {
	tree := &tag.Node{Role: tag.Section}
	width := c.theme.area.width
	letterhead := c.letterhead(width, tree)
	l := c.own(c.words.packet, c.theme.title, tree.Add(tag.H1)).lines(width)
	l = c.marked(l, c.words.packet, 1)
	l.gap(8 * Pt)
	l = append(l, c.titleRule(width))
	l.keepAll()
	l.keepLast()
	list := tree.Add(tag.TOC)
	column := c.running(fmt.Sprintf(c.words.atPage, total), c.numberLook()).width()
	for i, p := range parts {
		l.gap(c.theme.block)
		l = append(l, c.listed(p.article, first[i], width, column, list.Add(tag.TOCI))...)
	}
	m := c.paged(l, letterhead, tree)
	m.cover = true
	return m
}

// numberLook is how the cover sets the number of a page.
func (c *composer) numberLook() look { return c.theme.h2.in(c.theme.black) }

// listed is the entry on the cover of an article that begins on page, from 0.
// column is how wide the numbers are.
func (c *composer) listed(a *article.Article, page int, width, column Length, entry *tag.Node) list {
	name := strconv.Itoa(page)
	target := c.target(name)
	target.Page = page
	_, target.Y = c.sheet.corner(page)
	measure := min(width-column-18*Pt, c.theme.measure)

	title := c.paragraph(c.quoted(a, a.Title, name), c.theme.h2, entry)
	l := title.lines(measure)
	if len(l) == 0 {
		return nil // a title that nobody can see
	}
	link := entry.Kids[0].Kids[0]
	where := " " + fmt.Sprintf(c.words.atPage, page+1)
	link.Alt = "" // its words say where it leads
	if public := a.Title.Public(); public != a.Title.String() {
		link.Alt = public + where // what a family is told stays on the page
	}
	number := c.own(where, c.numberLook(), link)
	x := width - number.width()
	beside := number.line(number.units)
	list{beside}.indent(x)
	l[0].frames = append(l[0].frames, beside.frames...)
	l[0].frames = append(l[0].frames, &Area{X: x, W: number.width(), H: l[0].height, Target: target, Link: link})
	if len(a.Subtitle) > 0 {
		l = append(l, c.paragraph(c.quoted(a, a.Subtitle, ""), c.theme.body.in(c.theme.quiet), entry.Add(tag.P)).lines(measure)...)
	}
	l.gap(c.theme.item)
	l = append(l, node{height: Pt / 2, frames: []Frame{&Fill{W: width, H: Pt / 2, Color: c.theme.hair}}})
	l.keepAll()
	return l
}

// quoted is a text of a as it stands outside of it: it leads to the target
// called name, or nowhere if that is empty.
func (c *composer) quoted(a *article.Article, t article.Text, name string) article.Text {
	t = slices.Clone(t)
	for i := range t {
		t[i].Link, t[i].Entry = "", name
		if t[i].Lang == "" && a.Language != c.language {
			t[i].Lang = a.Language
		}
	}
	return t
}

// packetTitle names the first of the parts.
func (c *composer) packetTitle(parts []*Part) string {
	const most = 3
	var titles []string
	for i, p := range parts {
		if i == most && len(parts) > most+1 {
			titles = append(titles, fmt.Sprintf(c.words.more, len(parts)-most))
			break
		}
		titles = append(titles, p.article.Title.Public())
	}
	return c.words.packet + ": " + strings.Join(titles, "; ")
}

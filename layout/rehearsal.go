package layout

import (
	"handout/internal/article"
	"handout/internal/tag"
)

// rehearsal composes an article only to see how many pages it takes: its lines
// have no text, and its tree keeps nothing. The paragraphs are kept, in their
// order, and come again in the sizes of the next try, so that only the first
// has to make them. The performance, in earnest, takes them over.
type rehearsal struct {
	composer   *composer // of all tries of an article
	before     *composer // of the article before; nil once none of its paragraphs is left
	paragraphs []rehearsed
	next       int       // of the paragraphs, in this try
	stem       *tag.Node // what a paragraph's part of the structure grows on
	flawed     bool      // a try found something wrong
}

type rehearsed struct {
	of any // the first inline of its text, or the program's own words
	*paragraph
	kids []*tag.Node // its part of the structure; nil if a performance has taken it or it is of the article before
}

// begin turns to a, for a sheet. What was kept for the article before can be
// rehearsed with, and no more.
func (r *rehearsal) begin(a *article.Article, s Sheet) {
	r.before = r.composer
	r.composer = newComposer(a.Language, s, eases[usual])
	r.composer.rehearsal, r.composer.leads = r, false
	r.stem, r.flawed = r.composer.tags.Root(tag.Content), false
	if r.paragraphs == nil {
		r.paragraphs = make([]rehearsed, 0, 128)
	}
	for i := range r.paragraphs {
		r.paragraphs[i].kids = nil
	}
}

// compose sets a, which it began with, with the given ease. What it composed
// before is void then.
func (r *rehearsal) compose(a *article.Article, e ease) *composition {
	r.next, r.composer.dry = 0, true
	r.composer.turn(e)
	if r.composer.void == nil {
		r.composer.void = tag.Void()
	}
	made := r.composer.article(a, r.composer.void)
	r.flawed = r.flawed || made.diags.Failed()
	return made
}

// perform sets a, which was rehearsed, in earnest.
func (r *rehearsal) perform(a *article.Article, e ease) *composition {
	c := r.composer
	if r.flawed { // to be told of all that is wrong, the paragraphs are made again
		return compose(a, c.sheet, e)
	}
	r.next, c.dry = 0, false
	c.turn(e)
	made := c.article(a, c.tags.Root(tag.Document))
	r.keepOwn()
	return made
}

// keepOwn forgets all paragraphs behind those of the performance, which are its
// own, so that the memory of the article before can be given back.
func (r *rehearsal) keepOwn() {
	clear(r.paragraphs[r.next:])
	r.paragraphs = r.paragraphs[:r.next]
	if r.before != nil {
		r.before.galley.giveBack()
		r.before.galley = new(galley) // a part has margins yet to set
		r.before = nil
	}
}

// turn turns to another ease. What is known of the structure stays, the lists of
// the last try do not.
func (c *composer) turn(e ease) {
	c.resetLists()
	c.theme, c.level, c.diags, c.lacking = c.sheet.theme(e), 0, nil, map[rune]int{}
}

// again returns the next paragraph of the rehearsal in the size of l, its part
// of the structure under parent, if it is made of the same; or nil.
func (c *composer) again(of any, l look, parent *tag.Node) *paragraph {
	r := c.rehearsal
	if r == nil || r.next >= len(r.paragraphs) {
		return nil
	}
	p := &r.paragraphs[r.next]
	if p.of != of || p.look.style != l.style || p.look.color != l.color {
		return nil
	}
	if !c.dry {
		if p.kids == nil {
			return nil
		}
		if parent.Kids == nil {
			parent.Kids = p.kids
		} else {
			parent.Kids = append(parent.Kids, p.kids...)
		}
		p.kids = nil
	}
	r.next++
	p.c = c
	p.relook(l, &c.theme)
	return p.paragraph
}

// stem is what a paragraph's part of the structure grows on: its parent, or in a
// rehearsal a stem until the parent is there.
func (c *composer) stem(parent *tag.Node) *tag.Node {
	if !c.dry {
		return parent
	}
	c.rehearsal.stem.Kids = nil
	return c.rehearsal.stem
}

// keep notes that p comes next in the rehearsal and what it is made of. Those
// behind it are kept for an article that differs from the last in a few words.
func (c *composer) keep(of any, p *paragraph) {
	r := c.rehearsal
	if r == nil {
		return
	}
	kept := rehearsed{of: of, paragraph: p}
	if c.dry {
		kept.kids = r.stem.Kids
	}
	if r.next < len(r.paragraphs) {
		r.paragraphs[r.next] = kept
	} else {
		r.paragraphs = append(r.paragraphs, kept)
	}
	r.next++
}

// relook sets p in the look of l, which has the same style and colour.
func (p *paragraph) relook(l look, t *theme) {
	was := p.look
	p.look = l
	if l.longest != was.longest || l.balanced != was.balanced {
		p.broken.known = false
	}
	if l.size == was.size {
		return
	}
	p.broken.known = false
	for _, s := range p.strands {
		s.resize(l, t)
	}
	for i := range p.units {
		p.units[i].measure()
	}
}

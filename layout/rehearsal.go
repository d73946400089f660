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
	paragraphs []rehearsed
	next       int       // of the paragraphs, in this try
	tree       *tag.Node // that the stems are of
	first      *composer // what the tries of an article share
	flawed     bool      // a try found something wrong
}

type rehearsed struct {
	of any // the first inline of its text, or the program's own words
	*paragraph
	stem *tag.Node // its part of the structure; nil if a performance has taken it
}

// begin turns to a, for a sheet. What was kept for the article before can be
// rehearsed with, and no more.
func (r *rehearsal) begin(a *article.Article, s Sheet) {
	r.tree, r.flawed = &tag.Node{}, false
	r.first = newComposer(a.Language, s, eases[usual])
	for i := range r.paragraphs {
		r.paragraphs[i].stem = nil
	}
}

// compose sets a, which it began with, with the given ease. What the rehearsal
// composed before is void then.
func (r *rehearsal) compose(a *article.Article, e ease) *composition {
	c := r.first.eased(e)
	c.rehearsal, c.dry, r.next = r, true, 0
	made := c.article(a)
	r.flawed = r.flawed || made.diags.Failed()
	return made
}

// perform sets a, which was rehearsed, in earnest.
func (r *rehearsal) perform(a *article.Article, e ease) *composition {
	c := r.first.eased(e)
	if r.flawed { // to be told of what is wrong, the paragraphs are made again
		return newComposer(a.Language, c.sheet, e).article(a)
	}
	c.rehearsal, r.next = r, 0
	return c.article(a)
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
		if p.stem == nil {
			return nil
		}
		parent.Adopt(p.stem)
		p.stem = nil
	}
	r.next++
	p.dry = c.dry
	p.resize(l, &c.theme)
	return p.paragraph
}

// stem is what a paragraph's part of the structure grows on: its parent, or in a
// rehearsal a stem for the parent to come.
func (c *composer) stem(parent *tag.Node) *tag.Node {
	if !c.dry {
		return parent
	}
	return c.rehearsal.tree.Stem()
}

// keep notes that p comes next in the rehearsal, what it is made of, and where
// its part of the structure is. Those behind it are kept for an article that
// differs from the last in a few words.
func (c *composer) keep(of any, p *paragraph, stem *tag.Node) {
	r := c.rehearsal
	if r == nil {
		return
	}
	if !c.dry {
		stem = nil
	}
	if kept := (rehearsed{of, p, stem}); r.next < len(r.paragraphs) {
		r.paragraphs[r.next] = kept
	} else {
		r.paragraphs = append(r.paragraphs, kept)
	}
	r.next++
}

// resize sets p in the size of l.
func (p *paragraph) resize(l look, t *theme) {
	p.look = l
	for _, s := range p.strands {
		s.resize(l, t)
	}
	for i := range p.units {
		p.units[i].measure()
	}
}

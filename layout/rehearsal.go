package layout

import "handout/internal/article"

// rehearsal composes an article only to see how many pages it takes: its lines
// have no text. The paragraphs are kept, in their order, and come again in the
// sizes of the next try, so that only the first has to make them.
type rehearsal struct {
	paragraphs []rehearsed
	next       int // of the paragraphs, in this try
}

type rehearsed struct {
	of any // the first inline of its text, or the program's own words
	*paragraph
}

// compose sets a with the given ease. What the rehearsal composed before is
// void then.
func (r *rehearsal) compose(a *article.Article, s Sheet, e ease) *composition {
	c := newComposer(a.Language, s, e)
	c.rehearsal, r.next = r, 0
	return c.article(a)
}

// again returns the next paragraph in the size of l if it is made of the same,
// or nil. smallest is the least size of superscripts.
func (r *rehearsal) again(of any, l look, smallest Length) *paragraph {
	if r == nil || r.next >= len(r.paragraphs) {
		return nil
	}
	p := r.paragraphs[r.next]
	if p.of != of || p.look.style != l.style {
		return nil
	}
	r.next++
	p.resize(l, smallest)
	return p.paragraph
}

// keep notes that p comes next and what it is made of. Those behind it are kept
// for an article that differs from the last in a few words.
func (r *rehearsal) keep(of any, p *paragraph) {
	switch {
	case r == nil:
		return
	case r.next < len(r.paragraphs):
		r.paragraphs[r.next] = rehearsed{of, p}
	default:
		r.paragraphs = append(r.paragraphs, rehearsed{of, p})
	}
	r.next++
}

// resize sets p in the size of l.
func (p *paragraph) resize(l look, smallest Length) {
	p.look = l
	for _, s := range p.strands {
		if s.size = l.size; s.script {
			s.size = l.script(smallest)
		}
	}
	for i := range p.units {
		p.units[i].measure()
	}
}

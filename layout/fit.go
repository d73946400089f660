package layout

import (
	"fmt"
	"math"
	"slices"

	"handout/internal/article"
	"handout/internal/diag"
)

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

// ready returns t, or a new Typesetter if t is nil, with nothing rehearsed that
// was for another sheet or language.
func (t *Typesetter) ready(a *article.Article, s Sheet) *Typesetter {
	if t == nil {
		t = new(Typesetter)
	}
	if t.sheet != s || t.language != a.Language {
		*t = Typesetter{sheet: s, language: a.Language}
	}
	return t
}

// fitted composes a with as much ease as its pages have room for; with the
// least there is if they have none. Which ease that is does not depend on what
// was set before, only how soon it is found. What leads to the next block stands
// with it where that takes no ease.
func (t *Typesetter) fitted(a *article.Article) *composition {
	tight, loose := -1, len(eases)-1 // the last that is known not to fit, and the first that is or has to do
	i := usual
	if t.ease > 0 {
		i = t.ease - 1
	}
	r := &t.rehearsal
	r.begin(a, t.sheet)
	parted := false
	for first := true; tight < loose-1 || first; first = false {
		made := r.compose(a, eases[i])
		switch {
		case len(made.pages) <= a.Pages:
			loose, parted = i, made.partsLead()
			i--
		case first:
			tight = i
			i = made.guess(i, a.Pages)
		default:
			tight = i
			i++
		}
	}
	t.ease = loose + 1
	if parted {
		r.composer.leads = true
		r.composer.leads = len(r.compose(a, eases[loose]).pages) <= a.Pages
	}
	return r.perform(a, eases[loose])
}

// partsLead tells whether a page ends with what leads to the next.
func (m *composition) partsLead() bool {
	return slices.ContainsFunc(m.pages, func(l list) bool { return len(l) > 0 && l[len(l)-1].lead })
}

// guess returns the ease, less than number i that m was tried with, that will
// make it fit its pages, as the heights of handouts go: with the spaces by a
// third, and with the root of the size. It need not be right.
func (m *composition) guess(i, pages int) int {
	var height Length
	for _, p := range m.pages {
		height += p.height()
	}
	room := float64(m.theme.area.height) * float64(pages)
	from := eases[i]
	for i++; i < len(eases)-1; i++ {
		to := eases[i]
		shrunk := math.Sqrt(float64(to.size)/float64(from.size)) * (2 + float64(to.space)/float64(from.space)) / 3
		if float64(height)*shrunk <= room {
			break
		}
	}
	return i
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

package layout

import (
	"fmt"
	"math"

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

// fitted composes a with as much ease as its pages have room for; with the
// least there is if they have none.
func fitted(a *article.Article, s Sheet) *composition {
	r := &rehearsal{}
	try := func(i int) *composition { return r.compose(a, s, eases[i]) }
	fits := func(m *composition) bool { return len(m.pages) <= a.Pages }
	last := len(eases) - 1
	first := try(usual)
	i, fitting := usual, fits(first)
	if !fitting {
		i = first.guess(a.Pages)
		fitting = fits(try(i))
	}
	if fitting {
		for i > 0 && i != usual+1 && fits(try(i-1)) {
			i--
		}
	} else {
		for i++; i < last && !fits(try(i)); i++ {
		}
	}
	return compose(a, s, eases[min(i, last)])
}

// guess returns the ease, less than the usual one that m was tried with, that
// will make it fit its pages, as the heights of handouts go: with the spaces by
// a third, and with the root of the size. It need not be right.
func (m *composition) guess(pages int) int {
	var height Length
	for _, p := range m.pages {
		height += p.height()
	}
	room := float64(m.theme.area.height) * float64(pages)
	i := usual + 1
	for ; i < len(eases)-1; i++ {
		from, to := eases[usual], eases[i]
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
	return diag.Diagnostic{
		Pos: a.PagesPos, Rule: "too-long",
		Message: fmt.Sprintf("the article is about %d %s too long for %d %s, even in the smallest type allowed",
			lines, plural(int(lines), "line"), a.Pages, plural(a.Pages, "page")),
		Hint: fmt.Sprintf("shorten it, or set pages: %d", len(m.pages)),
	}
}

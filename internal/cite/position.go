package cite

import (
	"slices"

	"handout/internal/article"
)

// position is where a cite stands among the cites of its work.
type position uint8

const (
	first position = iota
	subsequent
	ibidWithLocator
	ibid
)

// positions says which values of the position condition hold for each.
var positions = [...][]string{
	first:           {"first"},
	subsequent:      {"subsequent"},
	ibidWithLocator: {"ibid-with-locator", "ibid", "subsequent"},
	ibid:            {"ibid", "subsequent"},
}

// placement is what the order of citations says about one cite.
type placement struct {
	position position
	near     bool // within near-note-distance of the cite before
	note     int  // number of the note that cites the work first; 0 for none
}

// place finds the position of every cite, among the cites of the notes and
// among those of the text apart. In a note style whose citations say nothing
// of notes, every citation is a note.
func (r *run) place(cites []article.Citation) {
	r.places = map[*article.CitationItem]placement{}
	numbered := slices.ContainsFunc(cites, func(c article.Citation) bool { return c.Note > 0 })
	var inText, inNotes placer
	for i := range cites {
		items := r.inOrder(&cites[i])
		note := cites[i].Note
		if r.style.Note && !numbered {
			note = i + 1
		}
		p := &inNotes
		if note == 0 {
			p = &inText
		}
		if len(items) > 0 {
			p.place(r, items, note)
		}
	}
}

// inOrder returns the works of a citation in the style's order.
func (r *run) inOrder(c *article.Citation) []*article.CitationItem {
	var items []*article.CitationItem
	for i := range c.Items {
		if r.works[c.Items[i].ID] != nil {
			items = append(items, &c.Items[i])
		}
	}
	a := r.style.citation
	if c.InText || len(items) < 2 || len(a.sort) == 0 || !r.style.Note {
		return items
	}
	st := r.sorter(a, false)
	keys := map[*article.CitationItem]*values{}
	for _, it := range items {
		keys[it] = st.values(r.works[it.ID], it)
	}
	slices.SortStableFunc(items, func(x, y *article.CitationItem) int { return a.compare(keys[x], keys[y]) })
	return items
}

// placer goes through the citations of the notes or of the text.
type placer struct {
	first, last map[string]int // number of the note that cites a work first, and last so far
	count       map[int]int    // cites in each note
	before      []*article.CitationItem
	note        int // of before
}

func (p *placer) place(r *run, items []*article.CitationItem, note int) {
	if p.first == nil || note < p.note { // notes are counted anew, as in a new chapter
		*p = placer{first: map[string]int{}, last: map[string]int{}, count: map[int]int{}, before: p.before, note: p.note}
	}
	p.count[note] += len(items)
	for k, item := range items {
		var at placement
		if n, ok := p.first[item.ID]; ok {
			at.position = subsequent
			if before := p.repeated(items, k, note); before != nil {
				at.position = repeat(before, item)
			}
			if n != note {
				at.note = n
			}
			at.near = note-p.last[item.ID] <= r.style.citation.nearNote
		} else {
			p.first[item.ID] = note
		}
		p.last[item.ID] = note
		r.places[item] = at
	}
	p.before, p.note = items, note
}

// repeated returns the cite that cite k of a citation repeats, so that it may
// say "ibid."; nil if there is none: the cite before it in the same note or in
// the text, or that of the note before if it stands there alone.
func (p *placer) repeated(items []*article.CitationItem, k, note int) *article.CitationItem {
	var before *article.CitationItem
	switch {
	case k > 0:
		before = items[k-1]
	case len(p.before) == 0:
		return nil
	case note == p.note:
		before = p.before[len(p.before)-1]
	case note <= p.note+1 && p.count[p.note] == 1:
		before = p.before[0]
	default:
		return nil
	}
	switch {
	case before.ID != items[k].ID:
		return nil
	case k == 0: // as in the reference processor, whose locator counts
		return p.before[0]
	}
	return before
}

// repeat returns the position of a cite that follows one of the same work.
func repeat(before, item *article.CitationItem) position {
	same := before.Locator == item.Locator && (item.Locator == "" || before.Label == item.Label)
	switch {
	case same:
		return ibid
	case item.Locator != "":
		return ibidWithLocator
	}
	return subsequent
}

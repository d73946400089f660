package cite

import "handout/internal/article"

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

// place finds the position of every cite. In a note style every citation is a
// note.
func (r *run) place(cites []article.Citation) {
	r.places = map[*article.CitationItem]placement{}
	firstNote := map[string]int{}
	lastNote := map[string]int{}
	var before *article.CitationItem // the cite that an ibid would repeat
	for i := range cites {
		c := &cites[i]
		if len(c.Items) == 0 {
			continue
		}
		note := i + 1
		for j := range c.Items {
			item := &c.Items[j]
			var p placement
			if n, ok := firstNote[item.ID]; ok {
				p.position = subsequent
				if before != nil && before.ID == item.ID {
					p.position = repeat(before, item)
				}
				if r.style.Note {
					p.note = n
					p.near = note-lastNote[item.ID] <= r.style.citation.nearNote
				}
			} else {
				firstNote[item.ID] = note
			}
			lastNote[item.ID] = note
			r.places[item] = p
			before = item
		}
		if len(c.Items) > 1 {
			before = nil
		}
	}
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

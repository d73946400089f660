package article

import "slices"

// Map returns a copy of a in which every text is f of it, in reading order.
// Empty texts stay as they are.
func (a *Article) Map(f func(Text) Text) *Article {
	c := a.clone()
	c.replace(f)
	return c
}

// Each calls f with every text of a that is not empty, in reading order.
func (a *Article) Each(f func(Text)) {
	a.texts(func(t *Text) {
		if len(*t) > 0 {
			f(*t)
		}
	})
}

// replace is Map in place.
func (a *Article) replace(f func(Text) Text) {
	a.texts(func(t *Text) {
		if len(*t) > 0 {
			*t = f(*t)
		}
	})
}

func (a *Article) texts(f func(*Text)) {
	f(&a.Audience)
	f(&a.Title)
	f(&a.Subtitle)
	f(&a.Purpose)
	itemTexts(a.KeyPoints, f)
	for _, b := range a.Body {
		b.texts(f)
	}
	if a.Link != nil {
		f(&a.Link.Label)
	}
	if a.Sources != nil {
		for i := range a.Sources.Entries {
			e := &a.Sources.Entries[i]
			f(&e.Label)
			f(&e.Text)
		}
	}
}

// clone returns a copy of a, whose texts can be replaced.
func (a *Article) clone() *Article {
	c := *a
	c.KeyPoints = cloneItems(a.KeyPoints)
	c.Body = make([]Block, len(a.Body))
	for i, b := range a.Body {
		c.Body[i] = b.clone()
	}
	if a.Link != nil {
		l := *a.Link
		c.Link = &l
	}
	if a.Sources != nil {
		s := *a.Sources
		s.Entries = slices.Clone(s.Entries)
		c.Sources = &s
	}
	return &c
}

func allTexts(texts []Text, f func(*Text)) {
	for i := range texts {
		f(&texts[i])
	}
}

func itemTexts(items []Item, f func(*Text)) {
	for i := range items {
		f(&items[i].Text)
		itemTexts(items[i].Sub, f)
	}
}

func cloneItems(items []Item) []Item {
	c := slices.Clone(items)
	for i := range c {
		c[i].Sub = cloneItems(c[i].Sub)
	}
	return c
}

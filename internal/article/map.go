package article

import "slices"

// Map returns a copy of a in which every text is f of it, in reading order.
// Empty texts stay as they are.
func (a *Article) Map(f func(Text) Text) *Article {
	m := func(t Text) Text {
		if len(t) == 0 {
			return t
		}
		return f(t)
	}
	c := *a
	c.Audience = m(a.Audience)
	c.Title = m(a.Title)
	c.Subtitle = m(a.Subtitle)
	c.Purpose = m(a.Purpose)
	c.KeyPoints = mapItems(a.KeyPoints, m)
	c.Body = make([]Block, len(a.Body))
	for i, b := range a.Body {
		c.Body[i] = b.mapText(m)
	}
	if a.Link != nil {
		l := *a.Link
		l.Label = m(l.Label)
		c.Link = &l
	}
	if a.Sources != nil {
		s := *a.Sources
		s.Entries = slices.Clone(s.Entries)
		for i, e := range s.Entries {
			s.Entries[i].Label, s.Entries[i].Text = m(e.Label), m(e.Text)
		}
		c.Sources = &s
	}
	return &c
}

func mapTexts(texts []Text, f func(Text) Text) []Text {
	c := slices.Clone(texts)
	for i, t := range texts {
		c[i] = f(t)
	}
	return c
}

func mapItems(items []Item, f func(Text) Text) []Item {
	c := slices.Clone(items)
	for i, it := range items {
		c[i] = Item{it.Pos, f(it.Text), mapItems(it.Sub, f)}
	}
	return c
}

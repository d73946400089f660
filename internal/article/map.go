package article

// Map returns a copy of a in which every text is f of it, in reading order.
// It is the one place that knows where all the texts are.
func (a *Article) Map(f func(Text) Text) *Article {
	b := *a
	m := mapper(f)
	b.Audience = m.text(a.Audience)
	b.Title = m.text(a.Title)
	b.Subtitle = m.text(a.Subtitle)
	b.Purpose = m.text(a.Purpose)
	b.KeyPoints = m.items(a.KeyPoints)
	b.Body = nil
	for _, block := range a.Body {
		b.Body = append(b.Body, m.block(block))
	}
	if a.Sources != nil {
		s := *a.Sources
		s.Entries = nil
		for _, e := range a.Sources.Entries {
			e.Label, e.Text = m.text(e.Label), m.text(e.Text)
			s.Entries = append(s.Entries, e)
		}
		b.Sources = &s
	}
	return &b
}

type mapper func(Text) Text

func (m mapper) text(t Text) Text {
	if len(t) == 0 {
		return t
	}
	return m(t)
}

func (m mapper) texts(texts []Text) (out []Text) {
	for _, t := range texts {
		out = append(out, m.text(t))
	}
	return out
}

func (m mapper) items(items []Item) (out []Item) {
	for _, it := range items {
		it.Text = m.text(it.Text)
		it.Sub = m.items(it.Sub)
		out = append(out, it)
	}
	return out
}

func (m mapper) block(b Block) Block {
	switch b := b.(type) {
	case *Heading:
		c := *b
		c.Text = m.text(b.Text)
		return &c
	case *Paragraphs:
		c := *b
		c.Texts = m.texts(b.Texts)
		return &c
	case *List:
		c := *b
		c.Items = m.items(b.Items)
		return &c
	case *Comparison:
		return m.comparison(b)
	case *Questions:
		c := *b
		c.Pairs = nil
		for _, q := range b.Pairs {
			q.Ask, q.Answer = m.text(q.Ask), m.texts(q.Answer)
			c.Pairs = append(c.Pairs, q)
		}
		return &c
	case *Terms:
		c := *b
		c.Entries = nil
		for _, t := range b.Entries {
			t.Term, t.StandsFor, t.Means = m.text(t.Term), m.text(t.StandsFor), m.text(t.Means)
			c.Entries = append(c.Entries, t)
		}
		return &c
	case *Callout:
		c := *b
		c.Title, c.Texts, c.Items = m.text(b.Title), m.texts(b.Texts), m.items(b.Items)
		return &c
	case *Image:
		c := *b
		c.Caption = m.text(b.Caption)
		return &c
	case *Notes:
		c := *b
		c.Label = m.text(b.Label)
		return &c
	}
	return b
}

func (m mapper) comparison(b *Comparison) *Comparison {
	c := *b
	c.Caption, c.Columns, c.Rows = m.text(b.Caption), nil, nil
	for _, col := range b.Columns {
		col.Title = m.text(col.Title)
		c.Columns = append(c.Columns, col)
	}
	for _, row := range b.Rows {
		cells := row.Cells
		row.Label, row.Cells = m.text(row.Label), nil
		for _, cell := range cells {
			cell.Texts, cell.Items = m.texts(cell.Texts), m.items(cell.Items)
			row.Cells = append(row.Cells, cell)
		}
		c.Rows = append(c.Rows, row)
	}
	return &c
}

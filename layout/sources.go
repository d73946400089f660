package layout

import (
	"strings"

	"handout/internal/article"
	"handout/internal/tag"
)

// sources is the list of references, under its title.
func (c *composer) sources(s *article.Sources, width Length, parent *tag.Node) list {
	width = min(width, c.theme.measure*112/100)
	title := s.Title
	if title == "" {
		title = c.words.sources
	}
	c.level = 2
	l := c.own(title, c.theme.boxed, parent.Add(tag.H2)).lines(width)
	l = c.marked(l, title, 2)
	in := parent.Add(tag.L)
	in.Numbering = tag.Unlabelled
	left := c.entryLabels(s.Entries)
	for i, e := range s.Entries {
		if i == 0 {
			l.gap(c.theme.item)
		} else {
			l.gap(c.theme.source)
		}
		entry := c.entry(e, s.Hanging, left, width, in.Add(tag.LI))
		if c.theme.stacked {
			entry.keepAll()
		}
		if len(entry) > 0 {
			entry[0].mark = c.marks.New()
			entry[0].mark.target = c.target(e.ID)
		}
		l = append(l, entry...)
	}
	return l
}

// entryLabels returns the width of the widest label before an entry, with the
// space after it; 0 if entries have none.
func (c *composer) entryLabels(entries []article.Entry) Length {
	var w Length
	for _, e := range entries {
		if len(e.Label) > 0 {
			w = max(w, c.running(e.Label.String(), c.theme.small).width()+c.theme.small.size/2)
		}
	}
	return w
}

// entry is one reference: its label at the left, or its first line flush and
// the others indented.
func (c *composer) entry(e article.Entry, hanging bool, left, width Length, li *tag.Node) list {
	p := part{indent: left}
	look := c.theme.small
	if len(e.Label) > 0 {
		look = c.besideLabel(look, e.Label.String())
		p.label = c.paragraph(e.Label, c.theme.small, li.Add(tag.Lbl))
	}
	p.text = c.paragraph(e.Text, look, li.Add(tag.LBody).Add(tag.BibEntry))
	if left > 0 || !hanging {
		return append(c.stackOf(1), p).lines(width)
	}
	return p.text.hanging(width, c.theme.hang)
}

// colophon says who wrote the handout and when it was last checked.
func (c *composer) colophon(a *article.Article, width Length, parent *tag.Node) list {
	var texts []*paragraph
	look := c.theme.small.in(c.theme.quiet)
	if len(a.Authors) > 0 {
		texts = append(texts, c.mixed(look, parent.Add(tag.P), c.words.author+" ", authors(a.Authors), "."))
	}
	if r := a.Reviewed; r != nil {
		in := parent.Add(tag.P)
		on, again := c.words.reviewed+" "+c.words.date(r.On), ""
		if r.Months > 0 {
			again = c.words.again + " " + c.words.month(r.On.AddDate(0, r.Months, 0)) + "."
		}
		if r.By == "" {
			texts = append(texts, c.own(strings.TrimSpace(on+". "+again), look, in))
		} else { // too much for one line
			by := article.Text{{Pos: r.Pos, Text: r.By}}
			texts = append(texts, c.mixed(look, in, on+" "+c.words.by+" ", by, strings.TrimSpace(".\n"+again)))
		}
	}
	var l list
	for _, p := range texts {
		l.gap(c.theme.closing)
		l = append(l, p.lines(min(width, c.theme.measure*112/100))...)
	}
	l.keepAll()
	return l
}

// mixed is the article's words between the program's own.
func (c *composer) mixed(l look, parent *tag.Node, before string, text article.Text, after string) *paragraph {
	of := before + text.String() + after
	if p := c.again(of, l, parent); p != nil {
		return p
	}
	w := c.weaver(l, parent)
	w.own(before)
	w.inlines(text)
	w.own(after)
	return w.kept(of)
}

// authors lists names, parted by commas.
func authors(names []string) article.Text {
	var t article.Text
	for i, n := range names {
		if i > 0 {
			n = ", " + n
		}
		t = append(t, article.Inline{Text: n})
	}
	return t
}

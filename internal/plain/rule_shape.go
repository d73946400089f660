package plain

import (
	"slices"
	"strings"

	"handout/internal/article"
	"handout/internal/diag"
)

func checkPurpose(c *checker) {
	if len(c.article.Purpose) == 0 {
		c.add(diag.Warning, diag.Pos{}, 0, "add purpose: one sentence on what the handout helps the reader do", "the article says no purpose")
	}
}

func checkKeyPoints(c *checker) {
	if len(c.article.KeyPoints) == 0 {
		c.add(diag.Warning, diag.Pos{}, 0, "add key_points: the three or four things to remember", "there are no key points")
	}
}

func checkNoAction(c *checker) {
	if !slices.ContainsFunc(c.units, func(u unit) bool { return u.role == action }) {
		c.add(diag.Warning, diag.Pos{}, 0, "add steps or a checklist of what the reader can do next", "the article asks the reader to do nothing")
	}
}

const longestList = 7

func checkLongLists(c *checker) {
	c.longList(c.article.KeyPoints, "the key points have")
	for _, b := range c.article.Body {
		switch b := b.(type) {
		case *article.List:
			c.longList(b.Items, "the list has")
		case *article.Callout:
			c.longList(b.Items, "the list has")
		case *article.Comparison:
			for _, r := range b.Rows {
				for _, cell := range r.Cells {
					c.longList(cell.Items, "the list has")
				}
			}
		}
	}
}

func (c *checker) longList(items []article.Item, what string) {
	if n := len(items); n > longestList {
		over := items[longestList]
		c.add(diag.Warning, textPos(over.Text, over.Pos), width(over.Text),
			"take out what is not needed, or make two lists with headings", "%s %d entries, over %d", what, n, longestList)
	}
	for _, it := range items {
		c.longList(it.Sub, what)
	}
}

const longestCell = 40

func checkLongCells(c *checker) {
	blocks(c, func(b *article.Comparison) {
		words := c.cellWords[b]
		for _, row := range b.Rows {
			for i, cell := range row.Cells {
				if n := words[i]; n > longestCell {
					first := firstText(cell)
					c.add(diag.Warning, textPos(first, cell.Pos), width(first), "shorten it, or say it below the table",
						"cell of %d words, over %d", n, longestCell)
				}
			}
			words = words[len(row.Cells):]
		}
	})
}

func firstText(cell article.Cell) article.Text {
	switch {
	case len(cell.Texts) > 0:
		return cell.Texts[0]
	case len(cell.Items) > 0:
		return cell.Items[0].Text
	}
	return nil
}

// cellText returns the words of a cell without citations, its paragraphs and
// entries parted by line ends.
func cellText(cell article.Cell) string {
	var b strings.Builder
	text := func(t article.Text) {
		for _, in := range t {
			if in.Cite == nil {
				b.WriteString(in.Text)
			}
		}
		b.WriteByte('\n')
	}
	for _, t := range cell.Texts {
		text(t)
	}
	var items func([]article.Item)
	items = func(list []article.Item) {
		for _, it := range list {
			text(it.Text)
			items(it.Sub)
		}
	}
	items(cell.Items)
	return strings.TrimSpace(b.String())
}

var nothing = set(`- – — -- ... … ? n/a na none nothing tbd todo ninguno nada`)

func checkEmptyCells(c *checker) {
	blocks(c, func(b *article.Comparison) {
		for _, row := range b.Rows {
			same := len(row.Cells) > 1
			for _, cell := range row.Cells {
				text := cellText(cell)
				if bare := strings.ToLower(strings.TrimRight(text, ".")); bare == "" || nothing[bare] || nothing[strings.ToLower(text)] {
					first := firstText(cell)
					c.add(diag.Warning, textPos(first, cell.Pos), width(first), "say it in words, or take the row out",
						"the cell for %s says nothing", diag.Quote(b.Columns[cell.First].Title.Public()))
					same = false
				}
				same = same && text == cellText(row.Cells[0]) && !strings.Contains(text, "___") // a line to write on
			}
			if same {
				c.add(diag.Warning, textPos(row.Label, row.Pos), width(row.Label), "write it once, as all:",
					"every column of %s says the same", diag.Quote(row.Label.Public()))
			}
		}
	})
}

// checkLopsided compares the words of the columns, cells across several apart.
func checkLopsided(c *checker) {
	const enough = 12 // words in the longer column
	blocks(c, func(b *article.Comparison) {
		count := make([]int, len(b.Columns))
		words := c.cellWords[b]
		for _, row := range b.Rows {
			for i, cell := range row.Cells {
				if cell.Span == 1 {
					count[cell.First] += words[i]
				}
			}
			words = words[len(row.Cells):]
		}
		if len(count) < 2 {
			return
		}
		least, most := slices.Index(count, slices.Min(count)), slices.Index(count, slices.Max(count))
		if count[most] >= enough && count[most] >= 3*count[least] {
			column := b.Columns[least]
			c.add(diag.Warning, textPos(column.Title, column.Pos), width(column.Title), "say as much of one as of the other",
				"%s says %d words, %s %d", diag.Quote(column.Title.Public()), count[least], diag.Quote(b.Columns[most].Title.Public()), count[most])
		}
	})
}

var vague = set(`other others misc miscellaneous general information info more introduction intro overview background
	notes note details additional further summary conclusion remarks topic topics section facts about things
	otro otros otra otras varios general información más introducción resumen detalles notas conclusión temas`)

// filler are words that make a vague heading no clearer.
var filler = set(`the a an and or of some more other general information details things y de la el los las un una más`)

func checkVagueHeadings(c *checker) {
	c.each(func(u *unit) {
		isVague := false
		for _, w := range u.words {
			if !vague[w.lower] && !filler[w.lower] {
				return
			}
			isVague = isVague || vague[w.lower]
		}
		if isVague {
			c.warn(u, u.whole(), "say what stands below it", "the heading %s says nothing", diag.Quote(strings.TrimSpace(u.text)))
		}
	}, heading, columnTitle, rowLabel)
}

func checkLongHeadings(c *checker) {
	for as, most := range map[role]int{heading: 8, columnTitle: 4, rowLabel: 6} {
		c.each(func(u *unit) {
			if n := len(u.words); n > most {
				c.warn(u, u.whole(), "keep the words that a reader looks for", "heading of %d words, over %d", n, most)
			}
		}, as)
	}
}

func checkAlt(c *checker) {
	blocks(c, func(b *article.Image) {
		if strings.TrimSpace(b.Alt) == "" && !b.Decorative {
			c.add(diag.Error, b.Pos, 0, "add alt: what the picture shows, or decorative: true", "the picture %s has no alt", diag.Quote(b.File))
			return
		}
		if low := strings.ToLower(b.Alt); strings.HasSuffix(low, "."+b.Format) || set("image picture photo graphic imagen foto")[low] {
			c.add(diag.Warning, b.Pos, 0, "say what the picture shows", "the alt %s says nothing", diag.Quote(b.Alt))
		}
	})
}

func checkPages(c *checker) {
	const sheet, most = 2, 4
	switch n := c.opt.Pages; {
	case n > most:
		c.add(diag.Error, c.article.PagesPos, 0, "make two handouts of it", "%d pages, over two sheets", n)
	case n > sheet:
		c.add(diag.Warning, c.article.PagesPos, 0, "cut it to one sheet, printed on both sides", "%d pages, over one sheet", n)
	}
}

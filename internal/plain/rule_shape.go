package plain

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

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
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				if n := cellWords(cell); n > longestCell {
					first := firstText(cell)
					c.add(diag.Warning, textPos(first, cell.Pos), width(first), "shorten it, or say it below the table",
						"cell of %d words, over %d", n, longestCell)
				}
			}
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

func cellWords(cell article.Cell) int {
	text := cellText(cell)
	return len(words(text, span{0, len(text)}))
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
						"the cell for %s says nothing", diag.Quote(b.Columns[cell.First].Title.String()))
					same = false
				}
				same = same && text == cellText(row.Cells[0])
			}
			if same {
				c.add(diag.Warning, textPos(row.Label, row.Pos), width(row.Label), "write it once, as all:",
					"every column of %s says the same", diag.Quote(row.Label.String()))
			}
		}
	})
}

// checkLopsided compares the words of the columns, cells across several apart.
func checkLopsided(c *checker) {
	const enough = 12 // words in the longer column
	blocks(c, func(b *article.Comparison) {
		count := make([]int, len(b.Columns))
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				if cell.Span == 1 {
					count[cell.First] += cellWords(cell)
				}
			}
		}
		if len(count) < 2 {
			return
		}
		least, most := slices.Index(count, slices.Min(count)), slices.Index(count, slices.Max(count))
		if count[most] >= enough && count[most] >= 3*count[least] {
			column := b.Columns[least]
			c.add(diag.Warning, textPos(column.Title, column.Pos), width(column.Title), "say as much of one as of the other",
				"%s says %d words, %s %d", diag.Quote(column.Title.String()), count[least], diag.Quote(b.Columns[most].Title.String()), count[most])
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
		for _, w := range u.lower {
			if !vague[w] && !filler[w] {
				return
			}
			isVague = isVague || vague[w]
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

//go:embed verbs-en.txt
var verbsFile string

var verbs = set(verbsFile)

// opening are words that a condition or a time begins with, before the comma
// and the verb.
var opening = set(`if when before after at in on during for to as once while until unless every each from by with without within since because`)

// lead are words that may stand before the verb.
var lead = set(`do not never always please don't first then next also just only`)

func checkActionVerbs(c *checker) {
	c.each(func(u *unit) {
		if len(u.words) == 0 || verbs[u.lower[verbAt(u)]] {
			return
		}
		c.warn(u, u.words[0], "begin with the verb, as in: Ask the school", "the action starts with %s, not with a verb", diag.Quote(u.word(0)))
	}, action)
}

// verbAt returns the index of the word that should be the verb.
func verbAt(u *unit) int {
	w := 0
	if opening[u.lower[0]] {
		for i := 1; i < len(u.words); i++ {
			if strings.Contains(u.between(i), ",") {
				w = i
				break
			}
		}
	}
	for w+1 < len(u.words) && (lead[unquoted(u.word(w))] || strings.HasSuffix(u.lower[w], "ly")) {
		w++
	}
	return w
}

// object are words that come behind a verb rather than behind a noun.
var object = set(`a an the your you it them him her their this that these those to for with about if whether what how when
	where who any all at in on down up out each every some more one two three back out over`)

// checkActionSteps looks for a second verb behind "and" or "then", or at the
// beginning of a second sentence.
func checkActionSteps(c *checker) {
	c.each(func(u *unit) {
		for k := range u.sentences {
			from, to := u.in(k)
			start := from + 1
			if k > 0 {
				start = from
			}
			for w := start; w < to; w++ {
				joined := k > 0 && w == from || w > from && (u.lower[w-1] == "and" || u.lower[w-1] == "then") || strings.Contains(u.between(w), ";")
				if joined && verbs[u.lower[w]] && w+1 < to && object[u.lower[w+1]] {
					c.warn(u, span{u.words[w].from, u.words[to-1].to}, "make an entry of each step",
						"the action holds a second step: %s", diag.Quote(u.text[u.words[w].from:u.words[w+1].to]))
					return
				}
			}
		}
	}, action)
}

// isDigits reports whether w is made of digits.
func isDigits(w string) bool {
	return w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

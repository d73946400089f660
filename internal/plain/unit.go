package plain

import (
	"slices"
	"strings"
	"unicode/utf8"

	"handout/internal/article"
	"handout/internal/diag"
)

// role is what a unit is in the handout.
type role uint8

const (
	title role = iota
	subtitle
	purpose
	keyPoint
	heading
	columnTitle
	rowLabel
	prose   // running text, a box's text, an answer
	cell    // a paragraph of a comparison's cell
	item    // an entry of a list
	action  // an entry of steps or of a checklist
	ask     // a question
	term    // a word that is explained, or its long form
	meaning // and its explanation
	caption
	label // of lines to write on, or of a box
)

// unit is words that are read by themselves: a paragraph, a list item, a cell,
// a heading.
type unit struct {
	role      role
	text      string // without citations
	sentences []span
	words     []word // of all sentences, in order
	first     []int  // index of each sentence's first word
	brackets  []bool // which words are in round brackets; nil for none
	cited     bool   // it, or the block or cell that it is part of, cites a work
	parts     []part
}

// part says where the text from byte from on stands in the file.
type part struct {
	from int
	pos  diag.Pos
}

// partAt returns the index of the part that holds byte i, or -1.
func (u *unit) partAt(i int) int {
	k, exact := slices.BinarySearchFunc(u.parts, i, func(p part, i int) int { return p.from - i })
	if !exact {
		k--
	}
	return k
}

// place returns where s begins and how many characters of it are on that line.
func (u *unit) place(s span) (diag.Pos, int) {
	k := u.partAt(s.from)
	if k < 0 {
		return diag.Pos{}, 0
	}
	end, line := s.to, u.parts[k].pos.Line
	for _, p := range u.parts[k:] {
		if p.from >= s.to {
			break
		}
		if p.pos.Line != line {
			end = p.from
			break
		}
	}
	at := u.parts[k].pos.Right(utf8.RuneCountInString(u.text[u.parts[k].from:s.from]))
	return at, utf8.RuneCountInString(strings.TrimSpace(u.text[s.from:end]))
}

func (u *unit) whole() span { return trimmed(u.text, span{0, len(u.text)}) }

// in returns the words of sentence k, as indices.
func (u *unit) in(k int) (from, to int) {
	if k+1 < len(u.first) {
		return u.first[k], u.first[k+1]
	}
	return u.first[k], len(u.words)
}

// sentenceOf returns the index of the sentence that word i is in.
func (u *unit) sentenceOf(i int) int {
	k, exact := slices.BinarySearch(u.first, i)
	if !exact {
		k--
	}
	return k
}

// word returns word i as it is written.
func (u *unit) word(i int) string { return u.text[u.words[i].from:u.words[i].to] }

// between returns what stands between word i-1 and word i; before the first
// word and behind the last one it is what is left of the text.
func (u *unit) between(i int) string {
	from, to := 0, len(u.text)
	if i > 0 {
		from = u.words[i-1].to
	}
	if i < len(u.words) {
		to = u.words[i].from
	}
	return u.text[from:to]
}

// reader turns an article into units, in reading order.
type reader struct {
	lang  string
	units []unit
	cited map[string]bool // ids of the works cited

	// What the units hold, one behind the other: each has a part of these.
	parts     []part
	sentences []span
	words     []word
	first     []int

	spans []span // for words of one sentence

	cellWords map[*article.Comparison][]int // how many each cell has, row by row
}

func newReader(lang string) *reader {
	const units, sentences, words = 128, 192, 1024 // of a sheet that is printed on both sides
	return &reader{
		lang:      lang,
		units:     make([]unit, 0, units),
		parts:     make([]part, 0, sentences),
		sentences: make([]span, 0, sentences),
		words:     make([]word, 0, words),
		first:     make([]int, 0, sentences),
		cited:     map[string]bool{},
		cellWords: map[*article.Comparison][]int{},
	}
}

// anybody is what a field is read as: a name, as most of them hold.
const anybody = "Sam"

// add reads t. What the reader is to write is not judged.
func (r *reader) add(as role, t article.Text) {
	u := unit{role: as}
	from := len(r.parts)
	u.text, r.parts, u.cited = r.spoken(t)
	u.parts = since(r.parts, from)

	from = len(r.sentences)
	r.sentences = sentences(r.sentences, u.text)
	u.sentences = since(r.sentences, from)

	from = len(r.words)
	first := len(r.first)
	for _, s := range u.sentences {
		r.first = append(r.first, len(r.words)-from)
		r.spans = words(r.spans[:0], u.text, s)
		for _, w := range r.spans {
			r.words = append(r.words, word{w, lookUp(u.text[w.from:w.to], r.lang)})
		}
	}
	u.first, u.words = since(r.first, first), since(r.words, from)

	u.brackets = u.bracketed()
	if len(u.words) > 0 || u.cited || as == cell {
		r.units = append(r.units, u)
	}
}

// since returns what was appended to s when it had n entries.
func since[T any](s []T, n int) []T { return s[n:len(s):len(s)] }

// spoken returns the words of t without citations, the parts with where they
// stand, and whether there are citations.
func (r *reader) spoken(t article.Text) (text string, parts []part, cited bool) {
	var b strings.Builder
	parts = r.parts
	for _, in := range t {
		if in.Cite != nil {
			cited = true
			for _, item := range in.Cite.Items {
				r.cited[item.ID] = true
			}
			continue
		}
		if in.Blank && in.Field == "" {
			continue
		}
		parts = append(parts, part{b.Len(), in.Pos})
		if in.Field != "" {
			b.WriteString(anybody)
		} else {
			b.WriteString(in.Text)
		}
	}
	return b.String(), parts, cited
}

// bracketed returns which words are in round brackets, which do not reach
// beyond a sentence.
func (u *unit) bracketed() []bool {
	if !strings.Contains(u.text, "(") {
		return nil
	}
	in := make([]bool, len(u.words))
	for k := range u.sentences {
		open := false
		from, to := u.in(k)
		for w := from; w < to; w++ {
			gap := u.between(w)
			if w == from {
				gap = u.text[u.sentences[k].from:u.words[w].from]
			}
			if i := strings.LastIndexAny(gap, "()"); i >= 0 {
				open = gap[i] == '('
			}
			in[w] = open
		}
	}
	return in
}

// folded returns a word as the lists have it.
func folded(word string) string {
	return strings.TrimSuffix(unquoted(word), "'s")
}

// group marks what f adds as cited when any of it is.
func (r *reader) group(f func()) {
	from := len(r.units)
	f()
	added := r.units[from:]
	if slices.ContainsFunc(added, func(u unit) bool { return u.cited }) {
		for i := range added {
			added[i].cited = true
		}
	}
}

func (r *reader) texts(as role, ts []article.Text) {
	r.group(func() {
		for _, t := range ts {
			r.add(as, t)
		}
	})
}

func (r *reader) items(as role, items []article.Item) {
	for _, it := range items {
		r.add(as, it.Text)
		r.items(as, it.Sub)
	}
}

func (r *reader) article(a *article.Article) {
	r.add(title, a.Title)
	r.add(subtitle, a.Subtitle)
	r.add(purpose, a.Purpose)
	r.items(keyPoint, a.KeyPoints)
	for _, b := range a.Body {
		r.block(b)
	}
}

func (r *reader) block(b article.Block) {
	switch b := b.(type) {
	case *article.Heading:
		r.add(heading, b.Text)
	case *article.Paragraphs:
		r.texts(prose, b.Texts)
	case *article.Comparison:
		r.comparison(b)
	case *article.List:
		as := action
		if b.Marker == article.Bullet {
			as = item
		}
		r.items(as, b.Items)
	case *article.Callout:
		r.add(label, b.Title)
		r.group(func() {
			r.texts(prose, b.Texts)
			r.items(item, b.Items)
		})
	case *article.Questions:
		for _, q := range b.Pairs {
			r.add(ask, q.Ask)
			r.texts(prose, q.Answer)
		}
	case *article.Terms:
		for _, t := range b.Entries {
			r.add(term, t.Term)
			r.add(term, t.StandsFor)
			r.add(meaning, t.Means)
		}
	case *article.Image:
		r.add(caption, b.Caption)
	case *article.Notes:
		r.add(label, b.Label)
	}
}

func (r *reader) comparison(b *article.Comparison) {
	r.add(caption, b.Caption)
	for _, c := range b.Columns {
		r.add(columnTitle, c.Title)
	}
	for _, row := range b.Rows {
		r.add(rowLabel, row.Label)
		for _, c := range row.Cells {
			from := len(r.words)
			r.group(func() {
				r.texts(cell, c.Texts)
				r.items(cell, c.Items)
			})
			r.cellWords[b] = append(r.cellWords[b], len(r.words)-from)
		}
	}
}

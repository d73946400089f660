package layout

import (
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/tag"
)

// leading is an article with lines above a heading, a line that leads to a list,
// and the list, and lines below it.
func leading(above, below int) *article.Article {
	say := func(words string) article.Text { return article.Text{{Text: words}} }
	list := &article.List{}
	for _, words := range []string{"first", "second", "third", "fourth"} {
		list.Items = append(list.Items, article.Item{Text: say(words)})
	}
	list.Items[1].Sub = []article.Item{{Text: say("fifth")}, {Text: say("sixth")}}
	a := &article.Article{Title: say("T"), Language: "en"}
	line := &article.Paragraphs{Texts: []article.Text{say("A line.")}}
	a.Body = slices.Repeat([]article.Block{line}, above)
	a.Body = append(a.Body, &article.Heading{Level: 2, Text: say("heading")}, &article.Paragraphs{Texts: []article.Text{say("lead")}}, list)
	a.Body = append(a.Body, slices.Repeat([]article.Block{line}, below)...)
	return a
}

// pageOf returns on which page the line stands that ends with words.
func pageOf(d *Document, words string) int {
	return slices.IndexFunc(d.Pages, func(p Page) bool {
		return slices.ContainsFunc(linesOf(p), func(l printedLine) bool { return strings.HasSuffix(l.text, words) })
	})
}

// TestKeptTogether holds that a heading, the line under it and the first two
// entries of what they lead to stand on one page, and so do an entry and those
// below it, and the last two.
func TestKeptTogether(t *testing.T) {
	for _, s := range []Sheet{{Paper: Letter, Profile: Standard}, large} {
		parted := 0
		for n := range 40 {
			a := leading(n, 8)
			d, diags := Compose(a, s)
			if d == nil {
				t.Fatal(diags)
			}
			for _, pair := range [][2]string{{"heading", "lead"}, {"lead", "first"}, {"first", "second"}, {"second", "fifth"}, {"fifth", "sixth"}, {"third", "fourth"}} {
				if p, q := pageOf(d, pair[0]), pageOf(d, pair[1]); p < 0 || p != q {
					t.Errorf("%s, %d lines: %q is on page %d, %q on %d", s.Profile, n, pair[0], p+1, pair[1], q+1)
				}
			}
			if pageOf(d, "first") != pageOf(d, "fourth") {
				parted++
			}
		}
		if parted == 0 {
			t.Errorf("%s: the list was never parted: change the sample", s.Profile)
		}
	}
}

// TestLeadTakesNoPage holds that a line stands apart from what it leads to
// rather than that an article is too long for its pages.
func TestLeadTakesNoPage(t *testing.T) {
	s, least := Sheet{Paper: Letter}, eases[len(eases)-1]
	for above := 15; above < 35; above++ {
		for below := 15; below < 35; below++ {
			a := leading(above, below)
			c := newComposer(a.Language, s, least)
			c.leads = false
			a.Pages = len(c.article(a, tag.Void()).pages)
			if d, diags := Compose(a, s); d == nil {
				t.Errorf("%d lines above, %d below: %v", above, below, diags)
			}
		}
	}
}

// TestBlankKeepsWords holds that a line to write on stands in one line with the
// words before it.
func TestBlankKeepsWords(t *testing.T) {
	a := &article.Article{Title: article.Text{{Text: "T"}}, Language: "en", Body: []article.Block{&article.Paragraphs{Texts: []article.Text{{
		{Text: "Next visit: "}, {Text: "________________", Blank: true}, {Text: " Therapist: "}, {Text: "____________", Blank: true},
	}}}}}
	d, diags := Compose(a, large)
	if d == nil {
		t.Fatal(diags)
	}
	for _, l := range linesOf(d.Pages[0]) {
		if strings.HasSuffix(l.text, ":") {
			t.Errorf("a line ends with %q", l.text)
		}
	}
}

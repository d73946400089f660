package plain

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
	"handout/internal/diag"
)

// Options is what Check cannot know from the article.
type Options struct {
	// Today is the day freshness is judged by. When it is zero nothing is said
	// of it, as a build that must not depend on the clock wants.
	Today time.Time
	Pages int // printed pages; 0 when not known
}

// target is the school grade an article may need, if it does not say itself:
// sixth grade, as the American Medical Association asks. More than leeway
// above it is an error, here in ninth grade, where the National Institutes of
// Health draw the line.
const target, leeway = 6, 2

// Report is what Check says of one article.
type Report struct {
	Findings diag.List // in the order of their places; the rule is in Rule
	Card     *Card     // nil when the article could not be read
}

// Check reads an article as an editor for health literacy would. The citations
// must still be open, as article.Parse leaves them. Rules about words apply to
// English, some to Spanish too; those about the article's shape to any
// language.
func Check(a *article.Article, opt Options) Report {
	c := newChecker(a, opt)
	for _, r := range rules {
		c.rule = r.Name
		if r.check != nil && (r.langs == "" || strings.Contains(r.langs, c.lang)) {
			r.check(c)
		}
	}
	c.checkIgnored()
	card := c.card()
	c.found.Sort()
	return Report{Findings: c.found, Card: card}
}

// PageCount returns what the rule page-count finds when the handout takes so
// many pages, for a build that has checked the rest without them: the words of
// an article are the same on every sheet, its pages are not.
func PageCount(a *article.Article, pages int) diag.List {
	c := checker{article: a, opt: Options{Pages: pages}, rule: "page-count", off: switchedOff(a), count: map[string]int{}}
	checkPages(&c)
	return c.found
}

// Errors returns the findings that keep a handout from being given out.
func (r Report) Errors() diag.List { return r.Findings.Errors() }

// checker is one article while its rules are gone through.
type checker struct {
	article   *article.Article
	opt       Options
	lang      string
	target    float64 // a grade above it is too high
	units     []unit
	numbers   bool                          // a digit is in them
	explained phrases                       // terms the article explains, and their long forms
	cited     map[string]bool               // ids that the article cites or lists under nocite
	cellWords map[*article.Comparison][]int // row by row
	score     Score

	rule   string // the rule that is being checked
	found  diag.List
	off    map[string]bool
	silent int            // findings of rules that are switched off
	count  map[string]int // findings by rule, those switched off too
}

func newChecker(a *article.Article, opt Options) *checker {
	c := &checker{article: a, opt: opt, lang: base(a.Language), target: target, explained: phrases{}, off: switchedOff(a), count: map[string]int{}}
	r := newReader(c.lang)
	r.article(a)
	c.units, c.cited, c.cellWords = r.units, r.cited, r.cellWords
	for i := range c.units {
		u := &c.units[i]
		c.numbers = c.numbers || strings.ContainsFunc(u.text, unicode.IsDigit)
		if u.role == term {
			var ws []string
			for _, l := range u.words {
				ws = append(ws, l.lower)
			}
			c.explained.addWords(ws, u.text, "")
		}
	}
	if a.Check.Grade > 0 {
		c.target = float64(a.Check.Grade)
	}
	for _, n := range a.Nocite {
		c.cited[n.ID] = true
	}
	c.score = c.level()
	return c
}

// switchedOff returns the names of the rules that the article switches off.
func switchedOff(a *article.Article) map[string]bool {
	off := map[string]bool{}
	for _, ig := range a.Check.Ignore {
		off[ig.Rule] = true
	}
	return off
}

// add reports a finding of the current rule.
func (c *checker) add(sev diag.Severity, at diag.Pos, width int, hint, format string, args ...any) {
	c.count[c.rule]++
	if c.off[c.rule] {
		c.silent++
		return
	}
	if at.IsZero() {
		at = c.article.Pos
	}
	c.found.Add(diag.Diagnostic{Pos: at, Width: width, Severity: sev, Rule: c.rule, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// warn reports a part of a unit.
func (c *checker) warn(u *unit, s span, hint, format string, args ...any) {
	c.report(diag.Warning, u, s, hint, format, args...)
}

func (c *checker) report(sev diag.Severity, u *unit, s span, hint, format string, args ...any) {
	at, width := u.place(s)
	c.add(sev, at, width, hint, format, args...)
}

// each calls f with the units of the roles.
func (c *checker) each(f func(u *unit), roles ...role) {
	for i := range c.units {
		for _, r := range roles {
			if c.units[i].role == r {
				f(&c.units[i])
			}
		}
	}
}

// has reports whether a block of that type is in the body.
func has[B article.Block](c *checker) bool {
	for _, b := range c.article.Body {
		if _, ok := b.(B); ok {
			return true
		}
	}
	return false
}

// blocks calls f with the blocks of that type.
func blocks[B article.Block](c *checker, f func(B)) {
	for _, b := range c.article.Body {
		if b, ok := b.(B); ok {
			f(b)
		}
	}
}

// textPos returns where t begins, or else.
func textPos(t article.Text, otherwise diag.Pos) diag.Pos {
	if len(t) > 0 && !t[0].Pos.IsZero() {
		return t[0].Pos
	}
	return otherwise
}

func width(t article.Text) int {
	if len(t) == 0 {
		return 0
	}
	return utf8.RuneCountInString(strings.TrimSpace(t[0].Text))
}

// level scores the article. Names of people in the references, and every use
// of an explained term but the first, do not count.
func (c *checker) level() Score {
	names := map[string]bool{}
	for _, r := range c.article.References {
		for _, people := range r.Names {
			for _, n := range people {
				for w := range strings.FieldsSeq(n.Family + " " + n.Given) {
					names[w] = true
				}
			}
		}
	}
	t := tally{lang: c.lang}
	used := map[string]bool{}
	var kept []word
	for i := range c.units {
		u := &c.units[i]
		for k := range u.sentences {
			kept = kept[:0]
			from, to := u.in(k)
			for w := from; w < to; w++ {
				if ph := c.explained.at(u, w); ph != nil {
					if used[ph.text] {
						w += len(ph.words) - 1
						continue
					}
					used[ph.text] = true
				}
				if !names[strings.TrimSuffix(strings.TrimSuffix(u.word(w), "'s"), "’s")] {
					kept = append(kept, u.words[w])
				}
			}
			t.sentence(kept)
		}
	}
	return t.score()
}

// total returns how many words the handout has, sources apart.
func (c *checker) total() int {
	n := 0
	for i := range c.units {
		n += len(c.units[i].words)
	}
	return n
}

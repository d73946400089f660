package plain

import (
	"math"
	"slices"
	"strings"

	"handout/internal/article"
)

// Card is an article's reading level and what the two public instruments ask,
// item by item. There is no total: most items of both need a person.
type Card struct {
	Title   string  `json:"title"`
	Score   Score   `json:"score"`
	Words   int     `json:"words"`   // all that is read, sources apart
	Minutes float64 `json:"minutes"` // to read it aloud

	Pemat Checklist `json:"pemat"` // a pre-check by PEMAT-P
	Index Checklist `json:"index"` // what a program can tell of the CDC index

	Undated []string  `json:"undated,omitempty"` // references without a date, by id
	Off     []Ignored `json:"off,omitempty"`     // rules the article switches off
	Silent  int       `json:"silent,omitempty"`  // findings that were left out for it
}

// Ignored is a rule that is switched off, and why.
type Ignored struct {
	Rule    string `json:"rule"`
	Because string `json:"because"`
}

// Checklist is the items of an instrument, in its order.
type Checklist []CheckItem

// CheckItem is one item of an instrument.
type CheckItem struct {
	Part   string `json:"part"`
	Number int    `json:"number"`
	Asks   string `json:"asks"`
	Answer Answer `json:"answer"`
}

// Answer is what a program can say to an item.
type Answer string

const (
	Yes    Answer = "yes"
	No     Answer = "no"
	Person Answer = "person" // only a person can tell
	None   Answer = "none"   // the item does not apply
)

// Count returns how many items have the answer.
func (l Checklist) Count(a Answer) int {
	n := 0
	for _, it := range l {
		if it.Answer == a {
			n++
		}
	}
	return n
}

// Part returns the items of one part.
func (l Checklist) Part(part string) Checklist {
	var items Checklist
	for _, it := range l {
		if it.Part == part {
			items = append(items, it)
		}
	}
	return items
}

// aloud is how many words a minute are read aloud (Brysbaert, J. Mem. Lang.
// 109, 2019: 183 on average of 77 studies).
const aloud = 183

func (c *checker) card() *Card {
	card := &Card{
		Title:  strings.TrimSpace(c.article.Title.Public()),
		Score:  c.score.rounded(),
		Words:  c.total(),
		Pemat:  c.pemat(),
		Index:  c.index(),
		Silent: c.silent,
	}
	card.Minutes = math.Round(float64(card.Words)/aloud*10) / 10
	for _, r := range c.undated() {
		card.Undated = append(card.Undated, r.ID)
	}
	for _, ig := range c.article.Check.Ignore {
		card.Off = append(card.Off, Ignored{ig.Rule, ig.Because})
	}
	return card
}

// rounded returns s with one decimal, as far as the formulas bear.
func (s Score) rounded() Score {
	for _, f := range []*float64{&s.Grade, &s.Ease, &s.SMOG, &s.INFLESZ} {
		*f = math.Round(*f*10) / 10
	}
	return s
}

// holds answers yes when none of the rules found anything.
func (c *checker) holds(rules ...string) Answer {
	for _, r := range rules {
		if c.count[r] > 0 {
			return No
		}
	}
	return Yes
}

// english is holds for rules that know English only.
func (c *checker) english(rules ...string) Answer {
	if c.lang != "en" {
		return Person
	}
	return c.holds(rules...)
}

// words is holds for rules that know English and Spanish.
func (c *checker) words(rules ...string) Answer {
	if !graded(c.lang) {
		return Person
	}
	return c.holds(rules...)
}

func yes(b bool) Answer {
	if b {
		return Yes
	}
	return No
}

// where answers a only where the item applies.
func where(applies bool, a Answer) Answer {
	if !applies {
		return None
	}
	return a
}

// active answers yes when at most one sentence in ten is passive.
func (c *checker) active() Answer {
	if !graded(c.lang) {
		return Person
	}
	return yes(c.count["passive-voice"]*10 <= c.score.Sentences)
}

func (c *checker) captioned() bool {
	all := true
	blocks(c, func(b *article.Image) { all = all && len(b.Caption) > 0 })
	return all
}

const (
	understand = "understandable"
	act        = "actionable"
)

// pemat answers the items of the Patient Education Materials Assessment Tool
// for printed materials (AHRQ publication 14-0002-EF).
func (c *checker) pemat() Checklist {
	images, tables := has[*article.Image](c), has[*article.Comparison](c)
	tools := has[*article.Notes](c) || has[*article.Questions](c) || c.ticks()
	l := make(Checklist, 0, 24)
	add := func(part, asks string, a Answer) { l = append(l, CheckItem{part, len(l) + 1, asks, a}) }

	add(understand, "the purpose is evident", c.holds("no-purpose"))
	add(understand, "nothing distracts from the purpose", Person)
	add(understand, "common, everyday language", c.words("grade", "hard-word"))
	add(understand, "medical terms are defined", c.words("unexplained-term", "unexplained-abbreviation"))
	add(understand, "the active voice", c.active())
	add(understand, "numbers are clear", where(c.numbers, c.words("arithmetic")))
	add(understand, "the reader need not calculate", where(c.numbers, c.words("arithmetic")))
	add(understand, "short sections", c.holds("long-list", "long-cell"))
	add(understand, "sections have informative headers", yes(has[*article.Heading](c) && c.count["vague-heading"]+c.count["long-heading"] == 0))
	add(understand, "a logical sequence", Person)
	add(understand, "a summary", c.holds("no-key-points"))
	add(understand, "visual cues draw attention to key points", c.holds("no-key-points"))
	add(understand, "visual aids where they help", Person)
	add(understand, "visual aids reinforce the content", where(images, Person))
	add(understand, "visual aids have clear titles or captions", where(images, yes(c.captioned())))
	add(understand, "illustrations are clear and uncluttered", where(images, Person))
	add(understand, "simple tables with short headings", where(tables, c.holds("long-heading", "vague-heading", "empty-comparison", "long-cell")))

	add(act, "at least one action", c.holds("no-action"))
	add(act, "the reader is addressed directly", c.words("talk-to-reader"))
	add(act, "actions are broken into explicit steps", where(c.count["no-action"] == 0, c.english("action-verb", "action-steps")))
	add(act, "a tangible tool", yes(tools))
	add(act, "calculations come with instructions", where(c.count["arithmetic"] > 0, Person))
	add(act, "charts are explained with actions", where(images, Person))
	add(act, "visual aids where they make acting easier", Person)
	return l
}

func (c *checker) ticks() bool {
	found := false
	blocks(c, func(b *article.List) { found = found || b.Marker != article.Bullet })
	return found
}

// index answers the items of the CDC Clear Communication Index (2014, updated
// 2019).
func (c *checker) index() Checklist {
	main := c.holds("no-key-points")
	actions := c.count["no-action"] == 0
	l := make(Checklist, 0, 20)
	add := func(part, asks string, a Answer) { l = append(l, CheckItem{part, len(l) + 1, asks, a}) }

	add("core", "one main message", unless(main == No, Person))
	add("core", "the main message is at the top", main)
	add("core", "the main message is emphasized", main)
	add("core", "a visual supports the main message", yes(has[*article.Image](c) && c.captioned()))
	add("core", "a call to action", yes(actions))
	add("core", "the active voice", c.active())
	add("core", "words the audience uses", c.words("hard-word", "unexplained-term", "unexplained-abbreviation"))
	add("core", "lists for more than a few things", yes(c.lists() && c.count["long-list"] == 0))
	add("core", "sections with headings", yes(has[*article.Heading](c)))
	add("core", "the first section holds the most important", main)
	add("core", "what is known and not known", Person)
	add("behavior", "what to do", where(actions, Yes))
	add("behavior", "why it matters to the audience", where(actions, Person))
	add("behavior", "how to do it", where(actions, c.english("action-verb", "action-steps")))
	add("numbers", "numbers the audience uses", where(c.numbers, Person))
	add("numbers", "every number is explained", where(c.numbers, Person))
	add("numbers", "no calculation is asked for", where(c.numbers, c.words("arithmetic")))
	add("risk", "the nature of the risk", Person)
	add("risk", "risks and benefits of the behavior", Person)
	add("risk", "probabilities in numbers are explained", Person)
	return l
}

// unless answers a, or no where something is missing.
func unless(missing bool, a Answer) Answer {
	if missing {
		return No
	}
	return a
}

// lists reports whether a list of any kind is in the body.
func (c *checker) lists() bool {
	return slices.ContainsFunc(c.units, func(u unit) bool { return u.role == item || u.role == action })
}

package plain

import (
	"handout/internal/decode"
	"handout/internal/diag"
)

// Rule is one thing Check looks for. Its name is stable: articles, scripts and
// code-scanning services refer to it.
type Rule struct {
	Name   string
	Why    string // why it matters to a reader
	Mend   string // how to mend it
	Source string // where the rule is from

	langs string // languages it is for; "" for all
	check func(*checker)
}

const (
	pemat     = "PEMAT-P (AHRQ 14-0002-EF), item "
	index     = "CDC Clear Communication Index, item "
	federal   = "Federal Plain Language Guidelines (2011)"
	editorial = "Handout's own"
)

// Rules returns every rule, in the order of the report's explanations.
func Rules() []Rule { return rules }

// RuleNamed returns the rule of that name, and whether there is one.
func RuleNamed(name string) (Rule, bool) {
	for _, r := range rules {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}

var rules = []Rule{
	{"grade", "Half of the adults in the United States read below eighth grade; a text above their level is put away.",
		"Shorten the hardest sentences and use shorter words.", "American Medical Association: 5th to 6th grade; " + pemat + "3", "en es", checkGrade},
	{"hardest-sentence", "A few sentences make most of the difficulty.",
		"Split it, and say it as you would to a friend.", federal, "en es", checkHardest},
	{"long-sentence", "A reader loses the beginning of a long sentence before its end.",
		"Say one thing in a sentence, in 20 words or fewer.", federal + ", write short sentences", "", checkLongSentences},
	{"hard-word", "A word that the reader has to guess at stops the reading.",
		"Use the plain word.", federal + "; CDC, Everyday Words for Public Health Communication; " + pemat + "3", "en es", checkHardWords},
	{"unexplained-term", "A term of the trade means nothing to somebody new to it.",
		"Explain it in brackets where it first stands, or in a terms block.", pemat + "4; " + index + "7", "en es", checkTerms},
	{"unexplained-abbreviation", "Letters cannot be guessed.",
		"Write it out where it first stands, with the letters in brackets behind it.", pemat + "4; " + index + "7", "", checkAbbreviations},
	{"passive-voice", "Without a doer the reader does not know who is to act.",
		"Say who does it: the school pays, you sign.", pemat + "5; " + index + "6", "en es", checkPassive},
	{"talk-to-reader", "A reader who is talked about does not feel meant.",
		"Say you and your child.", pemat + "21", "en es", checkTalk},
	{"no-key-points", "Many readers read only the first lines.",
		"Add key_points: the three or four things to remember.", pemat + "11; " + index + "1 to 3", "", checkKeyPoints},
	{"no-action", "A handout that asks for nothing changes nothing.",
		"Add steps or a checklist of what the reader can do next.", pemat + "20; " + index + "5", "", checkNoAction},
	{"action-verb", "An action that begins with its verb is seen to be one.",
		"Begin with the verb: ask, call, bring.", pemat + "21", "en", checkActionVerbs},
	{"action-steps", "Of two steps in one entry the second is forgotten.",
		"Make an entry of each step.", pemat + "22", "en", checkActionSteps},
	{"long-list", "More than seven things are too many to keep in mind.",
		"Take out what is not needed, or make two lists with headings.", index + "8; " + pemat + "8", "", checkLongLists},
	{"long-cell", "A table with long cells is text in narrow columns.",
		"Shorten it to 40 words, or say it below the table.", pemat + "8 and 19", "", checkLongCells},
	{"vague-heading", "A reader looks for the heading that names the question.",
		"Say what stands below it.", pemat + "9; " + index + "9", "en es", checkVagueHeadings},
	{"long-heading", "A heading is read at a glance or not at all.",
		"Use 8 words or fewer; 4 above a column, 6 beside a row.", pemat + "9 and 19", "", checkLongHeadings},
	{"empty-comparison", "A cell that says nothing, or the same on both sides, leaves the reader guessing.",
		"Say it in words, use all: for what holds for every column, or take the row out.", pemat + "19", "", checkEmptyCells},
	{"lopsided-comparison", "Where one side says three times as much, the other looks as if something were hidden.",
		"Say as much of one as of the other.", editorial, "", checkLopsided},
	{"arithmetic", "Percentages, fractions and rates ask the reader to do sums.",
		"Do the sum: 3 out of 10 children, half an hour, two visits a month.", pemat + "6 and 7; " + index + "15 to 17", "en es", checkArithmetic},
	{"uncited-claim", "A reader cannot check a number or a study without its source.",
		"Cite the reference it is from: [@id].", editorial, "en es", checkClaims},
	{"uncited-reference", "A source that nothing is taken from lends authority it has not given.",
		"Cite it, list it under nocite, or take it out.", editorial, "", checkUncited},
	{"undated-reference", "A web page changes; without a date nobody can tell which one was read.",
		"Add issued, or accessed with the day it was read.", "MLA Handbook, 9th ed., 5.111; CSL variables issued and accessed", "", checkUndated},
	{"capitals", "Words in capitals lose their shape and are read more slowly.",
		"Type it as a sentence.", "WCAG technique G153; ACB Large Print Guidelines", "", checkCapitals},
	{"missing-alt", "Somebody who cannot see the picture is left out.",
		"Add alt: what the picture shows, or decorative: true.", "WCAG 2.2, 1.1.1", "", checkAlt},
	{"no-purpose", "A reader decides in the first line whether it is for them.",
		"Add purpose: one sentence on what the handout helps the reader do.", pemat + "1", "", checkPurpose},
	{"page-count", "One sheet is read; a bundle is put away.",
		"Cut, or make two handouts.", "Usual length of patient handouts, 1 to 3 pages", "", checkPages},
	{"no-review", "Nobody can tell whether it is still true.",
		"Add reviewed: {on: the day, by: who, every: 24 months}.", "CDC and NIH review health content at least every three years", "", checkReviewed},
	{"review-due", "It will soon be too old to give out.",
		"Read it against its sources, then change reviewed: on.", "as no-review", "", checkDue},
	{"review-overdue", "It may no longer be true.",
		"Read it against its sources, then change reviewed: on.", "as no-review", "", checkDue},
	{"unknown-rule", "A rule that does not exist switches nothing off.",
		"Use a name from this table.", editorial, "", nil}, // by checkIgnored, which asks this table
}

// checkIgnored looks at the rules that are switched off.
func (c *checker) checkIgnored() {
	c.rule = "unknown-rule"
	for _, ig := range c.article.Check.Ignore {
		if _, ok := RuleNamed(ig.Rule); !ok {
			c.add(diag.Error, ig.Pos, len(ig.Rule), nearest(ig.Rule), "there is no rule %q to switch off", ig.Rule)
		}
	}
}

func nearest(name string) string {
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
	}
	if near := decode.Nearest(name, names); near != "" {
		return "did you mean " + diag.Quote(near) + "?"
	}
	return "use a name that a report has in brackets"
}

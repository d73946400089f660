package plain

import (
	_ "embed"
	"strings"
	"sync"

	"handout/internal/diag"
)

//go:embed verbs-en.txt
var verbsFile string

// verbs are what an action may begin with.
var verbs = sync.OnceValue(func() map[string]bool { return set(verbsFile) })

// opening are words that a condition or a time begins with, before the comma
// and the verb.
var opening = set(`if when before after at in on during for to as once while until unless every each from by with without within since because`)

// lead are words that may stand before the verb.
var lead = set(`do not never always please don't first then next also just only`)

func checkActionVerbs(c *checker) {
	c.each(func(u *unit) {
		if len(u.words) == 0 || verbs()[u.words[verbAt(u)].lower] {
			return
		}
		c.warn(u, u.words[0].span, "begin with the verb, as in: Ask the school", "the action starts with %s, not with a verb", diag.Quote(u.word(0)))
	}, action)
}

// verbAt returns the index of the word that should be the verb.
func verbAt(u *unit) int {
	w := 0
	if opening[u.words[0].lower] {
		for i := 1; i < len(u.words); i++ {
			if strings.Contains(u.between(i), ",") {
				w = i
				break
			}
		}
	}
	for w+1 < len(u.words) && (lead[u.words[w].spoken] || strings.HasSuffix(u.words[w].lower, "ly")) {
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
				joined := k > 0 && w == from || w > from && (u.words[w-1].lower == "and" || u.words[w-1].lower == "then") || strings.Contains(u.between(w), ";")
				if joined && verbs()[u.words[w].lower] && w+1 < to && object[u.words[w+1].lower] {
					c.warn(u, span{u.words[w].from, u.words[to-1].to}, "make an entry of each step",
						"the action holds a second step: %s", diag.Quote(u.text[u.words[w].from:u.words[w+1].to]))
					return
				}
			}
		}
	}, action)
}

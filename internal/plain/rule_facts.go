package plain

import (
	"regexp"
	"slices"
	"strings"

	"handout/internal/article"
	"handout/internal/diag"
)

// Numbers that ask for a sum: a percentage, a fraction, a rate, a multiple, a
// number with decimals. A number behind sec., part, CFR and the like is a name.
var (
	sums = regexp.MustCompile(`(?i)\d[\d.,]*\s?%|\d[\d.,]* (?:percent|por ciento)\b|\b\d+ out of \d+|` +
		`(?:^|[^\d/])\d+/\d+(?:[^\d/]|$)|[½⅓⅔¼¾]|\b\d[\d.,]*(?:-fold| times (?:as|more|less|the|higher|lower|greater|larger))\b|` +
		`\b\d[\d.,]* \w+ per \w+|\b(?:two|three) (?:thirds|quarters|fourths|fifths)\b|` +
		`(?:^|[^\d.])\d+\.\d+(?:[^\d.]|$)|\b(?:twice|double|triple) (?:as|the)\b`)
	numberNames = regexp.MustCompile(`(?i)(?:\b(?:sec|section|sections|part|parts|cfr|c\.f\.r|usc|u\.s\.c|chapter|version|page|title|step|room|act)\.?|§+) ?[\d./]+|\b24/7\b|\b504s?\b|[\d]+[/.-]\d+[/.-]\d+`)
)

// numberWords are one of them in every sum without a digit.
var numberWords = []string{"½", "⅓", "⅔", "¼", "¾", "thirds", "quarters", "fourths", "fifths", "twice", "Twice", "double", "Double", "triple", "Triple"}

func checkArithmetic(c *checker) {
	for i := range c.units {
		u := &c.units[i]
		for _, s := range u.sentences {
			text := u.text[s.from:s.to]
			if !hasDigit(text) && !hasAny(text, numberWords) {
				continue
			}
			// Names of numbers are blanked, so that the places stay.
			text = numberNames.ReplaceAllStringFunc(text, func(m string) string { return strings.Repeat(" ", len(m)) })
			if at := sums.FindStringIndex(text); at != nil {
				hit := trimmedSum(u.text, span{s.from + at[0], s.from + at[1]})
				c.warn(u, hit, "do the sum for the reader, as in: 3 children of 10, half an hour",
					"%s asks the reader to do a sum", diag.Quote(u.text[hit.from:hit.to]))
			}
		}
	}
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

func hasAny(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(s, part) })
}

// trimmedSum leaves out what stands around the number.
func trimmedSum(text string, s span) span {
	const around = " \t\n\u00a0.,;:()[]\"“”'’?!"
	part := text[s.from:s.to]
	s.from += len(part) - len(strings.TrimLeft(part, around))
	s.to = s.from + len(strings.Trim(part, around))
	return s
}

var claims = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)\d[\d.,]* ?%|\d[\d.,]* percent\b|\b\d+ (?:out of|in|of) (?:every )?\d+\b|` +
		`\b(?:stud(?:y|ies)|research(?:ers)?|scientists|experts|evidence|surveys?|reports?)\b(?: \w+){0,2} (?:shows?|shown|says?|finds?|found|suggests?|agrees?|proves?|proven|recommends?|tells?)\b|` +
		`\bit is (?:well )?(?:known|proven)\b|\b(?:laws?|regulations?|act|idea|constitution)(?: also)? (?:requires?|says?|gives?|guarantees?|lets|states|allows?|entitles?|protects?|forbids?)\b|` +
		`\b(?:by|under (?:the|federal|state)) law\b|\bmost (?:children|kids|parents|families|people|students|schools|doctors)\b`),
	"es": regexp.MustCompile(`(?i)\d[\d.,]* ?%|\d[\d.,]* por ciento\b|\b\d+ de cada \d+\b|\b(?:estudios?|investigaci(?:ón|ones)|expertos|científicos|encuestas?)\b(?: \p{L}+){0,2} (?:muestran?|dicen?|demuestran?|indican?|sugieren?|encontraron|recomiendan?)\b|` +
		`\b(?:la|las) ley(?:es)? (?:exigen?|dicen?|dan?|garantizan?|permiten?|protegen?)\b|\bpor ley\b|\bla mayoría de (?:los|las)\b`),
}

// claimHeads is, for every claim without a digit, how one of its words begins,
// blank and all where the word is shorter.
var claimHeads = map[string]map[[4]byte]bool{
	"en": heads("stud", "rese", "scie", "expe", "evid", "surv", "repo", "it i", "law ", "laws", "regu", "act ", "idea", "cons", "by l", "unde", "most"),
	"es": heads("estu", "inve", "expe", "cien", "encu", "la l", "las ", "por ", "la m"),
}

func heads(all ...string) map[[4]byte]bool {
	m := map[[4]byte]bool{}
	for _, h := range all {
		m[[4]byte([]byte(h))] = true
	}
	return m
}

// mayClaim reports whether the claims of a language can be in text. Most
// sentences are spared the regular expression by it, which takes far longer.
func mayClaim(text, lang string) bool {
	if hasDigit(text) || strings.Contains(text, "ſ") { // an s for the regular expression
		return true
	}
	var head [4]byte
	within := false // a word, as \b has them
	for i := 0; i+len(head) <= len(text); i++ {
		if c := text[i]; !asciiLetter(c) {
			within = c == '_'
			continue
		}
		if !within {
			for k := range head {
				head[k] = text[i+k] | ' ' // in small letters
			}
			if claimHeads[lang][head] {
				return true
			}
		}
		within = true
	}
	return false
}

func asciiLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// checkClaims looks for sentences that lean on numbers, studies or the law in
// a paragraph or cell without a citation.
func checkClaims(c *checker) {
	if len(c.article.References) == 0 {
		return
	}
	c.each(func(u *unit) {
		if u.cited {
			return
		}
		for _, s := range u.sentences {
			text := u.text[s.from:s.to]
			if !mayClaim(text, c.lang) {
				continue
			}
			if at := claims[c.lang].FindStringIndex(text); at != nil {
				hit := span{s.from + at[0], s.from + at[1]}
				c.warn(u, hit, "cite the reference it is from: [@id]", "no source is cited for %s", diag.Quote(u.text[hit.from:hit.to]))
				return
			}
		}
	}, keyPoint, prose, cell, item, meaning, caption)
}

// checkUncited leaves out bibliographies, which serve many articles.
func checkUncited(c *checker) {
	for _, r := range c.article.References {
		if !c.cited[r.ID] && !c.cited[article.Everything] && r.Pos.File == c.article.Pos.File {
			c.add(diag.Warning, r.Pos, len(r.ID), "cite it as [@"+r.ID+"], list it under nocite, or take it out", "the reference %s is never cited", diag.Quote(r.ID))
		}
	}
}

// checkUndated looks at references on the web; the card names all that have no
// date.
func checkUndated(c *checker) {
	for _, r := range c.undated() {
		if r.Strings["URL"] != "" {
			c.add(diag.Warning, r.Pos, len(r.ID), "add issued, or accessed with the day it was read", "the reference %s has no date", diag.Quote(r.ID))
		}
	}
}

// undated returns the references of the article's sources without a date.
func (c *checker) undated() []article.Reference {
	var out []article.Reference
	for _, r := range c.article.References {
		if !dated(r) && (c.cited[r.ID] || r.Pos.File == c.article.Pos.File) {
			out = append(out, r)
		}
	}
	return out
}

func dated(r article.Reference) bool {
	for _, name := range []string{"issued", "accessed"} {
		if d, ok := r.Dates[name]; ok && (d.From.Year != 0 || d.Literal != "") {
			return true
		}
	}
	return false
}

package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/diag"
)

// checkHardWords names every hard word, save where the article explains it or
// teaches it in brackets.
func checkHardWords(c *checker) {
	for i := range c.units {
		u := &c.units[i]
		if u.role == term {
			continue
		}
		for w := 0; w < len(u.words); w++ {
			if ph := c.explained.at(u, w); ph != nil {
				w += len(ph.words) - 1
				continue
			}
			if ph := u.phrase(w, u.words[w].jargon); ph != nil {
				w += len(ph.words) - 1
				continue
			}
			ph := u.phrase(w, u.words[w].hard)
			if ph == nil || bracketed(u, w) || properName(u, w) {
				continue
			}
			s := span{u.words[w].from, u.words[w+len(ph.words)-1].to}
			c.warn(u, s, "say: "+ph.says, "hard word %s", diag.Quote(u.text[s.from:s.to]))
			w += len(ph.words) - 1
		}
	}
}

// bracketed reports whether word w is in round brackets.
func bracketed(u *unit, w int) bool { return u.brackets != nil && u.brackets[w] }

// properName reports whether word w is a capitalised word within a sentence
// whose neighbour is capitalised too, as in Family Medical Leave Act.
func properName(u *unit, w int) bool {
	if u.first[u.sentenceOf(w)] == w {
		return false
	}
	capital := func(i int) bool {
		if i < 0 || i >= len(u.words) {
			return false
		}
		r, _ := utf8.DecodeRuneInString(u.word(i))
		return unicode.IsUpper(r)
	}
	return capital(w) && (capital(w-1) || capital(w+1))
}

// checkTerms looks at the first use of every term of the trade.
func checkTerms(c *checker) {
	seen := map[string]bool{}
	for i := range c.units {
		u := &c.units[i]
		for w := 0; w < len(u.words); w++ {
			ph := u.phrase(w, u.words[w].jargon)
			if ph == nil {
				continue
			}
			last := w + len(ph.words) - 1
			if !seen[ph.text] && u.role != term && c.explained.at(u, w) == nil && !within(c.explained, u, w) && !inPlace(u, w, last) {
				s := span{u.words[w].from, u.words[last].to}
				c.warn(u, s, "explain it, as in: "+ph.text+" ("+ph.says+")", "%s is not explained", diag.Quote(u.text[s.from:s.to]))
			}
			seen[ph.text] = true
			w = last
		}
	}
}

// within reports whether word w is part of a longer term that the article
// explains.
func within(explained phrases, u *unit, w int) bool {
	for from := max(0, w-4); from < w; from++ {
		if ph := explained.at(u, from); ph != nil && from+len(ph.words) > w {
			return true
		}
	}
	return false
}

// inPlace reports whether words w to last are explained where they stand: in
// brackets, before brackets, or by "means".
func inPlace(u *unit, w, last int) bool {
	if bracketed(u, w) || strings.HasPrefix(strings.TrimLeft(u.between(last+1), "”\"' \u00a0"), "(") {
		return true
	}
	if last+1 >= len(u.words) {
		return false
	}
	switch u.words[last+1].lower {
	case "means", "stands", "significa":
		return true
	case "or", "o":
		return strings.HasPrefix(u.between(last+1), ",")
	}
	return false
}

// common abbreviations need no explanation.
var knownAbbreviations = set(`US USA UK EU TV PC CD DVD PDF ID OK FAQ AM PM ZIP GPS USB DNA AIDS HIV COVID QR SMS ABC ABCS
	NASA FBI NY NYC LA DC II III IV VI VII VIII IX XI XII UU EE EEUU`)

// checkAbbreviations looks at the first use of every abbreviation in capitals.
func checkAbbreviations(c *checker) {
	first := map[string]bool{}
	for i := range c.units {
		u := &c.units[i]
		if !strings.ContainsFunc(u.text, unicode.IsLower) && u.role != columnTitle && u.role != term && u.role != rowLabel {
			continue // a title typed in capitals
		}
		for w := range u.words {
			short, ok := abbreviation(u.word(w))
			if !ok || first[short] {
				continue
			}
			first[short] = true
			if u.role == term || alone(u, w) || !bracketed(u, w) && inPlace(u, w, w) {
				continue
			}
			hint := "write it out: the long form (" + short + ")"
			if len(c.explained[strings.ToLower(short)]) > 0 {
				c.warn(u, u.words[w].span, hint, "%s is used before it is explained", short)
			} else {
				c.warn(u, u.words[w].span, hint, "%s is not explained", short)
			}
		}
	}
}

// alone reports whether word w stands alone in round brackets.
func alone(u *unit, w int) bool {
	return strings.Contains(u.between(w), "(") && strings.Contains(u.between(w+1), ")")
}

// abbreviation returns a word of two to six capitals without its plural s.
func abbreviation(word string) (string, bool) {
	word = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"), "s")
	if len(word) < 2 || len(word) > 6 {
		return "", false
	}
	capitals := 0
	for i := range len(word) {
		switch c := word[i]; {
		case c >= 'A' && c <= 'Z':
			capitals++
		case c >= '0' && c <= '9' || c == '-' || c == '&':
		default:
			return "", false
		}
	}
	return word, capitals >= 2 && !emphasis[word] && !knownAbbreviations[word]
}

// checkCapitals looks for titles and headings typed in capitals.
func checkCapitals(c *checker) {
	c.each(func(u *unit) {
		letters := 0
		for _, r := range u.text {
			if unicode.IsLower(r) {
				return
			}
			if unicode.IsUpper(r) {
				letters++
			}
		}
		if letters > 6 {
			c.warn(u, u.whole(), "type it as a sentence", "%s is typed in capitals", diag.Quote(strings.TrimSpace(u.text)))
		}
	}, title, subtitle, heading, columnTitle, rowLabel, label)
}

package plain

import (
	"cmp"
	"slices"
	"strings"

	"handout/internal/diag"
)

// fewestWords is how many words a grade needs: the formulas were made on
// samples of 100 words.
const fewestWords = 100

func checkGrade(c *checker) {
	s := c.score
	if s.Words < fewestWords {
		return
	}
	sev, most := diag.Warning, c.target
	if s.Grade > c.target+leeway {
		sev, most = diag.Error, c.target+leeway
	}
	if s.Grade > most {
		c.add(sev, textPos(c.article.Title, c.article.Pos), width(c.article.Title),
			"shorten long sentences and use shorter words, first where hardest-sentence points",
			"reading level is grade %.1f, over %.4g", s.Grade, most)
	}
}

// checkHardest shows the three hardest sentences of an article that is over its
// target.
func checkHardest(c *checker) {
	if c.score.Words < fewestWords || c.score.Grade <= c.target {
		return
	}
	type hard struct {
		u     *unit
		k     int
		grade float64
	}
	var all []hard
	for i := range c.units {
		u := &c.units[i]
		for k := range u.sentences {
			if from, to := u.in(k); to-from >= 8 {
				t := tally{lang: c.lang}
				t.sentence(u.words[from:to])
				s := t.score()
				grade := s.Grade
				if c.lang == "es" {
					grade = -s.Ease
				}
				all = append(all, hard{u, k, grade})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b hard) int { return cmp.Compare(b.grade, a.grade) })
	for _, h := range all[:min(3, len(all))] {
		from, to := h.u.in(h.k)
		c.warn(h.u, h.u.sentences[h.k], "split it, and say it as you would to a friend",
			"one of the hardest sentences: %d words, %d of them long", to-from, long(h.u.words[from:to]))
	}
}

func long(ws []word) int {
	n := 0
	for _, w := range ws {
		if w.syllables >= 3 {
			n++
		}
	}
	return n
}

func checkLongSentences(c *checker) {
	for i := range c.units {
		u := &c.units[i]
		for k, s := range u.sentences {
			from, to := u.in(k)
			switch n := to - from; {
			case n > 30:
				c.report(diag.Error, u, s, "make two or three sentences of it", "sentence of %d words, over 30", n)
			case n > 20:
				c.warn(u, s, "make two sentences of it", "sentence of %d words, over 20", n)
			}
		}
	}
}

// checkPassive looks for a form of "to be" before a participle, at most two
// adverbs between them; in Spanish for "ser", a participle and "por".
func checkPassive(c *checker) {
	passive := englishPassive
	if c.lang == "es" {
		passive = spanishPassive
	}
	for i := range c.units {
		u := &c.units[i]
		for k := range u.sentences {
			from, to := u.in(k)
			for w := from; w < to; w++ {
				if end := passive(u, w, to); end > 0 {
					s := span{u.words[w].from, u.words[end].to}
					c.warn(u, s, "say who does it", "passive voice: %s", diag.Quote(u.text[s.from:s.to]))
					break
				}
			}
		}
	}
}

var (
	beForms = set(`is are was were be been being am isn't aren't wasn't weren't it's they're you're we're he's she's`)
	adverbs = set(`not also always never often usually sometimes only just now then first fully well already still being been soon later best too ever even both all`)

	// Participles that do not end in -ed.
	participles = set(`given taken made done seen shown known written told taught held kept put paid sent built
		brought bought found left lost met read said sold set spent spoken thought understood begun broken chosen drawn
		driven eaten forgotten gotten hidden led meant run worn won cut hurt hit let split spread shut fed felt caught fought
		sought stolen thrown torn woven withdrawn undertaken overseen laid dealt heard hung lent grown born`)

	// What looks like a participle after "to be" and says how someone feels or
	// is.
	states = set(`tired worried interested concerned excited scared confused frustrated pleased surprised overwhelmed
		embarrassed disappointed satisfied bored relaxed stressed relieved delayed disabled supposed married related
		advanced limited complicated detailed experienced skilled qualified involved prepared dressed used need indeed
		married gifted talented hundred sacred red bed seed feed speed breed exceed proceed succeed unsure retired
		left set hurt done born shut read let put cut worn lost allowed based located age-related called named`)
)

// englishPassive returns the index of the participle if a passive begins at
// word w, else 0.
func englishPassive(u *unit, w, to int) int {
	if !beForms[u.words[w].spoken] {
		return 0
	}
	for i := w + 1; i < min(to, w+4); i++ {
		word := u.words[i].lower
		switch {
		case strings.Trim(u.between(i), " \n\u00a0") != "":
			return 0
		case participle(word):
			by := i+1 < to && u.words[i+1].lower == "by"
			if states[word] && !by {
				return 0
			}
			return i
		case !adverbs[word] && !strings.HasSuffix(word, "ly"):
			return 0
		}
	}
	return 0
}

// unquoted returns a word in small letters with typewriter apostrophes.
func unquoted(w string) string { return strings.ReplaceAll(strings.ToLower(w), "’", "'") }

func participle(w string) bool {
	return participles[w] || strings.HasSuffix(w, "ed") && len(w) > 4
}

var serForms = set(`es son fue fueron era eran será serán sea sean ser sido siendo`)

func spanishPassive(u *unit, w, to int) int {
	if !serForms[u.words[w].lower] || w+2 >= to || u.words[w+2].lower != "por" {
		return 0
	}
	if hasSuffix(u.words[w+1].lower, "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "cho", "cha", "chos", "chas", "ito", "ita", "itos", "itas") {
		return w + 1
	}
	return 0
}

var (
	readers = map[string]map[string]bool{
		"en": set("parent parents caregiver caregivers guardian guardians family families patient patients client clients mother mothers father fathers"),
		"es": set("padres madres cuidadores tutores familias pacientes padre madre cuidador tutor familia paciente"),
	}
	modals = map[string]map[string]bool{
		"en": set("should must can may might will shall need needs ought cannot"),
		"es": set("debe deben debería deberían puede pueden necesita necesitan podrán deberán"),
	}
	asked = set("advised encouraged asked urged required expected reminded invited welcome")
)

// checkTalk looks for readers who are said what to do in the third person.
func checkTalk(c *checker) {
	for i := range c.units {
		u := &c.units[i]
		if u.role == ask {
			continue
		}
		for k := range u.sentences {
			from, to := u.in(k)
			for w := from; w+1 < to; w++ {
				if readers[c.lang][u.words[w].lower] && c.modal(u, w+1, to) {
					s := span{u.words[w].from, u.words[w+1].to}
					c.warn(u, s, "say \"you\" and \"your child\"", "the reader is talked about: %s", diag.Quote(u.text[s.from:s.to]))
					break
				}
			}
		}
	}
}

func (c *checker) modal(u *unit, w, to int) bool {
	word, next := u.words[w].lower, ""
	if w+1 < to {
		next = u.words[w+1].lower
	}
	if c.lang == "es" {
		return modals["es"][word] || (word == "tienen" || word == "tiene") && next == "que"
	}
	return modals["en"][word] || (word == "have" || word == "has") && next == "to" || (word == "are" || word == "is") && asked[next]
}

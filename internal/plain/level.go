package plain

import (
	"math"
)

// Score is how hard a text is to read, and what that was computed from. It is
// the zero Score when the text has no words.
type Score struct {
	Language      string  `json:"language"` // "en" or "es"; the formulas of other languages are not known
	Sentences     int     `json:"sentences"`
	Words         int     `json:"words"`
	Syllables     int     `json:"syllables"`
	Polysyllables int     `json:"polysyllables"` // words of three syllables and more
	Grade         float64 `json:"grade"`         // school grade: Flesch-Kincaid; in Spanish the grade of Ease

	// Ease is how easy it is from 0 to 100: Flesch reading ease; in Spanish
	// Fernández-Huerta.
	Ease float64 `json:"ease"`

	// SMOG is the grade by long words alone, English only. Under 30 sentences
	// it is Approximate: the count of long words is scaled to 30 sentences.
	SMOG        float64 `json:"smog,omitempty"`
	Approximate bool    `json:"approximate,omitempty"`

	// INFLESZ is Spanish only; above 55 is fit for patients.
	INFLESZ float64 `json:"inflesz,omitempty"`
}

// Level returns the score of running text, in which an empty line ends a
// sentence. lang is a BCP 47 tag; of languages other than English and Spanish
// only Sentences and Words are known.
//
//	Flesch-Kincaid grade  0.39 W/S + 11.8 Y/W - 15.59
//	Flesch reading ease   206.835 - 1.015 W/S - 84.6 Y/W
//	SMOG                  1.0430 √(30 P/S) + 3.1291
//	Fernández-Huerta      206.84 - 60 Y/W - 1.02 W/S
//	INFLESZ               206.84 - 62.3 Y/W - W/S
//
// with S sentences, W words, Y syllables and P words of three syllables or
// more. Sources: Kincaid, Fishburne, Rogers and Chissom, Research Branch
// Report 8-75 (1975); Flesch, J. Appl. Psychol. 32 (1948); McLaughlin, J.
// Reading 12 (1969), with McGraw's conversion for short texts; Fernández
// Huerta, Consigna 214 (1959), with Y/W and W/S in the right places (Law,
// 2011); Szigriszt Pazos (1993), graded by Barrio-Cantalejo et al., An. Sist.
// Sanit. Navar. 31 (2008).
func Level(text, lang string) Score {
	t := tally{lang: base(lang)}
	var spans []span
	var ws []word
	for _, s := range sentences(nil, text) {
		spans, ws = words(spans[:0], text, s), ws[:0]
		for _, w := range spans {
			ws = append(ws, word{w, lookUp(text[w.from:w.to], t.lang)})
		}
		t.sentence(ws)
	}
	return t.score()
}

// tally counts what the formulas ask for.
type tally struct {
	lang                                       string
	sentences, words, syllables, polysyllables int
}

// sentence counts a sentence of these words; one without words is none.
func (t *tally) sentence(ws []word) {
	if len(ws) == 0 {
		return
	}
	t.sentences++
	t.words += len(ws)
	for _, w := range ws {
		t.syllables += w.syllables
		if w.syllables >= 3 {
			t.polysyllables++
		}
	}
}

func (t tally) score() Score {
	s := Score{Language: t.lang, Sentences: t.sentences, Words: t.words, Syllables: t.syllables, Polysyllables: t.polysyllables}
	if t.words == 0 || !graded(t.lang) {
		return s
	}
	perSentence := float64(t.words) / float64(t.sentences)
	perWord := float64(t.syllables) / float64(t.words)
	if t.lang == "es" {
		s.Ease = 206.84 - 60*perWord - 1.02*perSentence
		s.INFLESZ = 206.84 - 62.3*perWord - perSentence
		s.Grade = spanishGrade(s.Ease)
		return s
	}
	s.Grade = 0.39*perSentence + 11.8*perWord - 15.59
	s.Ease = 206.835 - 1.015*perSentence - 84.6*perWord
	s.SMOG = 1.0430*math.Sqrt(30*float64(t.polysyllables)/float64(t.sentences)) + 3.1291
	s.Approximate = t.sentences < 30
	return s
}

// spanishGrade returns the last school grade of Fernández Huerta's band: 90
// and more is fourth grade, each ten less one grade more, 60 to 70 seventh and
// eighth.
func spanishGrade(ease float64) float64 {
	for _, band := range []struct{ ease, grade float64 }{{90, 4}, {80, 5}, {70, 6}, {65, 7}, {60, 8}, {50, 10}, {30, 12}} {
		if ease >= band.ease {
			return band.grade
		}
	}
	return 16
}

// base returns the language of a BCP 47 tag without script and region.
func base(tag string) string {
	for i, r := range tag {
		if r == '-' || r == '_' {
			return tag[:i]
		}
	}
	return tag
}

// graded reports whether the reading level of a language can be told.
func graded(lang string) bool { return lang == "en" || lang == "es" }

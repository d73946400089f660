package plain

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// phrases finds words and groups of words, by their first word; the longest
// first.
type phrases map[string][]phrase

type phrase struct {
	words []string
	text  string // as the list has it
	says  string // what the list says of it
}

func (p phrases) add(text, says string) {
	var ws []string
	for _, w := range words(nil, text, span{0, len(text)}) {
		ws = append(ws, folded(text[w.from:w.to]))
	}
	p.addWords(ws, text, says)
}

func (p phrases) addWords(ws []string, text, says string) {
	if len(ws) == 0 {
		return
	}
	p[ws[0]] = append(p[ws[0]], phrase{ws, text, says})
	slices.SortStableFunc(p[ws[0]], func(a, b phrase) int { return cmp.Compare(len(b.words), len(a.words)) })
}

// beginning returns the phrases that may begin with a word or its singular.
func (p phrases) beginning(word string) []phrase {
	all, one := p[word], singular(word)
	if one == word || len(p[one]) == 0 {
		return all
	}
	return slices.Concat(all, p[one])
}

// at returns the phrase that begins at word i, or nil.
func (p phrases) at(u *unit, i int) *phrase { return u.phrase(i, p.beginning(u.words[i].lower)) }

// phrase returns the first of the phrases that begins at word i, or nil. The
// words of a phrase stand in one sentence with nothing but blanks between them,
// and the last may be a plural.
func (u *unit) phrase(i int, of []phrase) *phrase {
	for k := range of {
		if of[k].stands(u, i) {
			return &of[k]
		}
	}
	return nil
}

func (ph *phrase) stands(u *unit, i int) bool {
	n := len(ph.words)
	if i+n > len(u.words) {
		return false
	}
	for k, want := range ph.words {
		got := u.words[i+k].lower
		if got != want && !(k == n-1 && singular(got) == want) {
			return false
		}
		if k > 0 && strings.Trim(u.between(i+k), " \n\u00a0") != "" {
			return false
		}
	}
	return true
}

// singular takes a plural s off.
func singular(w string) string {
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

var (
	//go:embed hardwords-en.txt
	hardEnglishFile string
	//go:embed hardwords-es.txt
	hardSpanishFile string
	//go:embed terms-en.txt
	termsEnglishFile string
	//go:embed terms-es.txt
	termsSpanishFile string
)

// lexicon is what a language's lists hold.
type lexicon struct {
	hard   phrases // words with a plain word to use
	jargon phrases // terms to be explained
}

var lexicons = sync.OnceValue(func() map[string]lexicon {
	return map[string]lexicon{
		"en": {readPhrases(hardEnglishFile, englishForms), readPhrases(termsEnglishFile, asIs)},
		"es": {readPhrases(hardSpanishFile, spanishForms), readPhrases(termsSpanishFile, asIs)},
	}
})

// readPhrases reads lines of a phrase, a colon and what it says; of single
// words it adds the forms.
func readPhrases(file string, forms func(string) []string) phrases {
	p := phrases{}
	for line := range strings.Lines(file) {
		text, says, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		p.add(text, says)
		if strings.Contains(text, " ") {
			continue
		}
		for _, form := range forms(text) {
			if _, known := p[form]; !known {
				p.addWords([]string{form}, text, says)
			}
		}
	}
	return p
}

func asIs(string) []string { return nil }

// englishForms returns how the word looks as a verb in other forms. Forms that
// no verb has do no harm: nobody writes them.
func englishForms(w string) []string {
	if len(w) < 4 {
		return nil
	}
	switch stem := w[:len(w)-1]; w[len(w)-1] {
	case 'e':
		return []string{w + "s", w + "d", stem + "ing"}
	case 'y':
		if isVowel(stem[len(stem)-1]) {
			break
		}
		return []string{stem + "ies", stem + "ied", w + "ing"}
	case 's', 'h', 'x', 'z':
		return []string{w + "es", w + "ed", w + "ing"}
	}
	return []string{w + "s", w + "ed", w + "ing"}
}

// spanishForms returns the common forms of a verb in -ar, -er or -ir, and the
// feminine of an adjective.
func spanishForms(w string) []string {
	if stem, ok := strings.CutSuffix(w, "o"); ok {
		return []string{stem + "a", stem + "os", stem + "as"}
	}
	if len(w) < 5 || w[len(w)-1] != 'r' {
		return nil
	}
	ends, stem := "a an ó aron ada ado adas ados ando e en amos ará arán", w[:len(w)-2]
	if w[len(w)-2] != 'a' {
		ends = "e en ió ieron ida ido idas idos iendo a an imos emos irá irán erá erán"
	}
	var out []string
	for end := range strings.FieldsSeq(ends) {
		out = append(out, stem+end)
	}
	return out
}

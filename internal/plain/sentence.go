package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a part of a text, in bytes.
type span struct{ from, to int }

// Sentences returns the sentences of a text, without the blanks between them.
// An end is a stop, with the quotes and brackets that close behind it, before
// a blank and something a sentence can begin with; or an empty line. The stop
// of an abbreviation (Dr., e.g., p.m.), of an initial or within a number ends
// nothing, save p.m. and its like before a capital letter.
func Sentences(text string) []string {
	var out []string
	for _, s := range sentences(nil, text) {
		out = append(out, text[s.from:s.to])
	}
	return out
}

// sentences appends the sentences of text to out.
func sentences(out []span, text string) []span {
	from := 0
	add := func(to int) {
		s := trimmed(text, span{from, to})
		if s.from < s.to {
			out = append(out, s)
		}
		from = to
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '.' || r == '!' || r == '?' || r == '…':
			end := closed(text, i)
			if ends(text, from, i, end) {
				add(end)
			}
			i = end
			continue
		case r == '\n' && strings.HasPrefix(strings.TrimLeft(text[i+1:], " \t\r"), "\n"):
			add(i)
		}
		i += size
	}
	add(len(text))
	return out
}

func trimmed(text string, s span) span {
	part := text[s.from:s.to]
	s.from += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	s.to = s.from + len(strings.TrimSpace(part))
	return s
}

// closed returns where the stops that begin at i end, with what closes behind
// them.
func closed(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune(".!?…\"'”’»)]", r) {
			break
		}
		i += size
	}
	return i
}

// ends reports whether the stops from stop to end close the sentence that
// begins at from.
func ends(text string, from, stop, end int) bool {
	rest := strings.TrimLeftFunc(text[end:], unicode.IsSpace)
	if rest == "" {
		return true
	}
	if len(rest) == len(text)-end { // no blank behind
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"'“‘«([¿¡*"))
	if unicode.IsLower(next) {
		return false
	}
	if text[stop] != '.' || end > stop+1 {
		return true
	}
	word := lastWord(text[from:stop])
	switch low := strings.ToLower(word); {
	case neverLast[low], beforeNumber[low] && unicode.IsDigit(next):
		return false
	case mayBeLast[low]:
		return !unicode.IsDigit(next) && begins[strings.ToLower(firstWord(rest))]
	case initial(word):
		return word == "I" || !unicode.IsUpper(next)
	}
	return true
}

// lastWord returns what stands behind the last blank or opening bracket.
func lastWord(s string) string {
	if i := strings.LastIndexAny(s, " \t\n\u00a0([\"“"); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
	}
	return s
}

func firstWord(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		s = s[:i]
	}
	return s
}

func initial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(r)
}

// Abbreviations, without their last stop. Those of neverLast stand before a
// name or within a sentence, those of mayBeLast can be its last word, and
// those of beforeNumber are words of their own unless a number follows.
var (
	neverLast = set(`dr dra dres mr mrs ms mx prof profa st sra sr. srta rev hon gov gen sen rep
		e.g i.e eg ie vs v cf viz al. p.ej ej d ud uds fig figs ed. est approx aprox avg min. max. resp`)
	mayBeLast    = set(`a.m p.m am. pm. u.s u.s.a u.s.c c.f.r etc jr sr inc ltd co corp dept m.d ph.d d.o r.n o.t p.t s.l.p b.s m.s m.a b.a ee.uu al`)
	beforeNumber = set(`no nos nro núm sec secs ch art arts p pp pg pág págs vol par para tel ext jan feb mar apr jun jul aug sep sept oct nov dec cap`)
)

// begins holds words that begin a sentence more often than a name.
var begins = set(`the a an this that these those it he she they we you i your his her their our my its there here
	if when then now after before while as at in on for from to with but and or so yet call ask tell bring take
	do does did is are was were can may will should must have has give keep make go get see what who how why where
	each every all some many most both no not please el la los las un una su sus tu tus si cuando pero y o no en
	llame pida pregunte lleve dé es son hay usted`)

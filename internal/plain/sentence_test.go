package plain

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestSentences(t *testing.T) {
	for _, text := range []string{
		"Ask the school. | Then wait.",
		"See Dr. Lee on Monday. | She is kind.",
		"Mr. and Mrs. Ortiz came. | They sat down.",
		"Use toys, e.g. blocks or a ball. | Play at home.",
		"Bring forms (i.e. the plan). | Sign them.",
		"See 34 CFR 300.34 for more. | It is a rule.",
		"The law is 20 U.S.C. 1400. | Read it.",
		"It starts at 3 p.m. on Friday. | Be there.",
		"It starts at 3 p.m. | The school is open.",
		"Come at 9 a.m. | You may bring a friend.",
		"We live in the U.S. | It is big.",
		"The U.S. Department of Education made it.",
		"See sec. 300.8 of the rules. | Ask for No. 5 too.",
		"Is that so? | No. | It is not.",
		"“Does it hurt?” she asked. | He said no.",
		"She said, “Call us.” | Then she left.",
		"Stop! | Look... | Listen.",
		"Wait… then go.",
		"It costs 3.50 dollars. | Pay at the door.",
		"J. R. Smith wrote it. | So did I. | We agree.",
		"Version 2.0 is out. | 3 people came.",
		"Bring paper, pens, etc. | The room is small.",
		"Your child (see below.) | Next one.",
		"No stop at the end",
		"A heading\n\n | A paragraph.",
		"One line\nbroken in two. | Next.",
		"¿Qué es la terapia? | ¡Llame hoy! | Pida una cita.",
		"La Dra. Ruiz le llama. | Ella ayuda.",
		"Meet at St. Mary School. | Park there.",
		"vs. the clinic",
		"...",
		"",
	} {
		var want []string
		for s := range strings.SplitSeq(text, "|") {
			if s = strings.TrimSpace(s); s != "" {
				want = append(want, s)
			}
		}
		in := strings.ReplaceAll(text, "| ", "")
		if got := Sentences(in); !slices.Equal(got, want) {
			t.Errorf("Sentences(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

// Nothing but blanks is lost between the sentences, whatever the text.
func FuzzSentences(f *testing.F) {
	for _, s := range []string{"See Dr. Lee. Now!", "a.b", "…”", "\xff. A", "U.S. The", "1.5. 2"} {
		f.Add(s)
	}
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "") // as every article's is
		if got, want := squeeze(strings.Join(Sentences(text), "")), squeeze(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for _, s := range sentences(nil, text) {
			for _, w := range words(nil, text, s) {
				if w.from < s.from || w.to > s.to || w.from >= w.to {
					t.Errorf("word %v in sentence %v of %q", w, s, text)
				}
			}
		}
	})
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Your child’s one-on-one time":              "Your|child’s|one-on-one|time",
		"and/or 3,000 dollars":                      "and|or|3,000|dollars",
		"34 CFR 300.34 (a)":                         "34|CFR|300.34|a",
		"See https://example.org/a.b now":           "See|now",
		"Mail ann@example.org or www.x.org, please": "Mail|or|please",
		"Go to example.org. Read":                   "Go|to|Read",
		"AT&T — R&D & you":                          "AT&T|R&D|you",
		"3 p.m. -- the U.S. plan":                   "3|p.m|the|U.S|plan",
		"“ ” ...":                                   "",
	} {
		var got []string
		for _, w := range words(nil, text, span{0, len(text)}) {
			got = append(got, text[w.from:w.to])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("words(%q) = %q, want %s", text, got, want)
		}
	}
}

package plain

import (
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
)

// proseTests are paragraphs and the rules that find something in them.
var proseTests = []struct{ lang, text, rules string }{
	{"en", "The school pays. You are not alone.", ""},

	{"en", "Your child is tired and worried. It’s done.", ""},
	{"en", "You may be interested in this.", ""},
	{"en", "The plan is not usually made by one person.", "passive-voice"},
	{"en", "It’s paid by the school.", "passive-voice"},
	{"en", "The forms were, in the end, signed.", ""},
	{"en", "She had been seen.", "passive-voice"},
	{"en", "It is a need. There is a bed.", ""},
	{"en", "They are worried by it.", "passive-voice"},

	{"en", "Parents ask this. Ask other parents.", ""},
	{"en", "Parents need to sign.", "talk-to-reader"},
	{"en", "Your family can help.", "talk-to-reader"},
	{"en", "The patient is asked to rest.", "passive-voice talk-to-reader"},

	{"en", "See 34 CFR 300.34 and section 504.2.", "unexplained-abbreviation"},
	{"en", "Call 555-0100 on 11/24/2026, day or night (24/7).", ""},
	{"en", "It takes 30 to 45 minutes, 3 times a week.", ""},
	{"en", "It costs 3.50 dollars.", "arithmetic"},
	{"en", "Give 5 ml per kg.", "arithmetic"},
	{"en", "It is 3 times as likely.", "arithmetic"},
	{"en", "About two thirds get better.", "arithmetic"},
	{"en", "Give ½ of it.", "arithmetic"},
	{"en", "Give half of it.", ""},

	{"en", "Most children get better.", "uncited-claim"},
	{"en", "1 in 5 children has it.", "uncited-claim"},
	{"en", "A new report found this.", "uncited-claim"},
	{"en", "By law, the school must answer.", "uncited-claim"},
	{"en", "The rules do not ask for that.", ""},

	{"en", "Ask the speech therapist (SLP).", ""},
	{"en", "Ask the SLP (speech therapist).", ""},
	{"en", "An SLP means a speech therapist.", ""},
	{"en", "Ask for it (see SLP).", "unexplained-abbreviation"},
	{"en", "Ask the SLPs. The SLP knows.", "unexplained-abbreviation"},
	{"en", "Do NOT stop. Watch TV in the US. I am OK.", ""},
	{"en", "A plan under GINA.", "unexplained-abbreviation"},

	{"en", "Vestibular (balance) games help.", ""},
	{"en", "Games for balance (vestibular games) help.", ""},
	{"en", "Vestibular games help. So do vestibular toys.", "unexplained-term"},
	{"en", "A copay is what you pay.", "unexplained-term"},

	{"en", "Facilitate it.", "hard-word"},
	{"en", "Ask the Family Assistance Center.", ""},
	{"en", "Help (assistance) is free.", ""},

	{"es", "La escuela paga. Su hijo está cansado.", ""},
	{"es", "Las metas son fijadas por el equipo.", "passive-voice"},
	{"es", "Los padres tienen que firmar.", "talk-to-reader"},
	{"es", "El 40 % mejora.", "arithmetic uncited-claim"},
	{"es", "Ellos utilizaron un lápiz.", "hard-word"},
	{"es", "La propiocepción (sentir el cuerpo) ayuda.", ""},

	{"fr", "Les parents should be utilized.", ""},
}

func TestProse(t *testing.T) {
	for _, tt := range proseTests {
		a := &article.Article{
			Language:   tt.lang,
			Body:       []article.Block{&article.Paragraphs{Texts: []article.Text{plainText(tt.text)}}},
			References: []article.Reference{{ID: "a"}},
		}
		shape := strings.Fields("no-purpose no-key-points no-action no-review uncited-reference")
		var got []string
		for _, d := range Check(a, Options{}).Findings {
			if !slices.Contains(shape, d.Rule) {
				got = append(got, d.Rule)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != tt.rules {
			t.Errorf("%s %q: %v, want %s", tt.lang, tt.text, got, tt.rules)
		}
	}
}

func TestActions(t *testing.T) {
	for text, rules := range map[string]string{
		"Ask the school.":                              "",
		"If your child has a fever, call us.":          "",
		"If your child has a fever call us.":           "action-verb",
		"Before the visit, please write down words.":   "",
		"Never give aspirin.":                          "",
		"Do not stop.":                                 "",
		"Slowly lift the arm.":                         "",
		"You should ask.":                              "action-verb",
		"Tell the teachers and therapists.":            "",
		"Note aids and services.":                      "",
		"Call the clinic, then ask for a date.":        "action-steps",
		"Call the clinic; ask for a date.":             "action-steps",
		"Call the clinic. Ask for a date.":             "action-steps",
		"Call the clinic. It opens at 9 a.m.":          "",
		"Ask about tests and help.":                    "",
		"Read and sign the form.":                      "action-steps",
		"Note where it hurts: at school, or all over.": "",
	} {
		a := &article.Article{Language: "en", Body: []article.Block{
			&article.List{Marker: article.CheckBox, Items: []article.Item{{Text: plainText(text)}}}}}
		var got []string
		for _, d := range Check(a, Options{}).Findings {
			if strings.HasPrefix(d.Rule, "action-") {
				got = append(got, d.Rule)
			}
		}
		if strings.Join(got, " ") != rules {
			t.Errorf("%q: %v, want %s", text, got, rules)
		}
	}
}

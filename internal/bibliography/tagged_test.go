package bibliography

import (
	"fmt"
	"strings"
	"testing"

	"handout/internal/article"
)

// said tells what a reference says of a variable.
func said(r article.Reference, variable string) string {
	if d, ok := r.Dates[variable]; ok {
		return dateText(d)
	}
	var names []string
	for _, n := range r.Names[variable] {
		names = append(names, nameText(n))
	}
	return r.Strings[variable] + strings.Join(names, "; ")
}

// TestRISLines reads references whose lines after TY are given.
func TestRISLines(t *testing.T) {
	tests := []struct{ kind, lines, variable, want string }{
		{"JOUR", "PY  - 2016|DA  - September", "issued", "{2016 9 0}"},
		{"JOUR", "PY  - 2016|DA  - Sep 5", "issued", "{2016 9 5}"},
		{"JOUR", "PY  - 2016///|DA  - 2016/09/05/12:30", "issued", "{2016 9 5}"},
		{"JOUR", "PY  - 2016/Sep-Oct", "issued", "{2016 9 0} to {2016 10 0}"},
		{"JOUR", "PY  - 2016|DA  - n.d.", "issued", "{2016 0 0}"},
		{"JOUR", "PY  - c2016", "issued", "{2016 0 0}"},
		{"JOUR", "PY  - 2016|DA  - 09/05/2016", "issued", "{2016 0 0}; 09/05/2016 may be 9 May or 5 September, so the date in PY is taken"},
		{"BOOK", "PY  - 2016|OP  - 1886", "original-date", "{1886 0 0}"},
		{"JOUR", "AU  - Smith, J.; Doe, J.", "author", "family[Smith] given[J.]; family[Doe] given[J.]"},
		{"JOUR", "AU  - Smith JA", "author", "family[Smith] given[J. A.]"},
		{"JOUR", "AU  - Example Trust UK", "author", "{Example Trust UK}"},
		{"JOUR", "A1  - Smith,Jane A,Jr", "author", "family[Smith] given[Jane A.] suffix[Jr.]"},
		{"JOUR", "TI  - In the U.S.|T2  - J", "title", "In the U.S."},
		{"JOUR", "TI  - A title.", "title", "A title"},
		{"JOUR", "ti  - Small tags", "title", "Small tags"},
		{"JOUR", "TI  -Nothing behind", "title", "Nothing behind"},
		{"JOUR", "SP  - 123|EP  - 9", "page", "123-9"},
		{"JOUR", "SP  - pp. 1–9|EP  - 9", "page", "1-9"},
		{"JOUR", "UR  - https://example.org/a; https://example.org/b", "URL", "https://example.org/a"},
		{"COMP", "ET  - 2.1", "version", "2.1"},
		{"COMP", "ET  - 2.1", "edition", ""},
		{"BOOK", "M1  - 12", "collection-number", "12"},
		{"VIDEO", "M3  - DVD", "medium", "DVD"},
		{"PAT", "A2  - Example Company", "editor", ""},
		{"CHAP", "ET  - 2nd ed.", "edition", "2"},
		{"BOOK", "ER  - |lost words", "title", `; "lost words" stands outside of a reference`},
	}
	for _, test := range tests {
		src := "TY  - " + test.kind + "\r\n" + strings.ReplaceAll(test.lines, "|", "\r\n") + "\r\nER  - \r\n"
		refs, diags := Parse("x.ris", []byte(src))
		got := said(refs[0], test.variable)
		for _, d := range diags {
			got += "; " + d.Message
		}
		if got != test.want {
			t.Errorf("%s %s: %s is %q, want %q", test.kind, test.lines, test.variable, got, test.want)
		}
	}
}

// TestNBIBLines reads references whose lines after PMID are given.
func TestNBIBLines(t *testing.T) {
	tests := []struct{ lines, variable, want string }{
		{"DP  - 2016 Sep 28-Oct 4", "issued", "{2016 9 28} to {2016 10 4}"},
		{"DP  - 2016 Fall-Winter", "issued", "{2016 23 0} to {2016 24 0}"},
		{"DEP - 20160905", "issued", "{2016 9 5}"},
		{"TI  - [Play in school].|TT  - Juego en la escuela.", "title", "Juego en la escuela [Play in school]"},
		{"TI  - [Play in school].", "title", "[Play in school]"},
		{"TI  - Play &amp; <i>work</i>?", "title", "Play & <i>work</i>?"},
		{"FAU - Smith, Jane A 3rd", "author", "family[Smith] given[Jane A.] suffix[3rd]"},
		{"AU  - Smith JA Jr", "author", "family[Smith] given[J. A.] suffix[Jr.]"},
		{"AU  - Anonymous", "author", ""},
		{"PG  - 123-9; discussion 150", "page", "123-9"},
		{"JT  - Lancet (London, England)|LA  - eng", "container-title", "Lancet"},
	}
	for _, test := range tests {
		refs, diags := Parse("x.nbib", []byte("PMID- 1\n"+strings.ReplaceAll(test.lines, "|", "\n")))
		if got := said(refs[0], test.variable); got != test.want || len(diags) > 0 {
			t.Errorf("%s: %s is %q, want %q %v", test.lines, test.variable, got, test.want, fmt.Sprint(diags))
		}
	}
}

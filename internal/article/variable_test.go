package article

import (
	"fmt"
	"testing"
)

func TestBare(t *testing.T) {
	tests := []struct{ variable, in, want string }{
		{"page", "1–9", "1-9"},
		{"page", "pp. 1 -- 9, 12", "1-9, 12"},
		{"page", "p. xii", "xii"},
		{"page", "PP 1-9", "1-9"},
		{"page", "pages S12−S15", "S12-S15"},
		{"page", "1-1", "1"},
		{"page", "15-", "15"},
		{"page", "n/a", ""},
		{"page", "n/a-n/a", ""},
		{"page", "A1+", "A1+"},
		{"page", "12;15; 18", "12, 15, 18"},
		{"page", "1\u00A0–\u00A09", "1-9"},
		{"version", "v2.1", "2.1"},
		{"version", "Version 2", "2"},
		{"version", "Vista", "Vista"},
		{"page", "e123", "e123"},
		{"page", "ppb1", "ppb1"},
		{"page", "Article 123", "Article 123"},
		{"volume", "vol. 7", "7"},
		{"volume", "Volume 7", "7"},
		{"volume", "Volume", "Volume"},
		{"volume", "LXX", "LXX"},
		{"issue", "no. 3", "3"},
		{"issue", "Issues 1-2", "Issues 1-2"},
		{"number", "Numbers 3", "Numbers 3"},
		{"section", "sectional", "sectional"},
		{"ISBN", "ISBN13: 978", "978"},
		{"issue", "Suppl. 2", "Suppl. 2"},
		{"issue", "November", "November"},
		{"edition", "2nd ed.", "2"},
		{"edition", "4th Edition", "4"},
		{"edition", "Twelfth", "12"},
		{"edition", "Second edition", "2"},
		{"edition", "3.ª edición", "3"},
		{"edition", "2nd", "2nd"},
		{"edition", "Rev. ed.", "Rev. ed."},
		{"edition", "2nd ed., rev.", "2nd ed., rev."},
		{"DOI", "https://doi.org/10.1000/182", "10.1000/182"},
		{"DOI", "DOI: 10.1000/182.", "10.1000/182"},
		{"DOI", "http://dx.doi.org/10.1000%2F182", "10.1000/182"},
		{"URL", "<https://example.org>", "https://example.org"},
		{"PMID", "PMID: 123", "123"},
		{"PMID", "https://pubmed.ncbi.nlm.nih.gov/123/", "123"},
		{"PMCID", "PMCID: PMC1", "PMC1"},
		{"ISBN", "ISBN 978-0", "978-0"},
		{"number-of-pages", "300 pp.", "300"},
		{"number-of-pages", "xii, 300 p.", "xii, 300"},
		{"section", "§ 1400", "1400"},
		{"section", "§§ 794, 794a", "794, 794a"},
		{"section", "Sec. 504", "504"},
		{"section", "2000e-2", "2000e\u20112"},
		{"section", "1400-1482", "1400-1482"},
		{"number", "108-446", "108\u2011446"},
		{"number", "no. 12", "12"},
		{"title", "pp. 1-9 – a title", "pp. 1-9 – a title"},
	}
	for _, test := range tests {
		if got := Bare(test.variable, test.in); got != test.want {
			t.Errorf("%s %q: got %q, want %q", test.variable, test.in, got, test.want)
		}
	}
}

func TestPutPages(t *testing.T) {
	tests := []struct{ page, variable, want string }{
		{"Article 123", "number", "123"},
		{"Art. no. e45", "number", "e45"},
		{"15 pages", "number-of-pages", "15"},
		{"15-18", "page", "15-18"},
		{"Article", "page", "Article"},
	}
	for _, test := range tests {
		refs, _ := ParseReferences("x.yaml", []byte("- {id: a, type: article-journal, page: "+test.page+"}"))
		if got := refs[0].Strings; len(got) != 1 || got[test.variable] != test.want {
			t.Errorf("%s: got %v, want the %s %s", test.page, got, test.variable, test.want)
		}
	}
}

// TestVariable holds that what people type in an article has its labels taken
// off, and what programs write in files only before a number that styles label
// without asking.
func TestVariable(t *testing.T) {
	for _, test := range []struct{ name, in, typed, filed string }{
		{"volume", "vol. 3", "3", "3"},
		{"volume", "Volume XII", "XII", "XII"},
		{"volume", "vol. 3, pt. 2", "3, pt. 2", "3, pt. 2"},
		{"volume", "vol. blue", "blue", "vol. blue"},
		{"volume", " 3 ", "3", "3"},
		{"issue", "no. 4", "4", "4"},
		{"issue", "Issue Spring", "Spring", "Issue Spring"},
		{"version", "Version 2.1", "2.1", "2.1"},
		{"edition", "2nd ed.", "2", "2nd ed."},
		{"page", "pp. 1-9", "1-9", "1-9"},
	} {
		ref := fmt.Sprintf("- {id: a, type: book, title: T, %s: %q}\n", test.name, test.in)
		typed, diags := Parse("a.yaml", []byte("title: T\nlanguage: en\nbody: [{text: So.}]\nreferences:\n"+ref), nil)
		if typed == nil {
			t.Fatal(diags)
		}
		filed, _ := ParseReferences("a.yaml", []byte(ref))
		if a, f := typed.References[0].Strings[test.name], filed[0].Strings[test.name]; a != test.typed || f != test.filed {
			t.Errorf("%s %s: got %q and in a file %q, want %q and %q", test.name, test.in, a, f, test.typed, test.filed)
		}
	}
}

// TestDOI refuses in any format what can be no DOI.
func TestDOI(t *testing.T) {
	for _, test := range []struct{ doi, want string }{
		{"10.1000/182", ""},
		{"https://doi.org/10.1000/182", ""},
		{"n/a", `x.yaml:1:29: error: "n/a" is no DOI [bad-doi]`},
		{"https://doi.org/", `x.yaml:1:29: error: "https://doi.org/" is no DOI [bad-doi]`},
		{"10.1000", `x.yaml:1:29: error: "10.1000" is no DOI [bad-doi]`},
	} {
		_, diags := ParseReferences("x.yaml", []byte("- {id: a, type: book, DOI:  "+test.doi+"}"))
		var got string
		for _, d := range diags {
			got += d.Error()
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.doi, got, test.want)
		}
	}
}

package article

import (
	"fmt"
	"strings"
	"testing"
)

// oneReference prints what is read of one reference, without its id and type.
func oneReference(refs []Reference) string {
	var d dumper
	for _, r := range refs {
		d.reference(r)
	}
	var said []string
	for _, line := range strings.Split(strings.TrimSpace(d.String()), "\n")[1:] {
		_, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		said = append(said, text)
	}
	return strings.Join(said, "; ")
}

// TestParseExported reads what programs write as CSL-JSON beyond the schema.
func TestParseExported(t *testing.T) {
	tests := []struct{ in, want string }{
		{`"title": "T", "volume": null, "issue": "", "author": [], "issued": {"date-parts": [[null]]}`, `title "T"`},
		{`"title": ["T"], "ISSN": ["1", "2"], "license": [{"URL": "x"}]`, `ISSN "1"; title "T"`},
		{`"title": "T &amp; U", "member": "5", "foo": {"bar": [1]}`, `title "T & U"`},
		{`"titel": "T"`, `unknown key "titel" in reference`},
	}
	for _, test := range tests {
		refs, diags := ParseExported("x.json", []byte(`[{"id": "a", "type": "journal-article", `+test.in+`}]`))
		got := oneReference(refs)
		for _, d := range diags {
			got += d.Message
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
	}
}

// TestExportedKeys leaves out what programs add to names and dates, and refuses
// slips.
func TestExportedKeys(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`"author": [{"family": "Smith", "sequence": "first", "ORCID": "x", "affiliation": [{"name": "y"}]}]`, ""},
		{`"issued": {"date-parts": [[2016]], "date-time": "x", "timestamp": 1, "version": "y"}`, ""},
		{`"author": [{"famly": "Smith", "given": "J."}]`, `2:15: unknown key "famly" in name (did you mean "family"?)`},
		{`"author": [{"family": "Smith", "givn": ""}]`, ""},
		{`"issued": {"date-part": [[2016]]}`, `2:14: unknown key "date-part" in issued (did you mean "date-parts"?)`},
	} {
		_, diags := ParseExported("x.json", []byte("[{\"id\": \"a\", \"type\": \"book\",\n  "+test.in+"}]"))
		var got string
		for _, d := range diags {
			got += fmt.Sprintf("%d:%d: %s (%s)", d.Pos.Line, d.Pos.Column, d.Message, d.Hint)
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
	}
}

// TestExportedDates reads dates as programs write them.
func TestExportedDates(t *testing.T) {
	for in, want := range map[string]string{
		`{"date-parts": [["2016", "9", ""]]}`:              "2016-9",
		`{"date-parts": [[2016, 21]]}`:                     "2016-21",
		`{"date-parts": [[2016, 21], [2016, 22]]}`:         "2016-21 to 2016-22",
		`{"date-parts": [[2016], [0]]}`:                    "2016 open",
		`{"date-parts": [[2016]], "season": "Spring"}`:     "2016 season 1",
		`{"date-parts": [["1886"]], "circa": "true"}`:      "1886 circa",
		`{"raw": "September 2016"}`:                        "2016-9",
		`{"edtf": "2016-09/2016-10"}`:                      "2016-9 to 2016-10",
		`{"literal": "Spring 2016"}`:                       `"Spring 2016"`,
		`[{"year": 2016, "season": 4}, {"year": 2017}]`:    "2016-24 to 2017",
		`"2016-09-05/2016-09-07"`:                          "2016-9-5 to 2016-9-7",
		`{"date-parts": [[2016, 9, 5]], "foo": "ignored"}`: "2016-9-5",
	} {
		refs, diags := ParseExported("x.json", []byte(`[{"id": "a", "type": "book", "issued": `+in+`}]`))
		if got := dateText(refs[0].Dates["issued"]); got != want || len(diags) > 0 {
			t.Errorf("%s: got %s %v, want %s", in, got, diags, want)
		}
	}
}

// TestBadDates refuses dates of which a word would be lost, and those that end
// before they begin.
func TestBadDates(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`[2016, "in press"]`, `2:20: a span goes from one date to another`},
		{`["in press", 2016]`, `2:14: a span goes from one date to another`},
		{`["2016/2017", 2018]`, `2:14: a span goes from one date to another`},
		{`[2016, "2018/.."]`, `2:20: a span goes from one date to another`},
		{`[2017, 2016]`, `2:13: the span ends before it begins`},
		{`{"date-parts": [[2017], [2016]]}`, `2:28: the span ends before it begins`},
		{`{"date-parts": [[2016, 9], [10]]}`, `2:28: the span ends before it begins`},
		{`{"raw": "September-August 2016"}`, `2:21: "September-August 2016" is no date`},
	} {
		_, diags := ParseExported("x.json", []byte("[{\"id\": \"a\", \"type\": \"book\",\n  \"issued\": "+test.in+"}]"))
		var got string
		for _, d := range diags {
			got += fmt.Sprintf("%d:%d: %s", d.Pos.Line, d.Pos.Column, d.Message)
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
	}
}

// TestNoteFields reads variables out of notes.
func TestNoteFields(t *testing.T) {
	tests := []struct{ note, want string }{
		{`original-date: 1886\nPMID: 5\nWords of a reader.`, `PMID "5"; note "Words of a reader."`},
		{`First words.\nOriginal Date: 1886`, `note "First words."`},
		{`First words.\nSecond words.\nPMID: 5`, `note "First words. Second words. PMID: 5"`},
		{`{:DOI: https://doi.org/10.1000/1}{:foo: bar} and more`, `DOI "10.1000/1"; note "{:foo: bar} and more"`},
		{`title: Another`, ``},
		{`Seen by: two`, `note "Seen by: two"`},
	}
	for _, test := range tests {
		refs, diags := ParseExported("x.json", []byte(`[{"id": "a", "type": "book", "title": "T", "note": "`+test.note+`"}]`))
		r := refs[0]
		if d, ok := r.Dates["original-date"]; strings.Contains(test.note, "1886") != ok || ok && d.From.Year != 1886 {
			t.Errorf("%s: the date is %v", test.note, d)
		}
		delete(r.Dates, "original-date")
		if r.Strings["title"] != "T" {
			t.Errorf("%s: the title is %q", test.note, r.Strings["title"])
		}
		delete(r.Strings, "title")
		if got := oneReference([]Reference{r}); got != test.want || len(diags) > 0 {
			t.Errorf("%s: got %s %v, want %s", test.note, got, diags, test.want)
		}
	}
	refs, _ := ParseExported("x.json", []byte(`[{"id": "a", "type": "book", "note": "type: legislation\neditor: Smith || Jane\neditor: Doe || John"}]`))
	if r := refs[0]; r.Type != "legislation" || len(r.Names["editor"]) != 2 || r.Names["editor"][0].Given != "Jane" {
		t.Errorf("got %+v", r)
	}
}

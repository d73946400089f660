package cite

import (
	"strings"
	"testing"
)

// form is a fixture; its sections are what the suite's files may hold.
const form = `
 >>===== MODE =====>>
citation
<<===== MODE =====<<
>>==== RESULT ====>>
..[0] (see <i>A &#38; B</i>, 1a)
>>[1] (<i>B</i>)
<<==== RESULT ====<<
>>===== CITATIONS =====>>
[
  [{"citationID": "c1", "citationItems": [{"id": 1, "locator": 1, "prefix": "see "}], "properties": {"noteIndex": 0}}, [], []],
  [{"citationID": "c2", "citationItems": [{"id": "b"}], "properties": {}}, [["c1", 0]], []]
]
<<===== CITATIONS =====<<
>>===== CSL =====>>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Sample</title><id>http://example.org/sample</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation>
    <layout prefix="(" suffix=")"><text variable="title" font-style="italic"/><text variable="locator" prefix=", " suffix="a"/></layout>
  </citation>
</style>
<<===== CSL =====<<
>>===== INPUT =====>>
[{"id": 1, "type": "book", "title": "old"}, {"id": "b", "type": "nonsense", "title": "B"}]
<<===== INPUT =====<<
>>===== INPUT2 =====>>
[{"id": 1, "type": "book", "title": "A & B", "issued": {"raw": "4/5/2006"}}]
<<===== INPUT2 =====<<
What stands outside is no part of it.
`

func TestFixtureForm(t *testing.T) {
	for name, src := range map[string]string{
		"as it is":          form,
		"lines of Windows":  strings.ReplaceAll(form, "\n", "\r\n"),
		"spaces at the end": strings.ReplaceAll(form, "=====>>\n", "=====>>  \n"),
	} {
		f, ok := parseFixture(src)
		if !ok {
			t.Errorf("%s: no fixture", name)
			continue
		}
		got, err := f.try("form.txt", nil)
		if want := f.expected(); err != nil || got != want {
			t.Errorf("%s: %v\n got  %s\n want %s", name, err, got, want)
		}
	}
}

// TestFixtureFaults runs fixtures that cannot be run: each is an error of its
// own.
func TestFixtureFaults(t *testing.T) {
	for _, c := range []struct{ section, with string }{
		{"CSL", "<style"},
		{"CSL", "no style"},
		{"INPUT", "[{]"},
		{"INPUT2", "{}"},
		{"CITATIONS", "[[{}]"},
		{"CITATIONS", `[[{"citationItems": 5}, [], []]]`},
		{"BIBENTRIES", "nonsense"},
		{"ABBREVIATIONS", "[]"},
	} {
		f, _ := parseFixture(form)
		f[c.section] = c.with
		if got, err := f.try("form.txt", nil); err == nil {
			t.Errorf("%s %s: no error but %q", c.section, c.with, got)
		}
	}
	f, _ := parseFixture(form)
	f["MODE"] = "bibliography-header" // of a style that has none
	if got, err := f.try("form.txt", nil); err == nil {
		t.Errorf("header: no error but %q", got)
	}
}

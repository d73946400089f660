package cite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handout/internal/article"
)

// styleOf puts macros and a citation's body into a style.
func styleOf(macros, body string) string {
	return `<style class="in-text" version="1.0">` + "\n" + macros + `<citation><layout>` + body + `</layout></citation></style>`
}

// TestHostileStyles holds that a style that is broken, endless or made to hurt
// is refused at its line, in little time.
func TestHostileStyles(t *testing.T) {
	nest := func(n int, open, shut string) string { return strings.Repeat(open, n) + strings.Repeat(shut, n) }
	for _, c := range []struct {
		name, src string
		line      int
		message   string
	}{
		{"empty", "", 1, "no XML element"},
		{"not a style", "<html/>", 1, "not a citation style"},
		{"unclosed", "<style>\n<citation>\n<layout>", 3, "not closed"},
		{"wrong end", "<style>\n</citation>", 2, "closes nothing"},
		{"not XML", "<style", 1, "does not end"},
		{"no citation", "<style>\n</style>", 1, "no <citation>"},
		{"no layout", "<style>\n<citation/></style>", 2, "no <layout>"},
		{"entity bomb", `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + "\n<style/>", 1, "document type"},
		{"unknown entity", styleOf("", "<text value='&a;'/>"), 2, "unknown entity"},
		{"macro that calls itself", styleOf("<macro name='a'>\n<text macro='a'/></macro>", "<text macro='a'/>"), 3, "calls itself"},
		{"macros in a circle", styleOf("<macro name='a'><text macro='b'/></macro>\n<macro name='b'><text macro='a'/></macro>", ""), 3, "calls itself"},
		{"unknown macro", styleOf("", "\n<text macro='a'/>"), 3, "no macro"},
		{"unknown element", styleOf("", "\n<blink/>"), 3, "unknown element"},
		{"unknown condition", styleOf("", "<choose>\n<if moon='full'/></choose>"), 3, "unknown condition"},
		{"bad number", `<style et-al-min="many"><citation><layout/></citation></style>`, 1, "not a number"},
		{"deep", styleOf("", nest(100_000, "<group>\n", "</group>")), 199, "deep"},
		{"a million elements", styleOf("", strings.Repeat("<text value='a'/>\n", 1_000_000)), 1, "MB"},
		{"many elements", styleOf("", strings.Repeat("<if/>\n", 100_000)), 59_999, "more than"},
		{"huge", strings.Repeat("x", 5<<20), 1, "MB"},
		{"endless comment", "<style>\n<!-- ", 2, "missing"},
		{"attribute twice", "<style a='1'\na='2'/>", 2, "twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			st, diags := ParseStyle("x.csl", []byte(c.src))
			if st != nil || len(diags) != 1 {
				t.Fatalf("got %v, %v", st, diags)
			}
			if d := diags[0]; d.Pos.Line != c.line || !strings.Contains(d.Message, c.message) {
				t.Errorf("got line %d: %s, want line %d: %s", d.Pos.Line, d.Message, c.line, c.message)
			}
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestMultiplyingMacros holds that macros which double with every call end.
func TestMultiplyingMacros(t *testing.T) {
	var macros strings.Builder
	macros.WriteString("<macro name='m0'><text variable='title'/></macro>")
	for i := 1; i <= 60; i++ {
		fmt.Fprintf(&macros, "<macro name='m%d'><text macro='m%d'/><text macro='m%d'/></macro>\n", i, i-1, i-1)
	}
	st, diags := ParseStyle("x.csl", []byte(styleOf(macros.String(), "<text macro='m60'/>")))
	if st == nil {
		t.Fatal(diags)
	}
	start := time.Now()
	res := st.Format("en", []article.Reference{{ID: "a", Strings: map[string]string{"title": "T"}}},
		[]article.Citation{{Items: []article.CitationItem{{ID: "a"}}}})
	if !res.Warnings.Failed() {
		t.Error("no error")
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

// FuzzStyle holds that no style makes the program panic or hang.
func FuzzStyle(f *testing.F) {
	for _, name := range Styles() {
		src, err := shipped.ReadFile("styles/" + name + ".csl")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src), "A <i>title</i> of \"things\": 2nd, 3-5", "1-3, 5")
	}
	f.Add(styleOf("<macro name='a'><names variable='author'><substitute><text variable='title' text-case='title' quotes='true'/></substitute></names></macro>",
		"<text macro='a'/><date variable='issued' form='text'/><number variable='volume' form='ordinal'/><text variable='page'/>"), "it's 'a' \"b", "12-")
	f.Fuzz(func(t *testing.T, style, title, number string) {
		st, _ := ParseStyle("x.csl", []byte(style))
		if st == nil || st.Parent != "" {
			return
		}
		refs := []article.Reference{
			{ID: "a", Type: "book", Strings: map[string]string{"title": title, "page": number, "volume": number, "URL": title},
				Names: map[string][]article.Name{"author": {{Family: title, Given: number}, {Literal: title}}},
				Dates: map[string]article.Date{"issued": {From: article.DateParts{Year: 2000, Month: 5}, To: article.DateParts{Year: 2001}}}},
			{ID: "b", Type: "article", Strings: map[string]string{"title": title}},
		}
		cites := []article.Citation{
			{Items: []article.CitationItem{{ID: "a", Locator: number, Label: "page"}, {ID: "b"}}},
			{InText: true, Items: []article.CitationItem{{ID: "a"}}},
		}
		st.format("en", refs, cites, nil, len(title)%2 == 0)
	})
}

func BenchmarkParseStyle(b *testing.B) {
	for _, name := range Styles() {
		src, err := shipped.ReadFile("styles/" + name + ".csl")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) { benchmarkParse(b, src) })
	}
}

func benchmarkParse(b *testing.B, src []byte) {
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if s, diags := ParseStyle("x", src); s == nil {
			b.Fatal(diags)
		}
	}
}

// BenchmarkFormat formats a hundred references and a citation of each.
func BenchmarkFormat(b *testing.B) {
	for _, name := range Styles() {
		b.Run(name, func(b *testing.B) { benchmarkFormat(b, Shipped(name)) })
	}
}

func benchmarkFormat(b *testing.B, s *Style) {
	refs, cites := hundred()
	for b.Loop() {
		if r := s.Format("en-US", refs, cites); len(r.Entries) != len(refs) {
			b.Fatal(len(r.Entries))
		}
	}
}

// benchmarkList formats references that nothing cites, as for handout cite.
func benchmarkList(b *testing.B, s *Style) {
	refs, _ := hundred()
	for b.Loop() {
		if r := s.Format("en-US", refs, nil); len(r.Entries) != len(refs) {
			b.Fatal(len(r.Entries))
		}
	}
}

func hundred() (refs []article.Reference, cites []article.Citation) {
	types := []string{"article-journal", "book", "chapter", "webpage", "report"}
	for i := range 100 {
		id := fmt.Sprint("r", i)
		refs = append(refs, article.Reference{ID: id, Type: types[i%len(types)],
			Strings: map[string]string{"title": fmt.Sprintf("A study of things: part %d of the series", i), "container-title": "Journal of things",
				"volume": fmt.Sprint(i), "issue": "3", "page": "101-118", "DOI": "10.5555/x", "publisher": "A press"},
			Names: map[string][]article.Name{"author": {{Family: fmt.Sprint("Family", i%40), Given: "Given M."}, {Family: "Second", Given: "Ann"}, {Family: fmt.Sprint("Third", i), Given: "Bo"}}},
			Dates: map[string]article.Date{"issued": {From: article.DateParts{Year: 1990 + i%30, Month: 1 + i%12, Day: 1 + i%28}}},
		})
		cites = append(cites, article.Citation{Items: []article.CitationItem{{ID: id}}})
	}
	return refs, cites
}

// The official styles are many times larger than ours.
func BenchmarkOfficial(b *testing.B) {
	for _, name := range []string{"apa", "modern-language-association", "american-medical-association", "nlm-citation-sequence", "chicago-author-date", "chicago-notes-bibliography"} {
		src := readShared(b, "styles/"+name+".csl")
		b.Run("Parse/"+name, func(b *testing.B) { benchmarkParse(b, src) })
		b.Run("Format/"+name, func(b *testing.B) { benchmarkFormat(b, officialStyle(b, name)) })
		b.Run("List/"+name, func(b *testing.B) { benchmarkList(b, officialStyle(b, name)) })
	}
}

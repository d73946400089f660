package cite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handout/internal/article"
)

// wrapped is a style whose citation and bibliography hold body, behind macros.
func wrapped(macros, body string) string {
	return `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">` + "\n" + macros +
		"\n<citation><layout>" + body + "</layout></citation>\n<bibliography><layout>" + body + "</layout></bibliography></style>"
}

// TestHostileStyles holds that a style that is broken, endless or far too
// large is refused at its line, or formats, and in little time.
func TestHostileStyles(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("<group>", n) + strings.Repeat("</group>", n) }
	doubling := func(n int) string {
		var b strings.Builder
		b.WriteString(`<macro name="m0"><text variable="title"/></macro>` + "\n")
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, `<macro name="m%d"><text macro="m%d"/><text macro="m%d"/></macro>`+"\n", i, i-1, i-1)
		}
		return b.String()
	}
	for _, c := range []struct{ name, src, want string }{
		{"empty", "", "x.csl:1: error"},
		{"not closed", "<style>\n<citation>", "x.csl:2: error"},
		{"not a style", "<html/>", "x.csl:1: error"},
		{"a macro that calls itself", wrapped(`<macro name="a"><text macro="a"/></macro>`, `<text macro="a"/>`), "x.csl:2: error"},
		{"two that call each other", wrapped("<macro name=\"a\"><text macro=\"b\"/></macro>\n<macro name=\"b\"><text macro=\"a\"/></macro>", `<text macro="a"/>`), "x.csl:"},
		{"a macro that is not there", wrapped("", `<text macro="gone"/>`), "x.csl:3: error"},
		{"a macro that doubles forty times", wrapped(doubling(40), `<text macro="m40"/>`), ""},
		{"a hundred thousand levels", wrapped("", deep(100_000)), "x.csl:3: error"},
		{"a million elements", wrapped("", strings.Repeat(`<text variable="title"/>`, 1_000_000)), "x.csl:"},
		{"entities in entities", `<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>` + "\n<style>&b;</style>", "x.csl:"},
		{"not UTF-8", "<style>\xff</style>", "x.csl:1: error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			s, diags := Load("x.csl", []byte(c.src))
			got := ""
			if len(diags) > 0 {
				got = diags[0].Error()
			}
			if !strings.HasPrefix(got, c.want) || (s == nil) == (got == "") {
				t.Errorf("style %v, %q; want %q", s != nil, got, c.want)
			}
			if s != nil {
				s.Format("en", samples(3), nil)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// samples makes n references that are plainly made up.
func samples(n int) []article.Reference {
	var refs []article.Reference
	types := []string{"webpage", "book", "article-journal", "legislation", "report", "chapter"}
	for i := range n {
		refs = append(refs, article.Reference{
			ID: fmt.Sprint("s", i), Type: types[i%len(types)],
			Strings: map[string]string{
				"title": fmt.Sprintf("A sample title: number %d of “many”", i), "container-title": "A sample journal",
				"volume": fmt.Sprint(i), "issue": "2", "page": "101-109", "publisher": "Sample Press", "section": "12",
				"URL": fmt.Sprintf("https://example.org/%d", i), "DOI": fmt.Sprintf("10.5555/sample.%d", i),
			},
			Names: map[string][]article.Name{"author": {
				{Family: fmt.Sprint("Sample", i/3), Given: "Ann B."}, {Family: "Other", Given: "Bo"}, {Family: "Third", Given: "Cy"}, {Literal: "Sample Office"}}},
			Dates: map[string]article.Date{"issued": {From: article.DateParts{Year: 2000 + i%20, Month: 1 + i%12, Day: 1 + i%28}}},
		})
	}
	return refs
}

// FuzzStyle holds that no style, whatever it says, makes the program fail.
func FuzzStyle(f *testing.F) {
	for _, name := range Styles() {
		src, err := shipped.ReadFile("styles/" + name + ".csl")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src), "A title", "2020")
	}
	f.Add(wrapped("", `<names variable="author"><name form="count"/></names><number variable="volume" form="roman"/>`), "<i>x</i", "-4")
	refs := samples(4)
	f.Fuzz(func(t *testing.T, src, title, volume string) {
		s, diags := Load("x.csl", []byte(src))
		if (s == nil) != diags.Failed() {
			t.Fatalf("style %v, and %v", s != nil, diags)
		}
		if s == nil {
			return
		}
		refs[0].Strings["title"], refs[1].Strings["volume"] = title, volume
		cites := []article.Citation{{Items: []article.CitationItem{{ID: "s0", Label: "page", Locator: volume}, {ID: "s2"}}}, {InText: true, Items: []article.CitationItem{{ID: "s1"}}}}
		s.Format("en", refs, cites)
	})
}

func BenchmarkLoad(b *testing.B) {
	for _, name := range Styles() {
		src, err := shipped.ReadFile("styles/" + name + ".csl")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if s, diags := ParseStyle(name, src); s == nil {
					b.Fatal(diags)
				}
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	refs := samples(100)
	var cites []article.Citation
	for _, r := range refs {
		cites = append(cites, article.Citation{Items: []article.CitationItem{{ID: r.ID}}})
	}
	for _, name := range Styles() {
		s := Shipped(name)
		b.Run(name+"/list", func(b *testing.B) {
			for b.Loop() {
				s.Format("en", refs, nil)
			}
		})
		b.Run(name+"/list-and-citations", func(b *testing.B) {
			for b.Loop() {
				s.Format("en", refs, cites)
			}
		})
	}
}

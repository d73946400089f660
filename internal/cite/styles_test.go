package cite

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"handout/internal/article"
)

// TestStyles holds what each shipped style makes of the same references, in
// the text and in the list, in a file that a person can hold against the
// style's manual.
func TestStyles(t *testing.T) {
	src, err := os.ReadFile("testdata/references.yaml")
	if err != nil {
		t.Fatal(err)
	}
	refs, diags := article.ParseReferences("references.yaml", src)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var cites []article.Citation
	for _, r := range refs {
		item := article.CitationItem{ID: r.ID}
		if legal := r.Type == "legislation" || r.Type == "regulation"; legal {
			item.Label, item.Locator = "section", r.Strings["section"]
		} else if r.ID == "book" {
			item.Label, item.Locator = "page", "4-6"
		}
		cites = append(cites, article.Citation{Items: []article.CitationItem{item}})
	}
	var b strings.Builder
	for _, lang := range []string{"en", "es"} {
		for _, name := range Styles() {
			fmt.Fprintf(&b, "%s, %s\n", name, lang)
			res := Shipped(name).Format(lang, refs, cites)
			for i, c := range res.Citations {
				fmt.Fprintf(&b, "  %-8s %s\n", refs[i].ID, markup(c))
			}
			for _, e := range res.Entries {
				fmt.Fprintf(&b, "  %s\n", strings.TrimSpace(markup(e.Label)+" "+markup(e.Text)))
			}
		}
	}
	const path = "testdata/styles.golden"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("not as held in %s (renew it with -update):\n%s", path, b.String())
	}
}

package article

import (
	"os"
	"testing"
)

// TestMap replaces every text of the sample articles: all of the copy are
// replaced, and the original stays as it is.
func TestMap(t *testing.T) {
	for _, path := range inputs(t, "articles") {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, diags := Parse(path, src, pictures())
		if a == nil {
			t.Fatal(diags)
		}
		a.Sources = &Sources{Entries: []Entry{{Label: Text{{Text: "1."}}, Text: Text{{Text: "A source."}}}}}
		before := dump(a)
		texts := 0
		a.Each(func(Text) { texts++ })
		a.Map(func(Text) Text { return Text{{Text: "other"}} }).Each(func(text Text) {
			if texts--; text.String() != "other" {
				t.Errorf("%s: %q is not replaced", path, text)
			}
		})
		if texts != 0 {
			t.Errorf("%s: %d texts are lost in the copy", path, texts)
		}
		if dump(a) != before {
			t.Errorf("%s is changed by a Map", path)
		}
	}
}

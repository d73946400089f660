package article

import (
	"slices"
	"testing"
)

const forFamilies = `
title: "{{child}}'s plan"
language: en
body:
  - text: "Dear {{adult}}, see {{child}}. Next visit: ____"
  - comparison:
      columns: [{id: a, title: A}, {id: b, title: B}]
      rows: [{label: One, all: "{{child}}"}, {label: Two, all: two}]
  - heading: More
  - comparison:
      columns: [{id: a, title: A}, {id: b, title: B}]
      rows: [{label: Three, all: three}]
`

func sample(t *testing.T) *Article {
	t.Helper()
	a, diags := Parse("a.yaml", []byte(forFamilies), nil)
	if a == nil {
		t.Fatal(diags)
	}
	return a
}

// TestFill holds that values stand where their fields do, as they are, and
// nowhere else; and that the article they are filled into stays as it was.
func TestFill(t *testing.T) {
	a := sample(t)
	before := dump(a)
	var names []string
	for _, f := range a.Fields() {
		names = append(names, f.Name+" "+f.Pos.String())
	}
	if want := []string{"child a.yaml:2:9", "adult a.yaml:5:17"}; !slices.Equal(names, want) {
		t.Errorf("the fields are %q, want %q", names, want)
	}
	b := a.Fill(map[string]string{"child": "**Sam** [@x] {{adult}} ____", "other": "no"})
	if got, want := b.Title.String(), "**Sam** [@x] {{adult}} ____’s plan"; got != want {
		t.Errorf("the title is %q, want %q", got, want)
	}
	if got, want := b.Title.Public(), "…’s plan"; got != want {
		t.Errorf("in public the title is %q, want %q", got, want)
	}
	text := b.Body[0].(*Paragraphs).Texts[0]
	if got, want := text.Public(), "Dear …, see …. Next visit: …"; got != want {
		t.Errorf("in public the text is %q, want %q", got, want)
	}
	if !text[1].Blank || text[3].Blank {
		t.Errorf("the field without a value is no blank, or the one with a value is: %+v", text)
	}
	if dump(a) != before {
		t.Error("the article has changed")
	}
}

// FuzzFill holds that no value changes anything but its own runs.
func FuzzFill(f *testing.F) {
	for _, s := range []string{"Sam", "**x** _y_", "[@id] [x](https://a.org)", "{{child}}", "\n\n", `"'`, ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		a := sample(t)
		b := a.Fill(map[string]string{"child": value})
		mask := func(a *Article) string {
			return dump(a.Map(func(t Text) Text {
				t = slices.Clone(t)
				for i := range t {
					if t[i].Field == "child" {
						t[i].Text, t[i].Blank = "", false
					}
				}
				return t
			}))
		}
		if mask(a) != mask(b) {
			t.Errorf("%q changes\n%s\ninto\n%s", value, mask(a), mask(b))
		}
		b.Map(func(text Text) Text {
			for _, in := range text {
				if in.Field == "child" && (in.Text != value || in.Blank) {
					t.Errorf("%q came out as %+v", value, in)
				}
			}
			return text
		})
	})
}

// TestTick holds that rows count through all comparisons of an article.
func TestTick(t *testing.T) {
	a := sample(t)
	if a.Rows() != 3 {
		t.Errorf("%d rows", a.Rows())
	}
	ticked := func(a *Article) (all []string) {
		for _, b := range a.Body {
			if b, ok := b.(*Comparison); ok {
				for _, r := range b.Rows {
					if r.Ticked {
						all = append(all, r.Label.String())
					}
				}
			}
		}
		return all
	}
	if got := ticked(a.Tick([]int{3, 1, 9}).Fill(map[string]string{"child": "x"})); !slices.Equal(got, []string{"One", "Three"}) {
		t.Errorf("ticked are %q", got)
	}
	if got := ticked(a); got != nil {
		t.Errorf("the article has changed: %q", got)
	}
}

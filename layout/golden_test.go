package layout

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/cite"
)

// otherGoldens are the articles of testdata that are held in another profile
// too, in a golden file named after both.
var otherGoldens = map[string]Profile{
	"comparison.large-print": LargePrint,
	"terms.large-print":      LargePrint,
	"text.large-print":       LargePrint,
	"callout.grayscale":      Grayscale,
	"comparison.grayscale":   Grayscale,
}

// TestGolden composes each article of testdata and compares the pages, told in
// words, with the golden file beside it. A golden file without an article
// fails, and so does a kind of block without either.
func TestGolden(t *testing.T) {
	articles, _ := filepath.Glob("testdata/*.yaml")
	wanted := map[string]bool{}
	for _, path := range articles {
		golden := strings.TrimSuffix(path, ".yaml") + ".golden"
		wanted[golden] = true
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) { compareGolden(t, path, golden, Standard) })
	}
	for name, profile := range otherGoldens {
		stem, _, _ := strings.Cut(name, ".")
		golden := "testdata/" + name + ".golden"
		wanted[golden] = true
		t.Run(name, func(t *testing.T) { compareGolden(t, "testdata/"+stem+".yaml", golden, profile) })
	}
	for _, kind := range article.Kinds() {
		if !wanted["testdata/"+kind+".golden"] {
			t.Errorf("no golden for %q: add testdata/%s.yaml and run go test -update", kind, kind)
		}
	}
	goldens, _ := filepath.Glob("testdata/*.golden")
	for _, golden := range goldens {
		if !wanted[golden] {
			t.Errorf("%s belongs to no article", golden)
		}
	}
}

func compareGolden(t *testing.T, path, golden string, profile Profile) {
	got := dump(composed(t, path, profile))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Split(got, "\n"), strings.Split(string(want), "\n"); !slices.Equal(got, want) {
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		t.Errorf("%s:%d differs\n got: %s\nwant: %s", golden, i+1, at(got, i), at(want, i))
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// composed takes an article through the stages before the layout, and through
// it.
func composed(t *testing.T, path string, profile Profile) *Document {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, diags := article.Parse(path, src, os.DirFS(filepath.Dir(path)))
	if a == nil {
		t.Fatal(diags)
	}
	a, diags = cite.Resolve(a, cite.Options{})
	if a == nil || diags.Failed() {
		t.Fatal(diags)
	}
	d, diags := Compose(a, Sheet{Paper: Letter, Profile: profile})
	if d == nil {
		t.Fatal(diags)
	}
	return d
}

// TestKindsHaveLayout holds that every kind of block that can be written can
// be set.
func TestKindsHaveLayout(t *testing.T) {
	for _, kind := range article.Kinds() {
		path := "testdata/" + kind + ".yaml"
		src, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("no layout for %q: %v", kind, err)
			continue
		}
		a, diags := article.Parse(path, src, os.DirFS("testdata"))
		if a == nil {
			t.Errorf("%v", diags)
			continue
		}
		if !slices.ContainsFunc(a.Body, func(b article.Block) bool { return b.Kind() == kind }) {
			t.Errorf("%s has no %q", path, kind)
		}
	}
}

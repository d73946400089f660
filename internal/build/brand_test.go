package build

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handout/internal/brand"
	"handout/internal/pdf/pdftest"
	"handout/layout"
)

// TestPapers holds that each paper a brand may name is one.
func TestPapers(t *testing.T) {
	var names []string
	for _, p := range layout.Papers {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, brand.Papers) {
		t.Errorf("a brand knows the papers %v, a sheet %v", brand.Papers, names)
	}
}

// TestNearestBrand holds where a brand is looked for.
func TestNearestBrand(t *testing.T) {
	inFolder(t, "brand.yaml", "a/b/c/", "a/b/brand.yaml", "x/y/")
	abs, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		".": "brand.yaml", "a": "brand.yaml", "a/b": "a/b/brand.yaml", "a/b/c": "a/b/brand.yaml", "x/y/../y": "brand.yaml",
		filepath.Join(abs, "a"): filepath.Join(abs, "brand.yaml"), "nowhere": "",
	} {
		if got := nearestBrand(filepath.FromSlash(dir)); got != filepath.FromSlash(want) {
			t.Errorf("from %s: %q, want %q", dir, got, want)
		}
	}
	t.Chdir("x/y")
	for dir, want := range map[string]string{".": "../../brand.yaml", "..": "../../brand.yaml", "../../a/b": "../../a/b/brand.yaml"} {
		if got := nearestBrand(filepath.FromSlash(dir)); got != filepath.FromSlash(want) {
			t.Errorf("from x/y, %s: %q, want %q", dir, got, want)
		}
	}
	if err := os.Remove("../../brand.yaml"); err != nil {
		t.Fatal(err)
	}
	if got := nearestBrand("."); got != "" {
		t.Skipf("there is %s above the folder of temporary files", got)
	}
}

// TestBrandIsReadOnce holds that a run reads each brand once, however many
// articles are of it, and looks at its files before it writes.
func TestBrandIsReadOnce(t *testing.T) {
	inFolder(t, "shelf/")
	for name, text := range map[string]string{"brand.yaml": "name: One\n", "shelf/brand.yaml": "name: Two\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var c clinics
	one, two := c.of("."), c.of("shelf")
	if one == two || one.brand.Name.String() != "One" || two.brand.Name.String() != "Two" {
		t.Fatalf("got %+v and %+v", one, two)
	}
	if err := os.WriteFile("brand.yaml", []byte("name: Other\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if c.of(".") != one || (&clinics{named: "brand.yaml"}).of("shelf").brand.Name.String() != "Other" || (&clinics{named: NoBrand}).of(".") != nil {
		t.Error("a brand is read again, or not the one that is named")
	}
	if err := os.WriteFile("a.yaml", []byte(sample("x")), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Link("brand.yaml", "brand.pdf"); err != nil {
		t.Skip(err)
	}
	for r := range Run(context.Background(), []Job{{Source: "a.yaml", Output: "brand.pdf", Sheet: letter}}, Options{}) {
		if r.Outcome != Misused || content(t, "brand.yaml") != "name: Other\n" {
			t.Errorf("outcome %d, %v", r.Outcome, r.Diags)
		}
	}
}

// TestBrandedFiles builds an article for the sample clinic on every sheet and
// checks the finished files: what the profiles promise holds for what a brand
// adds, too.
func TestBrandedFiles(t *testing.T) {
	c := readBrand("../../testdata/brand/brand.yaml")
	if c.failed() {
		t.Fatal(c.fault, c.diags)
	}
	src, err := os.ReadFile("../../handouts/in-school-vs-clinical-ot.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, profile := range layout.Profiles {
		for _, paper := range layout.Papers {
			t.Run(string(profile)+"/"+paper.Name, func(t *testing.T) {
				file := soundIn(t, src, "../../handouts", c.on(layout.Sheet{Paper: paper, Profile: profile}))
				text, err := pdftest.Text(file)
				if err != nil {
					t.Fatal(err)
				}
				for _, word := range []string{"Sample Clinic", "12 Sample Street", "555-0100", "example.org", "Hay ayuda"} {
					if !strings.Contains(text, word) {
						t.Errorf("the file lacks %q", word)
					}
				}
			})
		}
	}
}

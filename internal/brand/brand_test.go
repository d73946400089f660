package brand

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "renew golden files")

// golden holds got against a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was; it is now\n%s", path, got)
	}
}

// pictures is a folder with a good picture and a bad one.
func pictures(t *testing.T) fstest.MapFS {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 2))); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"logo.png": {Data: b.Bytes()}, "words.txt": {Data: []byte("no picture")}}
}

// TestErrors holds what is said about brands that are not good.
func TestErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/errors/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no faulty brands", err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			b, diags := Parse(name, src, pictures(t))
			if b != nil || !diags.Failed() {
				t.Errorf("the brand is good: %v", diags)
			}
			var out bytes.Buffer
			if err := diags.Print(&out, map[string][]byte{name: src}); err != nil {
				t.Fatal(err)
			}
			golden(t, "errors/"+strings.TrimSuffix(name, ".yaml")+".txt", out.Bytes())
		})
	}
}

// TestParse holds what a brand that says everything becomes.
func TestParse(t *testing.T) {
	src := `name: "Sample Clinic"
language: en
logo: {file: ./logo.png, alt: A kite, side: right}
address: [12 Sample Street, Springfield]
phone: 555-0100
website: "https://www.example.org/clinic/"
colors: {accent: "#004400", rule: CC6600}
disclaimer: It's no advice.
language_help: [Free., "[Gratis.]{lang=es}"]
paper: a4
citation_style: apa
check: {grade: 5}
`
	b, diags := Parse("brand.yaml", []byte(src), pictures(t))
	if b == nil || len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, c := range []struct{ what, got, want string }{
		{"name", b.Name.String(), "Sample Clinic"},
		{"place of the name", b.Name[0].Pos.String(), "brand.yaml:1:8"},
		{"logo", b.Logo.File + " " + b.Logo.Alt, "logo.png A kite"},
		{"second line", b.Address[1].String(), "Springfield"},
		{"site", b.Website.URL, "https://www.example.org/clinic/"},
		{"place of the site", b.Website.Pos.String(), "brand.yaml:6:10"},
		{"accent", b.Colors.Accent.String(), "#004400"},
		{"rule", b.Colors.Rule.String(), "#CC6600"},
		{"disclaimer", b.Disclaimer[0].String(), "It’s no advice."},
		{"language of the notice", b.LanguageHelp[1][0].Lang, "es"},
		{"paper and style", b.Paper + " " + b.CitationStyle, "a4 apa"},
		{"place of the style", b.StylePos.String(), "brand.yaml:11:17"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if !b.Logo.Right || b.Grade != 5 || b.Language != "en" {
		t.Errorf("%+v", b)
	}
	if b, _ := Parse("brand.yaml", []byte("name: 5\n"), nil); b == nil || b.Colors != nil || b.Logo != nil {
		t.Errorf("a brand that is a name: %+v", b)
	}
}

// TestSchema holds the schema, that an independent validator reads it, and that
// the starter is good by it and by Parse.
func TestSchema(t *testing.T) {
	golden(t, "schema.json", Schema())
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("brand.json", doc); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compile("brand.json"); err != nil {
		t.Fatal(err)
	}
	if b, diags := Parse("brand.yaml", Starter(), nil); b == nil || len(diags) > 0 {
		t.Error(diags)
	}
	for _, key := range shape.Map.Keys {
		if !bytes.Contains(Starter(), []byte(key.Name+":")) && key.Name != "language" {
			t.Errorf("the starter shows no %s", key.Name)
		}
	}
}

// FuzzParse holds for any file: no panic, and a brand or an error.
func FuzzParse(f *testing.F) {
	f.Add(Starter())
	f.Add([]byte("name: a\ncolors: {accent: \"#FFFF00\", rule: FFFFFF, tint: \"#000000\"}\nwebsite: http://[::1\n"))
	f.Add([]byte("name: [a]\naddress: |\n a\n b\nlogo: {file: ../x, alt: ''}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, diags := Parse("f", src, nil)
		if (b == nil) != diags.Failed() {
			t.Errorf("a brand: %v, %v", b != nil, diags)
		}
	})
}

package plain

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"handout/internal/diag"
)

// golden compares what a test made with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		writeFile(t, path, string(got))
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs (go test -update renews it):\n%s", path, got)
	}
}

// reportsOf checks the articles of testdata.
func reportsOf(t *testing.T, names ...string) []Named {
	var out []Named
	for _, name := range names {
		src := readArticle(t, filepath.Join("testdata", name))
		out = append(out, Named{name, map[string][]byte{name: []byte(src)}, Check(parse(t, name, src), Options{Today: today})})
	}
	return out
}

var goldens = map[string]func(*testing.T) []byte{
	"hard.text":     func(t *testing.T) []byte { return Text(reportsOf(t, "hard.yaml")) },
	"spanish.text":  func(t *testing.T) []byte { return Text(reportsOf(t, "spanish.yaml")) },
	"hard.github":   func(t *testing.T) []byte { return GitHub(reportsOf(t, "hard.yaml")) },
	"spanish.json":  func(t *testing.T) []byte { return JSON(reportsOf(t, "spanish.yaml")) },
	"spanish.sarif": func(t *testing.T) []byte { return SARIF(reportsOf(t, "spanish.yaml")) },
}

func TestFormats(t *testing.T) {
	for name, make := range goldens {
		golden(t, name, make(t))
	}
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name, ext := filepath.Base(f), filepath.Ext(f)
		if goldens[name] == nil && !slices.Contains([]string{".yaml", ".txt"}, ext) {
			t.Errorf("no test asks for %s", f)
		}
	}
}

// Every format takes what an article that cannot be read, or no article at
// all, leaves it.
func TestFormatsOfLittle(t *testing.T) {
	broken := Named{File: "a b/ü.yaml", Report: Report{Findings: diag.List{{
		Pos: diag.Pos{File: "a b/ü.yaml"}, Message: "50% of it,\nis: bad", Rule: "x:y"}}}}
	for name, format := range Formats {
		for _, reports := range [][]Named{nil, {broken}, {{File: "x", Report: Report{Card: &Card{}}}}} {
			out := format(reports)
			if (name == "json" || name == "sarif") && !json.Valid(out) {
				t.Errorf("%s of %v: %s", name, reports, out)
			}
		}
	}
	if got, want := string(GitHub([]Named{broken})), "::error file=a b/ü.yaml,title=x%3Ay::50%25 of it,%0Ais: bad\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for path, want := range map[string]string{"a b/ü.yaml": "a%20b/%C3%BC.yaml", "/x/y.yaml": "file:///x/y.yaml", "./c.yaml": "c.yaml"} {
		if got := uri(path); got != want {
			t.Errorf("uri(%q) = %q, want %q", path, got, want)
		}
	}
}

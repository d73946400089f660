package article

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "renew golden files")

// golden holds got against a file of testdata.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	path = filepath.Join("testdata", path)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden for %s: %v", t.Name(), err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was; it is now\n%s", path, got)
	}
}

// inputs returns the YAML and JSON files of a folder of testdata, and fails for a
// golden file beside none of them.
func inputs(t *testing.T, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.[yj]*")) // .yaml, .json
	if err != nil || len(names) == 0 {
		t.Fatalf("no inputs in %s: %v", folder, err)
	}
	goldens, _ := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	for _, g := range goldens {
		if !slices.Contains(names, strings.TrimSuffix(g, ".txt")+".yaml") && !slices.Contains(names, strings.TrimSuffix(g, ".txt")+".json") {
			t.Errorf("no test asks for %s", g)
		}
	}
	return names
}

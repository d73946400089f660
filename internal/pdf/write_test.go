package pdf

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"handout/internal/pdf/pdftest"
)

var update = flag.Bool("update", false, "renew golden files")

// keep writes the file where a validator finds it, if HANDOUT_PDF_DIR names a
// folder.
func keep(t testing.TB, data []byte) {
	dir := os.Getenv("HANDOUT_PDF_DIR")
	if dir == "" {
		return
	}
	path := filepath.Join(dir, "pdf", filepath.FromSlash(t.Name())+".pdf")
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, []byte(got)) {
		t.Errorf("%s is not as held (renew it with -update):\n%s", path, got)
	}
}

func TestEverything(t *testing.T) {
	data := everything(t).write()
	keep(t, data)
	if err := pdftest.Check(data); err != nil {
		t.Error(err)
	}
	tree, err := pdftest.Tree(data)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "everything.txt", tree)
}

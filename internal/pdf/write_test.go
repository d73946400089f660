package pdf

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
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

func TestEverything(t *testing.T) {
	keep(t, everything(t).write())
}

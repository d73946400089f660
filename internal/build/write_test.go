package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWrite(t *testing.T) {
	inFolder(t)
	job := Job{Source: "a.yaml", Output: "deep/er/a.pdf", mayMake: true}
	for _, text := range []string{"first and longer", "second"} {
		if err := job.write([]byte(text), nil); err != nil {
			t.Fatal(err)
		}
		if got := content(t, job.Output); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	if got := names(t, "deep/er"); got != "a.pdf" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestWriteKeepsPermissions(t *testing.T) {
	inFolder(t, "a.pdf")
	if err := os.Chmod("a.pdf", 0o640); err != nil {
		t.Fatal(err)
	}
	want, _ := os.Stat("a.pdf")
	if err := replace("a.pdf", []byte("new"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.Stat("a.pdf"); got.Mode() != want.Mode() {
		t.Errorf("got %v, want %v", got.Mode(), want.Mode())
	}
}

func TestWriteFollowsLink(t *testing.T) {
	inFolder(t, "shelf/real.pdf")
	if err := os.Symlink("shelf/real.pdf", "a.pdf"); err != nil {
		t.Skip(err)
	}
	if err := (Job{Output: "a.pdf"}).write([]byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Lstat("a.pdf"); info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if got := content(t, "shelf/real.pdf"); got != "new" {
		t.Errorf("the file holds %q", got)
	}
}

// A write that fails leaves nothing behind.
func TestWriteFails(t *testing.T) {
	inFolder(t, "a.pdf/", "a.pdf/x", "file")
	for _, path := range []string{"a.pdf", "file/a.pdf", "missing/a.pdf", strings.Repeat("x", 300) + ".pdf"} {
		err := Job{Output: path}.write([]byte("new"), nil)
		if err == nil || err.Outcome != Broken || err.Pos.File != path {
			t.Errorf("%.20s: got %v", path, err)
		}
	}
	if got := names(t, "."); got != "a.pdf file" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestWriteNeverOverInput(t *testing.T) {
	inFolder(t, "logo.png")
	info, err := os.Stat("logo.png")
	if err != nil {
		t.Fatal(err)
	}
	fault := Job{Output: "logo.png"}.write([]byte("new"), []os.FileInfo{info})
	if fault == nil || fault.Rule != "output-is-input" {
		t.Errorf("got %v", fault)
	}
	if got := content(t, "logo.png"); got != "" {
		t.Errorf("the picture holds %q", got)
	}
}

// A run clears away what nobody will finish, in every folder that it writes to,
// and nothing else.
func TestSweep(t *testing.T) {
	dead, alive := unfinished(), unfinished()
	keep := []string{alive, ".handout-.tmp", ".handout-x-1.tmp", dead + ".pdf", "notes.tmp", "a.pdf"}
	inFolder(t, append(keep, dead, ".handout-4711-12.tmp", filepath.Join("sub", dead))...)
	f, err := os.Open(alive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if !lock(f) {
		t.Fatal("cannot lock")
	}
	sweep([]Job{{Output: "a.pdf"}, {Output: "sub/b.pdf"}})
	for _, name := range keep {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
	if got := len(strings.Fields(names(t, "."))); got != len(keep)+1 {
		t.Errorf("%d files are left, want %d", got, len(keep)+1)
	}
	if got := names(t, "sub"); got != "" {
		t.Errorf("sub holds %s", got)
	}
}

func TestCreate(t *testing.T) {
	inFolder(t)
	path := filepath.Join("shelf", "a.yaml")
	if err := Create(path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	err := Create(path, []byte("two"))
	var refused *Error
	if !errors.As(err, &refused) || refused.Outcome != Misused {
		t.Errorf("got %v", err)
	}
	if got := content(t, path); got != "one" {
		t.Errorf("the file holds %q", got)
	}
}

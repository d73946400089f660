package build

import (
	"bytes"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// On a full disk the old file stays and nothing else is left.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("cannot mount a small disk:", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	job := Job{Output: filepath.Join(dir, "a.pdf")}
	if err := job.write([]byte("old"), nil); err != nil {
		t.Fatal(err)
	}
	err := job.write(bytes.Repeat([]byte("x"), 1<<20), nil)
	if err == nil || err.Outcome != Broken || !strings.Contains(err.Message, "no space left") {
		t.Errorf("got %v", err)
	}
	if got := content(t, job.Output); got != "old" {
		t.Errorf("the file holds %q", got)
	}
	if got := names(t, dir); got != "a.pdf" {
		t.Errorf("the folder holds %s", got)
	}
}

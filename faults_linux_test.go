package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// disk mounts an empty disk of a size such as 64k, or skips the test.
func disk(t *testing.T, size string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("cannot mount a disk:", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// partly holds that a run built a part of its handouts, all of them whole, and
// told of every other one.
func partly(t *testing.T, dir, out string, n int, stderr string) {
	t.Helper()
	status := map[string]int{}
	for _, l := range report(t, dir) {
		status[l.Status]++
		_, err := os.Stat(filepath.Join(out, filepath.Base(l.Output)))
		switch {
		case l.Status == "built" && err != nil:
			t.Errorf("%s is not there", l.Output)
		case l.Status == "failed" && (err == nil || l.Diagnostics[0].Rule != "unwritable"):
			t.Errorf("%s failed: %v, %v", l.Output, l.Diagnostics, err)
		}
	}
	if status["built"] == 0 || status["failed"] == 0 || status["built"]+status["failed"] != n {
		t.Errorf("got %v of %d", status, n)
	}
	if !strings.HasSuffix(stderr, fmt.Sprintf("%d of %d handouts were not built\n", status["failed"], n)) {
		t.Errorf("standard error ends with %q", stderr[max(0, len(stderr)-100):])
	}
	if left := strays(t, out); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// When the disk is full, what has room is built and the rest reported.
func TestFullDisk(t *testing.T) {
	const n = 60
	out := disk(t, "200k")
	dir := t.TempDir()
	shelf(t, dir, n)
	cmd := command(t, dir, "build", "shelf", "-o", out, "--report", "report")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if got := ends(t, started(t, cmd)); got != 1 {
		t.Errorf("exit code %d", got)
	}
	partly(t, dir, out, n, stderr.String())
	if !strings.Contains(stderr.String(), "no space left") {
		t.Errorf("standard error does not say why:\n%.300s", stderr.String())
	}
}

// When the folder can no longer be written to, the rest is reported.
func TestReadOnlyMidway(t *testing.T) {
	const n = 600
	out := disk(t, "64m")
	dir := t.TempDir()
	shelf(t, dir, n)
	cmd := command(t, dir, "build", "shelf", "-o", out, "--report", "report")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	started(t, cmd)
	begins(t, out)
	cmd.Process.Signal(syscall.SIGSTOP)
	err := syscall.EBUSY // while a file is open for writing
	for range 1000 {
		if err, _ = syscall.Mount("", out, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "").(syscall.Errno); err != syscall.EBUSY {
			break
		}
		cmd.Process.Signal(syscall.SIGCONT)
		time.Sleep(time.Millisecond)
		cmd.Process.Signal(syscall.SIGSTOP)
	}
	cmd.Process.Signal(syscall.SIGCONT)
	if got := ends(t, cmd); got != 1 {
		t.Errorf("exit code %d (%v)", got, err)
	}
	partly(t, dir, out, n, stderr.String())
}

// A folder of a hundred thousand articles, some of which are none, is built to
// its end, in little memory.
func TestManyArticles(t *testing.T) {
	n := some(300, 100_000)
	dir := t.TempDir()
	shelf(t, dir, n)
	in := func(name string) string { return filepath.Join(dir, "shelf", name+".yaml") }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.WriteFile(in("broken"), []byte("title: [\n"), 0o666))
	must(os.WriteFile(in("empty"), nil, 0o666))
	must(os.WriteFile(in("huge"), bytes.Repeat([]byte("x: y\n"), 1<<20), 0o666))
	must(os.WriteFile(in("bytes"), []byte("\x00\xff\xfe\x80"), 0o666))
	must(syscall.Mkfifo(in("pipe"), 0o666))
	must(os.Symlink("loop.yaml", in("loop")))
	must(os.Symlink("nowhere.yaml", in("dangling")))
	must(os.Symlink("000000.yaml", in("again")))
	must(os.Symlink(".", filepath.Join(dir, "shelf", "round")))
	want := map[string]string{
		"broken": "yaml", "empty": "", "huge": "too-big", "bytes": "", "pipe": "not-a-file", "loop": "unreadable", "dangling": "no-file",
	}
	if os.Getuid() != 0 {
		must(os.WriteFile(in("secret"), []byte(shortArticle(0)), 0))
		want["secret"] = "unreadable"
	}
	cmd := command(t, dir, "build", "shelf/**", "-o", "out/", "--report", "report", "--quiet")
	if got := ends(t, started(t, cmd)); got != 1 {
		t.Errorf("exit code %d", got)
	}
	built := 0
	for _, l := range report(t, dir) {
		stem := strings.TrimSuffix(filepath.Base(l.Input), ".yaml")
		rule, bad := want[stem]
		delete(want, stem)
		switch {
		case bad && (l.Status != "failed" || len(l.Diagnostics) == 0 || rule != "" && l.Diagnostics[0].Rule != rule):
			t.Errorf("%s is %s: %v", l.Input, l.Status, l.Diagnostics)
		case !bad && l.Status != "built":
			t.Errorf("%s is %s: %v", l.Input, l.Status, l.Diagnostics)
		case !bad:
			built++
		}
	}
	if built != n+1 || len(want) > 0 {
		t.Errorf("%d of %d are built; nothing is said of %v", built, n+1, want)
	}
	if left := strays(t, filepath.Join(dir, "out")); left != nil {
		t.Errorf("left behind: %v", left)
	}
	const most = 256 << 10 // KiB
	if got := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss; got > most {
		t.Errorf("the run takes %d MiB", got>>10)
	}
}

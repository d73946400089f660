package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// thorough reports whether tests may take minutes, as .ci/run lets them.
var thorough = os.Getenv("HANDOUT_THOROUGH") != ""

// some returns few, or many when the tests are thorough.
func some(few, many int) int {
	if thorough {
		return many
	}
	return few
}

// article is the shortest there is.
func shortArticle(n int) string {
	return fmt.Sprintf("title: Number %d\nlanguage: en\nbody:\n  - text: Rest and drink.\n", n)
}

// shelf writes n articles into dir/shelf.
func shelf(t *testing.T, dir string, n int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "shelf"), 0o777); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, "shelf", fmt.Sprintf("%06d.yaml", i)), []byte(shortArticle(i)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// reported is what a test asks of a line of a report.
type reported struct {
	Input, Output, Status string
	Diagnostics           []struct{ Rule string }
}

// report reads the report of a run in dir, and holds it to the schema.
func report(t *testing.T, dir string) (lines []reported) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "report"))
	must(err)
	for text := range bytes.Lines(data) {
		var l reported
		must(json.Unmarshal(text, &l))
		lines = append(lines, l)
	}
	return lines
}

// ends waits for a command and returns its exit code.
func ends(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	timeout := time.AfterFunc(20*time.Minute, func() { cmd.Process.Kill() })
	defer timeout.Stop()
	if err := cmd.Wait(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

// begins waits for the first handout in a folder.
func begins(t *testing.T, dir string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if pdfs, _ := filepath.Glob(filepath.Join(dir, "*.pdf")); len(pdfs) > 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatal("no handout is built")
		}
	}
}

// strays returns what a folder holds beside handouts.
func strays(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".pdf" {
			names = append(names, e.Name())
		}
	}
	return names
}

// Ctrl-C in the middle of a run finishes what is in hand and says what was not
// done.
func TestInterruptBatch(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Ctrl-C cannot be sent to another process")
	}
	const n = 1500
	dir := t.TempDir()
	shelf(t, dir, n)
	var stderr bytes.Buffer
	cmd := command(t, dir, "build", "shelf", "-o", "out/", "--report", "report")
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begins(t, filepath.Join(dir, "out"))
	cmd.Process.Signal(os.Interrupt)
	if got := ends(t, cmd); got != interrupted {
		t.Fatalf("exit code %d, want %d\n%s", got, interrupted, stderr.String())
	}
	status := map[string]int{}
	for _, l := range report(t, dir) {
		status[l.Status]++
		_, err := os.Stat(filepath.Join(dir, l.Output))
		if built := err == nil; built != (l.Status == "built") {
			t.Errorf("%s is %s, there: %v", l.Output, l.Status, built)
		}
	}
	if status["built"] == 0 || status["not-done"] == 0 || status["built"]+status["not-done"] != n {
		t.Errorf("got %v of %d", status, n)
	}
	if !strings.HasPrefix(stderr.String(), fmt.Sprintf("interrupted: %d of %d handouts were not done\n", status["not-done"], n)) {
		t.Errorf("standard error is\n%.300s", stderr.String())
	}
	if left := strays(t, filepath.Join(dir, "out")); left != nil {
		t.Errorf("left behind: %v", left)
	}
	if got := ends(t, started(t, command(t, dir, "build", "shelf", "-o", "out/"))); got != 0 {
		t.Errorf("the next run ends with %d", got)
	}
}

func started(t *testing.T, cmd *exec.Cmd) *exec.Cmd {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// Runs that write the same handouts into the same folder do not disturb each
// other.
func TestRunsAtOnce(t *testing.T) {
	const n, runs = 60, 3
	dir := t.TempDir()
	shelf(t, dir, n)
	if got := ends(t, started(t, command(t, dir, "build", "shelf", "-o", "want/"))); got != 0 {
		t.Fatalf("exit code %d", got)
	}
	for range some(3, 30) {
		var all []*exec.Cmd
		for range runs {
			all = append(all, started(t, command(t, dir, "build", "shelf", "-o", "out/", "--force")))
		}
		for _, cmd := range all {
			if got := ends(t, cmd); got != 0 {
				t.Errorf("exit code %d", got)
			}
		}
		for i := range n {
			name := fmt.Sprintf("%06d.pdf", i)
			want, _ := os.ReadFile(filepath.Join(dir, "want", name))
			if got, err := os.ReadFile(filepath.Join(dir, "out", name)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is another file: %v", name, err)
			}
		}
		if left := strays(t, filepath.Join(dir, "out")); left != nil {
			t.Errorf("left behind: %v", left)
		}
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"image"
	imagepng "image/png"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"
	"github.com/rogpeppe/go-internal/testscript"

	"handout/internal/build"
	"handout/layout"
)

var update = flag.Bool("update", false, "renew golden files and output/")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"handout": main})
}

// TestScript runs the real command line as testdata/script says.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"png":   png,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
	})
}

// exits CODE COMMAND... runs a command that must end with this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// png FILE... writes a small picture to each file.
func png(ts *testscript.TestScript, neg bool, args []string) {
	var b bytes.Buffer
	ts.Check(imagepng.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))))
	for _, file := range args {
		ts.Check(os.WriteFile(ts.MkAbs(file), b.Bytes(), 0o666))
	}
}

// TestReadme holds the README to its word, in a folder that holds the examples:
// its handout commands run, its article builds, and with the mistake that the
// README shows it ends as shown.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	var commands, articles, mistakes int
	var script, files strings.Builder
	for i, block := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(string(readme), -1) {
		switch kind, text := block[1], block[2]; {
		case kind == "sh" && strings.HasPrefix(text, "handout "):
			commands++
			fmt.Fprintf(&script, "exec sh -e %d.sh\n", i)
			fmt.Fprintf(&files, "-- %d.sh --\n%s", i, text)
		case kind == "yaml":
			articles++
			fmt.Fprintf(&script, "exec handout build right/my-topic.yaml -o right.pdf\n! stderr .\n")
			fmt.Fprintf(&files, "-- right/my-topic.yaml --\n%s", text)
			fmt.Fprintf(&files, "-- wrong/my-topic.yaml --\n%s", strings.Replace(text, "columns", "colums", 1))
		case strings.HasPrefix(text, "my-topic.yaml:"):
			mistakes++
			fmt.Fprintf(&script, "cd wrong\nexits 1 handout build my-topic.yaml\ncmp stderr $WORK/told\ncd ..\n")
			fmt.Fprintf(&files, "-- told --\n%s", text)
		}
	}
	if commands == 0 || articles != 1 || mistakes != 1 {
		t.Errorf("README.md has %d blocks of commands, %d articles and %d mistakes", commands, articles, mistakes)
	}
	file := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(file, []byte(script.String()+files.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{file},
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(env *testscript.Env) error {
			return os.CopyFS(filepath.Join(env.WorkDir, "handouts"), os.DirFS("handouts"))
		},
	})
}

// handoutsOn builds the articles of handouts/ and returns the PDFs by name.
func handoutsOn(t *testing.T, paper layout.Paper) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	jobs, err := build.Plan([]string{"handouts"}, dir, []layout.Sheet{{Paper: paper, Profile: layout.Standard}})
	if err != nil {
		t.Fatal(err)
	}
	pdfs := make(map[string][]byte)
	for r := range build.Run(context.Background(), jobs, build.Options{}) {
		if r.Outcome != build.Done {
			t.Fatalf("%s: %v", r.Job.Source, r.Diags)
		}
		pdfs[filepath.Base(r.Job.Output)], err = os.ReadFile(r.Job.Output)
		if err != nil {
			t.Fatal(err)
		}
	}
	return pdfs
}

// TestOutput holds that output/ is what the articles of handouts/ make.
func TestOutput(t *testing.T) {
	pdfs := handoutsOn(t, layout.Letter)
	if *update {
		for name, pdf := range pdfs {
			if err := os.WriteFile(filepath.Join("output", name), pdf, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	entries, err := os.ReadDir("output")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		stem, _, _ := strings.Cut(e.Name(), ".") // a picture of a handout lies beside it
		if _, ok := pdfs[stem+".pdf"]; !ok {
			t.Errorf("output/%s has no article in handouts/", e.Name())
		}
	}
	for name, pdf := range pdfs {
		if old, err := os.ReadFile(filepath.Join("output", name)); err != nil || !bytes.Equal(old, pdf) {
			t.Errorf("output/%s is not current; go test . -update renews it", name)
		}
	}
}

// TestPages holds that an example takes as many pages on both papers.
func TestPages(t *testing.T) {
	letter, a4 := handoutsOn(t, layout.Letter), handoutsOn(t, layout.A4)
	for name := range letter {
		if l, a := pages(t, letter[name]), pages(t, a4[name]); l != a {
			t.Errorf("%s takes %d pages on letter, %d on a4", name, l, a)
		}
	}
}

func pages(t *testing.T, data []byte) int {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return r.NumPage()
}

// command returns the command line of the test binary as handout itself.
func command(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: exe, Args: append([]string{"handout"}, args...), Dir: dir}
}

// A build that is killed leaves every PDF as it was or as it is to be, and the
// next one clears away the rest.
func TestKilled(t *testing.T) {
	const articles = 12
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		for i := range articles {
			src := fmt.Sprintf("title: Number %d\nlanguage: en\nbody:\n  - text: %s\n", i, text)
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.yaml", i)), []byte(src), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	pdfs := func() (all [articles]string) {
		t.Helper()
		for i := range all {
			pdf, err := os.ReadFile(filepath.Join(dir, "output", fmt.Sprintf("%d.pdf", i)))
			if err != nil {
				t.Fatal(err)
			}
			all[i] = string(pdf)
		}
		return all
	}
	finish := func() time.Duration {
		t.Helper()
		began := time.Now()
		if out, err := command(t, dir, "build", ".").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return time.Since(began)
	}
	write("New words.")
	finish()
	after := pdfs()
	write("Old words.")
	whole := finish()
	before := pdfs()
	for range 10 {
		write("New words.")
		cmd := command(t, dir, "build", ".")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(whole))
		cmd.Process.Kill()
		cmd.Wait()
		for i, pdf := range pdfs() {
			if pdf != before[i] && pdf != after[i] {
				t.Fatalf("%d.pdf is neither the old file nor the new one", i)
			}
		}
		write("Old words.")
		finish()
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "output", ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Ctrl-C ends a build that waits for its article, and leaves nothing.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Ctrl-C cannot be sent to another process")
	}
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		dir := t.TempDir()
		cmd := command(t, dir, "build", "-", "-o", "sheet.pdf")
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		cmd.Process.Signal(os.Interrupt)
		timeout := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
		cmd.Wait()
		stdin.Close()
		if !timeout.Stop() {
			t.Fatal("the program goes on")
		}
		if cmd.ProcessState.ExitCode() == -1 && wait < 5*time.Second {
			continue // too early: the program did not listen yet
		}
		if got := cmd.ProcessState.ExitCode(); got != interrupted {
			t.Errorf("exit code %d, want %d", got, interrupted)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		return
	}
}

// imports says what each package may import of the others, and of what is not
// in the standard library. Only who stands at an edge of the pipeline meets the
// machine, by "os", and nobody the network.
var imports = map[string][]string{
	"handout": {
		"handout/handouts", "handout/internal/article", "handout/internal/build", "handout/internal/cite", "handout/internal/diag", "handout/internal/plain", "handout/layout",
		"github.com/urfave/cli/v2", "golang.org/x/term", "os",
	},
	"handout/fonts":    {"github.com/go-text/typesetting", "github.com/rivo/uniseg", "golang.org/x/text"},
	"handout/handouts": {},
	"handout/internal/article": {
		"handout/internal/decode", "handout/internal/diag",
		"github.com/yuin/goldmark", "golang.org/x/text",
	},
	"handout/internal/bibliography": {
		"handout/internal/article", "handout/internal/decode", "handout/internal/diag",
		"golang.org/x/text",
	},
	"handout/internal/build": {
		"handout/internal/article", "handout/internal/bibliography", "handout/internal/cite", "handout/internal/decode", "handout/internal/diag",
		"handout/internal/pdf", "handout/internal/plain", "handout/layout",
		"os",
	},
	"handout/internal/cite":        {"handout/internal/article", "handout/internal/diag", "handout/internal/memo", "golang.org/x/text"},
	"handout/internal/decode":      {"handout/internal/diag", "golang.org/x/text", "gopkg.in/yaml.v3"},
	"handout/internal/diag":        {"github.com/rivo/uniseg"},
	"handout/internal/memo":        {},
	"handout/internal/pdf":         {"handout/fonts", "handout/internal/memo", "handout/internal/tag", "handout/layout", "github.com/go-pdf/fpdf", "github.com/klauspost/compress"},
	"handout/internal/pdf/pdftest": {"github.com/ledongthuc/pdf"}, // for tests
	"handout/internal/plain":       {"handout/internal/article", "handout/internal/decode", "handout/internal/diag", "handout/internal/memo"},
	"handout/internal/tag":         {},
	"handout/layout": {
		"handout/fonts", "handout/internal/article", "handout/internal/diag", "handout/internal/memo", "handout/internal/tag",
		"github.com/rivo/uniseg",
	},
}

// TestImports holds the packages to the table, and the table to the packages.
func TestImports(t *testing.T) {
	got := make(map[string][]string)
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := strings.TrimSuffix("handout/"+filepath.ToSlash(filepath.Dir(path)), "/.")
		if got[dir] == nil {
			got[dir] = []string{}
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if watched(imported) && !slices.Contains(got[dir], imported) {
				got[dir] = append(got[dir], imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range slices.Sorted(maps.Keys(got)) {
		allowed, known := imports[dir]
		if !known {
			t.Errorf("%s is not in the table", dir)
		}
		unused := slices.Clone(allowed)
		for _, imported := range got[dir] {
			i := slices.IndexFunc(allowed, func(a string) bool { return within(imported, a) })
			if i < 0 {
				t.Errorf("%s must not import %s", dir, imported)
				continue
			}
			unused = slices.DeleteFunc(unused, func(a string) bool { return a == allowed[i] })
		}
		if len(unused) > 0 {
			t.Errorf("the table lets %s import %v, which it does not", dir, unused)
		}
	}
	for dir := range imports {
		if got[dir] == nil {
			t.Errorf("there is no package %s", dir)
		}
	}
}

// watched reports whether the table must name the import.
func watched(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first == "handout" || strings.Contains(first, ".") || first == "os" || path == "net" || path == "net/http"
}

// within reports whether path is a package of ours, or belongs to the module.
func within(path, allowed string) bool {
	return path == allowed || !strings.HasPrefix(allowed, "handout") && strings.HasPrefix(path, allowed+"/")
}

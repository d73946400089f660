package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
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
	"github.com/santhosh-tekuri/jsonschema/v6"

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
			"cut":    cut,
			"exits":  exits,
			"png":    png,
			"report": reportLines,
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

// cut FILE takes the last byte from a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	data := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data[:len(data)-1]), 0o666))
}

// png [PIXELS] FILE... writes a small picture to each file.
func png(ts *testscript.TestScript, neg bool, args []string) {
	side := 2
	if n, err := strconv.Atoi(args[0]); err == nil {
		side, args = n, args[1:]
	}
	data := pngOf(ts, side)
	for _, file := range args {
		ts.Check(os.WriteFile(ts.MkAbs(file), data, 0o666))
	}
}

// pngOf returns a grey picture so many pixels wide and high.
func pngOf(t interface{ Fatalf(string, ...any) }, side int) []byte {
	var b bytes.Buffer
	if err := imagepng.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

// reportLines FILE checks each line of a report by the schema, and against the
// file it is about, and prints what is the same in every run.
func reportLines(ts *testscript.TestScript, neg bool, args []string) {
	schema := reportSchema(ts.Check)
	for text := range strings.Lines(ts.ReadFile(args[0])) {
		line, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		ts.Check(err)
		ts.Check(schema.Validate(line))
		var l struct {
			Input, Output, Profile, Paper, Status, SHA256 string
			Pages, Bytes                                  int
			Diagnostics                                   []struct{ Rule string }
		}
		ts.Check(json.Unmarshal([]byte(text), &l))
		fmt.Fprintf(ts.Stdout(), "%s %s %s %s %s", filepath.ToSlash(l.Input), filepath.ToSlash(l.Output), l.Profile, l.Paper, l.Status)
		for _, d := range l.Diagnostics {
			fmt.Fprintf(ts.Stdout(), " %s", d.Rule)
		}
		if l.Pages > 0 {
			fmt.Fprintf(ts.Stdout(), " pages=%d", l.Pages)
			file := ts.ReadFile(l.Output)
			if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(file))); sum != l.SHA256 || len(file) != l.Bytes {
				ts.Fatalf("%s: the report does not tell its sum and size", l.Output)
			}
		}
		fmt.Fprintln(ts.Stdout())
	}
}

// reportSchema is the schema in the hands of an independent validator.
func reportSchema(check func(error)) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(build.ReportSchema()))
	check(err)
	c := jsonschema.NewCompiler()
	check(c.AddResource("report.json", doc))
	schema, err := c.Compile("report.json")
	check(err)
	return schema
}

// readmePlan is an article with the fields that the README's table fills.
const readmePlan = `title: A plan for {{child}}
language: en
body:
  - heading: Side by side
  - comparison:
      columns: [{id: a, title: At school}, {id: b, title: At home}]
      rows:
        - {label: Move, a: Sit on a ball., b: Jump.}
        - {label: Rest, a: Lie down., b: Read.}
        - {label: Eat, a: Snack at ten., b: Snack at four.}
  - text: "Next visit: {{next_visit}}."
`

// TestReadme holds the README to its word, in a folder that holds the examples:
// its handout commands run, its article builds, bare and with its brand, and with
// the mistakes that the README shows they end as shown.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	var commands, articles, brands, tables, mistakes int
	var script, files strings.Builder
	for i, block := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(string(readme), -1) {
		switch kind, text := block[1], block[2]; {
		case kind == "sh" && strings.HasPrefix(text, "handout "):
			commands++
			fmt.Fprintf(&script, "exec sh -e %d.sh\n", i)
			fmt.Fprintf(&files, "-- %d.sh --\n%s", i, text)
		case kind == "csv":
			tables++
			fmt.Fprintf(&files, "-- families.csv --\n%s-- plan.yaml --\n%s", text, readmePlan)
		case kind == "yaml" && strings.HasPrefix(text, "name:"):
			brands++
			if sample, err := os.ReadFile("testdata/brand/brand.yaml"); err != nil || text != string(sample) {
				t.Errorf("the README's brand is not the sample's: %v", err)
			}
			fmt.Fprintf(&script, "exec handout build clinic/my-topic.yaml -o clinic.pdf\n! stderr .\n")
			fmt.Fprintf(&files, "-- bright/brand.yaml --\n%s", strings.Replace(text, "#1F4E79", "#F2A900", 1))
		case kind == "yaml":
			articles++
			fmt.Fprintf(&files, "-- clinic/my-topic.yaml --\n%s-- bright/my-topic.yaml --\n%s", text, text)
			fmt.Fprintf(&script, "exec handout build right/my-topic.yaml -o right.pdf\n! stderr .\n")
			fmt.Fprintf(&files, "-- right/my-topic.yaml --\n%s", text)
			fmt.Fprintf(&files, "-- wrong/my-topic.yaml --\n%s", strings.Replace(text, "columns", "colums", 1))
		case strings.HasPrefix(text, "my-topic.yaml:"):
			mistakes++
			fmt.Fprintf(&script, "cd wrong\nexits 1 handout build my-topic.yaml\ncmp stderr $WORK/told\ncd ..\n")
			fmt.Fprintf(&files, "-- told --\n%s", text)
		case strings.HasPrefix(text, "brand.yaml:"):
			mistakes++
			fmt.Fprintf(&script, "cp clinic/logo.svg bright/logo.svg\ncd bright\nexits 1 handout build my-topic.yaml\ncmp stderr $WORK/bright-told\ncd ..\n")
			fmt.Fprintf(&files, "-- bright-told --\n%s", text)
		}
	}
	if commands == 0 || articles != 1 || brands != 1 || tables != 1 || mistakes != 2 {
		t.Errorf("README.md has %d blocks of commands, %d articles, %d brands, %d tables and %d mistakes", commands, articles, brands, tables, mistakes)
	}
	file := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(file, []byte(script.String()+files.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{file},
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(env *testscript.Env) error {
			err := os.CopyFS(filepath.Join(env.WorkDir, "clinic"), os.DirFS("testdata/brand"))
			return errors.Join(err, os.CopyFS(filepath.Join(env.WorkDir, "handouts"), os.DirFS("handouts")))
		},
	})
}

// examples builds the articles of handouts/ in every profile on every paper, as
// they stand in output/, and returns the PDFs by name.
func examples(t *testing.T) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	var sheets []layout.Sheet
	for _, profile := range layout.Profiles {
		for _, paper := range layout.Papers {
			sheets = append(sheets, layout.Sheet{Paper: paper, Profile: profile, Codes: layout.LinkCodes})
		}
	}
	jobs, err := build.Plan(build.Request{Sources: []string{"handouts"}, Output: dir, Sheets: sheets})
	if err != nil {
		t.Fatal(err)
	}
	pdfs := make(map[string][]byte)
	for r := range build.Run(context.Background(), jobs, build.Options{Version: version}) {
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
	pdfs := examples(t)
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
	pdfs := examples(t)
	if len(pdfs) != 2*len(layout.Profiles)*len(layout.Papers) {
		t.Errorf("there are %d examples", len(pdfs))
	}
	for name, letter := range pdfs {
		a4, on := pdfs[strings.TrimSuffix(name, ".pdf")+".a4.pdf"]
		if !on {
			continue // it is the one on A4
		}
		if l, a := pages(t, letter), pages(t, a4); l != a {
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
	for range some(10, 200) {
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
		"handout/handouts", "handout/internal/article", "handout/internal/brand", "handout/internal/build", "handout/internal/cite", "handout/internal/decode", "handout/internal/diag", "handout/internal/plain", "handout/internal/watch", "handout/layout",
		"github.com/urfave/cli/v2", "github.com/vbauerster/mpb/v8", "golang.org/x/term", "os",
	},
	"handout/fonts":    {"github.com/go-text/typesetting", "github.com/rivo/uniseg", "golang.org/x/text"},
	"handout/handouts": {},
	"handout/internal/article": {
		"handout/internal/decode", "handout/internal/diag", "handout/internal/slab", "handout/internal/svg",
		"github.com/yuin/goldmark", "golang.org/x/text",
	},
	"handout/internal/bibliography": {
		"handout/internal/article", "handout/internal/decode", "handout/internal/diag",
		"golang.org/x/text",
	},
	"handout/internal/brand": {"handout/internal/article", "handout/internal/decode", "handout/internal/diag"},
	"handout/internal/build": {
		"handout/fonts", "handout/internal/article", "handout/internal/bibliography", "handout/internal/brand", "handout/internal/cite", "handout/internal/decode", "handout/internal/diag",
		"handout/internal/pdf", "handout/internal/plain", "handout/internal/rows", "handout/internal/slab", "handout/layout",
		"github.com/bmatcuk/doublestar/v4", "os",
	},
	"handout/internal/cite":        {"handout/internal/article", "handout/internal/diag", "handout/internal/memo", "handout/internal/slab", "golang.org/x/text"},
	"handout/internal/decode":      {"handout/internal/diag", "handout/internal/slab", "golang.org/x/text", "gopkg.in/yaml.v3"},
	"handout/internal/diag":        {"github.com/rivo/uniseg"},
	"handout/internal/memo":        {},
	"handout/internal/pdf":         {"handout/fonts", "handout/internal/memo", "handout/internal/slab", "handout/internal/tag", "handout/layout", "github.com/go-pdf/fpdf", "github.com/klauspost/compress"},
	"handout/internal/pdf/pdftest": {"github.com/ledongthuc/pdf", "golang.org/x/image"}, // for tests
	"handout/internal/plain":       {"handout/internal/article", "handout/internal/decode", "handout/internal/diag", "handout/internal/memo"},
	"handout/internal/rows":        {"handout/internal/diag"},
	"handout/internal/slab":        {},
	"handout/internal/svg":         {"golang.org/x/image"},
	"handout/internal/tag":         {"handout/internal/slab"},
	"handout/internal/timetest":    {}, // for tests
	"handout/internal/watch":       {"github.com/fsnotify/fsnotify", "os"},
	"handout/layout": {
		"handout/fonts", "handout/internal/article", "handout/internal/brand", "handout/internal/diag", "handout/internal/memo", "handout/internal/slab", "handout/internal/svg", "handout/internal/tag",
		"github.com/boombuler/barcode", "github.com/rivo/uniseg",
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

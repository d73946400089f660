package build

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handout/internal/rows"
	"handout/layout"
)

// The flag is declared so that go test ./... -update reaches every package.
var update = flag.Bool("update", false, "renew golden files")

// inFolder makes the files, each empty, and makes their folder the current
// one. A name that ends in / is a folder.
func inFolder(t *testing.T, names ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range names {
		name, isDir := strings.CutSuffix(name, "/")
		dir := filepath.Dir(name)
		if isDir {
			dir = name
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if !isDir {
			if err := os.WriteFile(name, nil, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestPlan(t *testing.T) {
	inFolder(t, "handouts/b.yaml", "handouts/a.yml", "handouts/logo.png", "handouts/.draft.yaml", "handouts/old.yaml/x.yaml",
		"c.yaml", "sheet", "caps/A.yaml", "other/b.yaml", "print/", "empty/", "c.pdf")
	tests := []struct {
		sources, output string
		want            string // "source>output" of each job, or the error's rule and a part of its message
	}{
		{"handouts", "output/", "handouts/a.yml>output/a.pdf handouts/b.yaml>output/b.pdf"},
		{"handouts/", "print", "handouts/a.yml>print/a.pdf handouts/b.yaml>print/b.pdf"},
		{"c.yaml handouts", "output/", "c.yaml>output/c.pdf handouts/a.yml>output/a.pdf handouts/b.yaml>output/b.pdf"},
		{"c.yaml ./c.yaml", "output/", "c.yaml>output/c.pdf"},
		{"c.yaml", "print/sheet.pdf", "c.yaml>print/sheet.pdf"},
		{"c.yaml", "c.pdf", "c.yaml>c.pdf"},
		{"c.yaml", "-", "c.yaml>-"},
		{"-", "-", "->-"},
		{"-", "print/sheet.pdf", "->print/sheet.pdf"},
		{"nowhere.yaml", "output/", "nowhere.yaml>output/nowhere.pdf"},
		{"sheet", "output/", "sheet>output/sheet.pdf"},

		{"c.yaml -", "output/", "[usage] standard input"},
		{"-", "print/", "[usage] standard input has no name"},
		{"-", "new/", "[usage] standard input has no name"},
		{"c.yaml", "", "[usage] the output has no name"},
		{"handouts", "-", "[usage] 2 handouts cannot all be written to standard output"},
		{"handouts", "all.pdf", "[usage] 2 handouts cannot all be written to one file (all.pdf)"},
		{"c.yaml", "missing/c.pdf", `[usage] there is no folder "missing"`},
		{"c.yaml", "c.pdf/c.pdf", `[usage] there is no folder "c.pdf"`},
		{"c.yaml", "c.yaml", "[output-is-input] c.yaml"},
		{"c.yaml", "./print/../c.yaml", "[output-is-input]"},
		{"c.pdf", "./", "[output-is-input]"},
		{"handouts other", "output/", "[same-output] handouts/b.yaml and other/b.yaml would both be written to output/b.pdf"},
		{"handouts/a.yml caps/A.yaml", "output/", "[same-output] handouts/a.yml and caps/A.yaml"},
	}
	for _, test := range tests {
		t.Run(test.sources+" to "+test.output, func(t *testing.T) {
			got, err := Plan(Request{Sources: strings.Fields(test.sources), Output: filepath.FromSlash(test.output), Sheets: []layout.Sheet{letter}})
			if rule, message, isErr := strings.Cut(test.want, "] "); strings.HasPrefix(rule, "[") {
				var refused *Error
				if !isErr {
					rule = strings.TrimSuffix(rule, "]")
				}
				if !errors.As(err, &refused) || "["+refused.Rule != rule || !strings.Contains(filepath.ToSlash(err.Error()), message) {
					t.Fatalf("got %v, want %s", err, test.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var jobs []string
			for _, j := range got {
				jobs = append(jobs, filepath.ToSlash(j.Source+">"+j.Output))
			}
			if s := strings.Join(jobs, " "); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}

// An output is refused when it is an article under another name, and when it
// leads to the same file as another output.
func TestPlanLinks(t *testing.T) {
	inFolder(t, "a.yaml", "b.yaml", "output/real.pdf")
	link := func(f func(string, string) error, old, new string) {
		t.Helper()
		if err := f(old, new); err != nil {
			t.Skip(err)
		}
	}
	link(os.Link, "a.yaml", "hard.pdf")
	link(os.Symlink, "a.yaml", "soft.pdf")
	link(os.Symlink, "real.pdf", "output/a.pdf")
	link(os.Symlink, "real.pdf", "output/b.pdf")
	tests := []struct{ sources, output, rule string }{
		{"a.yaml", "hard.pdf", "output-is-input"},
		{"a.yaml", "soft.pdf", "output-is-input"},
		{"a.yaml b.yaml", "output/", "same-output"},
		{"a.yaml", "output/", ""},
	}
	for _, test := range tests {
		_, err := Plan(Request{Sources: strings.Fields(test.sources), Output: test.output, Sheets: []layout.Sheet{letter}})
		var refused *Error
		if errors.As(err, &refused); err != nil && refused.Rule != test.rule || err == nil && test.rule != "" {
			t.Errorf("%s to %s: got %v, want %q", test.sources, test.output, err, test.rule)
		}
	}
}

// With data every row has its sheets, its own or those asked for, and its number
// stands in the name before them.
func TestPlanRows(t *testing.T) {
	inFolder(t)
	for name, language := range map[string]string{"a": "en", "b": "es"} {
		src := "title: A plan for {{child}}\nlanguage: " + language + "\nbody: [{text: So.}]\n"
		if err := os.WriteFile(name+".yaml", []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sheets := []layout.Sheet{letter, letter}
	sheets[1].Profile = layout.LargePrint
	for _, test := range []struct{ sources, data, output, want string }{
		{"a.yaml", "child\nAna\nBo\n", "out/", "a.yaml 1 out/a.00001.pdf, a.yaml 1 out/a.00001.large-print.pdf, a.yaml 2 out/a.00002.pdf, a.yaml 2 out/a.00002.large-print.pdf"},
		{"a.yaml b.yaml", "child,language\nAna,es\nBo,en\n", "out/", "a.yaml 2 out/a.00002.pdf, a.yaml 2 out/a.00002.large-print.pdf, b.yaml 1 out/b.00001.pdf, b.yaml 1 out/b.00001.large-print.pdf"},
		{"a.yaml", "child,profile,paper\nAna,grayscale,\"letter,a4\"\n", "out/", "a.yaml 1 out/a.00001.grayscale.pdf, a.yaml 1 out/a.00001.grayscale.a4.pdf"},
		{"a.yaml", "child,paper\nAna,a4\n", "out/{row}-{child}.{profile}.{paper}.pdf", "a.yaml 1 out/00001-Ana.standard.a4.pdf, a.yaml 1 out/00001-Ana.large-print.a4.pdf"},
		{"a.yaml", "child\nAna\n", "x.pdf", "2 handouts cannot all be written to one file (x.pdf)"},
		{"a.yaml", "child\nAna\nAna\n", "out/{child}.{profile}.pdf", "would both be written to"},
		{"a.yaml", "child,profile\nAna,huge\n", "out/", "the column profile holds something else"},
		{"a.yaml", "child,language\nAna,fr\n", "out/", "none of the articles is in the language"},
	} {
		data, diags := rows.Parse("d.csv", []byte(test.data))
		if data == nil {
			t.Fatal(diags)
		}
		jobs, err := Plan(Request{Sources: strings.Fields(test.sources), Output: test.output, Sheets: sheets, Data: data})
		var all []string
		for _, j := range jobs {
			all = append(all, fmt.Sprint(j.Source, " ", j.Row, " ", filepath.ToSlash(j.Output)))
			if !j.Private {
				t.Errorf("%s is not private", j.Output)
			}
		}
		got := strings.Join(all, ", ")
		if err != nil {
			if got = err.Error(); strings.Contains(got, test.want) {
				continue
			}
		}
		if got != test.want {
			t.Errorf("%s with %q to %s: got\n%s, want\n%s", test.sources, test.data, test.output, got, test.want)
		}
	}
}

// A file that is named takes one article, and others beside it the same article
// on other sheets.
func TestPlanSheets(t *testing.T) {
	inFolder(t, "a.yaml", "b.yaml")
	sheets := []layout.Sheet{letter, letter, letter}
	sheets[1].Profile, sheets[2].Paper = layout.LargePrint, layout.A4
	for _, test := range []struct{ sources, output, want string }{
		{"a.yaml", "x.pdf", "x.pdf x.large-print.pdf x.a4.pdf"},
		{"a.yaml", "./x", "./x ./x.large-print ./x.a4"},
		{"-", "x.pdf", "x.pdf x.large-print.pdf x.a4.pdf"},
		{"a.yaml", "-", "3 handouts cannot all be written to standard output"},
		{"a.yaml b.yaml", "x.pdf", "6 handouts cannot all be written to one file (x.pdf)"},
	} {
		jobs, err := Plan(Request{Sources: strings.Fields(test.sources), Output: test.output, Sheets: sheets})
		var names []string
		for _, j := range jobs {
			names = append(names, j.Output)
		}
		got := strings.Join(names, " ")
		same := got == test.want
		if err != nil {
			got = err.Error()
			same = strings.Contains(got, test.want)
		}
		if !same {
			t.Errorf("%s to %s: got %s, want %s", test.sources, test.output, got, test.want)
		}
	}
}

package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"handout/internal/diag"
	"handout/internal/plain"
)

var day = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

// Every article has its report, in its order, on any number of processors; one
// that cannot be read or set does not keep the others from theirs.
func TestCheck(t *testing.T) {
	jobs := shelf(t, 30)
	articles, err := Articles([]string{"handouts", "nowhere.yaml"})
	if err != nil || len(articles) != len(jobs)+1 {
		t.Fatalf("%d articles, %v", len(articles), err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first string
	for _, procs := range []int{1, 8} {
		runtime.GOMAXPROCS(procs)
		var reports []plain.Named
		for r := range Check(context.Background(), articles, CheckOptions{Today: day}) {
			i := len(reports)
			bad := i%3 == 2 || i == len(jobs)
			if r.File != articles[i] || bad != (r.Outcome == Faulty) || bad != (r.Card == nil) || bad != r.Findings.Failed() {
				t.Errorf("report %d is of %s, outcome %d: %v", i, r.File, r.Outcome, r.Findings)
			}
			reports = append(reports, r.Named)
		}
		got := string(plain.JSON(reports))
		if first == "" {
			first = got
		}
		if len(reports) != len(articles) || got != first {
			t.Errorf("%d reports on %d processors: %s", len(reports), procs, got)
		}
	}
}

// The examples pass their own check with nothing switched off.
func TestCheckExamples(t *testing.T) {
	articles, err := Articles([]string{"../../handouts"})
	if err != nil {
		t.Fatal(err)
	}
	for r := range Check(context.Background(), articles, CheckOptions{Today: day}) {
		if len(r.Findings) > 0 || len(r.Card.Off) > 0 || !r.Card.Score.Told() || r.Card.Score.Grade > 6 {
			t.Errorf("%s: grade %.1f, %d rules off, %v", r.File, r.Card.Score.Grade, len(r.Card.Off), r.Findings)
		}
	}
}

// What a rule of error level finds keeps an article from being built, unless
// the article switches it off; the day keeps none.
func TestBuildJudges(t *testing.T) {
	inFolder(t)
	long := "  - text: " + strings.Repeat("You rest and ", 12) + "you drink.\n"
	pages := strings.Repeat("  - notes: {label: Mine, lines: 20}\n", 12)
	for _, test := range []struct{ what, src, rule string }{
		{"a long sentence", sample("x") + long, "long-sentence"},
		{"the same switched off", sample("x") + long + "check: {ignore: [{rule: long-sentence, because: A poem.}]}\n", ""},
		{"a rule that is none", sample("x") + "check: {ignore: [{rule: long, because: A poem.}]}\n", "unknown-rule"},
		{"more than two sheets", sample("x") + pages, "page-count"},
		{"a review long overdue", sample("x") + "reviewed: {on: 1999-01-01, every: 1 month}\n", ""},
	} {
		if err := os.WriteFile("a.yaml", []byte(test.src), 0o666); err != nil {
			t.Fatal(err)
		}
		os.Remove("a.pdf")
		for r := range Run(context.Background(), []Job{{Source: "a.yaml", Output: "a.pdf", Sheet: letter}}, Options{}) {
			_, err := os.Stat("a.pdf")
			if built := err == nil; built != (test.rule == "") || built != (r.Outcome == Done) {
				t.Errorf("%s: outcome %d, %v, %v", test.what, r.Outcome, err, r.Diags)
			}
			if found := slices.IndexFunc(r.Diags, func(d diag.Diagnostic) bool { return d.Rule == test.rule }); found < 0 && test.rule != "" {
				t.Errorf("%s: found %v", test.what, r.Diags)
			}
		}
	}
}

// BenchmarkCheckShelf checks 1,000 articles on all processors.
func BenchmarkCheckShelf(b *testing.B) {
	src, err := os.ReadFile("../../handouts/in-school-vs-clinical-ot.yaml")
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	for i := range 1000 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.yaml", i)), src, 0o666); err != nil {
			b.Fatal(err)
		}
	}
	articles, err := Articles([]string{dir})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for r := range Check(b.Context(), articles, CheckOptions{Today: day}) {
			if len(r.Findings) > 0 {
				b.Fatal(r.Findings)
			}
		}
	}
}

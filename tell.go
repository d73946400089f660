package main

import (
	"fmt"
	"io"

	"handout/internal/build"
	"handout/internal/diag"
)

// teller tells what becomes of a run: paths and PDFs on out, all else on err.
type teller struct {
	out, err io.Writer

	built, failed int
	worst, least  build.Outcome // of those that failed
	left          []string      // undone

	source string                   // of the last result
	said   map[diag.Diagnostic]bool // about it
}

// tell tells of one result. It is an error when that cannot be written.
func (t *teller) tell(r build.Result) error {
	if r.Status == build.NotDone {
		t.left = append(t.left, outputName(r.Job))
		return nil
	}
	first := r.Job.Source != t.source || t.said == nil
	if first {
		t.source, t.said = r.Job.Source, map[diag.Diagnostic]bool{}
	}
	t.news(r.Diags).Print(t.err, r.Texts)
	if r.Job.Member { // its packet counts
		if r.Status == build.Built && first {
			fmt.Fprint(t.err, graded(r))
		}
		return nil
	}
	if r.Status == build.Failed {
		if t.failed == 0 {
			t.least = r.Outcome
		}
		t.failed++
		t.worst, t.least = max(t.worst, r.Outcome), min(t.least, r.Outcome)
		return nil
	}
	t.built++
	if first {
		fmt.Fprint(t.err, graded(r))
	}
	result := r.PDF
	if r.Job.Output != build.Std {
		result = []byte(r.Job.Output + "\n")
	}
	return emit(t.out, result)
}

// news returns what has not been said of the article yet: most of what is
// wrong with it is wrong on every sheet.
func (t *teller) news(l diag.List) diag.List {
	var news diag.List
	for _, d := range l {
		if !t.said[d] {
			t.said[d] = true
			news.Add(d)
		}
	}
	return news
}

// end sums up and returns the exit code.
func (t *teller) end() int {
	all := t.built + t.failed + len(t.left)
	if t.failed > 0 && all > 1 {
		fmt.Fprintf(t.err, "%d of %d handouts were not built\n", t.failed, all)
	}
	switch {
	case len(t.left) > 0:
		t.interrupted(all)
		return interrupted
	case t.failed == 0:
		return int(build.Done)
	case t.failed == all && t.worst == t.least:
		return int(t.worst) // the same for all
	}
	return int(build.Faulty)
}

// interrupted names what was left undone, or the first of many.
func (t *teller) interrupted(all int) {
	const most = 20
	fmt.Fprintf(t.err, "interrupted: %d of %d handouts were not done\n", len(t.left), all)
	for _, name := range t.left[:min(most, len(t.left))] {
		fmt.Fprintf(t.err, "  %s\n", name)
	}
	if n := len(t.left) - most; n > 0 {
		fmt.Fprintf(t.err, "  and %d more\n", n)
	}
}

// outputName returns what a handout is called in what is said about it.
func outputName(j build.Job) string {
	if j.Output == build.Std || j.Output == "" {
		return j.Name()
	}
	return j.Output
}

// graded says how hard a handout is to read, if that can be told.
func graded(r build.Result) string {
	if !r.Score.Told() {
		return ""
	}
	if r.Score.Grade < 1 { // the formula goes below zero
		return fmt.Sprintf("%s: reading level below grade 1\n", r.Job.Name())
	}
	return fmt.Sprintf("%s: reading level grade %.1f\n", r.Job.Name(), r.Score.Grade)
}

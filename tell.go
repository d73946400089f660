package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"handout/internal/build"
	"handout/internal/diag"
)

// teller tells what becomes of a run.
type teller struct {
	out, paths io.Writer      // for PDFs and for their names: the results
	err, chat  io.Writer      // for what is wrong and for the rest
	report     io.WriteCloser // nil without one
	progress   *progress

	all                                       int // jobs of the run
	built, skipped, outOfDate, failed, undone int
	worst, least                              build.Outcome // of those that failed
	left                                      []string      // the first that are undone

	source string                   // of the last result
	said   map[diag.Diagnostic]bool // about it
}

// newTeller returns the teller of a run of so many jobs.
func newTeller(c *cli.Context, all int) (*teller, error) {
	report, err := openReport(c)
	if err != nil {
		return nil, err
	}
	p := newProgress(c.App.ErrWriter)
	t := &teller{out: c.App.Writer, paths: c.App.Writer, err: p, chat: p, report: report, progress: p, all: all}
	switch {
	case c.Bool("quiet"):
		t.paths, t.chat, p.terminal = io.Discard, io.Discard, false
	case c.String("report") == build.Std:
		t.paths = io.Discard
	case p.terminal && isTerminal(t.out):
		t.paths = p // above the bar
	}
	return t, nil
}

// tell tells of one result. It is an error when that cannot be written.
func (t *teller) tell(r build.Result) error {
	if t.report != nil {
		if err := emit(t.report, r.Line()); err != nil {
			return err
		}
	}
	first := r.Job.Source != t.source || t.said == nil
	if first {
		t.source, t.said = r.Job.Source, map[diag.Diagnostic]bool{}
	}
	tellNews(t.err, t.said, r)
	t.count(r)
	if first {
		tellGrades(t.chat, r)
	}
	t.progress.at(t.built+t.skipped+t.outOfDate+t.failed, t.all)
	switch {
	case r.PDF != nil:
		return emit(t.out, r.PDF)
	case r.Status == build.Built || r.Status == build.OutOfDate:
		return emit(t.paths, []byte(r.Job.Output+"\n"))
	}
	return nil
}

// mostNamed is how many of the handouts that are left undone are named.
const mostNamed = 20

func (t *teller) count(r build.Result) {
	switch r.Status {
	case build.Built:
		t.built++
	case build.Skipped:
		t.skipped++
	case build.OutOfDate:
		t.outOfDate++
	case build.NotDone:
		if t.undone++; t.undone <= mostNamed {
			t.left = append(t.left, outputName(r.Job))
		}
	case build.Failed:
		if t.failed == 0 {
			t.least = r.Outcome
		}
		t.failed++
		t.worst, t.least = max(t.worst, r.Outcome), min(t.least, r.Outcome)
	}
}

// tellNews tells what is wrong with an output or an article in it and is not in
// said, and adds it to that.
func tellNews(w io.Writer, said map[diag.Diagnostic]bool, r build.Result) {
	for _, a := range r.Articles {
		news(said, a.Diags).Print(w, a.Texts)
	}
	news(said, r.Diags).Print(w, r.Texts)
}

// tellGrades says how hard a handout that was built is to read.
func tellGrades(w io.Writer, r build.Result) {
	if r.Status != build.Built {
		return
	}
	for _, a := range append(r.Articles, r) {
		fmt.Fprint(w, graded(a))
	}
}

// news returns what of l is not in said, and adds it to that: most of what is
// wrong with an article is wrong on every sheet.
func news(said map[diag.Diagnostic]bool, l diag.List) diag.List {
	var news diag.List
	for _, d := range l {
		if !said[d] {
			said[d] = true
			news.Add(d)
		}
	}
	return news
}

// close ends the report and takes the bar away.
func (t *teller) close() error {
	t.progress.end()
	if t.report != nil {
		if err := t.report.Close(); err != nil {
			return unwritable(err)
		}
	}
	return nil
}

// end sums up and returns the exit code.
func (t *teller) end() int {
	if t.skipped > 0 {
		fmt.Fprintf(t.chat, "%d of %d handouts were up to date\n", t.skipped, t.all)
	}
	if t.outOfDate > 0 {
		fmt.Fprintf(t.chat, "%d of %d handouts are out of date\n", t.outOfDate, t.all)
	}
	if t.failed > 0 && t.all > 1 {
		fmt.Fprintf(t.err, "%d of %d handouts were not built\n", t.failed, t.all)
	}
	switch {
	case t.undone > 0:
		t.interrupted()
		return interrupted
	case t.failed+t.outOfDate == 0:
		return int(build.Done)
	case t.failed == t.all && t.worst == t.least:
		return int(t.worst) // the same for all
	}
	return int(build.Faulty)
}

// interrupted names what was left undone, or the first of many.
func (t *teller) interrupted() {
	fmt.Fprintf(t.err, "interrupted: %d of %d handouts were not done\n", t.undone, t.all)
	for _, name := range t.left {
		fmt.Fprintf(t.err, "  %s\n", name)
	}
	if more := t.undone - len(t.left); more > 0 {
		fmt.Fprintf(t.err, "  and %d more\n", more)
	}
}

// outputName returns what a handout is called in what is said about it.
func outputName(j build.Job) string {
	if j.Output == build.Std || j.Output == "" {
		return j.Name()
	}
	return j.Public()
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

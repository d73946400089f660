// Package build turns articles into PDF files. Plan finds the articles and
// says where each handout goes, Run takes every article through the stages
//
//	article.Parse → bibliography.Parse → cite.Resolve → layout.Compose → pdf.Write
//	                                   └→ plain.Check
//
// and puts the finished file in place in one step. Articles know nothing of
// each other: one that is not good never stops the others.
package build

import (
	"context"
	"crypto/sha256"
	"io"
	"iter"
	"os"
	"slices"
	"sync"
	"time"

	"handout/internal/diag"
	"handout/internal/plain"
)

// Outcome says how well it went, from good to worst. Its values are the exit
// codes of the command line.
type Outcome int

const (
	Done    Outcome = iota
	Faulty          // an article is not good or cannot be built
	Misused         // what was asked for makes no sense
	Broken          // the machine failed: a full disk, a missing permission
)

// Error is a diagnostic that stands for a whole request, not for a place in an
// article.
type Error struct {
	Outcome Outcome
	diag.Diagnostic
}

// Options is what all handouts of a run have in common.
type Options struct {
	Style string     // citation style in place of the article's; may be empty
	CSL   *StyleFile // and in place of both; may be nil
	Date  time.Time  // date of the documents; zero for the articles' own
	Stdin io.Reader  // what the article named Std is read from

	Workers int  // how many handouts are built at a time; 0 for one a processor
	Sums    bool // results tell the SHA-256 of their files
}

// Status is what became of a job.
type Status string

// The statuses.
const (
	Built   Status = "built"
	Failed  Status = "failed"
	NotDone Status = "not-done" // the run ended before
)

// Result is what became of one job.
type Result struct {
	Job     Job
	Status  Status
	Outcome Outcome
	Diags   diag.List         // in the order found; a Result that is not Done has an error, unless it was not done
	Texts   map[string][]byte // the files they are about, by name, for the excerpts
	PDF     []byte            // the handout, if its output is Std
	Score   plain.Score

	Pages, Bytes int // of the handout; 0 without one
	Sum          [sha256.Size]byte
	Took         time.Duration
}

// Run builds every job, several at a time, and yields the results in the
// jobs' order. When ctx ends, the handouts in hand are finished, all others are
// yielded as NotDone; no file is left half written.
func Run(ctx context.Context, jobs []Job, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		b := newBuilder(ctx, jobs, opt)
		defer b.leave()
		sweep(jobs)
		done := 0
		for r := range inOrder(ctx, len(jobs), opt.Workers, func(i int) Result { return b.build(jobs[i]) }) {
			done++
			if !yield(r) {
				return
			}
		}
		for _, j := range jobs[done:] {
			if !yield(Result{Job: j, Status: NotDone}) {
				return
			}
		}
	}
}

// builder is what the jobs of one run share.
type builder struct {
	options Options
	ctx     context.Context

	reading     sync.Mutex // held while manuscripts are looked up
	manuscripts map[string]*manuscript

	writing sync.RWMutex // held for reading while a file is written
	left    bool         // nobody waits for results any more
}

func newBuilder(ctx context.Context, jobs []Job, opt Options) *builder {
	return &builder{options: opt, ctx: ctx, manuscripts: manuscripts(jobs)}
}

// leave returns when no file is being written any more, and none will be. It
// does not wait for whoever reads or composes.
func (b *builder) leave() {
	b.writing.Lock()
	defer b.writing.Unlock()
	b.left = true
}

// build builds one handout and writes it.
func (b *builder) build(j Job) Result {
	began := time.Now() // of the steady clock, which nobody sets back
	r := Result{Job: j, Status: Failed, Outcome: Faulty}
	if j.fault != nil {
		return r.end(j.fault)
	}
	m := b.manuscript(j)
	defer b.done(j)
	r.Texts = m.texts
	switch {
	case m.fault != nil && b.ctx.Err() != nil && j.Source == Std:
		return Result{Job: j, Status: NotDone}
	case m.fault != nil:
		return r.end(m.fault)
	}
	d := m.draft // a copy, on its way to this job's sheet
	d.diags = slices.Clip(d.diags)
	r.PDF = d.build(j.Sheet, b.options.Date)
	r.Diags, r.Score = d.diags, d.score()
	if r.PDF == nil {
		return r
	}
	if fault := b.deliver(j, r.PDF, m.opened); fault != nil {
		r.PDF = nil
		return r.end(fault)
	}
	r.Status, r.Outcome = Built, Done
	r.Pages, r.Bytes = len(d.doc.Pages), len(r.PDF)
	if b.options.Sums {
		r.Sum = sha256.Sum256(r.PDF)
	}
	if j.Output != Std {
		r.PDF = nil
	}
	r.Took = time.Since(began)
	return r
}

// deliver writes a handout, unless it is for standard output.
func (b *builder) deliver(j Job, pdf []byte, inputs []os.FileInfo) *Error {
	if j.Output == Std {
		return nil
	}
	b.writing.RLock()
	defer b.writing.RUnlock()
	if b.left {
		return nil
	}
	return j.write(pdf, inputs)
}

// end returns r with fault as its outcome.
func (r Result) end(fault *Error) Result {
	r.Outcome = fault.Outcome
	r.Diags = append(slices.Clip(r.Diags), fault.Diagnostic)
	return r
}

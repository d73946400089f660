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
	More diag.List // what else is wrong
}

// List returns all that is wrong.
func (e *Error) List() diag.List { return append(diag.List{e.Diagnostic}, e.More...) }

// Options is what all handouts of a run have in common.
type Options struct {
	Style string     // citation style in place of the article's; may be empty
	CSL   *StyleFile // and in place of both; may be nil
	Brand string     // file of the brand of all articles, or NoBrand; "" for the brand.yaml nearest to each
	Date  time.Time  // date of the documents; zero for the articles' own
	Stdin io.Reader  // what the article named Std is read from

	Version string // of the program; handouts of another one are built again
	Workers int    // how many handouts are built at a time; 0 for one a processor
	Force   bool   // build also what is up to date
	Check   bool   // build nothing, only see what is out of date
	Report  bool   // results tell the SHA-256 of their files, and the grade in any case
}

// Status is what became of a job.
type Status string

// The statuses.
const (
	Built     Status = "built"
	Skipped   Status = "skipped"     // it was up to date
	OutOfDate Status = "out-of-date" // and was only to be checked
	Failed    Status = "failed"
	NotDone   Status = "not-done" // the run ended before
)

// Result is what became of one job.
type Result struct {
	Job     Job
	Status  Status
	Outcome Outcome
	Diags   diag.List         // in the order found; a Result that is not Done has an error, unless it was not done
	Texts   map[string][]byte // the files they are about, by name, for the excerpts
	PDF     []byte            // the handout, if its output is Std
	Folders []string          // where the files are that it is made from, found or not
	Score   plain.Score       // how hard its text is to read

	Pages, Bytes int               // of the handout; 0 without one
	Sum          [sha256.Size]byte // SHA-256 of the handout, if Options ask for a report
	Took         time.Duration     // by the clock, from reading to writing

	Articles []Result // of a packet: what became of each of its articles

	clinic *clinic // whose brand keeps it from being built
}

// Run builds every job, several at a time, and yields the results in the
// jobs' order. When ctx ends, the handouts in hand are finished, all others are
// yielded as NotDone; no file is left half written.
func Run(ctx context.Context, jobs []Job, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		b := newBuilder(ctx, jobs, opt)
		defer b.leave()
		if !opt.Check {
			sweep(jobs)
		}
		done, told := 0, map[*clinic]bool{}
		for r := range inOrder(ctx, len(jobs), opt.Workers, func(i int) Result { return b.build(jobs[i]) }) {
			done++
			if r.clinic != nil {
				r.Diags = r.clinic.found(r.Job.Name(), told)
			}
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
	common  [sha256.Size]byte // digest of the options
	clinics clinics

	reading     sync.Mutex // held while manuscripts are looked up
	manuscripts map[string]*manuscript

	writing sync.RWMutex // held for reading while a file is written
	left    bool         // nobody waits for results any more
}

func newBuilder(ctx context.Context, jobs []Job, opt Options) *builder {
	return &builder{options: opt, ctx: ctx, common: opt.common(), clinics: clinics{named: opt.Brand}, manuscripts: manuscripts(jobs)}
}

// leave returns when no file is being written any more, and none will be. It
// does not wait for whoever reads or composes.
func (b *builder) leave() {
	b.writing.Lock()
	defer b.writing.Unlock()
	b.left = true
}

// build builds one handout and writes it, unless it is there already.
func (b *builder) build(j Job) (r Result) {
	defer r.time(time.Now())
	r, m := b.open(j)
	if m == nil {
		return r
	}
	defer b.done(j)
	j.Sheet = r.Job.Sheet
	made := b.digest(j, m)
	if !m.found.Failed() {
		if b.options.Report {
			d := m.settle()
			r.Score = d.score()
			m.release(d)
		}
		if there := b.there(j, made); there != nil {
			return b.good(r, Skipped, there.data, there.pages)
		}
		if b.options.Check {
			r.Status = OutOfDate
			return r
		}
	}
	d := m.settle()
	defer m.release(d)
	if fault := d.fill(j); fault != nil {
		return r.end(fault)
	}
	file := d.build(j.Sheet, b.options.Date, made)
	r.Diags, r.Score = j.private(d.diags), d.score()
	if file == nil {
		return r
	}
	if j.Output == Std {
		r.PDF = file
	} else if fault := b.deliver(j, file, m.inputs); fault != nil {
		return r.end(fault)
	}
	return b.good(r, Built, file, len(d.doc.Pages))
}

// open returns the manuscript of a job, which is done when the caller is, and
// what can be said of the job so far: its sheet is as the brand has it. The manuscript is nil, and done, if there
// is no more to be said.
func (b *builder) open(j Job) (r Result, m *manuscript) {
	r = Result{Job: j, Status: Failed, Outcome: Faulty}
	if j.fault != nil {
		return r.end(j.fault), nil
	}
	m = b.manuscript(j)
	r.Texts, r.Folders = m.texts, m.folders
	r.Job.Sheet = m.clinic.on(j.Sheet)
	switch {
	case m.fault != nil && b.ctx.Err() != nil && j.Source == Std:
		r = Result{Job: j, Status: NotDone}
	case m.fault != nil:
		r = r.end(m.fault)
	case m.clinic.failed():
		r.clinic, r.Outcome = m.clinic, m.clinic.outcome()
	default:
		r.Diags = m.found
		return r, m
	}
	b.done(j)
	return r, nil
}

// good returns r as the result of a handout that is as it should be.
func (b *builder) good(r Result, s Status, file []byte, pages int) Result {
	r.Status, r.Outcome, r.Pages, r.Bytes = s, Done, pages, len(file)
	if b.options.Report {
		r.Sum = sha256.Sum256(file)
	}
	return r
}

// deliver writes a handout, unless nobody waits for it any more.
func (b *builder) deliver(j Job, file []byte, inputs []os.FileInfo) *Error {
	b.writing.RLock()
	defer b.writing.RUnlock()
	if b.left {
		return nil
	}
	return j.write(file, inputs)
}

// time notes how long the job took that began then, by the steady clock, which
// nobody sets back.
func (r *Result) time(began time.Time) { r.Took = time.Since(began) }

// end returns r with fault as its outcome.
func (r Result) end(fault *Error) Result {
	r.Outcome = fault.Outcome
	r.Diags = append(slices.Clip(r.Diags), fault.Diagnostic)
	return r
}

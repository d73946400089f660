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
	"io"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
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
	Brand string     // the file of the brand of all articles, or NoBrand; "" for the nearest brand.yaml of each
	Date  time.Time  // date of the documents; zero for the articles' own
	Stdin io.Reader  // what the article named Std is read from
}

// Result is what became of one job.
type Result struct {
	Job     Job
	Outcome Outcome
	Diags   diag.List         // in the order found; a Result that is not Done has an error
	Texts   map[string][]byte // the files they are about, by name, for the excerpts
	PDF     []byte            // the handout, if its output is Std
	Score   plain.Score

	clinic *clinic // whose brand is on it
}

// Run builds every job, several at a time, and yields the results in the
// jobs' order. It ends early when ctx does, and leaves no file half written.
func Run(ctx context.Context, jobs []Job, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		b := builder{options: opt, clinics: clinics{named: opt.Brand}}
		b.ctx, b.stop = context.WithCancel(ctx)
		defer b.finish()

		sweep(jobs)
		told := map[*clinic]bool{}
		for r := range inOrder(b.ctx, len(jobs), func(i int) Result { return b.build(jobs[i]) }) {
			if r.clinic.failed() {
				r.Diags = r.clinic.found(r.Job.Name(), told)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// inOrder calls f with 0 to n-1, on every processor, and yields what it
// returns in that order. It ends early when ctx does, and waits for no call.
func inOrder[T any](ctx context.Context, n int, f func(int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		results := make([]chan T, n)
		for i := range results {
			results[i] = make(chan T, 1)
		}
		var next atomic.Int64
		for range min(runtime.GOMAXPROCS(0), n) {
			go func() {
				for ctx.Err() == nil {
					i := int(next.Add(1)) - 1
					if i >= n {
						return
					}
					results[i] <- f(i)
				}
			}()
		}
		for _, c := range results {
			select {
			case r := <-c:
				if !yield(r) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// builder is what the jobs of one run share.
type builder struct {
	options Options
	ctx     context.Context
	stop    context.CancelFunc
	clinics clinics
	writing sync.RWMutex // held for reading while a file is written
}

// finish returns when no file is being written any more, and none will be. It
// does not wait for whoever reads or composes.
func (b *builder) finish() {
	b.stop()
	b.writing.Lock()
	defer b.writing.Unlock()
}

// build builds one handout and writes it.
func (b *builder) build(j Job) Result {
	r := Result{Job: j}
	src, files, fault := j.read(b.options.Stdin)
	if fault != nil {
		return r.end(fault)
	}
	defer files.root.Close()
	r.clinic = b.clinics.of(files.dir)
	files.add(r.clinic)
	if r.clinic.failed() {
		r.Outcome, r.Texts = r.clinic.outcome(), files.texts
		return r
	}
	d := draft{name: j.Name(), clinic: r.clinic}
	r.PDF = d.build(src, files, j.Sheet, b.options)
	r.Diags, r.Texts, r.Score = d.diags, files.texts, d.score
	if r.PDF == nil {
		r.Outcome = Faulty
		return r
	}
	if j.Output == Std {
		return r
	}
	b.writing.RLock()
	defer b.writing.RUnlock()
	if b.ctx.Err() == nil {
		fault = j.write(r.PDF, files.opened)
	}
	r.PDF = nil
	return r.end(fault)
}

// end returns r with fault, if there is one, as its outcome.
func (r Result) end(fault *Error) Result {
	if fault != nil {
		r.Outcome = fault.Outcome
		r.Diags.Add(fault.Diagnostic)
	}
	return r
}

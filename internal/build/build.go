// Package build turns articles into PDF files. Plan finds the articles and
// says where each handout goes, Run takes every article through the stages
//
//	article.Parse → bibliography.Parse → cite.Resolve → layout.Compose → pdf.Write
//
// and puts the finished file in place in one step. Articles know nothing of
// each other: one that is not good never stops the others.
package build

import (
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"handout/internal/article"
	"handout/internal/cite"
	"handout/internal/diag"
	"handout/internal/pdf"
	"handout/layout"
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
	Paper layout.Paper
	Style string    // citation style in place of the article's; may be empty
	Date  time.Time // date of the documents; zero for the articles' own
	Stdin io.Reader // what the article named Std is read from
}

// Result is what became of one job.
type Result struct {
	Job     Job
	Outcome Outcome
	Diags   diag.List // in the order found; a Result that is not Done has an error
	Source  []byte    // the article as it was read, for the excerpts
	PDF     []byte    // the handout, if its output is Std
}

// Run builds every job, several at a time, and yields the results in the
// jobs' order. It ends early when ctx does, and leaves no file half written.
func Run(ctx context.Context, jobs []Job, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		b := builder{options: opt}
		b.ctx, b.stop = context.WithCancel(ctx)
		defer b.finish()

		sweep(jobs)
		results := make([]chan Result, len(jobs))
		for i := range results {
			results[i] = make(chan Result, 1)
		}
		var next atomic.Int64
		for range min(runtime.GOMAXPROCS(0), len(jobs)) {
			go func() {
				for b.ctx.Err() == nil {
					i := int(next.Add(1)) - 1
					if i >= len(jobs) {
						return
					}
					results[i] <- b.build(jobs[i])
				}
			}()
		}
		for _, c := range results {
			select {
			case r := <-c:
				if !yield(r) {
					return
				}
			case <-b.ctx.Done():
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
	r.Source = src
	r.PDF, r.Diags = compose(j.Name(), src, files, b.options)
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

// compose takes one article through the stages. The PDF is nil exactly when
// the diagnostics hold an error; a stage that panics is one.
func compose(name string, src []byte, files *folder, opt Options) (out []byte, diags diag.List) {
	stage := "reading"
	defer func() {
		if v := recover(); v != nil {
			out = nil
			diags.Add(diag.Diagnostic{
				Pos:     diag.Pos{File: name},
				Message: fmt.Sprintf("the program failed while %s the article: %v", stage, v),
				Rule:    "internal",
				Hint:    "this is a fault of the program, not of the article; please report it together with the article",
			})
		}
	}()

	a, found := article.Parse(name, src, files)
	if diags = append(diags, found...); diags.Failed() {
		return nil, diags
	}
	stage = "finding the sources of"
	a, found = withBibliography(a, files)
	if diags = append(diags, found...); diags.Failed() {
		return nil, diags
	}
	stage = "citing the sources of"
	a, found = cite.Resolve(a, cite.Options{Style: opt.Style})
	if diags = append(diags, found...); diags.Failed() {
		return nil, diags
	}
	stage = "setting"
	doc, found := layout.Compose(a, layout.Standard(opt.Paper))
	if diags = append(diags, found...); diags.Failed() {
		return nil, diags
	}
	if !opt.Date.IsZero() {
		dated := *doc
		dated.Date = opt.Date
		doc = &dated
	}
	stage = "writing the PDF of"
	out, err := pdf.Write(doc)
	if err != nil {
		diags.Errorf(diag.Pos{File: name}, "pdf", "%v", err)
		return nil, diags
	}
	return out, diags
}

package build

import (
	"context"
	"io"
	"iter"
	"time"

	"handout/internal/plain"
	"handout/layout"
)

// CheckOptions is what all articles of a check have in common.
type CheckOptions struct {
	Today time.Time // the day by which an article is fresh or too old
	Brand string    // as in Options
	Stdin io.Reader // what the article named Std is read from

	// Expiring asks for nothing but the articles whose review falls due
	// within Days, or was due before.
	Expiring bool
	Days     int
}

// Checked is what a check says of one article.
type Checked struct {
	plain.Named
	Outcome Outcome // Done also when rules found something: that is in the report

	clinic *clinic // whose brand keeps it from being checked
}

// Articles lists the articles that sources stand for, as Plan does. It
// is an *Error when a source has none.
func Articles(sources []string) ([]string, error) {
	articles, err := find(sources, "", nil)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, a := range articles {
		if a.fault != nil {
			return nil, a.fault
		}
		paths = append(paths, a.path)
	}
	return paths, nil
}

// Check reads every article as an editor for health literacy would, several at
// a time, and yields the reports in the articles' order. What keeps an article
// from being built is in its report too. Check ends early when ctx does.
func Check(ctx context.Context, articles []string, opt CheckOptions) iter.Seq[Checked] {
	return func(yield func(Checked) bool) {
		of, told := clinics{named: opt.Brand}, map[*clinic]bool{}
		for r := range inOrder(ctx, len(articles), 0, func(i int) Checked { return check(ctx, Job{Source: articles[i]}, &of, opt) }) {
			if r.clinic != nil {
				r.Findings = r.clinic.found(r.File, told)
			}
			if !yield(r) {
				return
			}
		}
	}
}

func check(ctx context.Context, j Job, of *clinics, opt CheckOptions) Checked {
	r := Checked{Named: plain.Named{File: j.Name()}}
	src, files, fault := j.read(ctx, opt.Stdin)
	if fault != nil {
		r.Outcome = fault.Outcome
		r.Findings.Add(fault.Diagnostic)
		return r
	}
	defer files.root.Close()
	c := of.of(files.dir)
	files.add(c)
	if c.failed() {
		r.clinic, r.Outcome, r.Texts = c, c.outcome(), files.texts
		return r
	}
	d := draft{name: j.Name(), clinic: c}
	r.Report = d.check(src, files, opt)
	if d.diags.Failed() {
		r.Outcome = Faulty
	}
	r.Texts = files.texts
	r.Findings = append(r.Findings, d.diags...)
	r.Findings.Sort()
	return r
}

// check reports what the rules find; what the stages find is in the draft.
func (d *draft) check(src []byte, files *folder, opt CheckOptions) (r plain.Report) {
	defer d.rescue(new([]byte))
	d.read(src, files)
	if opt.Expiring {
		if d.article != nil {
			r.Findings = plain.Expiring(d.article, opt.Today, opt.Days)
		}
		return r
	}
	d.choose(Options{})
	d.resolve()
	d.set(d.clinic.on(layout.Sheet{Profile: layout.Standard})) // for the pages, which are as many on any paper
	return d.judge(opt.Today)
}

package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handout/internal/diag"
	"handout/layout"
)

// Packet is a handout of several articles to build: one file with a cover.
type Packet struct {
	Articles []Job  // in their order; their outputs are empty
	Output   string // path of the PDF, or Std
	Sheet    layout.Sheet
}

// PlanPackets lists the packets to build, one for each of the sheets, from what
// Plan would build one by one. The request's output is a file or, for a single
// sheet, Std; it is named after the first sheet, the others as Plan names them:
// packet.pdf, packet.large-print.pdf.
//
// Nothing is written. It is an *Error when an output would overwrite an article.
func PlanPackets(req Request) ([]Packet, error) {
	articles, err := find(req.Sources, req.List, req.Stdin)
	if err != nil {
		return nil, err
	}
	if req.Output == Std && len(req.Sheets) > 1 {
		return nil, refuse(Misused, "", "usage", fmt.Sprintf("%d packets cannot all be written to standard output", len(req.Sheets)),
			"name a file; each packet's name will tell its profile and paper")
	}
	var packets []Packet
	for i, s := range req.Sheets {
		p := Packet{Output: req.Output, Sheet: s}
		if i > 0 {
			ext := filepath.Ext(req.Output)
			p.Output = strings.TrimSuffix(req.Output, ext) + suffix(s, req.Sheets[0].Paper) + ext
		}
		for _, a := range articles {
			p.Articles = append(p.Articles, Job{Source: a.path, Sheet: s, Member: true, fault: a.fault})
		}
		if err := p.check(); err != nil {
			return nil, err
		}
		packets = append(packets, p)
	}
	return packets, nil
}

// check reports an output that cannot be written to.
func (p *Packet) check() error {
	if p.Output == Std {
		return nil
	}
	if p.Output == "" {
		return refuse(Misused, "", "usage", "the packet has no name", "name its file, as in --merge packet.pdf")
	}
	info, err := os.Stat(p.Output)
	switch {
	case err == nil && info.Mode().IsRegular():
		for _, j := range p.Articles {
			if other, err := os.Stat(j.Source); err == nil && os.SameFile(info, other) {
				return overwrites(Job{Output: p.Output})
			}
		}
		return nil
	case err == nil || os.IsPathSeparator(p.Output[len(p.Output)-1]):
		return refuse(Misused, p.Output, "usage", "a packet is one file, and this is none",
			"name the file, as in "+filepath.Join(p.Output, "packet.pdf"))
	}
	if info, err := os.Stat(filepath.Dir(p.Output)); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return refuse(Misused, p.Output, "usage", fmt.Sprintf("there is no folder %q to write to", filepath.Dir(p.Output)), "make it first")
	}
	return nil
}

// Merge builds the packets one after the other, several articles at a time. It
// yields a result for every article, in their order, and then one for their
// packet. A packet holds all of its articles or is not written. When ctx ends,
// the packets not yet begun to be written are yielded as NotDone.
func Merge(ctx context.Context, packets []Packet, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		var jobs []Job
		for _, p := range packets {
			jobs = append(jobs, p.Articles...)
		}
		b := newBuilder(ctx, jobs, opt)
		defer b.leave()
		for _, p := range packets {
			sweep([]Job{{Output: p.Output}})
			if !b.merge(p, yield) {
				return
			}
		}
	}
}

// member is an article of a packet once it is set.
type member struct {
	Result
	part   *layout.Part
	opened []os.FileInfo // what it is made from
}

// merge builds one packet, and reports whether there may be another.
func (b *builder) merge(p Packet, yield func(Result) bool) bool {
	var parts []*layout.Part
	var opened []os.FileInfo
	packet := Result{Job: p.job(), Status: Failed}
	for m := range inOrder(b.ctx, len(p.Articles), b.options.Workers, func(i int) member { return b.typeset(p.Articles[i]) }) {
		if !yield(m.Result) {
			return false
		}
		packet.Outcome = max(packet.Outcome, m.Outcome)
		parts, opened = append(parts, m.part), append(opened, m.opened...)
	}
	switch {
	case len(parts) < len(p.Articles) || b.ctx.Err() != nil:
		return yield(Result{Job: p.job(), Status: NotDone})
	case packet.Outcome == Done:
		b.bind(&packet, parts, opened)
	default:
		packet.Diags.Add(incomplete(p, parts))
	}
	return yield(packet)
}

// job returns the packet as one job.
func (p Packet) job() Job { return Job{Output: p.Output, Sheet: p.Sheet} }

// incomplete says why there is no packet of p, whose parts are nil where there
// is none.
func incomplete(p Packet, parts []*layout.Part) diag.Diagnostic {
	missing := 0
	for _, part := range parts {
		if part == nil {
			missing++
		}
	}
	noun := "articles"
	if len(parts) == 1 {
		noun = "article"
	}
	name := p.Output
	if name == Std {
		name = "<stdout>"
	}
	return diag.Diagnostic{
		Pos: diag.Pos{File: name}, Rule: "packet-incomplete",
		Message: fmt.Sprintf("the packet was not built: %d of its %d %s could not be set", missing, len(parts), noun),
		Hint:    "mend what is reported above, or leave it out",
	}
}

// typeset takes one article as far as it goes alone.
func (b *builder) typeset(j Job) member {
	m := member{Result: Result{Job: j, Status: Failed, Outcome: Faulty}}
	if j.fault != nil {
		m.Result = m.end(j.fault)
		return m
	}
	of := b.manuscript(j)
	defer b.done(j)
	m.Texts, m.opened = of.texts, of.opened
	if of.fault != nil {
		m.Result = m.end(of.fault)
		return m
	}
	d := of.draft // a copy, on its way to this job's sheet
	d.diags = slices.Clip(d.diags)
	m.part = d.typeset(j.Sheet)
	m.Diags, m.Score = d.diags, d.score()
	if m.part != nil {
		m.Status, m.Outcome, m.Pages = Built, Done, m.part.Pages()
	}
	return m
}

// typeset takes what prepare left to its pages; nil exactly when the
// diagnostics hold an error.
func (d *draft) typeset(sheet layout.Sheet) (part *layout.Part) {
	defer func() {
		if d.diags.Failed() {
			part = nil
		}
	}()
	defer d.rescue(new([]byte))
	pages := 0
	if d.cited != nil {
		d.stage = "setting the article"
		made, found := layout.Typeset(d.cited, sheet)
		if d.say(found) {
			part, pages = made, made.Pages()
		}
	}
	d.rule(sheet, pages)
	return part
}

// bind makes the packet of its parts and writes it.
func (b *builder) bind(r *Result, parts []*layout.Part, opened []os.FileInfo) {
	d := draft{name: r.Job.Output}
	data := d.bind(parts, b.options)
	r.Diags, r.Outcome = d.diags, Faulty
	if data == nil {
		return
	}
	if fault := b.deliver(r.Job, data, opened); fault != nil {
		*r = r.end(fault)
		return
	}
	r.Status, r.Outcome = Built, Done
	r.Pages, r.Bytes = len(d.doc.Pages), len(data)
	if b.options.Sums {
		r.Sum = sha256.Sum256(data)
	}
	if r.Job.Output == Std {
		r.PDF = data
	}
}

// bind takes a packet from its parts to its PDF.
func (d *draft) bind(parts []*layout.Part, opt Options) (out []byte) {
	defer d.rescue(&out)
	d.stage = "binding the packet"
	doc, found := layout.Bind(parts)
	if d.say(found) {
		d.doc = doc
	}
	return d.write(opt.Date)
}

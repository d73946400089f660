package build

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"handout/internal/diag"
	"handout/internal/pdf"
	"handout/layout"
)

// Packet is a handout of several articles to build: one file with a cover.
type Packet struct {
	Job            // without a Source
	Articles []Job // in their order, without an Output
}

// PlanPackets lists the packets to build: one for each of the sheets, of all
// articles. The output is a file or, for a single sheet, Std. The files of
// several sheets are told apart as Plan does: packet.pdf,
// packet.large-print.pdf.
//
// Nothing is written. It is an *Error when an output or the report would
// overwrite an article or each other. A source without an article is an article
// that fails.
func PlanPackets(req Request) ([]Packet, error) {
	articles, err := find(req.Sources, req.List, req.Stdin)
	if err != nil {
		return nil, err
	}
	if len(articles) == 0 {
		return nil, refuse(Misused, "", "usage", "a packet needs an article", "name one")
	}
	if req.Output == Std && len(req.Sheets) > 1 {
		return nil, refuse(Misused, "", "usage", fmt.Sprintf("%d packets cannot all be written to standard output", len(req.Sheets)),
			"name a file; each packet's name will tell its profile and paper")
	}
	var jobs []Job // that distinct is to compare
	for _, a := range articles {
		jobs = append(jobs, Job{Source: a.path, Output: Std})
	}
	var packets []Packet
	for _, s := range req.Sheets {
		p := Packet{Job: Job{Output: req.on(s), Sheet: s}}
		if p.Articles, err = members(articles, req, s); err != nil {
			return nil, err
		}
		p.Private = req.Data != nil
		if fault := p.check(); fault != nil {
			return nil, fault
		}
		packets, jobs = append(packets, p), append(jobs, p.Job)
	}
	if err := distinct(jobs, req.Report); err != nil {
		return nil, err
	}
	return packets, nil
}

// members returns the articles of a packet on a sheet, without an output: those
// of a row together.
func members(articles []found, req Request, s layout.Sheet) (jobs []Job, err error) {
	if req.Data == nil {
		for _, a := range articles {
			jobs = append(jobs, Job{Source: a.path, Sheet: s, Tick: req.Tick, fault: a.fault})
		}
		return jobs, nil
	}
	for _, column := range []string{profileColumn, paperColumn} {
		if req.Data.Column(column) >= 0 {
			return nil, refuse(Misused, req.Data.Name, "usage", "a packet is printed on one sheet, so its data cannot have the column "+column, "name it with --"+column+", or build a file for each row")
		}
	}
	req.Sheets = []layout.Sheet{s}
	return fill(articles, req)
}

// check reports an output that cannot be written to.
func (p *Packet) check() *Error {
	if p.Output == Std {
		return nil
	}
	if p.Output == "" {
		return refuse(Misused, "", "usage", "the packet has no name", "name its file, as in --merge packet.pdf")
	}
	info, err := os.Stat(p.Output)
	switch {
	case err == nil && info.Mode().IsRegular():
		return nil
	case err == nil || os.IsPathSeparator(p.Output[len(p.Output)-1]):
		return refuse(Misused, p.Output, "usage", "a packet is one file, and this is none",
			"name the file, as in "+filepath.Join(p.Output, "packet.pdf"))
	}
	return folderOf(p.Output)
}

// Merge builds the packets one after the other, several articles at a time, and
// yields a result for each. A packet holds all of its articles or is not
// written. When ctx ends, so does Merge: what is left is yielded as NotDone,
// and no file is left half written.
func Merge(ctx context.Context, packets []Packet, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		var outputs, articles []Job
		for _, p := range packets {
			outputs, articles = append(outputs, p.Job), append(articles, p.Articles...)
		}
		b := newBuilder(ctx, articles, opt)
		defer b.leave()
		if !opt.Check {
			sweep(outputs)
		}
		brands := map[*clinic]bool{}
		for _, p := range packets {
			if !yield(b.merge(p, brands)) {
				return
			}
		}
	}
}

// member is an article of a packet.
type member struct {
	result Result
	text   *manuscript // nil when there is no more to be done
	made   pdf.Digest
	part   *layout.Part
}

// merge builds one packet and writes it, unless it is there already.
func (b *builder) merge(p Packet, brands map[*clinic]bool) (r Result) {
	defer r.time(time.Now())
	r = Result{Job: p.Job, Status: NotDone}
	members := make([]member, len(p.Articles))
	for i, j := range p.Articles {
		members[i].result = Result{Job: j, Status: NotDone}
	}
	defer func() { r = told(r, members, brands) }()
	each := func(f func(*member, Job)) (done bool) {
		n := 0
		for range inOrder(b.ctx, len(members), b.options.Workers, func(i int) struct{} { f(&members[i], p.Articles[i]); return struct{}{} }) {
			n++
		}
		return n == len(members)
	}
	if !each(b.join) || slices.ContainsFunc(members, func(m member) bool { return m.result.Status == NotDone }) {
		return r
	}
	made := p.digest(members)
	if !slices.ContainsFunc(members, func(m member) bool { return m.result.Diags.Failed() }) {
		if there := b.there(p.Job, made); there != nil {
			return b.good(r, Skipped, there.data, there.pages)
		}
		if b.options.Check {
			r.Status, r.Outcome = OutOfDate, Faulty
			return r
		}
	}
	if !each(b.typeset) {
		return r
	}
	return b.bind(r, members, made)
}

// join reads an article.
func (b *builder) join(m *member, j Job) {
	if m.result, m.text = b.open(j); m.text != nil {
		j.Sheet = m.result.Job.Sheet
		m.made = b.digest(j, m.text)
	}
}

// typeset sets the pages of an article.
func (b *builder) typeset(m *member, j Job) {
	if m.text == nil {
		return
	}
	defer b.done(j)
	d := m.text.settle()
	defer m.text.release(d)
	if fault := d.fill(j); fault != nil {
		m.result = m.result.end(fault)
		return
	}
	m.part = d.typeset(m.result.Job.Sheet)
	m.result.Diags, m.result.Score = j.private(d.diags), d.score()
	if m.part != nil {
		m.result.Status, m.result.Outcome = Built, Done
	}
}

// typeset sets the pages for a packet; nil exactly when the diagnostics hold an
// error.
func (d *draft) typeset(s layout.Sheet) (part *layout.Part) {
	defer func() {
		if d.diags.Failed() {
			part = nil
		}
	}()
	defer d.rescue(new([]byte))
	d.say(d.report.Errors())
	if d.cited == nil {
		return nil
	}
	d.stage = "setting the article"
	part, found := d.setter.Typeset(d.cited, s)
	if d.say(found) {
		d.count(s, part.Pages())
	}
	return part
}

// told returns r with what became of the members. brands are those whose faults
// were told before.
func told(r Result, members []member, brands map[*clinic]bool) Result {
	for _, m := range members {
		if m.result.clinic != nil {
			m.result.Diags = m.result.clinic.found(m.result.Job.Name(), brands)
		}
		r.Folders = append(r.Folders, m.result.Folders...)
		r.Articles = append(r.Articles, m.result)
		if r.Status == Failed {
			r.Outcome = max(r.Outcome, m.result.Outcome)
		}
	}
	return r
}

// bind makes the packet of its members and writes it.
func (b *builder) bind(r Result, members []member, made pdf.Digest) Result {
	r.Status = Failed
	var parts []*layout.Part
	var inputs []os.FileInfo
	for _, m := range members {
		if m.part != nil {
			parts, inputs = append(parts, m.part), append(inputs, m.text.inputs...)
		}
	}
	if len(parts) < len(members) {
		r.Outcome = Faulty
		r.Diags.Add(incomplete(r.Job, len(members)-len(parts), len(members)))
		return r
	}
	d := draft{name: r.Job.Output}
	file := d.bind(parts, b.options.Date, made)
	r.Diags = d.diags
	if file == nil {
		r.Outcome = Faulty
		return r
	}
	if r.Job.Output == Std {
		r.PDF = file
	} else if fault := b.deliver(r.Job, file, inputs); fault != nil {
		return r.end(fault)
	}
	return b.good(r, Built, file, len(d.doc.Pages))
}

// bind takes a packet from its parts to its PDF.
func (d *draft) bind(parts []*layout.Part, date time.Time, made pdf.Digest) (out []byte) {
	defer d.rescue(&out)
	d.stage = "binding the packet"
	doc, found := layout.Bind(parts)
	if d.say(found) {
		d.doc = doc
	}
	return d.write(date, made)
}

// digest returns what stands for all that the packet is made from.
func (p *Packet) digest(members []member) (made pdf.Digest) {
	d := newDigester()
	d.add("packet")
	for _, m := range members {
		d.add(string(m.made[:]))
	}
	sum := d.sum()
	copy(made[:], sum[:])
	return made
}

// incomplete says why a packet was not built.
func incomplete(j Job, missing, all int) diag.Diagnostic {
	name := j.Output
	if name == Std {
		name = "<stdout>"
	}
	which := "its article"
	if all > 1 {
		which = fmt.Sprintf("%d of its %d articles", missing, all)
	}
	return diag.Diagnostic{
		Pos: diag.Pos{File: name}, Rule: "packet-incomplete",
		Message: fmt.Sprintf("the packet was not built: %s could not be set", which),
		Hint:    "mend what is reported above, or leave it out",
	}
}

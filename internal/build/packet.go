package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
// Nothing is written. It is an *Error when an output would overwrite an
// article. A source without an article is an article that fails.
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
	for _, s := range req.Sheets {
		p := Packet{Job: Job{Output: req.Output, Sheet: s}}
		if len(req.Sheets) > 1 {
			ext := filepath.Ext(req.Output)
			p.Output = strings.TrimSuffix(req.Output, ext) + suffix(s, req.Sheets[0].Paper) + ext
		}
		for _, a := range articles {
			p.Articles = append(p.Articles, Job{Source: a.path, Sheet: s, fault: a.fault})
		}
		if fault := p.check(); fault != nil {
			return nil, fault
		}
		packets = append(packets, p)
	}
	return packets, nil
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
		for _, j := range p.Articles {
			if other, err := os.Stat(j.Source); err == nil && os.SameFile(info, other) {
				return overwrites(p.Job)
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
		for _, p := range packets {
			if !yield(b.merge(p)) {
				return
			}
		}
	}
}

// member is an article of a packet.
type member struct {
	result Result
	draft  *draft // nil when there is no more to be done
	part   *layout.Part
	made   pdf.Digest
	opened []os.FileInfo // what it is made from
}

// merge builds one packet and writes it, unless it is there already.
func (b *builder) merge(p Packet) (r Result) {
	defer r.time(time.Now())
	r = Result{Job: p.Job, Status: NotDone}
	members := make([]member, len(p.Articles))
	each := func(f func(j Job, m *member)) (done bool) {
		n := 0
		for range inOrder(b.ctx, len(members), b.options.Workers, func(i int) struct{} { f(p.Articles[i], &members[i]); return struct{}{} }) {
			n++
		}
		return n == len(members)
	}
	if !each(b.join) || slices.ContainsFunc(members, func(m member) bool { return m.result.Status == NotDone }) {
		return r
	}
	made := p.digest(members)
	whole := !slices.ContainsFunc(members, func(m member) bool { return m.draft == nil })
	if whole && p.Output != Std && !b.options.Force {
		if there := p.current(made); there != nil {
			return b.good(told(r, members), Skipped, there.data, there.pages)
		}
	}
	if whole && b.options.Check {
		r = told(r, members)
		r.Status, r.Outcome = OutOfDate, Faulty
		return r
	}
	if !each(func(_ Job, m *member) { m.typeset(p.Sheet) }) {
		return r
	}
	return b.bind(told(r, members), members, made)
}

// join reads an article.
func (b *builder) join(j Job, m *member) {
	r, d, text := b.open(j)
	m.result = r
	if d == nil {
		return
	}
	m.made, m.opened = b.digest(j, text), text.opened
	d.say(d.report.Errors())
	m.result.Diags = d.diags
	if !d.diags.Failed() {
		m.result.Status, m.result.Outcome = Built, Done
		m.draft = d
	}
}

// typeset sets the pages of an article that is good so far.
func (m *member) typeset(s layout.Sheet) {
	if m.draft == nil {
		return
	}
	m.part = m.draft.typeset(s)
	m.result.Diags = m.draft.diags
	if m.part == nil {
		m.result.Status, m.result.Outcome = Failed, Faulty
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
	d.stage = "setting the article"
	part, found := layout.Typeset(d.cited, s)
	if d.say(found) {
		d.count(s, part.Pages())
	}
	return part
}

// told returns r with what became of the members.
func told(r Result, members []member) Result {
	r.Texts = nil
	for _, m := range members {
		r.Articles = append(r.Articles, m.result)
		r.Outcome = max(r.Outcome, m.result.Outcome)
	}
	return r
}

// bind makes the packet of its members and writes it.
func (b *builder) bind(r Result, members []member, made pdf.Digest) Result {
	r.Status = Failed
	var parts []*layout.Part
	var opened []os.FileInfo
	for _, m := range members {
		if m.part != nil {
			parts, opened = append(parts, m.part), append(opened, m.opened...)
		}
	}
	if len(parts) < len(members) {
		r.Diags.Add(incomplete(r.Job, len(members)-len(parts), len(members)))
		return r
	}
	d := draft{name: r.Job.Output}
	file := d.bind(parts, b.options.Date)
	r.Diags = d.diags
	if file == nil {
		r.Outcome = Faulty
		return r
	}
	pdf.Stamp(file, made)
	if r.Job.Output == Std {
		r.PDF = file
	} else if fault := b.deliver(r.Job, file, opened); fault != nil {
		return r.end(fault)
	}
	return b.good(r, Built, file, len(d.doc.Pages))
}

// bind takes a packet from its parts to its PDF.
func (d *draft) bind(parts []*layout.Part, date time.Time) (out []byte) {
	defer d.rescue(&out)
	d.stage = "binding the packet"
	doc, found := layout.Bind(parts)
	if d.say(found) {
		d.doc = doc
	}
	return d.write(date)
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

package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
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

// PlanPackets lists the packets to build from sources, which are as Plan's: one
// for each of the sheets. The output is a file or, for a single sheet, Std; it
// is named after the first sheet, the others as Plan names them: packet.pdf,
// packet.large-print.pdf.
//
// Nothing is read or written. It is an *Error when an output would overwrite an
// article.
func PlanPackets(sources []string, output string, sheets []layout.Sheet) ([]Packet, error) {
	paths, err := expand(sources)
	if err != nil {
		return nil, err
	}
	if output == Std && len(sheets) > 1 {
		return nil, refuse(Misused, "", "usage", fmt.Sprintf("%d packets cannot all be written to standard output", len(sheets)),
			"name a file; each packet's name will tell its profile and paper")
	}
	var packets []Packet
	for i, s := range sheets {
		p := Packet{Output: output, Sheet: s}
		if i > 0 {
			ext := filepath.Ext(output)
			p.Output = strings.TrimSuffix(output, ext) + suffix(s, sheets[0].Paper) + ext
		}
		for _, path := range paths {
			p.Articles = append(p.Articles, Job{Source: path, Sheet: s})
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
// packet. A packet holds all of its articles or is not written. Merge ends
// early when ctx does, and leaves no file half written.
func Merge(ctx context.Context, packets []Packet, opt Options) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		b := builder{options: opt}
		b.ctx, b.stop = context.WithCancel(ctx)
		defer b.finish()
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
	packet := Result{Job: Job{Output: p.Output, Sheet: p.Sheet}}
	done := 0
	for m := range inOrder(b.ctx, len(p.Articles), func(i int) member { return b.typeset(p.Articles[i]) }) {
		if !yield(m.Result) {
			return false
		}
		done++
		packet.Outcome = max(packet.Outcome, m.Outcome)
		parts, opened = append(parts, m.part), append(opened, m.opened...)
	}
	if done < len(p.Articles) {
		return false // ctx has ended
	}
	if packet.Outcome == Done {
		b.bind(&packet, parts, opened)
	} else {
		packet.Diags.Add(incomplete(p, parts))
	}
	return yield(packet)
}

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
	m := member{Result: Result{Job: j}}
	src, files, fault := j.read(b.options.Stdin)
	if fault != nil {
		m.Result = m.end(fault)
		return m
	}
	defer files.root.Close()
	d := draft{name: j.Name()}
	m.part = d.typeset(src, files, j.Sheet, b.options)
	m.Diags, m.Texts, m.Score, m.opened = d.diags, files.texts, d.score, files.opened
	if m.part == nil {
		m.Outcome = Faulty
	}
	return m
}

// typeset takes the article from its text to its pages; nil exactly when the
// diagnostics hold an error.
func (d *draft) typeset(src []byte, files *folder, sheet layout.Sheet, opt Options) (part *layout.Part) {
	defer func() {
		if d.diags.Failed() {
			part = nil
		}
	}()
	defer d.rescue(new([]byte))
	d.read(src, files)
	if a := d.cite(opt); a != nil {
		d.stage = "setting the article"
		made, found := layout.Typeset(a, sheet)
		if d.say(found) {
			part = made
			if sheet.Profile != layout.LargePrint {
				d.pages = made.Pages()
			}
		}
	}
	d.rule()
	return part
}

// bind makes the packet of its parts and writes it.
func (b *builder) bind(r *Result, parts []*layout.Part, opened []os.FileInfo) {
	d := draft{name: r.Job.Output}
	data := d.bind(parts, b.options)
	r.Diags = d.diags
	switch {
	case data == nil:
		r.Outcome = Faulty
	case r.Job.Output == Std:
		r.PDF = data
	default:
		b.writing.RLock()
		defer b.writing.RUnlock()
		if b.ctx.Err() == nil {
			*r = r.end(r.Job.write(data, opened))
		}
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

package build

import (
	"context"
	"crypto/sha256"
	"os"
	"slices"
	"sync"

	"handout/internal/diag"
	"handout/internal/slab"
	"handout/layout"
)

// manuscript is an article as far as it is the same on every sheet and for
// every row of data: read, its sources cited, its words judged. All jobs of an
// article share one.
type manuscript struct {
	jobs   int  // that still need it
	copies bool // it had more than one

	opened  sync.Once
	settled sync.Once
	fault   *Error    // why the article could not be read at all
	clinic  *clinic   // that the article is of; if its brand is not good there is no draft
	found   diag.List // what was found when it was read
	draft   *draft
	setters slab.Idle[layout.Typesetter]
	texts   map[string][]byte // the files it was made from that are text, by their paths
	inputs  []os.FileInfo     // all of them
	folders []string          // in which these are, or were looked for
	sum     [sha256.Size]byte // of all of them
}

// manuscripts returns a manuscript to be read for every article of jobs, by its
// source.
func manuscripts(jobs []Job) map[string]*manuscript {
	all := map[string]*manuscript{}
	for _, j := range jobs {
		m := all[j.Source]
		if m == nil {
			m = new(manuscript)
			all[j.Source] = m
		}
		m.jobs++
		m.copies = m.jobs > 1
	}
	return all
}

// manuscript returns the manuscript of a job. The first to ask reads it, all
// others wait for that.
func (b *builder) manuscript(j Job) *manuscript {
	b.reading.Lock()
	m := b.manuscripts[j.Source]
	b.reading.Unlock()
	m.opened.Do(func() { m.open(b.ctx, j, &b.clinics, b.options) })
	return m
}

// done says that a job no longer needs its manuscript. After the last one it is
// forgotten, so that a run holds only those it works on.
func (b *builder) done(j Job) {
	b.reading.Lock()
	defer b.reading.Unlock()
	m := b.manuscripts[j.Source]
	if m.jobs--; m.jobs == 0 {
		delete(b.manuscripts, j.Source)
	}
}

// open reads the article and all that it needs.
func (m *manuscript) open(ctx context.Context, j Job, of *clinics, opt Options) {
	src, files, fault := j.read(ctx, opt.Stdin)
	if fault != nil {
		m.fault = fault
		return
	}
	defer files.root.Close()
	m.clinic = of.of(files.dir)
	files.add(m.clinic)
	m.draft = new(draft)
	if !m.clinic.failed() {
		m.draft.name, m.draft.clinic = j.Name(), m.clinic
		m.draft.open(src, files, opt)
	}
	m.draft.files = nil // its folder is closed
	m.found = slices.Clip(m.draft.diags)
	m.texts, m.inputs, m.folders, m.sum = files.texts, files.opened, files.looked, files.hash().sum()
}

// settle returns a draft on which all is done that can be done for an article
// once. It is a copy, on its way to one sheet. It has a typesetter if there is
// another to learn from.
func (m *manuscript) settle() draft {
	m.settled.Do(m.draft.settle)
	d := *m.draft
	d.diags = slices.Clip(d.diags)
	if m.copies {
		d.setter = m.setters.Get()
	}
	return d
}

// release takes the typesetter of a draft back, for the next one.
func (m *manuscript) release(d draft) {
	if d.setter != nil {
		m.setters.Put(d.setter)
	}
}

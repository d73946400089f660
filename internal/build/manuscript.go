package build

import (
	"context"
	"os"
	"sync"
)

// manuscript is an article as far as it is the same on every sheet and for
// every row of data: read, its sources cited, its words judged. All jobs of an
// article share one.
type manuscript struct {
	once sync.Once
	jobs int // that still need it

	fault  *Error // why the article could not be read at all
	draft  draft
	texts  map[string][]byte // the files it was made from that are text, by their paths
	opened []os.FileInfo     // all of them
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
	}
	return all
}

// manuscript returns the manuscript of a job. The first to ask reads it, all
// others wait for that.
func (b *builder) manuscript(j Job) *manuscript {
	b.reading.Lock()
	m := b.manuscripts[j.Source]
	b.reading.Unlock()
	m.once.Do(func() { m.read(b.ctx, j, b.options) })
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

// read does all that can be done for an article once.
func (m *manuscript) read(ctx context.Context, j Job, opt Options) {
	src, files, fault := j.read(ctx, opt.Stdin)
	if fault != nil {
		m.fault = fault
		return
	}
	defer files.root.Close()
	m.draft.name = j.Name()
	m.draft.prepare(src, files, opt)
	m.draft.files = nil // its folder is closed
	m.texts, m.opened = files.texts, files.opened
}

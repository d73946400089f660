package build

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

	"handout/fonts"
	"handout/internal/pdf"
)

// A handout is made from the words and pictures of its article and its brand, the typefaces,
// the program and what was asked of it. The digest of all that is in the
// handout itself; while it is the same, building again would make the same
// bytes. Nothing about it depends on names of files, their times or the clock.
//
// The digest of a handout that is filled from data is a digest of what is
// printed in it, too, so it tells nobody who has the handout anything new; and
// it stands nowhere else.

// digester hashes values one after the other, each with its length, so that no
// two lists of values look the same.
type digester struct{ hash.Hash }

func newDigester() digester { return digester{sha256.New()} }

func (d digester) add(values ...any) {
	for _, v := range values {
		s := fmt.Sprint(v)
		fmt.Fprintf(d, "%d:%s", len(s), s)
	}
}

func (d digester) sum() (sum [sha256.Size]byte) {
	d.Sum(sum[:0])
	return sum
}

// common returns the digest of what all handouts of a run have in common.
func (opt Options) common() [sha256.Size]byte {
	d := newDigester()
	faces := fonts.Sum()
	d.add(opt.Version, string(faces[:]), opt.Style, opt.Date.Unix())
	if opt.CSL != nil {
		d.add(string(opt.CSL.Text))
	}
	return d.sum()
}

// digest returns what stands for all that a job's handout is made from.
func (b *builder) digest(j Job, m *manuscript) (made pdf.Digest) {
	d := newDigester()
	d.add(string(b.common[:]), string(m.sum[:]), j.Sheet.Profile, j.Sheet.Paper.Name, j.Sheet.Codes)
	if m.clinic != nil {
		d.add(string(m.clinic.sum[:]))
	}
	sum := d.sum()
	copy(made[:], sum[:])
	return made
}

// handout is a finished file.
type handout struct {
	data  []byte
	pages int
}

// there returns the handout at the job's output; nil if there is none that is
// whole and made from just that, or if nobody asks.
func (b *builder) there(j Job, made pdf.Digest) *handout {
	if b.options.Force || j.Output == Std {
		return nil
	}
	path := target(j.Output)
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || j.Private && info.Mode().Perm()&0o077 != 0 {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil // building it says what is wrong
	}
	from, pages, ok := pdf.Stamped(data)
	if !ok || from != made {
		return nil
	}
	return &handout{data, pages}
}

// hashed is a file whose bytes are hashed as they are read.
type hashed struct {
	fs.File
	to io.Writer
}

func (f hashed) Read(p []byte) (n int, err error) {
	n, err = f.File.Read(p)
	f.to.Write(p[:n]) // a hash takes everything
	return n, err
}

package build

import (
	"fmt"
	"time"

	"handout/internal/article"
	"handout/internal/cite"
	"handout/internal/diag"
	"handout/internal/pdf"
	"handout/internal/plain"
	"handout/layout"
)

// draft is one article on its way through the stages. A stage that cannot go
// on leaves its value nil and an error in the diagnostics; the next ones then
// do nothing.
type draft struct {
	name   string
	clinic *clinic // that the article is of; its brand is good
	diags  diag.List
	stage  string // what is being done, should it panic

	article *article.Article   // as it was read, its citations open
	files   *folder            // the article's
	how     cite.Options       // how it cites
	cited   *article.Article   // no citation open any more
	report  plain.Report       // on the words
	setter  *layout.Typesetter // nil for one that remembers nothing
	doc     *layout.Document
}

// open reads all that the handout is made from.
func (d *draft) open(src []byte, files *folder, opt Options) {
	defer d.rescue(new([]byte))
	d.read(src, files)
	d.choose(opt)
}

// settle does what is the same on every sheet: it cites the article's sources
// and judges its words, without asking what day it is.
func (d *draft) settle() {
	defer d.rescue(new([]byte))
	d.resolve()
	d.report = d.judge(time.Time{})
}

// build takes what settle left to its PDF on a sheet, which is nil exactly when
// the diagnostics hold an error. Of the plain-language rules it knows those
// that keep a handout from being given out.
func (d *draft) build(sheet layout.Sheet, date time.Time, made pdf.Digest) (out []byte) {
	defer d.rescue(&out)
	d.set(sheet)
	d.say(d.report.Errors())
	if d.doc != nil {
		d.count(sheet, len(d.doc.Pages))
	}
	return d.write(date, made)
}

// count applies the rule on the number of pages. Large print takes what it
// needs.
func (d *draft) count(sheet layout.Sheet, pages int) {
	if sheet.Profile != layout.LargePrint {
		d.say(plain.PageCount(d.article, pages).Errors())
	}
}

// rescue turns the panic of a stage into an error.
func (d *draft) rescue(out *[]byte) {
	v := recover()
	if v == nil {
		return
	}
	*out = nil
	d.diags.Add(diag.Diagnostic{
		Pos:     diag.Pos{File: d.name},
		Message: fmt.Sprintf("the program failed while %s: %v", d.stage, v),
		Rule:    "internal",
		Hint:    "this is a fault of the program, not of the article; please report it together with the article",
	})
}

// say adds what a stage found, and reports whether the article is good so far.
func (d *draft) say(found diag.List) bool {
	d.diags = append(d.diags, found...)
	return !d.diags.Failed()
}

// read reads the article and the references it takes from a bibliography.
func (d *draft) read(src []byte, files *folder) {
	d.stage, d.files = "reading the article", files
	a, found := article.Parse(d.name, src, files)
	if !d.say(found) {
		return
	}
	d.stage = "finding the sources of the article"
	a, found = withBibliography(a, files)
	if d.say(found) {
		d.article = d.clinic.prefer(a)
	}
}

// set sets the pages.
func (d *draft) set(sheet layout.Sheet) {
	if d.cited == nil {
		return
	}
	d.stage = "setting the article"
	doc, found := d.setter.Compose(d.cited, sheet)
	if d.say(found) {
		d.doc = doc
	}
}

// judge checks how plain the article is, and on a day that is not zero, whether
// it is still fresh. The report has no card when there is no article.
func (d *draft) judge(today time.Time) plain.Report {
	if d.article == nil {
		return plain.Report{}
	}
	d.stage = "checking the article"
	// For a build the pages come later, and for every sheet.
	opt := plain.Options{Today: today}
	if d.doc != nil {
		opt.Pages = len(d.doc.Pages)
	}
	return plain.Check(d.article, opt)
}

// score returns how hard the words are to read.
func (d *draft) score() plain.Score {
	if d.report.Card == nil {
		return plain.Score{}
	}
	return d.report.Card.Score
}

// write makes the PDF, unless something is wrong. It says that it was made from
// what made stands for.
func (d *draft) write(date time.Time, made pdf.Digest) []byte {
	if d.diags.Failed() {
		return nil
	}
	doc := *d.doc
	if !date.IsZero() {
		doc.Date = date
	}
	d.stage = "writing the PDF of the article"
	out, err := pdf.Write(&doc, made)
	d.doc.Release()
	if err != nil {
		d.diags.Errorf(diag.Pos{File: d.name}, "pdf", "%v", err)
		return nil
	}
	return out
}

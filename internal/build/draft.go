package build

import (
	"fmt"
	"time"

	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/pdf"
	"handout/internal/plain"
	"handout/layout"
)

// draft is one article on its way through the stages. A stage that cannot go
// on leaves its value nil and an error in the diagnostics; the next ones then
// do nothing.
type draft struct {
	name  string
	diags diag.List
	stage string // what is being done, should it panic

	article *article.Article // as it was read, its citations open
	files   *folder          // the article's
	doc     *layout.Document
	pages   int // of it that a rule may count; 0 while that is not known, and in large print, which takes what it needs
	score   plain.Score
}

// build takes the article from its text to its PDF, which is nil exactly when
// the diagnostics hold an error.
func (d *draft) build(src []byte, files *folder, sheet layout.Sheet, opt Options) (out []byte) {
	defer d.rescue(&out)
	d.read(src, files)
	d.set(sheet, opt)
	d.rule()
	return d.write(opt.Date)
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
		d.article = a
	}
}

// set cites the sources and sets the pages.
func (d *draft) set(sheet layout.Sheet, opt Options) {
	a := d.cite(opt)
	if a == nil {
		return
	}
	d.stage = "setting the article"
	doc, found := layout.Compose(a, sheet)
	if d.say(found) {
		d.doc = doc
		if sheet.Profile != layout.LargePrint {
			d.pages = len(doc.Pages)
		}
	}
}

// rule applies those of the plain-language rules that keep a handout from being
// given out and never ask what day it is.
func (d *draft) rule() {
	report := d.judge(time.Time{})
	d.diags = append(d.diags, report.Errors()...)
	if report.Card != nil {
		d.score = report.Card.Score
	}
}

// judge checks how plain the article is, and on a day that is not zero, whether
// it is still fresh. The report has no card when there is no article.
func (d *draft) judge(today time.Time) plain.Report {
	if d.article == nil {
		return plain.Report{}
	}
	d.stage = "checking the article"
	return plain.Check(d.article, plain.Options{Today: today, Pages: d.pages})
}

// write makes the PDF, unless something is wrong.
func (d *draft) write(date time.Time) []byte {
	if d.diags.Failed() {
		return nil
	}
	doc := *d.doc
	if !date.IsZero() {
		doc.Date = date
	}
	d.stage = "writing the PDF of the article"
	out, err := pdf.Write(&doc)
	if err != nil {
		d.diags.Errorf(diag.Pos{File: d.name}, "pdf", "%v", err)
		return nil
	}
	return out
}

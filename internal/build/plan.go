package build

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handout/internal/diag"
	"handout/internal/rows"
	"handout/layout"
)

// Std as an article's path is standard input, as an output standard output.
const Std = "-"

// Request is what is asked of a run: which articles, on which sheets, to which
// files.
type Request struct {
	// Sources are articles, Std, folders, which stand for the .yaml and .yml
	// files in them by name, and patterns such as shelf/**/*.yaml.
	Sources []string
	List    string    // a file of more of them, one a line and no patterns, or Std; may be empty
	Stdin   io.Reader // what a list named Std is read from

	// Output is a folder (it exists, or it ends in a slash and will be made), a
	// template of names such as out/{stem}.{paper}.pdf, or, for a single handout,
	// a file or Std.
	Output string
	Data   *rows.Table    // that the articles are filled from, each once for every row; nil for none
	Tick   []int          // rows of comparisons to tick, where the data does not say
	Sheets []layout.Sheet // at least one; one without a paper is for the brand's, or else for letter
	Brand  string         // as in Options
	Shard  Shard

	// Report is a file that the caller will write as well, or Std; may be empty.
	Report string
}

// Job is one handout to build.
type Job struct {
	Source  string // path of the article, or Std
	Output  string // path of the PDF, or Std
	Sheet   layout.Sheet
	Row     int   // of the data it is filled from, counted from 1; 0 without data
	Private bool  // the PDF is for its owner alone to read: mode 0600
	Tick    []int // rows of comparisons to tick, counted from 1 through the article

	data     *rows.Table
	public   string // the output with the names of columns in place of their values; "" if it has none
	unfilled bool   // it only tells what is wrong with the article
	mayMake  bool   // the output's folder is made when it is missing
	fault    *Error // why there is nothing to build
}

// Name returns what the article is called in diagnostics.
func (j Job) Name() string {
	if j.Source == Std {
		return "<stdin>"
	}
	return j.Source
}

// Public returns the output as it may be told of: without a value of the data.
func (j Job) Public() string { return cmp.Or(j.public, j.Output) }

// DefaultOutput is where handouts go when nobody says otherwise.
const DefaultOutput = "output" + string(filepath.Separator)

// Plan lists the handouts to build, every article on each of the sheets.
//
// The name of an output tells the profile, unless that is the standard one, and
// the paper, unless that is the first sheet's: x.pdf, x.large-print.pdf,
// x.a4.pdf, x.large-print.a4.pdf. The row of the data comes first:
// x.00017.large-print.pdf. Only one article can be written to a file that is
// named, on one sheet or on several.
//
// Nothing is written. It is an *Error when an output would overwrite an article
// or another output, be that of this shard or not, or the report. A source
// without an article is a job that fails, so that it does not stop the others.
func Plan(req Request) ([]Job, error) {
	articles, err := find(req.Sources, req.List, req.Stdin)
	if err != nil {
		return nil, err
	}
	jobs, err := assign(articles, req)
	if err != nil {
		return nil, err
	}
	if err := distinct(jobs, req.Report); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(jobs, func(j Job) bool { return !req.Shard.has(j) }), nil
}

// assign gives every article its outputs.
func assign(articles []found, req Request) ([]Job, error) {
	if req.Data != nil {
		return assignRows(articles, req)
	}
	name, err := namer(len(articles)*len(req.Sheets), req)
	if err != nil {
		return nil, err
	}
	of := clinics{named: req.Brand}
	jobs := make([]Job, 0, len(articles)*len(req.Sheets))
	for _, a := range articles {
		if a.fault != nil {
			jobs = append(jobs, Job{Source: a.path, fault: a.fault})
			continue
		}
		for _, s := range req.Sheets {
			j := Job{Source: a.path, Sheet: s, Tick: req.Tick}
			if s.Paper == (layout.Paper{}) && strings.Contains(req.Output, "{paper}") {
				j.Sheet.Paper = of.of(filepath.Dir(j.Name())).on(s).Paper
			}
			if err := name(&j); err != nil {
				return nil, err
			}
			jobs = append(jobs, j)
		}
	}
	return jobs, nil
}

// assignRows gives every article its outputs for every row, an article's
// together.
func assignRows(articles []found, req Request) ([]Job, error) {
	jobs, err := fill(articles, req)
	if err != nil {
		return nil, err
	}
	order := map[string]int{}
	for i, a := range articles {
		order[a.path] = i
	}
	slices.SortStableFunc(jobs, func(a, b Job) int { return order[a.Source] - order[b.Source] })
	name, fault := namer(len(jobs), req)
	if fault != nil {
		return nil, fault
	}
	of := clinics{named: req.Brand}
	for i := range jobs {
		j := &jobs[i]
		if j.unfilled {
			continue
		}
		if j.Sheet.Paper == (layout.Paper{}) && strings.Contains(req.Output, "{paper}") {
			j.Sheet.Paper = of.of(filepath.Dir(j.Name())).on(j.Sheet).Paper
		}
		if fault := name(j); fault != nil {
			return nil, fault
		}
	}
	return jobs, nil
}

// namer returns what names the output of a job, of n in all.
func namer(n int, req Request) (func(*Job) *Error, *Error) {
	output := req.Output
	info, err := os.Stat(output)
	named := output != "" && os.IsPathSeparator(output[len(output)-1])
	switch {
	case isTemplate(output):
		return templateNamer(output, req.Data)
	case named || err == nil && info.IsDir():
		return folderNamer(output, named, req.Sheets[0].Paper), nil
	case output == "":
		return nil, refuse(Misused, "", "usage", "the output has no name", "")
	case n > 1 && (output == Std || n > len(req.Sheets) || req.Data != nil):
		return nil, refuse(Misused, "", "usage", fmt.Sprintf("%d handouts cannot all be written to %s", n, show(output)),
			"to name a folder, end its name in /")
	case output == Std || err == nil && info.Mode().IsRegular():
	case err == nil:
		return nil, refuse(Misused, output, "usage", "the output is neither a file nor a folder",
			"write to standard output with -o - and send that where you want it")
	default:
		if fault := folderOf(output); fault != nil {
			return nil, fault
		}
	}
	return func(j *Job) *Error { j.Output = req.on(j.Sheet); return nil }, nil
}

// folderOf reports an output whose folder is missing.
func folderOf(output string) *Error {
	folder := filepath.Dir(output)
	if info, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return refuse(Misused, output, "usage", fmt.Sprintf("there is no folder %q to write to", folder), "make it first")
	}
	return nil
}

// on returns the name of the output on one of the sheets, where there is one
// output for each: with two or more, the name tells which.
func (req Request) on(s layout.Sheet) string {
	if len(req.Sheets) == 1 {
		return req.Output
	}
	ext := filepath.Ext(req.Output)
	return strings.TrimSuffix(req.Output, ext) + suffix(s, req.Sheets[0].Paper) + ext
}

// folderNamer names outputs in a folder after their articles.
func folderNamer(folder string, mayMake bool, usual layout.Paper) func(*Job) *Error {
	return func(j *Job) *Error {
		if j.Source == Std {
			return nameless(filepath.Join(folder, "NAME.pdf"))
		}
		of := ""
		if j.Row > 0 {
			of = "." + rowNumber(*j)
		}
		j.Output = filepath.Join(folder, stem(j.Source)+of+suffix(j.Sheet, usual)+".pdf")
		j.mayMake = mayMake
		return nil
	}
}

// stem returns the name of an article without its end.
func stem(path string) string { return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) }

func nameless(example string) *Error {
	return refuse(Misused, "", "usage", "an article from standard input has no name to call its handout by",
		"name the output itself, as in "+example)
}

// suffix tells outputs of one article apart. A handout on the paper usual has
// none for its paper.
func suffix(s layout.Sheet, usual layout.Paper) string {
	var b strings.Builder
	if s.Profile != layout.Standard {
		b.WriteString("." + string(s.Profile))
	}
	if s.Paper != usual {
		b.WriteString("." + s.Paper.Name)
	}
	return b.String()
}

func show(output string) string {
	if output == Std {
		return "standard output"
	}
	return fmt.Sprintf("one file (%s)", output)
}

func overwrites(j Job) *Error {
	return refuse(Misused, j.Public(), "output-is-input", "the output would overwrite a file the handout is made from",
		"choose another name for the output")
}

func refuse(o Outcome, file, rule, message, hint string) *Error {
	return &Error{Outcome: o, Diagnostic: diag.Diagnostic{Pos: diag.Pos{File: file}, Message: message, Rule: rule, Hint: hint}}
}

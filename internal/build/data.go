package build

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/fonts"
	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/rows"
	"handout/layout"
)

// The columns of a table that are no fields of an article: what a family gets,
// and how. An empty value leaves that to the command line.
const (
	profileColumn  = "profile"  // the profile, or several, parted by commas
	paperColumn    = "paper"    // likewise
	languageColumn = "language" // of the articles that the family is given
	tickColumn     = "tick"     // numbers of rows to tick, parted by commas
)

var ownColumns = []string{profileColumn, paperColumn, languageColumn, tickColumn}

// ReadData reads the table that handouts are filled from; path may be Std. What
// is wrong with it is an *Error. No value is in what that says.
func ReadData(path string, stdin io.Reader) (*rows.Table, error) {
	src, _, fault := readInput(context.Background(), path, stdin, rows.MaxSize, "a table of data", []string{".csv", ".jsonl"})
	if fault != nil {
		return nil, fault
	}
	table, diags := rows.Parse(Job{Source: path}.Name(), src)
	if table == nil {
		return nil, faults(diags)
	}
	return table, nil
}

// faults is a list of diagnostics as one error.
func faults(l diag.List) *Error { return &Error{Faulty, l[0], l[1:]} }

// subject is an article as far as a plan of filled handouts must know it.
type subject struct {
	found
	language string
	fields   []article.Field
	rows     int // of its comparisons
}

// inspect reads an article. One that is not good has no language; what is wrong
// with it is said when it is built.
func inspect(a found) subject {
	s := subject{found: a}
	j := Job{Source: a.path}
	if a.fault != nil || j.Source == Std {
		return s
	}
	src, files, fault := j.read(context.Background(), nil)
	if fault != nil {
		return s
	}
	defer files.root.Close()
	d := draft{name: j.Name()}
	if d.read(src, files); d.article != nil {
		s.language, s.fields, s.rows = d.article.Language, d.article.Fields(), d.article.Rows()
	}
	return s
}

func (s subject) good() bool { return s.language != "" }

// filling is a plan of handouts that are filled from a table.
type filling struct {
	table    *rows.Table
	subjects []subject
	sheets   []layout.Sheet
	tick     []int
	diags    diag.List
	more     int // faults that are not told
}

const mostFaults = 100

func (f *filling) fault(pos diag.Pos, rule, message, hint string) {
	if len(f.diags) == mostFaults {
		f.more++
		return
	}
	f.diags.Add(diag.Diagnostic{Pos: pos, Rule: rule, Message: message, Hint: hint})
}

// fill returns the jobs of every row and article, without outputs, row by row.
// Whatever is wrong with the table is an *Error, before anything is built.
func fill(articles []found, req Request) ([]Job, error) {
	f := &filling{table: req.Data, sheets: req.Sheets, tick: req.Tick}
	var jobs []Job
	for _, a := range articles {
		if a.path == Std {
			return nil, refuse(Misused, "", "usage", "an article from standard input cannot be filled from data", "save it as a file")
		}
		s := inspect(a)
		if f.subjects = append(f.subjects, s); !s.good() {
			jobs = append(jobs, Job{Source: a.path, Sheet: req.Sheets[0], fault: a.fault, unfilled: true})
		}
	}
	f.columns()
	for i := range f.table.Rows {
		jobs = append(jobs, f.row(i)...)
	}
	if f.more > 0 {
		f.diags.Errorf(diag.Pos{File: f.table.Name}, "too-many", "there are %d more faults", f.more)
	}
	if len(f.diags) > 0 {
		return nil, faults(f.diags)
	}
	return jobs, nil
}

// columns reports fields without a column and columns that nobody uses.
func (f *filling) columns() {
	used := map[string]bool{}
	unread := false
	for _, s := range f.subjects {
		unread = unread || !s.good()
		for _, field := range s.fields {
			switch {
			case slices.Contains(ownColumns, field.Name):
				f.fault(field.Pos, "reserved-field", "a field cannot be called "+field.Name+", since that column says what a family gets", "give it another name")
			case f.table.Column(field.Name) < 0 && !used[field.Name]:
				f.fault(diag.Pos{File: f.table.Name, Line: 1, Column: 1}, "no-column",
					fmt.Sprintf("there is no column for the field {{%s}} of %s", field.Name, s.path), "add a column called "+field.Name)
			}
			used[field.Name] = true
		}
	}
	for i, c := range f.table.Columns {
		if !used[c.Name] && !slices.Contains(ownColumns, c.Name) && !unread {
			f.fault(diag.Pos{File: f.table.Name, Line: c.Pos.Line, Column: c.Pos.Column}, "unused-column",
				fmt.Sprintf("no article uses column %d", i+1), "see how it is spelled in the article, or take it out; the first line is the names of the columns")
		}
	}
}

// value returns what row i says in a column, "" if there is none.
func (f *filling) value(i int, column string) string { return f.table.Value(i, column) }

// row returns the jobs of row i.
func (f *filling) row(i int) (jobs []Job) {
	pos := f.table.Pos(i)
	sheets := f.sheetsOf(i)
	tick, ok := f.tick, true
	if s := f.value(i, tickColumn); s != "" {
		if tick, ok = Ticks(s); !ok {
			f.fault(pos, "bad-data", "the column tick holds something else than numbers", "write the numbers of rows, as in 2,5")
		}
	}
	given := false
	for _, s := range f.subjects {
		if !s.good() || !speaks(s.language, f.value(i, languageColumn)) {
			continue
		}
		given = true
		f.check(i, s)
		if len(tick) > 0 && slices.Max(tick) > s.rows {
			f.fault(pos, "no-row", fmt.Sprintf("%s has no row %d to tick", s.path, slices.Max(tick)), tickHint(s.rows))
		}
		for _, sheet := range sheets {
			jobs = append(jobs, Job{Source: s.path, Sheet: sheet, Row: i + 1, Private: true, Tick: tick, data: f.table})
		}
	}
	if !given && slices.ContainsFunc(f.subjects, subject.good) {
		f.fault(pos, "bad-data", "none of the articles is in the language that the row asks for", "the articles are in "+strings.Join(f.languages(), ", "))
	}
	return jobs
}

func (f *filling) languages() (all []string) {
	for _, s := range f.subjects {
		if s.good() && !slices.Contains(all, s.language) {
			all = append(all, s.language)
		}
	}
	return all
}

// speaks tells whether an article in a language is for who asked for one.
func speaks(language, asked string) bool {
	if asked == "" || strings.EqualFold(language, asked) {
		return true
	}
	base, _, _ := strings.Cut(language, "-")
	return strings.EqualFold(base, asked)
}

// sheetsOf returns the sheets of row i: those asked for, but for what the row
// itself chooses.
func (f *filling) sheetsOf(i int) []layout.Sheet {
	profiles, good1 := chosen(f.value(i, profileColumn), layout.ProfileNamed)
	papers, good2 := chosen(f.value(i, paperColumn), layout.PaperNamed)
	if !good1 {
		f.fault(f.table.Pos(i), "bad-data", "the column profile holds something else than profiles", "they are "+nameList(layout.Profiles, func(p layout.Profile) string { return string(p) }))
	}
	if !good2 {
		f.fault(f.table.Pos(i), "bad-data", "the column paper holds something else than papers", "they are "+nameList(layout.Papers, func(p layout.Paper) string { return p.Name }))
	}
	if profiles == nil && papers == nil {
		return f.sheets
	}
	var all []layout.Sheet
	for _, s := range f.sheets {
		for _, profile := range or(profiles, s.Profile) {
			for _, paper := range or(papers, s.Paper) {
				s.Profile, s.Paper = profile, paper
				if !slices.Contains(all, s) {
					all = append(all, s)
				}
			}
		}
	}
	return all
}

// or returns all, or one if there are none.
func or[T any](all []T, one T) []T {
	if len(all) == 0 {
		return []T{one}
	}
	return all
}

// chosen returns what the comma-separated names in s stand for.
func chosen[T any](s string, find func(string) (T, bool)) (all []T, good bool) {
	if s == "" {
		return nil, true
	}
	for _, name := range strings.Split(s, ",") {
		one, known := find(strings.ToLower(strings.TrimSpace(name)))
		if !known {
			return nil, false
		}
		all = append(all, one)
	}
	return all, true
}

func nameList[T any](all []T, name func(T) string) string {
	var names []string
	for _, one := range all {
		names = append(names, name(one))
	}
	return strings.Join(names, ", ")
}

// Ticks reads the numbers of rows to tick, parted by commas, semicolons or
// spaces; ok is false if they are none.
func Ticks(s string) (all []int, ok bool) {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, false
		}
		all = append(all, n)
	}
	return all, len(all) > 0
}

// check reports values of row i that are missing or cannot be printed.
func (f *filling) check(i int, s subject) {
	for _, field := range s.fields {
		column := f.table.Column(field.Name)
		if column < 0 {
			continue
		}
		switch value := f.table.Rows[i].Values[column]; {
		case value == "":
			f.fault(f.table.Pos(i), "empty-value", "the row has no value for {{"+field.Name+"}}", "fill it in, or take the row out")
		case !printable(value, s.language):
			f.fault(f.table.Pos(i), "missing-character", "the value for {{"+field.Name+"}} holds a character that none of the typefaces has", "write it in other letters")
		}
	}
}

// printable tells whether the typefaces have all of a value.
func printable(value, language string) bool {
	_, err := fonts.Default().Shape(value, 0, language)
	return err == nil
}

// values returns what the fields of a job's article are filled with.
func (j Job) values() map[string]string {
	if j.data == nil {
		return nil
	}
	all := make(map[string]string, len(j.data.Columns))
	for i, c := range j.data.Columns {
		if !slices.Contains(ownColumns, c.Name) {
			all[c.Name] = j.data.Rows[j.Row-1].Values[i]
		}
	}
	return all
}

// tickHint tells which rows there are.
func tickHint(rows int) string {
	if rows == 0 {
		return "rows of comparisons are ticked, and it has none"
	}
	return fmt.Sprintf("its rows are numbered from 1 to %d, through all comparisons", rows)
}

// fill puts into the article what is the family's. It is an *Error when that
// asks for rows that the article has not.
func (d *draft) fill(j Job) *Error {
	if d.cited == nil {
		return nil
	}
	d.stage = "filling the article"
	if rows := d.cited.Rows(); len(j.Tick) > 0 && slices.Max(j.Tick) > rows {
		return refuse(Misused, d.name, "no-row", fmt.Sprintf("there is no row %d to tick", slices.Max(j.Tick)), tickHint(rows))
	}
	d.cited = d.cited.Tick(j.Tick)
	if j.data != nil {
		d.cited = d.cited.Fill(j.values())
	}
	return nil
}

// private returns what was found in the handout of a row, each fault with the
// row and none with a value.
func (j Job) private(found diag.List) diag.List {
	if j.data == nil {
		return found
	}
	values := j.values()
	found = slices.Clone(found)
	for i, d := range found {
		if tells(d.Message+d.Hint, values) {
			d.Message, d.Hint = "the handout could not be set with the values of its row", "this may be a fault of handout: please report the rule named here, without the data"
		}
		d.Message = fmt.Sprintf("row %d: %s", j.Row, d.Message)
		found[i] = d
	}
	return found
}

// tells reports whether text holds a word of a value.
func tells(text string, values map[string]string) bool {
	for _, value := range values {
		for word := range strings.FieldsSeq(value) {
			if utf8.RuneCountInString(word) > 1 && strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

// fileName returns a value as part of a file's name: without what a file system
// reads as something else.
func fileName(value string) string {
	value = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, value)
	if value = strings.Trim(value, ". "); value == "" || !filepath.IsLocal(value) {
		return "_"
	}
	return value
}

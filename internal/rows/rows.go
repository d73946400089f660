// Package rows reads the data that handouts are filled from: a table with a
// row for each family, as CSV or as JSON lines. Values are text and nothing
// else. What is wrong with a table is told by its place and never by a value,
// since values are about people; nor by the name of a column, which is a value
// where the header was forgotten.
package rows

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/diag"
)

// Table is a table of values. Every row has as many values as there are
// columns.
type Table struct {
	Name    string // of its file, for positions
	Columns []Column
	Rows    []Row
}

// Column is a column by its name in the header, in small letters and with _ for
// spaces and hyphens, as fields are named.
type Column struct {
	Name string
	Pos  diag.Pos // line and column of the name, without a file; in JSON lines, of the first row
}

// Row is a row of a table.
type Row struct {
	Line   int      // where it begins in the file, counted from 1
	Values []string // in the order of the columns; "" where it says nothing
}

// Column returns the index of the column called name, or -1.
func (t *Table) Column(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// Value returns what a row, counted from 0, says in the column called name; ""
// if there is no such column.
func (t *Table) Value(row int, name string) string {
	if i := t.Column(name); i >= 0 {
		return t.Rows[row].Values[i]
	}
	return ""
}

// Pos returns where a row, counted from 0, begins in its file.
func (t *Table) Pos(row int) diag.Pos {
	return diag.Pos{File: t.Name, Line: t.Rows[row].Line, Column: 1}
}

// MaxSize is how many bytes a table may have: half a million families.
const MaxSize = 64 << 20

// most is how many faults are told of a table.
const most = 100

// Parse reads a table: JSON lines (an object of texts and numbers a line) if the
// name says so (.jsonl, .ndjson), or does not say .csv and the text begins with a
// brace; else CSV (RFC 4180), parted by commas, semicolons or tabs. The table is
// nil when the list, in the order of the lines, holds an error.
func Parse(name string, src []byte) (*Table, diag.List) {
	p := &parser{name: name, table: &Table{Name: name}}
	src, readable := p.text(src)
	if readable {
		ext := strings.ToLower(filepath.Ext(name))
		if ext == ".jsonl" || ext == ".ndjson" || ext != ".csv" && bytes.HasPrefix(bytes.TrimSpace(src), []byte("{")) {
			p.jsonLines(src)
		} else {
			p.csv(src)
		}
		if !p.diags.Failed() && len(p.table.Rows) == 0 {
			p.fault(1, 1, "no-rows", "there is no row of data", "write a line for each family under the header")
		}
	}
	if p.more > 0 {
		p.diags.Errorf(diag.Pos{File: name}, "too-many", "there are %d more faults", p.more)
	}
	if p.diags.Failed() {
		return nil, p.diags
	}
	return p.table, p.diags
}

// parser is what the ways of reading share.
type parser struct {
	name  string
	table *Table
	diags diag.List
	more  int // faults that are not told
}

func (p *parser) fault(line, column int, rule, message, hint string) {
	if len(p.diags) >= most {
		p.more++
		return
	}
	p.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: p.name, Line: line, Column: column}, Rule: rule, Message: message, Hint: hint})
}

const encodingHint = "save it as UTF-8; in Excel: Save as, CSV UTF-8"

// text returns src without a byte-order mark, and false if it is no text in
// UTF-8.
func (p *parser) text(src []byte) ([]byte, bool) {
	for _, mark := range []string{"\xFF\xFE", "\xFE\xFF"} {
		if bytes.HasPrefix(src, []byte(mark)) {
			p.fault(1, 1, "encoding", "the data is in UTF-16, not in UTF-8", encodingHint)
			return nil, false
		}
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if i := bytes.IndexByte(src, 0); i >= 0 {
		line, column := at(src, i)
		p.fault(line, column, "encoding", "the data holds a zero byte, so it is no text", encodingHint)
		return nil, false
	}
	if i := invalid(src); i >= 0 {
		line, column := at(src, i)
		p.fault(line, column, "encoding", "the data is not in UTF-8 here", encodingHint)
		return nil, false
	}
	return src, true
}

// invalid returns where src stops being UTF-8, or -1.
func invalid(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	i := 0
	for {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}

// at returns the line and the column, in characters, of a byte of src.
func at(src []byte, i int) (line, column int) {
	before := src[:i]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}

// header takes the names of the columns. places are their lines and columns.
func (p *parser) header(names []string, places []diag.Pos) {
	for i, name := range names {
		name = columnName(name)
		pos := places[i]
		switch {
		case name == "":
			p.fault(pos.Line, pos.Column, "no-name", fmt.Sprintf("column %d has no name", i+1), "name it, or take it out")
		case p.table.Column(name) >= 0:
			p.fault(pos.Line, pos.Column, "duplicate-column", fmt.Sprintf("column %d is called as column %d is", i+1, p.table.Column(name)+1), "keep one of them")
		}
		p.table.Columns = append(p.table.Columns, Column{name, pos})
	}
}

var parted = strings.NewReplacer(" ", "_", "-", "_")

func columnName(s string) string { return parted.Replace(strings.ToLower(strings.TrimSpace(s))) }

// value returns a value as it is printed: white space of any kind, a line break
// too, is one space. Characters that are not seen are refused; they could turn
// a line round.
func (p *parser) value(column int, value string, pos diag.Pos) string {
	named := fmt.Sprintf("the value of column %d", column+1)
	for _, r := range value {
		if r != '\n' && r != '\r' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF') {
			p.fault(pos.Line, pos.Column, "hidden-character", named+" holds a character that nobody sees", "type it anew")
			return ""
		}
	}
	value = strings.Join(strings.Fields(value), " ")
	if utf8.RuneCountInString(value) > longest {
		p.fault(pos.Line, pos.Column, "long-value", named+" is longer than a paragraph", "see whether a quotation mark is not closed")
	}
	return value
}

// longest is how many characters a value may have.
const longest = 2000

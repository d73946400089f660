package rows

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"handout/internal/diag"
)

// csv reads comma-separated values (RFC 4180). Where the header has no comma,
// semicolons or tabs part them, as spreadsheets write it in many countries.
func (p *parser) csv(src []byte) {
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma = separator(src)
	r.FieldsPerRecord = -1 // told below, for each row
	r.ReuseRecord = true
	first := true
	for {
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			if first {
				p.fault(1, 1, "no-header", "the data is empty", "its first line names the columns")
			}
			return
		case err != nil:
			p.broken(err)
			return
		case first:
			p.header(record, places(r, len(record)))
			first = false
		default:
			p.record(r, record)
		}
	}
}

// separator returns what parts the values of src.
func separator(src []byte) rune {
	header, _, _ := bytes.Cut(src, []byte("\n"))
	for _, c := range ",;\t" {
		if bytes.ContainsRune(header, c) {
			return c
		}
	}
	return ','
}

// places returns where the values of the last record stand.
func places(r *csv.Reader, n int) []diag.Pos {
	all := make([]diag.Pos, n)
	for i := range all {
		all[i].Line, all[i].Column = r.FieldPos(i)
	}
	return all
}

func (p *parser) record(r *csv.Reader, record []string) {
	line, _ := r.FieldPos(0)
	if want := len(p.table.Columns); len(record) != want {
		p.fault(line, 1, "ragged-row", fmt.Sprintf("the row has %d %s, and the header names %d", len(record), plural(len(record), "value"), want),
			"give every column its value; one with a comma in it needs quotation marks")
		return
	}
	row := Row{Line: line, Values: slices.Clone(record)}
	for i := range row.Values {
		pos := diag.Pos{}
		pos.Line, pos.Column = r.FieldPos(i)
		row.Values[i] = p.value(i, row.Values[i], pos)
	}
	p.table.Rows = append(p.table.Rows, row)
}

// broken tells why a line cannot be read.
func (p *parser) broken(err error) {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		p.fault(1, 1, "bad-csv", "the data cannot be read", "")
		return
	}
	message, hint := "a quotation mark stands within a value", `write two of them, and the value in quotation marks: "the ""big"" one"`
	if errors.Is(wrong.Err, csv.ErrQuote) && wrong.StartLine != wrong.Line || wrong.Err.Error() == csv.ErrQuote.Error() {
		message, hint = "a value in quotation marks does not end as it should", "close it, and write two quotation marks for one within it"
	}
	p.fault(wrong.Line, wrong.Column, "bad-csv", message, hint)
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

package rows

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"handout/internal/diag"
)

// jsonLines reads an object a line, each with the same keys, whose values are
// texts or numbers.
func (p *parser) jsonLines(src []byte) {
	for n := 1; len(src) > 0; n++ {
		var line []byte
		line, src, _ = bytes.Cut(src, []byte("\n"))
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		names, values, fault := object(line)
		if fault != nil {
			p.fault(n, fault.column(line), "bad-json", fault.message, "a line is an object such as {\"child\": \"Sample Child\"}")
			continue
		}
		p.object(n, names, values)
	}
}

// object takes a row. The first one tells the columns.
func (p *parser) object(line int, names, values []string) {
	pos := diag.Pos{Line: line, Column: 1}
	if len(p.table.Rows) == 0 && p.table.Columns == nil {
		p.header(names, slices.Repeat([]diag.Pos{pos}, len(names)))
	}
	row := Row{Line: line, Values: make([]string, len(p.table.Columns))}
	given := make([]bool, len(p.table.Columns))
	for i, name := range names {
		column := p.table.Column(columnName(name))
		switch {
		case column < 0:
			p.fault(line, 1, "ragged-row", fmt.Sprintf("the first row has not the key that is number %d here", i+1), "give every row the same keys")
			return
		case given[column]:
			p.fault(line, 1, "duplicate-column", fmt.Sprintf("the key of column %d comes twice", column+1), "keep one of them")
			return
		}
		given[column], row.Values[column] = true, p.value(column, values[i], pos)
	}
	if i := slices.Index(given, false); i >= 0 {
		p.fault(line, 1, "ragged-row", fmt.Sprintf("the row has no value for column %d", i+1), "give every row the same keys")
		return
	}
	p.table.Rows = append(p.table.Rows, row)
}

// jsonFault is why a line is not good, at a byte of it.
type jsonFault struct {
	message string
	offset  int64
}

// column returns the column of the fault in its line.
func (f *jsonFault) column(line []byte) int {
	_, column := at(line, min(max(int(f.offset)-1, 0), len(line)))
	return column
}

// object reads the keys and values of an object, in their order.
func object(line []byte) (names, values []string, fault *jsonFault) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	bad := func(message string) ([]string, []string, *jsonFault) {
		return nil, nil, &jsonFault{message, d.InputOffset()}
	}
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return bad("the line is no JSON object")
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return bad("the line is not good JSON")
		}
		value, err := d.Token()
		switch value := value.(type) {
		case string:
			values = append(values, value)
		case json.Number:
			values = append(values, value.String())
		default:
			if err != nil {
				return bad("the line is not good JSON")
			}
			return bad(fmt.Sprintf("value %d is neither text nor a number", len(names)+1))
		}
		names = append(names, name.(string))
	}
	if _, err := d.Token(); err != nil {
		return bad("the line is not good JSON")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return bad("something follows the object")
	}
	return names, values, nil
}

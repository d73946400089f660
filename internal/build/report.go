package build

import (
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"math"

	"handout/internal/diag"
)

//go:embed report.schema.json
var reportSchema []byte

// ReportSchema returns the format of a report's lines as a JSON Schema (draft
// 2020-12).
func ReportSchema() []byte { return reportSchema }

// Line returns the result as a line of a report: JSON, with a line feed behind
// it. Of a handout for one family it tells what can be told to anybody: the
// article, the number of the row, and no SHA-256, by which whoever has the
// article could try names until one fits.
func (r Result) Line() []byte {
	line := struct {
		Input        string    `json:"input"`
		Output       string    `json:"output,omitempty"`
		Row          int       `json:"row,omitempty"`
		Profile      string    `json:"profile,omitempty"`
		Paper        string    `json:"paper,omitempty"`
		Status       Status    `json:"status"`
		Pages        int       `json:"pages,omitempty"`
		Bytes        int       `json:"bytes,omitempty"`
		Milliseconds float64   `json:"milliseconds"`
		SHA256       string    `json:"sha256,omitempty"`
		Grade        *float64  `json:"grade,omitempty"`
		Diagnostics  diag.List `json:"diagnostics"`
	}{
		Input: r.Job.Source, Output: r.Job.Output, Row: r.Job.Row,
		Profile: string(r.Job.Sheet.Profile), Paper: r.Job.Sheet.Paper.Name,
		Status: r.Status, Pages: r.Pages, Bytes: r.Bytes,
		Milliseconds: float64(r.Took.Microseconds()) / 1000,
		Diagnostics:  r.Diags,
	}
	if r.Bytes > 0 && !r.Job.Private {
		line.SHA256 = hex.EncodeToString(r.Sum[:])
	}
	if r.Score.Told() {
		grade := math.Round(r.Score.Grade*10) / 10
		line.Grade = &grade
	}
	if line.Diagnostics == nil {
		line.Diagnostics = diag.List{}
	}
	b, err := json.Marshal(line)
	if err != nil {
		panic(err) // a struct of strings and numbers
	}
	return append(b, '\n')
}

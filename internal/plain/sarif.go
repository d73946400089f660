package plain

import "handout/internal/diag"

// The parts of SARIF 2.1.0 (OASIS, 2020) that code-scanning services read.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
		Full  sarifText `json:"fullDescription"`
		Help  sarifText `json:"help"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId,omitempty"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// SARIF returns the findings as a SARIF log of one run.
func SARIF(reports []Named) []byte {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver.Name = "handout"
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules,
			sarifRule{r.Name, sarifText{r.Mend}, sarifText{r.Why}, sarifText{r.Mend + " Source: " + r.Source}})
	}
	for _, r := range reports {
		for _, d := range r.Findings {
			run.Results = append(run.Results, sarifOf(d))
		}
	}
	return indented(sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func sarifOf(d diag.Diagnostic) sarifResult {
	text := d.Message
	if d.Hint != "" {
		text += "\n" + d.Hint
	}
	result := sarifResult{RuleID: d.Rule, Level: d.Severity.String(), Message: sarifText{text}}
	if d.Pos.File == "" {
		return result
	}
	place := sarifPhysical{Artifact: sarifArtifact{uri(d.Pos.File)}}
	if d.Pos.Line > 0 {
		place.Region = &sarifRegion{StartLine: d.Pos.Line}
		if d.Pos.Column > 0 {
			place.Region.StartColumn, place.Region.EndColumn = d.Pos.Column, d.Pos.Column+max(d.Width, 1)
		}
	}
	result.Locations = []sarifLocation{{place}}
	return result
}

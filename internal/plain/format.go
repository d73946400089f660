package plain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"path/filepath"
	"strings"

	"handout/internal/diag"
)

// Named is a report and the file it is about.
type Named struct {
	File  string
	Texts map[string][]byte // the files the findings are about, by name, for the excerpts of Text
	Report
}

// Formats are the ways to print reports, by name.
var Formats = map[string]func([]Named) []byte{"text": Text, "json": JSON, "sarif": SARIF, "github": GitHub}

// Text returns reports for people: every finding with the line it is about,
// then a card for each article.
func Text(reports []Named) []byte {
	var b bytes.Buffer
	for _, r := range reports {
		r.Findings.Print(&b, r.Texts) // a Buffer takes everything
	}
	for _, r := range reports {
		if r.Card != nil {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			r.print(&b)
		}
	}
	return b.Bytes()
}

// print writes the card.
func (r Named) print(b *bytes.Buffer) {
	c := r.Card
	line := func(name, format string, args ...any) {
		fmt.Fprintf(b, "  %-18s%s\n", name, fmt.Sprintf(format, args...))
	}
	fmt.Fprintf(b, "%s: %s\n", r.File, diag.Quote(c.Title))
	line("grade", "%s", c.Score)
	line("length", "%s, %.0f min to read aloud", plural(c.Words, "word"), math.Ceil(max(c.Minutes, 1)))
	line("PEMAT-P", "a pre-check, not a score")
	for _, part := range []string{understand, act} {
		line("  "+part, "%s", c.Pemat.Part(part).summary())
	}
	line("CDC index", "%s", c.Index.summary())
	if len(c.Undated) > 0 {
		line("without date", "%s", strings.Join(c.Undated, ", "))
	}
	for _, off := range c.Off {
		line("switched off", "%s: %s", off.Rule, off.Because)
	}
	if len(c.Off) > 0 {
		line("", "%s left out", plural(c.Silent, "finding"))
	}
	errors := len(r.Errors())
	line("found", "%s, %s", plural(errors, "error"), plural(len(r.Findings)-errors, "warning"))
}

// summary says how many items hold, which a person must judge, and which do
// not hold.
func (l Checklist) summary() string {
	var person []string
	no := ""
	for _, it := range l {
		switch it.Answer {
		case No:
			no += fmt.Sprintf("\n%20sno: %s (%d)", "", it.Asks, it.Number)
		case Person:
			person = append(person, fmt.Sprint(it.Number))
		}
	}
	yes := l.Count(Yes)
	s := fmt.Sprintf("%d of %s hold", yes, plural(yes+l.Count(No), "automatic item"))
	if len(person) > 0 {
		s += "; a person must judge " + strings.Join(person, ", ")
	}
	return s + no
}

// Told reports whether there are words enough to tell the grade, in a language
// whose formulas are known.
func (s Score) Told() bool { return s.Words >= fewestWords && graded(s.Language) }

// String returns the score as the card has it.
func (s Score) String() string {
	switch {
	case s.Words < fewestWords:
		return fmt.Sprintf("not told for fewer than %d words", fewestWords)
	case s.Language == "en":
		about := ""
		if s.Approximate {
			about = ", approximate"
		}
		return fmt.Sprintf("%.1f (Flesch-Kincaid), SMOG %.1f%s, reading ease %.0f", s.Grade, s.SMOG, about, s.Ease)
	case s.Language == "es":
		return fmt.Sprintf("%.0f, Fernández-Huerta %.0f, INFLESZ %.0f", s.Grade, s.Ease, s.INFLESZ)
	}
	return fmt.Sprintf("not known for the language %q", s.Language)
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// JSON returns the reports as an array of {file, findings, card}.
func JSON(reports []Named) []byte {
	type report struct {
		File     string    `json:"file"`
		Findings diag.List `json:"findings"`
		Card     *Card     `json:"card,omitempty"`
	}
	out := []report{}
	for _, r := range reports {
		findings := r.Findings
		if findings == nil {
			findings = diag.List{}
		}
		out = append(out, report{r.File, findings, r.Card})
	}
	return indented(out)
}

// indented prints values of ours, which JSON can always hold.
func indented(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil
	}
	return b.Bytes()
}

// GitHub returns the findings as workflow commands, which GitHub shows beside
// the lines of a change.
func GitHub(reports []Named) []byte {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b bytes.Buffer
	for _, r := range reports {
		for _, d := range r.Findings {
			fmt.Fprintf(&b, "::%s file=%s", d.Severity, property.Replace(filepath.ToSlash(d.Pos.File)))
			if d.Pos.Line > 0 {
				fmt.Fprintf(&b, ",line=%d", d.Pos.Line)
			}
			if d.Pos.Column > 0 {
				fmt.Fprintf(&b, ",col=%d,endColumn=%d", d.Pos.Column, d.Pos.Column+max(d.Width, 1))
			}
			text := d.Message
			if d.Hint != "" {
				text += "\n" + d.Hint
			}
			fmt.Fprintf(&b, ",title=%s::%s\n", property.Replace(d.Rule), data.Replace(text))
		}
	}
	return b.Bytes()
}

// uri returns a path as a URI reference.
func uri(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return strings.TrimPrefix(u.String(), "./")
}

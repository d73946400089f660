package article

import (
	"regexp"
	"slices"
	"strings"

	"handout/internal/decode"
)

var (
	bracedField = regexp.MustCompile(`\{:([-_A-Za-z]+): ?([^{}]*)\}`)
	noteLine    = regexp.MustCompile(`^([-_A-Za-z ]+): *(\S.*)$`)
)

// noteFields sets the variables that a note tells, as Zotero lets its readers
// write what it has no field for: {:original-date: 1886}, or lines such as
// "original-date: 1886" at the note's start. A variable that has a value
// keeps it, but for dates and the type. The rest is the note.
func (p *parser) noteFields(r *Reference, note *decode.Value) {
	text := bracedField.ReplaceAllStringFunc(note.Text, func(s string) string {
		if m := bracedField.FindStringSubmatch(s); p.noteField(r, note, m[1], m[2]) {
			return ""
		}
		return s
	})
	lines := strings.Split(text, "\n")
	var rest []string
	for i, line := range lines {
		m := noteLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil && strings.TrimSpace(line) != "" && i > 0 {
			rest = append(rest, lines[i:]...)
			break
		}
		if m == nil || !p.noteField(r, note, m[1], m[2]) {
			rest = append(rest, line)
		}
	}
	r.Strings["note"] = strings.Join(strings.Fields(strings.Join(rest, " ")), " ")
	if r.Strings["note"] == "" {
		delete(r.Strings, "note")
		delete(r.At, "note")
	}
}

// noteField sets a variable of the given name, however it is written: "Original
// Date" is original-date. It returns false if there is none.
func (p *parser) noteField(r *Reference, note *decode.Value, name, text string) bool {
	value := *note
	value.Text = strings.TrimSpace(text)
	name = strings.ReplaceAll(strings.TrimSpace(name), " ", "-")
	same := func(v string) bool { return strings.EqualFold(v, name) }
	find := func(all []string) string {
		if i := slices.IndexFunc(all, same); i >= 0 {
			return all[i]
		}
		return ""
	}
	if same("type") && slices.Contains(cslTypes, value.Text) {
		r.Type = value.Text
		return true
	}
	if v := find(cslDates); v != "" {
		r.Dates[v] = p.dateText(&value)
		r.At[v] = note.Pos
		return true
	}
	if v := find(cslNames); v != "" {
		if _, ok := r.At[v]; !ok || r.At[v] == note.Pos {
			r.Names[v] = append(r.Names[v], noteName(value.Text))
			r.At[v] = note.Pos
		}
		return true
	}
	v := find(append(slices.Clone(cslStrings), cslNumbers...))
	if v == "" || v == "note" {
		return false
	}
	if r.Strings[v] == "" {
		r.Strings[v] = p.variable(v, &value)
		r.At[v] = note.Pos
	}
	return true
}

// noteName reads a name in a note: "Smith || Jane".
func noteName(s string) Name {
	family, given, ok := strings.Cut(s, "||")
	if !ok {
		return nameOf(s)
	}
	return Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
}

// Package diag holds what the program says about its input: a position, a
// message, a rule's name and the way out. Diagnostics are values; nothing is
// printed until the command line prints a List.
package diag

import (
	"fmt"
	"slices"
)

// Pos is a place in a source file. Line and Column count from 1; Column
// counts characters (runes), as editors do. The zero Pos is "nowhere"; a Pos
// with a File and no Line is the file as a whole.
type Pos struct {
	File         string
	Line, Column int
}

// IsZero reports whether p names no place at all.
func (p Pos) IsZero() bool { return p == Pos{} }

// Right returns the place n characters to the right of p, on the same line.
func (p Pos) Right(n int) Pos {
	p.Column += n
	return p
}

// String returns p as file:line:column, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Severity says how much a diagnostic weighs.
type Severity uint8

const (
	Error   Severity = iota // the handout is not built
	Warning                 // the handout is built all the same
)

// String returns the word printed before the message.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Diagnostic is one thing that is wrong, where, and what to do about it.
type Diagnostic struct {
	Pos      Pos
	Width    int // characters the caret line underlines; 0 counts as 1
	Severity Severity
	Message  string // starts small, names the thing, no final stop
	Rule     string // stable name, as in [unknown-key]
	Hint     string // the way out, a sentence without final stop; may be empty
}

// Error returns the diagnostic on one line, without the excerpt.
func (d Diagnostic) Error() string {
	s := d.Severity.String() + ": " + d.Message
	if !d.Pos.IsZero() {
		s = d.Pos.String() + ": " + s
	}
	if d.Rule != "" {
		s += " [" + d.Rule + "]"
	}
	return s
}

// List is diagnostics in the order they were found.
type List []Diagnostic

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Errorf appends an error of the given rule at pos.
func (l *List) Errorf(pos Pos, rule, format string, args ...any) {
	l.Add(Diagnostic{Pos: pos, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// Failed reports whether l holds an error (and not warnings alone).
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Errors returns the errors of l, without its warnings.
func (l List) Errors() List {
	var errors List
	for _, d := range l {
		if d.Severity == Error {
			errors = append(errors, d)
		}
	}
	return errors
}

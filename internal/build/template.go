package build

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"handout/internal/decode"
)

// isTemplate reports whether an output is a template of names.
func isTemplate(output string) bool { return strings.ContainsAny(output, "{}") }

// field is what stands in braces in a template.
type field struct {
	name  string
	value func(Job) (string, *Error)
}

var fields = []field{
	{"stem", func(j Job) (string, *Error) { // the article's name without its end
		if j.Source == Std {
			return "", nameless("NAME.{profile}.pdf")
		}
		return stem(j.Source), nil
	}},
	{"dir", func(j Job) (string, *Error) { return below(filepath.Dir(j.Source)), nil }}, // the article's folder
	{"profile", func(j Job) (string, *Error) { return string(j.Sheet.Profile), nil }},
	{"paper", func(j Job) (string, *Error) { return j.Sheet.Paper.Name, nil }},
	{"lang", language},
	{"row", row},
}

// template is an output with fields, its parts alternately text and field.
type template struct {
	text   []string // one more than there are fields
	fields []field
}

// parseTemplate reads a template such as out/{stem}.{paper}.pdf.
func parseTemplate(output string) (t template, fault *Error) {
	s := output
	wrong := func(message, hint string) (template, *Error) {
		return template{}, refuse(Misused, output, "usage", message, hint)
	}
	for {
		at := strings.IndexAny(s, "{}")
		if at < 0 {
			t.text = append(t.text, s)
			return t, nil
		}
		end := strings.IndexByte(s[at:], '}') + at
		if s[at] == '}' || end < at {
			return wrong(fmt.Sprintf("a brace in the output's name has no partner: %s", s[at:]), "write a field as {stem}")
		}
		name := s[at+1 : end]
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		if i < 0 {
			return wrong(fmt.Sprintf("there is no field {%s} for the output's name", name), nearestField(name))
		}
		t.text, t.fields = append(t.text, s[:at]), append(t.fields, fields[i])
		s = s[end+1:]
	}
}

func nearestField(name string) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	if near := decode.Nearest(name, names); near != "" {
		return "did you mean {" + near + "}?"
	}
	return "the fields are {" + strings.Join(names, "}, {") + "}"
}

// templateNamer names outputs by a template; their folders are made.
func templateNamer(output string) (func(*Job) *Error, *Error) {
	t, fault := parseTemplate(output)
	if fault != nil {
		return nil, fault
	}
	return func(j *Job) *Error {
		var b strings.Builder
		for i, f := range t.fields {
			value, fault := f.value(*j)
			if fault != nil {
				return fault
			}
			b.WriteString(t.text[i])
			b.WriteString(value)
		}
		b.WriteString(t.text[len(t.fields)])
		j.Output, j.mayMake = filepath.Clean(b.String()), true
		return nil
	}, nil
}

// below returns a folder as a path that leads down from where it is put: without
// a root, a drive or the way up.
func below(dir string) string {
	dir = strings.TrimPrefix(filepath.ToSlash(dir), filepath.ToSlash(filepath.VolumeName(dir)))
	dir = strings.TrimLeft(dir, "/")
	for dir == ".." || strings.HasPrefix(dir, "../") {
		dir = strings.TrimPrefix(dir[2:], "/")
	}
	return filepath.FromSlash(dir)
}

// language returns the language of a job's article. One that is not good has
// none, and is told of when it is built.
func language(j Job) (string, *Error) {
	if j.Source == Std {
		return "", refuse(Misused, "", "usage", "the language of an article from standard input is not known in time to name its handout by", "leave out {lang}")
	}
	src, files, fault := j.read(context.Background(), nil)
	if fault != nil {
		return "und", nil
	}
	defer files.root.Close()
	d := draft{name: j.Name()}
	if d.read(src, files); d.article == nil {
		return "und", nil
	}
	return d.article.Language, nil
}

func row(j Job) (string, *Error) {
	if j.Row == 0 {
		return "", refuse(Misused, "", "usage", "there are no rows of data to name a handout by", "leave out {row}")
	}
	return fmt.Sprintf("%05d", j.Row), nil
}

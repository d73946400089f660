package build

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"handout/internal/decode"
	"handout/internal/rows"
)

// isTemplate reports whether an output is a template of names.
func isTemplate(output string) bool { return strings.ContainsAny(output, "{}") }

// field is what stands in braces in a template.
type field struct {
	name   string
	value  func(Job) (string, *Error)
	secret bool // the value is the data's
}

var fields = []field{
	{name: "stem", value: func(j Job) (string, *Error) { // the article's name without its end
		if j.Source == Std {
			return "", nameless("NAME.{profile}.pdf")
		}
		return stem(j.Source), nil
	}},
	{name: "dir", value: func(j Job) (string, *Error) { return below(filepath.Dir(j.Source)), nil }}, // the article's folder
	{name: "profile", value: func(j Job) (string, *Error) { return string(j.Sheet.Profile), nil }},
	{name: "paper", value: func(j Job) (string, *Error) { return j.Sheet.Paper.Name, nil }},
	{name: "lang", value: language},
	{name: "row", value: row},
}

// template is an output with fields, its parts alternately text and field.
type template struct {
	text   []string // one more than there are fields
	fields []field
}

// parseTemplate reads a template such as out/{stem}.{paper}.pdf. A column of
// the data is a field too.
func parseTemplate(output string, data *rows.Table) (t template, fault *Error) {
	s := output
	fields := slices.Clone(fields)
	if data != nil {
		for _, c := range data.Columns {
			fields = append(fields, field{c.Name, func(j Job) (string, *Error) { return fileName(data.Value(j.Row-1, c.Name)), nil }, true})
		}
	}
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
func templateNamer(output string, data *rows.Table) (func(*Job) *Error, *Error) {
	t, fault := parseTemplate(output, data)
	if fault != nil {
		return nil, fault
	}
	return func(j *Job) *Error {
		var path, public strings.Builder
		secret := false
		for i, f := range t.fields {
			value, fault := f.value(*j)
			if fault != nil {
				return fault
			}
			path.WriteString(t.text[i] + value)
			if f.secret {
				value, secret = "{"+f.name+"}", true
			}
			public.WriteString(t.text[i] + value)
		}
		end := t.text[len(t.fields)]
		j.Output, j.mayMake = filepath.Clean(path.String()+end), true
		if secret {
			j.public = filepath.Clean(public.String() + end)
		}
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
	return rowNumber(j), nil
}

func rowNumber(j Job) string { return fmt.Sprintf("%05d", j.Row) }

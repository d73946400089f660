package build

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// distinct reports an output that is also an article, another's output or the
// report. Names that differ only in case are one file on many machines.
func distinct(jobs []Job, report string) error {
	articles := fileSet{}
	for i, j := range jobs {
		if i > 0 && jobs[i-1].Source == j.Source {
			continue
		}
		if info, err := os.Stat(j.Source); err == nil {
			articles.add(info)
		}
	}
	writer := make(map[string]int, len(jobs))
	places := places{}
	for i, j := range jobs {
		if j.Output == Std || j.fault != nil {
			continue
		}
		file := places.of(j.Output)
		if info, err := os.Stat(file); err == nil && articles.has(info) {
			return overwrites(j)
		}
		file = strings.ToLower(file)
		if other, taken := writer[file]; taken {
			return collide(jobs[other], j)
		}
		writer[file] = i
	}
	if report == "" || report == Std {
		return nil
	}
	file := places.of(report)
	info, err := os.Stat(file)
	if _, taken := writer[strings.ToLower(file)]; taken || err == nil && articles.has(info) {
		return refuse(Misused, report, "output-is-input", "the report would overwrite an article or a handout", "choose another name for it")
	}
	return nil
}

// collide reports two jobs with one output. When that is filled from data, the
// message names it no more than any other value.
func collide(a, b Job) *Error {
	to := b.Output
	if b.Private {
		to = "one file"
	}
	message := fmt.Sprintf("%s and %s would both be written to %s", a.Source, b.Source, to)
	hint := "rename one of them, or build them into different folders"
	if a.Source == b.Source {
		message = fmt.Sprintf("%s %s and %s would both be written to %s", a.Source, a.variant(), b.variant(), to)
		hint = "name what tells them apart, as in -o '{stem}.{profile}.{paper}.pdf'"
		if a.Row != b.Row {
			hint = "name the row, as in -o '{stem}.{row}.pdf'"
		}
	}
	return refuse(Misused, b.Source, "same-output", message, hint)
}

// variant says which of an article's handouts this is.
func (j Job) variant() string {
	s := fmt.Sprintf("(%s, %s", j.Sheet.Profile, j.Sheet.Paper.Name)
	if j.Row > 0 {
		s += fmt.Sprintf(", row %d", j.Row)
	}
	return s + ")"
}

// fileSet is a set of files, whatever their names. Those that are one file have
// the same size and time, so that few have to be compared.
type fileSet map[likeness][]os.FileInfo

type likeness struct {
	size    int64
	changed time.Time
}

func like(info os.FileInfo) likeness { return likeness{info.Size(), info.ModTime()} }

func (s fileSet) add(info os.FileInfo) { s[like(info)] = append(s[like(info)], info) }

func (s fileSet) has(info os.FileInfo) bool { return containsFile(s[like(info)], info) }

func containsFile(infos []os.FileInfo, info os.FileInfo) bool {
	return slices.ContainsFunc(infos, func(i os.FileInfo) bool { return os.SameFile(i, info) })
}

// places finds the files that paths lead to, and looks at each folder once.
type places map[string]string

// folder returns the folder that path is in, without links.
func (p places) folder(path string) string {
	dir := filepath.Dir(path)
	real, known := p[dir]
	if !known {
		real = target(dir)
		p[dir] = real
	}
	return real
}

// of returns the file.
func (p places) of(path string) string {
	file := filepath.Join(p.folder(path), filepath.Base(path))
	if info, err := os.Lstat(file); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return target(file)
	}
	return file
}

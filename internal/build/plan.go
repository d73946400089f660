package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handout/internal/diag"
	"handout/layout"
)

// Std as an article's path is standard input, as an output standard output.
const Std = "-"

// Job is one handout to build.
type Job struct {
	Source string // path of the article, or Std
	Output string // path of the PDF, or Std
	Sheet  layout.Sheet

	mayMake bool // the output's folder is made when it is missing
}

// Name returns what the article is called in diagnostics.
func (j Job) Name() string {
	if j.Source == Std {
		return "<stdin>"
	}
	return j.Source
}

// DefaultOutput is where handouts go when nobody says otherwise.
const DefaultOutput = "output" + string(filepath.Separator)

// Plan lists the handouts to build from sources: files, Std, and folders,
// which stand for the .yaml and .yml files in them, by name. The output is a
// folder (it exists, or it ends in a slash and will be made) or, for a single
// article on a single sheet, a file or Std.
//
// Every article is built on each of the sheets. The name of an output tells
// the profile, unless that is the standard one, and the paper, unless that is
// the first sheet's: x.pdf, x.large-print.pdf, x.a4.pdf, x.large-print.a4.pdf.
//
// Nothing is read or written. It is an *Error when an output would overwrite
// an article or another output.
func Plan(sources []string, output string, sheets []layout.Sheet) ([]Job, error) {
	paths, err := expand(sources)
	if err != nil {
		return nil, err
	}
	jobs, err := assign(paths, output, sheets)
	if err != nil {
		return nil, err
	}
	if err := distinct(jobs); err != nil {
		return nil, err
	}
	return jobs, nil
}

// expand replaces every folder by the articles in it and drops repeated paths.
func expand(sources []string) ([]string, error) {
	var paths []string
	seen := make(map[string]bool)
	add := func(path string) {
		if clean := filepath.Clean(path); !seen[clean] {
			seen[clean] = true
			paths = append(paths, path)
		}
	}
	for _, source := range sources {
		if info, err := os.Stat(source); source == Std || err != nil || !info.IsDir() {
			add(source) // what is wrong with it is said when it is read
			continue
		}
		entries, err := os.ReadDir(source)
		if err != nil {
			return nil, unreadable(source, err)
		}
		found := false
		for _, e := range entries {
			if isArticle(e) {
				found = true
				add(filepath.Join(source, e.Name()))
			}
		}
		if !found {
			return nil, refuse(Faulty, source, "no-articles", "no articles in this folder",
				"an article is a file whose name ends in .yaml")
		}
	}
	if len(paths) > 1 && slices.Contains(paths, Std) {
		return nil, refuse(Misused, "", "usage", "standard input (-) cannot be read together with other articles",
			"give it a command of its own")
	}
	return paths, nil
}

var articleExts = []string{".yaml", ".yml"}

func isArticle(e fs.DirEntry) bool { return isA(e, articleExts) }

// isA reports whether e is a file whose name ends as exts say.
func isA(e fs.DirEntry, exts []string) bool {
	return !e.IsDir() && slices.Contains(exts, filepath.Ext(e.Name())) && !strings.HasPrefix(e.Name(), ".")
}

// assign gives every article its outputs.
func assign(paths []string, output string, sheets []layout.Sheet) ([]Job, error) {
	info, err := os.Stat(output)
	named := output != "" && os.IsPathSeparator(output[len(output)-1])
	if named || err == nil && info.IsDir() {
		var jobs []Job
		for _, path := range paths {
			if path == Std {
				return nil, refuse(Misused, "", "usage", "an article from standard input has no name to call its handout by",
					"name the output itself, as in "+filepath.Join(output, "NAME.pdf"))
			}
			stem := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
			for _, s := range sheets {
				base := stem + suffix(s, sheets[0].Paper) + ".pdf"
				jobs = append(jobs, Job{Source: path, Output: filepath.Join(output, base), Sheet: s, mayMake: named})
			}
		}
		return jobs, nil
	}
	switch {
	case output == "":
		return nil, refuse(Misused, "", "usage", "the output has no name", "")
	case len(paths)*len(sheets) > 1:
		return nil, refuse(Misused, "", "usage", fmt.Sprintf("%d handouts cannot all be written to %s", len(paths)*len(sheets), show(output)),
			"to name a folder, end its name in /")
	case output == Std || err == nil && info.Mode().IsRegular():
	case err == nil:
		return nil, refuse(Misused, output, "usage", "the output is neither a file nor a folder",
			"write to standard output with -o - and send that where you want it")
	default:
		if info, err := os.Stat(filepath.Dir(output)); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
			return nil, refuse(Misused, output, "usage", fmt.Sprintf("there is no folder %q to write to", filepath.Dir(output)), "make it first")
		}
	}
	return []Job{{Source: paths[0], Output: output, Sheet: sheets[0]}}, nil
}

// suffix tells outputs of one article apart. A handout on the paper usual has
// none for its paper.
func suffix(s layout.Sheet, usual layout.Paper) string {
	var b strings.Builder
	if s.Profile != layout.Standard {
		b.WriteString("." + string(s.Profile))
	}
	if s.Paper != usual {
		b.WriteString("." + s.Paper.Name)
	}
	return b.String()
}

func show(output string) string {
	if output == Std {
		return "standard output"
	}
	return fmt.Sprintf("one file (%s)", output)
}

// distinct reports an output that is also an article, or another's output.
// Names that differ only in case are one file on many machines.
func distinct(jobs []Job) error {
	var articles []os.FileInfo
	for _, j := range jobs {
		if info, err := os.Stat(j.Source); err == nil {
			articles = append(articles, info)
		}
	}
	writer := make(map[string]string)
	for _, j := range jobs {
		if j.Output == Std {
			continue
		}
		if info, err := os.Stat(j.Output); err == nil && containsFile(articles, info) {
			return overwrites(j)
		}
		file := strings.ToLower(target(j.Output))
		if other, taken := writer[file]; taken {
			return refuse(Misused, j.Source, "same-output", fmt.Sprintf("%s and %s would both be written to %s", other, j.Source, j.Output),
				"rename one of them, or build them into different folders")
		}
		writer[file] = j.Source
	}
	return nil
}

func containsFile(infos []os.FileInfo, info os.FileInfo) bool {
	return slices.ContainsFunc(infos, func(i os.FileInfo) bool { return os.SameFile(i, info) })
}

func overwrites(j Job) *Error {
	return refuse(Misused, j.Output, "output-is-input", "the output would overwrite a file the handout is made from",
		"choose another name with -o")
}

func refuse(o Outcome, file, rule, message, hint string) *Error {
	return &Error{o, diag.Diagnostic{Pos: diag.Pos{File: file}, Message: message, Rule: rule, Hint: hint}}
}

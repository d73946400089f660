package build

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"handout/internal/brand"
)

// found is the path of an article, or of what cannot be one, with the reason.
type found struct {
	path  string
	fault *Error
}

// finder collects articles in the order they are asked for, each once.
type finder struct {
	exts []string // the ends of the names that patterns match
	all  []found
	seen map[string]bool
}

func newFinder(exts []string) *finder { return &finder{exts: exts, seen: map[string]bool{}} }

// source adds what a path, a folder or a pattern stands for.
func (f *finder) source(source string) {
	switch {
	case source == "":
		f.add(source, refuse(Misused, "", "usage", "the name of a file is empty", "look for a variable that is not set"))
	case isPattern(source):
		f.pattern(source)
	default:
		f.path(source)
	}
}

func (f *finder) add(path string, fault *Error) {
	if clean := filepath.Clean(path); !f.seen[clean] {
		f.seen[clean] = true
		f.all = append(f.all, found{path, fault})
	}
}

// find lists the articles that sources stand for, and behind them those that
// the list names.
func find(sources []string, list string, stdin io.Reader) ([]found, error) {
	f := newFinder(articleExts)
	for _, source := range sources {
		f.source(source)
	}
	if list != "" {
		paths, err := readList(list, stdin)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			f.path(path)
		}
	}
	std := slices.ContainsFunc(f.all, func(a found) bool { return a.path == Std })
	switch {
	case std && list == Std:
		return nil, refuse(Misused, "", "usage", "standard input (-) cannot be an article and the list of articles", "give one of them by its name")
	case std && len(f.all) > 1:
		return nil, refuse(Misused, "", "usage", "standard input (-) cannot be read together with other articles", "give it a command of its own")
	}
	return f.all, nil
}

// path adds a file, or the articles in a folder. What is wrong with a file is
// said when it is read.
func (f *finder) path(source string) {
	if info, err := os.Stat(source); source == Std || err != nil || !info.IsDir() {
		f.add(source, nil)
		return
	}
	entries, err := os.ReadDir(source)
	if err != nil {
		f.add(source, unreadable(source, err))
		return
	}
	none := true
	for _, e := range entries {
		if isOneOf(e, articleExts) {
			none = false
			f.add(filepath.Join(source, e.Name()), nil)
		}
	}
	if none {
		f.add(source, refuse(Faulty, source, "no-articles", "no articles in this folder", "an article is a file whose name ends in .yaml"))
	}
}

// isPattern reports whether source is a pattern. A file of that very name goes
// before.
func isPattern(source string) bool {
	if !strings.ContainsAny(source, "*?[{") {
		return false
	}
	_, err := os.Lstat(source)
	return err != nil
}

// pattern adds the articles whose paths match, by name. In it ** stands for any
// folders, * and ? for letters of a name, {a,b} for either. Links are followed
// to files and never to folders, so that none leads round in circles; hidden
// files and folders are left out.
func (f *finder) pattern(source string) {
	root, rest := doublestar.SplitPattern(filepath.ToSlash(source))
	if !doublestar.ValidatePattern(rest) {
		f.add(source, refuse(Misused, source, "usage", "the pattern is not good", "close every [ and {"))
		return
	}
	before := len(f.all)
	deep := strings.Contains(rest, "**")
	root = filepath.FromSlash(root)
	filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, name) // WalkDir joins name to root
		rel = filepath.ToSlash(rel)
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == root:
			return nil // nothing matches
		case err != nil:
			f.add(name, unreadable(name, err))
			return nil
		case name == root:
			return nil
		case e.IsDir() && (strings.HasPrefix(e.Name(), ".") || !deep && strings.Count(rel, "/") >= strings.Count(rest, "/")):
			return fs.SkipDir
		case isOneOf(e, f.exts) && doublestar.MatchUnvalidated(rest, rel):
			f.add(name, nil)
		}
		return nil
	})
	if len(f.all) == before && !f.matched(root, rest) {
		f.add(source, refuse(Faulty, source, "no-articles", "nothing matches this pattern",
			"it finds files whose names end in "+strings.Join(f.exts, ", ")+"; ** stands for any folders"))
	}
}

// matched reports whether what was found before matches.
func (f *finder) matched(root, rest string) bool {
	return slices.ContainsFunc(f.all, func(a found) bool {
		rel, err := filepath.Rel(root, a.path)
		return err == nil && doublestar.MatchUnvalidated(rest, filepath.ToSlash(rel))
	})
}

var articleExts = []string{".yaml", ".yml"}

// isOneOf reports whether e is a file whose name ends as exts say, and no brand.
func isOneOf(e fs.DirEntry, exts []string) bool { return isA(e, exts) && e.Name() != brand.FileName }

// isA reports whether e is a file whose name ends as exts say.
func isA(e fs.DirEntry, exts []string) bool {
	return !e.IsDir() && slices.Contains(exts, path.Ext(e.Name())) && !strings.HasPrefix(e.Name(), ".")
}

// maxList is how many bytes a list of articles may have: millions of paths.
const maxList = 1 << 30

// readList returns the paths in a file, or in standard input, one a line.
func readList(list string, stdin io.Reader) ([]string, error) {
	src, _, fault := readInput(context.Background(), list, stdin, maxList, "a list of articles", []string{".txt"})
	if fault != nil {
		return nil, fault
	}
	var paths []string
	for line := range strings.Lines(string(src)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			paths = append(paths, line)
		}
	}
	return paths, nil
}

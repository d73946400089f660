package build

import (
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Folders returns the folders in which a request looks for articles, for a
// watch: a change in any other does not change what Plan returns.
func Folders(req Request) []string {
	var all []string
	for _, source := range req.Sources {
		switch {
		case source == Std:
		case isPattern(source):
			all = append(all, reached(source)...)
		default:
			all = append(all, source, filepath.Dir(source)) // a folder or a file
		}
	}
	if req.List != "" && req.List != Std {
		all = append(all, filepath.Dir(req.List))
	}
	return all
}

// reached returns the folders that a pattern may look into.
func reached(pattern string) []string {
	root, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	root = filepath.FromSlash(root)
	all := []string{root}
	filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || !e.IsDir() || path == root:
			return nil // what is wrong with it is said by a plan
		case strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir
		}
		all = append(all, path)
		return nil
	})
	return all
}

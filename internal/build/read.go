package build

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"handout/internal/decode"
)

// MaxSize is how many bytes an article may have. A book has about one million.
const MaxSize = 4 << 20

// read returns the article's text and the folder its pictures are in.
func (j Job) read(from io.Reader) ([]byte, *folder, *Error) {
	files := new(folder)
	dir, name := ".", j.Name()
	if j.Source != Std {
		dir = filepath.Dir(name)
		// Looked at before it is opened, since opening a named pipe waits.
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil, missing(name)
		case err != nil:
			return nil, nil, unreadable(name, err)
		case !info.Mode().IsRegular():
			return nil, nil, refuse(Faulty, name, "not-a-file", "an article must be an ordinary file", "")
		}
		files.opened = append(files.opened, info)
		file, err := os.Open(name)
		if err != nil {
			return nil, nil, unreadable(name, err)
		}
		defer file.Close()
		from = file
	}
	src, err := io.ReadAll(io.LimitReader(from, MaxSize+1))
	if err != nil {
		return nil, nil, unreadable(name, err)
	}
	if len(src) > MaxSize {
		return nil, nil, refuse(Faulty, name, "too-big", fmt.Sprintf("the file is larger than %d MiB, too large for an article", MaxSize>>20), "")
	}
	if files.root, err = os.OpenRoot(dir); err != nil {
		return nil, nil, unreadable(dir, err)
	}
	return src, files, nil
}

// missing reports that there is no article called name, and what there is.
func missing(name string) *Error {
	var near []string
	entries, _ := os.ReadDir(filepath.Dir(name)) // without a folder there is nothing to hint at
	for _, e := range entries {
		if isArticle(e) {
			near = append(near, e.Name())
		}
	}
	best := filepath.Base(name) + ".yaml"
	if !slices.Contains(near, best) {
		best = decode.Nearest(filepath.Base(name), near)
	}
	hint := ""
	if best != "" {
		hint = fmt.Sprintf("did you mean %q?", filepath.Join(filepath.Dir(name), best))
	}
	return refuse(Faulty, name, "no-file", "there is no such file", hint)
}

// folder is the folder of an article, as an fs.FS. No path and no symbolic
// link leads out of it.
type folder struct {
	root   *os.Root
	opened []os.FileInfo // what the handout is made from, the article first
}

// Open opens an ordinary file for reading.
func (f *folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	info, err := f.root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("not an ordinary file")}
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	f.opened = append(f.opened, info)
	return file, nil
}

// unreadable and unwritable report that the machine failed at path.
func unreadable(path string, err error) *Error {
	return failure(path, "unreadable", "cannot be read", err)
}

func unwritable(path string, err error) *Error {
	return failure(path, "unwritable", "cannot be written", err)
}

func failure(path, rule, what string, err error) *Error {
	var hint string
	if errors.Is(err, fs.ErrPermission) {
		hint = "see that you have the right to, and that no other program has the file open"
	}
	return refuse(Broken, path, rule, fmt.Sprintf("%s: %v", what, cause(err)), hint)
}

// cause returns err without the names of the system call and the files.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

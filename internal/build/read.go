package build

import (
	"context"
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
func (j Job) read(ctx context.Context, from io.Reader) ([]byte, *folder, *Error) {
	return j.readAs(ctx, "an article", MaxSize, articleExts, from)
}

func (j Job) readAs(ctx context.Context, what string, limit int, exts []string, from io.Reader) ([]byte, *folder, *Error) {
	files := &folder{dir: filepath.Dir(j.Name())}
	src, info, fault := readInput(ctx, j.Source, from, limit, what, exts)
	if fault != nil {
		return nil, nil, fault
	}
	if info != nil {
		files.opened = append(files.opened, info)
	}
	files.look(j.Name())
	files.keep(j.Name(), src)
	files.hash().add(string(src))
	var err error
	if files.root, err = os.OpenRoot(files.dir); err != nil {
		return nil, nil, unreadable(files.dir, err)
	}
	return src, files, nil
}

// readInput reads a file or, as Std, from; the file is nil for Std. what is
// its kind, and exts is how the names of that kind end.
func readInput(ctx context.Context, path string, from io.Reader, limit int, what string, exts []string) ([]byte, os.FileInfo, *Error) {
	name := Job{Source: path}.Name()
	var info os.FileInfo
	read := readStd
	if path != Std {
		// Looked at before it is opened, since opening a named pipe waits.
		var err error
		info, err = os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil, missing(path, exts)
		case err != nil:
			return nil, nil, unreadable(path, err)
		case !info.Mode().IsRegular():
			return nil, nil, refuse(Faulty, path, "not-a-file", what+" must be an ordinary file", "")
		}
		file, err := os.Open(path)
		if err != nil {
			return nil, nil, unreadable(path, err)
		}
		defer file.Close()
		from, read = file, func(_ context.Context, r io.Reader) ([]byte, error) { return io.ReadAll(r) }
	}
	src, err := read(ctx, io.LimitReader(from, int64(limit)+1))
	if err != nil {
		return nil, nil, unreadable(name, err)
	}
	if len(src) > limit {
		return nil, nil, refuse(Faulty, name, "too-big", fmt.Sprintf("the file is larger than %d MiB, too large for %s", limit>>20, what), "")
	}
	return src, info, nil
}

// readStd reads standard input, and waits no longer than ctx for somebody to
// end it.
func readStd(ctx context.Context, from io.Reader) ([]byte, error) {
	type content struct {
		src []byte
		err error
	}
	done := make(chan content, 1)
	go func() {
		src, err := io.ReadAll(from)
		done <- content{src, err}
	}()
	select {
	case c := <-done:
		return c.src, c.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// missing reports that there is no file called name, and what there is.
func missing(name string, exts []string) *Error {
	var near []string
	entries, _ := os.ReadDir(filepath.Dir(name)) // without a folder there is nothing to hint at
	for _, e := range entries {
		if isA(e, exts) && e.Name() != filepath.Base(name) { // a link that leads nowhere
			near = append(near, e.Name())
		}
	}
	best := filepath.Base(name) + exts[0]
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
	dir    string            // its path
	opened []os.FileInfo     // what the handout is made from, the article first
	looked []string          // the folders where these are, or were looked for
	texts  map[string][]byte // those of them that are text, by their paths
	sum    digester          // of all of them
}

// Open opens an ordinary file for reading.
func (f *folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f.look(filepath.Join(f.dir, name))
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
	f.hash().add(name)
	return hashed{file, f.hash()}, nil
}

// look remembers where a file is looked for, and where a link leads.
func (f *folder) look(path string) {
	for _, file := range []string{path, target(path)} {
		if dir := filepath.Dir(file); !slices.Contains(f.looked, dir) {
			f.looked = append(f.looked, dir)
		}
	}
}

// hash returns what hashes all that the handout is made from.
func (f *folder) hash() digester {
	if f.sum.Hash == nil {
		f.sum = newDigester()
	}
	return f.sum
}

// read reads a text file and returns its path. Of a file larger than limit
// bytes it returns one byte more than that.
func (f *folder) read(name string, limit int64) (src []byte, path string, err error) {
	path = filepath.Join(f.dir, name)
	file, err := f.Open(name)
	if err != nil {
		return nil, path, err
	}
	defer file.Close()
	if src, err = io.ReadAll(io.LimitReader(file, limit+1)); err == nil {
		f.keep(path, src)
	}
	return src, path, err
}

func (f *folder) keep(path string, text []byte) {
	if f.texts == nil {
		f.texts = map[string][]byte{}
	}
	f.texts[path] = text
}

// add counts the files of a brand among those the handout is made from.
func (f *folder) add(c *clinic) {
	if c == nil {
		return
	}
	f.opened = append(f.opened, c.opened...)
	f.looked = append(f.looked, c.looked...)
	for path, text := range c.texts {
		f.keep(path, text)
	}
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

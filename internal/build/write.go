package build

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// write puts the handout in place, in one step: whoever looks sees the old
// file or the whole new one. None of the files it was made from, inputs, is
// overwritten.
func (j Job) write(pdf []byte, inputs []os.FileInfo) *Error {
	path := target(j.Output)
	if info, err := os.Stat(path); err == nil && containsFile(inputs, info) {
		return overwrites(j)
	}
	if j.mayMake {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return unwritable(j.Output, err)
		}
	}
	mode := fs.FileMode(0o666) // less what the user's mask takes away
	if j.Private {
		mode = 0o600
	}
	if err := replace(path, pdf, mode); err != nil {
		return unwritable(j.Output, err)
	}
	return nil
}

// target returns the file that path leads to, so that a symbolic link goes on
// being one when its file is replaced.
func target(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file
	}
	return filepath.Clean(path)
}

// replace writes a new file beside path and renames it to path. The file keeps
// the permissions of the one it replaces, as far as mode goes.
//
// Nothing is forced to the disk: a process that dies cannot undo a rename, and
// to wait for the disk costs more than to build the handout. After a power
// failure a file may be cut short; then it no longer is what its digest says,
// and the next run builds it again.
func replace(path string, data []byte, mode fs.FileMode) error {
	old, err := os.Stat(path)
	if err == nil {
		mode &= old.Mode().Perm()
	}
	for range 20 {
		err = attempt(path, data, mode, old)
		if !errors.Is(err, errSwept) {
			break
		}
	}
	return err
}

// errSwept is what attempt returns when another run has just cleared away the
// new file, taking it for that of a process that has died.
var errSwept = errors.New("another run removed the unfinished file")

func attempt(path string, data []byte, mode fs.FileMode, old os.FileInfo) (err error) {
	name := filepath.Join(filepath.Dir(path), unfinished())
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(name)
		}
	}()
	if !lock(f) {
		return errSwept
	}
	if old != nil {
		if err := f.Chmod(mode); err != nil { // without the user's mask
			return err
		}
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := renameOpen(f, name, path); errors.Is(err, fs.ErrNotExist) {
		return errSwept
	} else if err != nil {
		return err
	}
	return nil
}

// A file being written is called .handout-N.tmp. Its writer holds a lock on it,
// so that others can tell whether somebody will finish it.
const (
	unfinishedPrefix = ".handout-"
	unfinishedSuffix = ".tmp"
)

func unfinished() string {
	return fmt.Sprintf("%s%d%s", unfinishedPrefix, rand.Uint64(), unfinishedSuffix)
}

// sweep removes what killed runs left in the folders that jobs write to.
func sweep(jobs []Job) {
	places, swept := places{}, map[string]bool{}
	for _, j := range jobs {
		if j.Output == Std || j.fault != nil {
			continue
		}
		if dir := places.folder(j.Output); !swept[dir] {
			swept[dir] = true
			sweepFolder(dir)
		}
	}
}

func sweepFolder(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // whatever is wrong with the folder is said when it is written to
	}
	for _, e := range entries {
		if Unfinished(e.Name()) {
			removeIfDead(filepath.Join(dir, e.Name()))
		}
	}
}

// Unfinished reports whether a file is one that a run has not finished.
func Unfinished(path string) bool {
	number, ours := strings.CutPrefix(filepath.Base(path), unfinishedPrefix)
	number, tmp := strings.CutSuffix(number, unfinishedSuffix)
	return ours && tmp && number != "" && strings.Trim(number, "0123456789-") == ""
}

// Create writes a new file, and the folder it belongs in where that is
// missing. It is an *Error when there is such a file already.
func Create(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return unwritable(path, err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return refuse(Misused, path, "exists", "there is such a file already", "choose another name, or remove the file")
	}
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

package build

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
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
	if err := replace(path, pdf); err != nil {
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

// replace writes a new file beside path and renames it to path. The file
// keeps the permissions of the one it replaces.
func replace(path string, data []byte) (err error) {
	name := filepath.Join(filepath.Dir(path), unfinished(os.Getpid()))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(name)
		}
	}()
	if old, err := os.Stat(path); err == nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(name, path)
}

// A file being written is called .handout-PID-N.tmp, after the process that
// writes it, so that a later build knows which ones nobody will finish.
const (
	unfinishedPrefix = ".handout-"
	unfinishedSuffix = ".tmp"
)

func unfinished(pid int) string {
	return fmt.Sprintf("%s%d-%d%s", unfinishedPrefix, pid, rand.Uint64(), unfinishedSuffix)
}

// sweep removes what killed builds left in the jobs' output folder. All jobs
// of a plan write into one folder.
func sweep(jobs []Job) {
	if len(jobs) == 0 || jobs[0].Output == Std {
		return
	}
	dir := filepath.Dir(target(jobs[0].Output))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // whatever is wrong with the folder is said when it is written to
	}
	for _, e := range entries {
		name, ours := strings.CutPrefix(e.Name(), unfinishedPrefix)
		name, tmp := strings.CutSuffix(name, unfinishedSuffix)
		pid, _, _ := strings.Cut(name, "-")
		if n, err := strconv.Atoi(pid); ours && tmp && err == nil && !running(n) {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// running reports whether pid is another process that is still alive.
func running(pid int) bool {
	if pid == os.Getpid() {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
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

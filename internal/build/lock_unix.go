//go:build unix && !solaris && !illumos && !aix

package build

import (
	"os"
	"syscall"
)

// lock takes the lock of a file for as long as it is open, and reports whether
// it could, or whether the file's system knows no locks. The lock ends with the
// process, however that ends.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != syscall.EWOULDBLOCK
}

// renameOpen closes the file, which is open as f, and gives it its final name.
// It is locked until it has the name.
func renameOpen(f *os.File, from, to string) error {
	held, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return err
	}
	defer syscall.Close(held)
	if err := f.Close(); err != nil { // what a file over the network could not write is said here
		return err
	}
	return os.Rename(from, to)
}

// removeIfDead removes an unfinished file unless its writer holds the lock.
func removeIfDead(path string) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe of that name is not waited for
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		os.Remove(path)
	}
}

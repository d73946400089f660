//go:build !unix || solaris || illumos || aix

package build

import "os"

// Where a file cannot be locked, as on Windows, the system itself keeps a file
// from being removed while it is open.

func lock(*os.File) bool { return true }

// renameOpen closes the file, which is open as f, and gives it its final name.
func renameOpen(f *os.File, from, to string) error {
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(from, to)
}

func removeIfDead(path string) { os.Remove(path) }

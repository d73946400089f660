// Package watch tells when something changes in a set of folders. It watches
// folders and not files, since many editors save by putting a new file in the
// place of the old one.
package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Folders is a set of folders that are watched.
type Folders struct {
	notify *fsnotify.Watcher
	ignore func(path string) bool
	held   map[string]bool
}

// New returns an empty set. Changes of what ignore reports are not told.
func New(ignore func(path string) bool) (*Folders, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return &Folders{notify: notify, ignore: ignore, held: map[string]bool{}}, nil
}

// Close ends the watch.
func (f *Folders) Close() error { return f.notify.Close() }

// Set watches these folders and no others, and reports whether some are new:
// what changed in them before is not told. In the place of a folder that is
// missing, the nearest one above it is watched, where it may appear.
func (f *Folders) Set(folders []string) (more bool, err error) {
	want := map[string]bool{}
	for _, folder := range folders {
		there := nearest(folder)
		want[there] = true
		if !f.held[there] {
			more = true
		}
		// Also one that is watched, since it may be a new folder of that name.
		if err := f.notify.Add(there); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return more, &fs.PathError{Op: "watch", Path: there, Err: err}
		}
	}
	for folder := range f.held {
		if !want[folder] {
			f.notify.Remove(folder) // an error says that it is gone
		}
	}
	f.held = want
	return more, nil
}

// nearest returns folder, or what is there of the way to it.
func nearest(folder string) string {
	folder = filepath.Clean(folder)
	for {
		info, err := os.Stat(folder)
		up := filepath.Dir(folder)
		if err == nil && info.IsDir() || up == folder {
			return folder
		}
		folder = up
	}
}

// A change is told when nothing has followed it for a moment, since a file is
// saved in several steps; and after the longest wait in any case.
const (
	moment  = 50 * time.Millisecond
	longest = time.Second
)

// Wait returns when something has changed; it is false when ctx has ended.
func (f *Folders) Wait(ctx context.Context) (bool, error) {
	var settled, late <-chan time.Time // nil until something has changed
	for {
		select {
		case <-ctx.Done():
			return false, nil
		case e := <-f.notify.Events:
			if e.Op == fsnotify.Chmod || f.ignore(e.Name) {
				continue
			}
			settled = time.After(moment)
			if late == nil {
				late = time.After(longest)
			}
		case err := <-f.notify.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return false, err
			}
			settled = time.After(moment) // of so many changes, some were lost
		case <-settled:
			return true, nil
		case <-late:
			return true, nil
		}
	}
}

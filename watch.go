package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"handout/internal/build"
	"handout/internal/diag"
	"handout/internal/watch"
)

func watchCommand() *cli.Command {
	return &cli.Command{
		Name:      "watch",
		Usage:     "build handouts again whenever something changes",
		UsageText: "handout watch [FLAGS] [PATH...]",
		Description: `Builds what build would, then waits. Whenever an article, a picture or a list
of sources is saved, the handouts made from it are built again, and the files
written are listed, with the reading level of each article. What is wrong with
an article is told, and its last good handout stays where it is until the
mistake is mended. A packet (--merge) is built again when any of its articles
changes.

Ctrl-C ends it.

Examples:
  handout watch
  handout watch my-topic.yaml -o my-topic.pdf
  handout watch 'shelf/**/*.yaml' -o 'print/{dir}/{stem}.pdf'
  handout watch flu.yaml cold.yaml --merge packet.pdf

Exit codes:
  0  it was ended
  2  the command was used wrongly; nothing was built
  3  the machine failed: folders cannot be watched`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action:             watchArticles,
		Flags:              runFlags(),
	}
}

func watchArticles(c *cli.Context) error {
	w := &watcher{c: c, out: c.App.Writer, err: c.App.ErrWriter, wrong: map[string]string{}}
	if err := w.plan(); err != nil {
		return err
	}
	if w.req.Output == build.Std || w.req.List == build.Std || slices.Contains(w.req.Sources, build.Std) {
		return misused("name files", "standard input and output cannot be watched")
	}
	folders, err := watch.New(w.ours)
	if err != nil {
		return unwatchable(err)
	}
	defer folders.Close()
	if _, err := folders.Set(w.folders()); err != nil {
		return unwatchable(err)
	}
	fmt.Fprintln(w.err, "watching; Ctrl-C ends it")
	for {
		if err := w.build(); err != nil {
			return err
		}
		again, err := folders.Set(w.folders())
		if err == nil && !again {
			again, err = folders.Wait(c.Context)
		}
		if err != nil {
			return unwatchable(err)
		}
		if !again || c.Context.Err() != nil {
			return nil
		}
		w.replan()
	}
}

func unwatchable(err error) error {
	return &build.Error{Outcome: build.Broken, Diagnostic: diag.Diagnostic{Message: err.Error(), Rule: "unwatchable",
		Hint: "name fewer folders, or build without watching"}}
}

// watcher builds the same request again and again, and says what is new.
type watcher struct {
	c        *cli.Context
	out, err io.Writer

	req     build.Request
	opt     build.Options
	planned *planned // the last that was good
	outputs map[string]bool
	made    []string          // folders of what the handouts are made from
	wrong   map[string]string // what was last said of outputs that failed, by their names
	fault   string            // and of the plan
	graded  map[string]bool   // the articles whose reading level was told since the last change
}

// plan reads the command line and looks for the articles. After an error the
// last plan holds.
func (w *watcher) plan() error {
	opt, err := options(w.c)
	if err != nil {
		return err
	}
	req, err := request(w.c)
	if err != nil {
		return err
	}
	p, err := plan(w.c, req)
	if err != nil {
		return err
	}
	opt.Force = opt.Force && w.planned == nil // once is enough
	w.req, w.opt, w.planned, w.outputs = req, opt, &p, map[string]bool{}
	for _, output := range p.outputs() {
		w.outputs[filepath.Clean(output)] = true
	}
	return nil
}

// folders returns where a change may matter.
func (w *watcher) folders() []string {
	all := slices.Concat(build.Folders(w.req), w.made)
	if w.opt.CSL != nil {
		all = append(all, filepath.Dir(w.opt.CSL.Path))
	}
	return all
}

// ours reports whether a file is written by a build.
func (w *watcher) ours(path string) bool {
	return w.outputs[filepath.Clean(path)] || build.Unfinished(path)
}

// replan plans again, since articles may have come or gone.
func (w *watcher) replan() {
	w.opt.Force = false
	err := w.plan()
	var text bytes.Buffer
	var fault *build.Error
	if errors.As(err, &fault) {
		fault.List().Print(&text, nil)
	}
	if text.String() != w.fault {
		w.fault = text.String()
		io.WriteString(w.err, w.fault)
	}
}

// build builds what is not up to date.
func (w *watcher) build() error {
	w.made, w.graded = nil, map[string]bool{}
	seen := map[diag.Diagnostic]bool{}
	for r := range w.planned.run(w.c.Context, w.opt) {
		for _, folder := range r.Folders {
			if !slices.Contains(w.made, folder) {
				w.made = append(w.made, folder)
			}
		}
		if r.Status == build.NotDone {
			continue
		}
		w.tell(r, seen)
		if r.Status == build.Built {
			if err := emit(w.out, []byte(r.Job.Output+"\n")); err != nil {
				return err
			}
		}
	}
	return nil
}

// tell says what is wrong with an output, if it is new, and when it is mended.
func (w *watcher) tell(r build.Result, seen map[diag.Diagnostic]bool) {
	var text bytes.Buffer
	tellNews(&text, map[diag.Diagnostic]bool{}, r)
	name := outputName(r.Job)
	before, failed := w.wrong[name]
	delete(w.wrong, name)
	switch r.Status {
	case build.Skipped:
		if failed {
			fmt.Fprintf(w.err, "%s is good as it was\n", name)
		}
	case build.Built:
		tellNews(w.err, seen, r)
		if !w.graded[r.Job.Source] {
			w.graded[r.Job.Source] = true
			tellGrades(w.err, r)
		}
	case build.Failed:
		w.wrong[name] = text.String()
		if failed && before == text.String() {
			return
		}
		tellNews(w.err, seen, r)
		if _, err := os.Stat(r.Job.Output); err == nil {
			fmt.Fprintf(w.err, "%s is still the last good one\n", r.Job.Public())
		}
	}
}

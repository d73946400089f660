package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"handout/internal/build"
	"handout/layout"
)

func buildCommand() *cli.Command {
	return &cli.Command{
		Name:      "build",
		Usage:     "build handouts from articles",
		UsageText: "handout build [FLAGS] [PATH...]",
		Description: `Builds a PDF from every article named. A folder stands for all the articles
(.yaml, .yml) in it, - for standard input. Without a path the articles of
handouts/ are built into output/. The files written are listed, one a line.

The output is a folder when it exists as one or when its name ends in /, which
makes it; for a single article it can be a file, or - for standard output.

Examples:
  handout build
  handout build flu.yaml cold.yaml -o print/
  handout build flu.yaml --paper a4 -o flu-a4.pdf
  handout build - -o - < flu.yaml > flu.pdf

Exit codes:
  0  every handout was built
  1  an article is not good or cannot be built; the others were
  2  the command was used wrongly; nothing was built
  3  a file could not be read or written`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action:             buildHandouts,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, TakesFile: true,
				Usage: "write into the folder or to the file `PATH` (default: output/)"},
			&cli.StringFlag{Name: "profile", Value: string(layout.Standard), Usage: "set for `PROFILE`: " + orList(profileNames()) + "; or several, parted by commas", DefaultText: string(layout.Standard)},
			&cli.StringFlag{Name: "paper", Value: layout.Letter.Name, Usage: "print on `SIZE`, " + orList(paperNames()) + ", or several, parted by commas", DefaultText: layout.Letter.Name},
			&cli.StringFlag{Name: "qr", Value: string(layout.LinkCodes), Usage: "print QR codes of `WHAT`: " + orList(codesNames()) + "; references are the link and each reference", DefaultText: string(layout.LinkCodes)},
		}, styleFlags()...),
	}
}

func paperNames() []string {
	var names []string
	for _, p := range layout.Papers {
		names = append(names, p.Name)
	}
	return names
}

func profileNames() []string {
	var names []string
	for _, p := range layout.Profiles {
		names = append(names, string(p))
	}
	return names
}

func codesNames() []string {
	var names []string
	for _, c := range layout.AllCodes {
		names = append(names, string(c))
	}
	return names
}

func buildHandouts(c *cli.Context) error {
	opt := build.Options{Stdin: c.App.Reader}
	sheets, err := sheets(c)
	if err != nil {
		return err
	}
	if opt.Date, err = sourceDate(os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		return err
	}
	if err := citeAs(c, &opt); err != nil {
		return err
	}
	jobs, err := plan(c, sheets)
	if err != nil {
		return err
	}
	worst, failures := build.Done, 0
	for r := range build.Run(c.Context, jobs, opt) {
		r.Diags.Print(c.App.ErrWriter, r.Texts)
		if r.Outcome == build.Done {
			fmt.Fprint(c.App.ErrWriter, graded(r))
			if err := deliver(c, r); err != nil {
				return err
			}
			continue
		}
		worst = max(worst, r.Outcome)
		failures++
	}
	if c.Context.Err() != nil {
		return cli.Exit("", interrupted)
	}
	if failures > 0 && len(jobs) > 1 {
		fmt.Fprintf(c.App.ErrWriter, "%d of %d handouts were not built\n", failures, len(jobs))
	}
	return cli.Exit("", int(worst))
}

// sheets returns every profile asked for on every paper asked for.
func sheets(c *cli.Context) ([]layout.Sheet, error) {
	profiles, err := named(c, "profile", layout.ProfileNamed, profileNames())
	if err != nil {
		return nil, err
	}
	papers, err := named(c, "paper", layout.PaperNamed, paperNames())
	if err != nil {
		return nil, err
	}
	codes, known := layout.CodesNamed(c.String("qr"))
	if !known {
		return nil, misused("it is "+orList(codesNames()), "there is no --qr %q", c.String("qr"))
	}
	var all []layout.Sheet
	for _, profile := range profiles {
		for _, paper := range papers {
			all = append(all, layout.Sheet{Paper: paper, Profile: profile, Codes: codes})
		}
	}
	return all, nil
}

// named returns what the comma-separated names of a flag stand for, each once.
func named[T comparable](c *cli.Context, flag string, find func(string) (T, bool), names []string) ([]T, error) {
	var all []T
	for _, name := range strings.Split(c.String(flag), ",") {
		one, known := find(strings.ToLower(strings.TrimSpace(name)))
		if !known {
			return nil, misused("it is "+orList(names), "there is no %s %q", flag, name)
		}
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all, nil
}

// plan reads the paths and the output from the command line.
func plan(c *cli.Context, sheets []layout.Sheet) ([]build.Job, error) {
	paths, err := sources(c)
	if err != nil {
		return nil, err
	}
	output := build.DefaultOutput
	switch {
	case c.IsSet("output"):
		output = c.String("output")
	case slices.Contains(paths, build.Std):
		output = build.Std
	}
	jobs, err := build.Plan(paths, output, sheets)
	if err == nil && output == build.Std && isTerminal(c.App.Writer) {
		return nil, misused("send it to a file (> x.pdf) or name one with -o", "a PDF is not for reading on a terminal")
	}
	return jobs, err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// deliver prints the path of a handout, or the handout.
func deliver(c *cli.Context, r build.Result) error {
	if r.Job.Output == build.Std {
		return emit(c, r.PDF)
	}
	return emit(c, []byte(r.Job.Output+"\n"))
}

// sourceDate reads SOURCE_DATE_EPOCH; the time is zero when it is not set.
func sourceDate(epoch string) (time.Time, error) {
	if epoch == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 || seconds >= 253402300800 { // the year 10000
		return time.Time{}, misused("it holds the seconds since 1970", "SOURCE_DATE_EPOCH is not a date: %q", epoch)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

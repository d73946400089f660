package main

import (
	"fmt"
	"io"
	"iter"
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
  handout build flu.yaml cold.yaml --merge packet.pdf --duplex --binding 0.5in

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
			&cli.StringFlag{Name: "merge", TakesFile: true,
				Usage: "join all articles in one `FILE` with a list of them on top, or to - for standard output"},
			&cli.BoolFlag{Name: "duplex", Usage: "print on both sides: every article begins on a front, margins and page numbers are mirrored"},
			&cli.StringFlag{Name: "binding", Usage: "leave a strip of `WIDTH` blank along the bound edge, as in 0.5in or 12mm"},
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
	results, handouts, err := start(c, sheets, opt)
	if err != nil {
		return err
	}
	worst, failures := build.Done, 0
	for r := range results {
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
	if failures > 0 && handouts > 1 {
		fmt.Fprintf(c.App.ErrWriter, "%d of %d handouts were not built\n", failures, handouts)
	}
	return cli.Exit("", int(worst))
}

// start plans what is asked for and returns the results to come, and how many
// of them stand for a handout of its own.
func start(c *cli.Context, sheets []layout.Sheet, opt build.Options) (iter.Seq[build.Result], int, error) {
	if c.IsSet("merge") {
		packets, err := planPackets(c, sheets)
		return build.Merge(c.Context, packets, opt), 0, err
	}
	jobs, err := plan(c, sheets)
	return build.Run(c.Context, jobs, opt), len(jobs), err
}

// planPackets reads the paths and the packet's name from the command line.
func planPackets(c *cli.Context, sheets []layout.Sheet) ([]build.Packet, error) {
	if c.IsSet("output") {
		return nil, misused("leave -o out", "--merge names the file to write; -o would name another")
	}
	paths, err := sources(c)
	if err != nil {
		return nil, err
	}
	packets, err := build.PlanPackets(paths, c.String("merge"), sheets)
	if err == nil && c.String("merge") == build.Std {
		err = notOnTerminal(c)
	}
	return packets, err
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
	binding, err := binding(c)
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
			all = append(all, layout.Sheet{Paper: paper, Profile: profile, Codes: codes, Duplex: c.Bool("duplex"), Binding: binding})
		}
	}
	return all, nil
}

// binding reads the strip to leave blank.
func binding(c *cli.Context) (layout.Length, error) {
	if !c.IsSet("binding") {
		return 0, nil
	}
	text := c.String("binding")
	width, ok := layout.ParseLength(text)
	switch {
	case !ok:
		return 0, misused("a number and in, mm, cm or pt, as in 0.5in or 12mm", "--binding %s is no width", text)
	case width > layout.MostBinding:
		return 0, misused("it may be 0 to 1.5in (38mm)", "--binding %s takes too much of the paper", text)
	}
	return width, nil
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
	if err == nil && output == build.Std {
		err = notOnTerminal(c)
	}
	return jobs, err
}

// notOnTerminal refuses to write a PDF to a terminal.
func notOnTerminal(c *cli.Context) error {
	if !isTerminal(c.App.Writer) {
		return nil
	}
	return misused("send it to a file (> x.pdf) or name one", "a PDF is not for reading on a terminal")
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// deliver prints the path of a handout, or the handout. An article of a packet
// has neither.
func deliver(c *cli.Context, r build.Result) error {
	switch r.Job.Output {
	case "":
		return nil
	case build.Std:
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

package main

import (
	"cmp"
	"context"
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
(.yaml, .yml) in it, a pattern in quotes for those that match, where ** means
any folders below; - is standard input. Without a path the articles of handouts/
are built into output/. The files written are listed, one a line. An article
that is not good never stops the others.

The output is a folder when it exists as one or when its name ends in /, which
makes it. With fields in braces it is a pattern of names: {stem} (the article's
name), {dir} (its folder), {profile}, {paper}, {lang}. For a single article it
can be a file, or - for standard output.

A handout that is there already, made from the same article, pictures, sources
and options by the same version, is left alone. It is known by a digest in the
PDF itself; --force builds it all the same.

A report has a line of JSON for each handout; its format: handout schema --report.

Ctrl-C finishes the handouts in hand and tells which were not built.

Examples:
  handout build
  handout build flu.yaml cold.yaml -o print/
  handout build flu.yaml --paper a4 -o flu-a4.pdf
  handout build 'shelf/**/*.yaml' -o 'print/{dir}/{stem}.{profile}.pdf'
  handout build --check
  git diff --name-only -- '*.yaml' | handout build --files-from -
  handout build - -o - < flu.yaml > flu.pdf
  handout build flu.yaml cold.yaml --merge packet.pdf --duplex --binding 0.5in

Exit codes:
  0  every handout was built
  1  some were not: an article is not good, or a file cannot be read or written
  2  the command was used wrongly; nothing was built
  3  the machine failed and nothing was built
  130  the run was interrupted`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action:             buildHandouts,
		Flags: append(runFlags(),
			&cli.StringFlag{Name: "report", TakesFile: true, Usage: "write what became of each handout to `FILE`, as lines of JSON; - for standard output"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "say nothing but what is wrong"},
			&cli.BoolFlag{Name: "check", Usage: "build nothing; list what is out of date and end with 1 if anything is"}),
	}
}

// runFlags are the flags of the commands that build.
func runFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, TakesFile: true,
			Usage: "write into the folder, to the file or to files named like `PATH` (default: output/)"},
		&cli.StringFlag{Name: "merge", TakesFile: true, Usage: "join all articles in one `FILE`, behind a list of them; - is standard output"},
		&cli.StringFlag{Name: "files-from", TakesFile: true, Usage: "also build the articles listed in `FILE`, one a line; - reads the list from standard input"},
		&cli.StringFlag{Name: "profile", Value: string(layout.Standard), Usage: "set for `PROFILE`: " + orList(profileNames()) + "; or several, parted by commas", DefaultText: string(layout.Standard)},
		&cli.StringFlag{Name: "paper", Usage: "print on `SIZE`, " + orList(paperNames()) + ", or several, parted by commas", DefaultText: "the brand's, or " + layout.Letter.Name},
		&cli.BoolFlag{Name: "duplex", Usage: "print on both sides: articles begin on a front, margins and page numbers are mirrored"},
		&cli.StringFlag{Name: "binding", Usage: "leave a strip of `WIDTH` blank along the bound edge, as in 0.5in or 12mm"},
		&cli.StringFlag{Name: "qr", Value: string(layout.LinkCodes), Usage: "print QR codes of `WHAT`: " + orList(codesNames()) + "; references are the link and each reference", DefaultText: string(layout.LinkCodes)},
		&cli.StringFlag{Name: "data", TakesFile: true, Usage: "fill the articles' fields from each row of `FILE` (.csv or .jsonl, - for standard input): one handout a row"},
		&cli.StringFlag{Name: "tick", Usage: "put a tick in front of the `ROWS` of comparisons with these numbers, as in 2,5"},
		&cli.BoolFlag{Name: "force", Usage: "build also what is up to date"},
		&cli.IntFlag{Name: "jobs", Usage: "build `N` handouts at a time", DefaultText: "one a processor"},
		&cli.StringFlag{Name: "shard", Usage: "build only this part of the run, as in `3/16`; a machine builds each"},
		brandFlag(),
	}, styleFlags()...)
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
	opt, err := options(c)
	if err != nil {
		return err
	}
	req, err := request(c)
	if err != nil {
		return err
	}
	planned, err := plan(c, req)
	if err != nil {
		return err
	}
	switch {
	case opt.Check && opt.Force:
		return misused("leave out one of the two", "--check builds nothing and --force everything")
	case opt.Check && req.Output == build.Std:
		return misused("name a file or a folder with -o", "standard output is never up to date")
	case req.Output == build.Std && req.Report == build.Std:
		return misused("name a file for one of the two", "the handout and the report cannot both be written to standard output")
	case req.Output == build.Std && isTerminal(c.App.Writer):
		return misused("send it to a file (> x.pdf) or name one", "a PDF is not for reading on a terminal")
	}
	t, err := newTeller(c, len(planned.outputs()))
	if err != nil {
		return err
	}
	for r := range planned.run(c.Context, opt) {
		if err = t.tell(r); err != nil {
			break
		}
	}
	if err = cmp.Or(err, t.close()); err != nil {
		return err
	}
	return cli.Exit("", t.end())
}

// planned is what a run is to build: handouts or packets.
type planned struct {
	jobs    []build.Job
	packets []build.Packet
}

func plan(c *cli.Context, req build.Request) (p planned, err error) {
	if c.IsSet("merge") {
		p.packets, err = build.PlanPackets(req)
	} else {
		p.jobs, err = build.Plan(req)
	}
	return p, err
}

// outputs returns what is written.
func (p planned) outputs() []string {
	var all []string
	for _, j := range p.jobs {
		all = append(all, j.Output)
	}
	for _, packet := range p.packets {
		all = append(all, packet.Output)
	}
	return all
}

// run builds what is planned and yields a result for each output.
func (p planned) run(ctx context.Context, opt build.Options) iter.Seq[build.Result] {
	if p.packets != nil {
		return build.Merge(ctx, p.packets, opt)
	}
	return build.Run(ctx, p.jobs, opt)
}

// options reads what all handouts have in common.
func options(c *cli.Context) (opt build.Options, err error) {
	opt = build.Options{Stdin: c.App.Reader, Version: version, Workers: c.Int("jobs"), Force: c.Bool("force"), Check: c.Bool("check"), Report: c.IsSet("report")}
	if c.IsSet("jobs") && opt.Workers < 1 {
		return opt, misused("as in --jobs 2", "%d handouts at a time are too few", opt.Workers)
	}
	if opt.Date, err = sourceDate(os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		return opt, err
	}
	if opt.Brand, err = brandOf(c); err != nil {
		return opt, err
	}
	return opt, citeAs(c, &opt)
}

// sheets returns every profile asked for on every paper asked for.
func sheets(c *cli.Context) ([]layout.Sheet, error) {
	profiles, err := named(c, "profile", layout.ProfileNamed, profileNames())
	if err != nil {
		return nil, err
	}
	papers := make([]layout.Paper, 1) // the brand's, or else the usual one
	if c.IsSet("paper") {
		if papers, err = named(c, "paper", layout.PaperNamed, paperNames()); err != nil {
			return nil, err
		}
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

// request reads the paths and the output from the command line.
func request(c *cli.Context) (build.Request, error) {
	req := build.Request{List: c.String("files-from"), Stdin: c.App.Reader, Output: build.DefaultOutput, Report: c.String("report")}
	var err error
	if req.Sheets, err = sheets(c); err != nil {
		return req, err
	}
	if req.Brand, err = brandOf(c); err != nil {
		return req, err
	}
	if c.IsSet("shard") {
		if req.Shard, err = build.ParseShard(c.String("shard")); err != nil {
			return req, misused("as in --shard 3/16, the third of sixteen parts", "%v", err)
		}
	}
	if c.IsSet("files-from") && req.List == "" {
		return req, misused("look for a variable that is not set", "--files-from has no name")
	}
	if req.Sources = c.Args().Slice(); len(req.Sources) == 0 && req.List == "" {
		if req.Sources, err = sources(c); err != nil {
			return req, err
		}
	}
	if err := fillings(c, &req); err != nil {
		return req, err
	}
	switch merge := c.IsSet("merge"); {
	case merge && c.IsSet("output"):
		return req, misused("leave out -o", "--merge names the one file to write")
	case merge && c.IsSet("shard"):
		return req, misused("leave out one of the two", "a packet holds all its articles, and --shard builds only some")
	case merge:
		req.Output = c.String("merge")
	case c.IsSet("output"):
		req.Output = c.String("output")
	case slices.Contains(req.Sources, build.Std):
		req.Output = build.Std
	}
	return req, nil
}

// fillings reads what the flags say that the articles are filled with.
func fillings(c *cli.Context, req *build.Request) (err error) {
	if c.IsSet("tick") {
		var ok bool
		if req.Tick, ok = build.Ticks(c.String("tick")); !ok {
			return misused("as in --tick 2,5; the rows are numbered from 1 through the whole article", "--tick %q names no rows", c.String("tick"))
		}
	}
	if !c.IsSet("data") {
		return nil
	}
	data := c.String("data")
	if data == build.Std && (req.List == build.Std || slices.Contains(req.Sources, build.Std)) {
		return misused("give one of them by its name", "standard input (-) cannot be the data and something else")
	}
	req.Data, err = build.ReadData(data, c.App.Reader)
	return err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
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

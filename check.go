package main

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"handout/internal/build"
	"handout/internal/diag"
	"handout/internal/plain"
)

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "see if an article is plain enough, and still true",
		UsageText: "handout check [FLAGS] [PATH...]",
		Description: `Reads articles as an editor for health literacy would: reading level, hard
words, long sentences, sources, the day of the next review. Every finding stands
at its line with a way to mend it; a card for each article follows. A folder
stands for all the articles in it, - for standard input, no path for handouts/.

An error keeps a handout from being built, unless it is a matter of the day. An
article switches off a rule that does not fit it, with the reason:

  check: {ignore: [{rule: passive-voice, because: It quotes the law.}]}

Nothing is looked up on the network. What only a person can judge stays open.

Examples:
  handout check
  handout check my-topic.yaml --fail-on warning
  handout check --expiring 60d
  handout check --format sarif > check.sarif

Exit codes:
  0  nothing was found that --fail-on asks for
  1  something was, or an article cannot be built
  2  the command was used wrongly
  3  a file could not be read`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action:             checkArticles,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "text", DefaultText: "text", Usage: "print as `FORMAT`: " + formatNames()},
			&cli.StringFlag{Name: "fail-on", Value: "error", DefaultText: "error", Usage: "end with exit code 1 on `LEVEL`: error, warning or never"},
			&cli.StringFlag{Name: "today", Usage: "judge reviews as on the day `DATE`, such as 2026-01-31", DefaultText: "today"},
			&cli.StringFlag{Name: "expiring", Usage: "only list the reviews that fall due within `TIME`, such as 60d, 8w, 2m or 1y"},
			brandFlag(),
		},
	}
}

func formatNames() string {
	return strings.Join(slices.Sorted(maps.Keys(plain.Formats)), ", ")
}

func checkArticles(c *cli.Context) error {
	format := strings.ToLower(c.String("format"))
	print, known := plain.Formats[format]
	if !known {
		return misused("the formats are "+formatNames(), "there is no format %q", c.String("format"))
	}
	fails, known := failOn[strings.ToLower(c.String("fail-on"))]
	if !known {
		return misused("it is error, warning or never", "--fail-on cannot be %q", c.String("fail-on"))
	}
	opt, err := checkOptions(c)
	if err != nil {
		return err
	}
	if opt.Expiring && format == "text" {
		print = short
	}
	paths, err := sources(c)
	if err != nil {
		return err
	}
	articles, err := build.Articles(paths)
	if err != nil {
		return err
	}
	worst := build.Done
	var reports []plain.Named
	for r := range build.Check(c.Context, articles, opt) {
		reports = append(reports, r.Named)
		worst = max(worst, r.Outcome)
		if slices.ContainsFunc(r.Findings, fails) {
			worst = max(worst, build.Faulty)
		}
	}
	if c.Context.Err() != nil {
		return cli.Exit("", interrupted)
	}
	if err := emit(c.App.Writer, print(reports)); err != nil {
		return err
	}
	return cli.Exit("", int(worst))
}

// failOn says which findings end a check with an exit code.
var failOn = map[string]func(diag.Diagnostic) bool{
	"error":   func(d diag.Diagnostic) bool { return d.Severity == diag.Error },
	"warning": func(diag.Diagnostic) bool { return true },
	"never":   func(diag.Diagnostic) bool { return false },
}

func checkOptions(c *cli.Context) (build.CheckOptions, error) {
	opt := build.CheckOptions{Today: time.Now(), Stdin: c.App.Reader, Expiring: c.IsSet("expiring")}
	var err error
	if opt.Brand, err = brandOf(c); err != nil {
		return opt, err
	}
	if day := c.String("today"); c.IsSet("today") {
		if opt.Today, err = time.Parse(time.DateOnly, day); err != nil {
			return opt, misused("write year-month-day, such as 2026-01-31", "there is no day %q", day)
		}
	}
	if opt.Expiring {
		if opt.Days, err = plain.Days(c.String("expiring")); err != nil {
			return opt, misused("write it as 60d, 8w, 2m or 1y", "--expiring: %v", err)
		}
	}
	return opt, nil
}

// short prints every finding on one line.
func short(reports []plain.Named) []byte {
	var b bytes.Buffer
	for _, r := range reports {
		r.Findings.PrintShort(&b) // a Buffer takes everything
	}
	return b.Bytes()
}

// sources returns the paths of the command line, or handouts.
func sources(c *cli.Context) ([]string, error) {
	if c.Args().Present() {
		return c.Args().Slice(), nil
	}
	const folder = "handouts"
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		return nil, misused("name an article to "+c.Command.Name+", or write one: handout new handouts/my-topic",
			"there is no folder %s here to %s", folder, c.Command.Name)
	}
	return []string{folder}, nil
}

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"handout/internal/build"
	"handout/internal/cite"
)

func citeCommand() *cli.Command {
	return &cli.Command{
		Name:      "cite",
		Usage:     "print the list of references",
		UsageText: "handout cite [FLAGS] PATH...",
		Description: `Prints the references of an article, or everything in a bibliography, as the
citation style wants them, one a line. A bibliography is a file from Zotero or
another reference manager: BibTeX (.bib), CSL (.json, .yaml), RIS (.ris) or
PubMed (.nbib). - stands for standard input, a folder for all the articles in
it, a pattern in quotes for the files that match, as with build. A file that is
not good stops no other.

Examples:
  handout cite flu.yaml
  handout cite library.bib --style apa
  handout cite library.bib --csl journal.csl --format html > list.html
  handout cite 'shelf/**/*.yaml' --format json

Exit codes:
  0  every list was printed
  1  a file is not good; the lists of the others were printed
  2  the command was used wrongly
  3  a file could not be read, or the lists not written`,
		CustomHelpTemplate: commandHelp,
		HideHelpCommand:    true,
		Action:             citeFiles,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Value: cite.Formats()[0], DefaultText: cite.Formats()[0],
				Usage: "print `FORMAT`, " + orList(cite.Formats())},
			brandFlag(),
		}, styleFlags()...),
	}
}

// styleFlags are the flags of the commands that cite.
func styleFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "style", Usage: "cite in the style `NAME`, whatever the article says: " + orList(cite.Styles())},
		&cli.StringFlag{Name: "csl", TakesFile: true, Usage: "cite in the style of the file `FILE`.csl, from zotero.org/styles"},
	}
}

func orList(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// citeAs puts the style that the flags name into opt.
func citeAs(c *cli.Context, opt *build.Options) error {
	opt.Style = strings.ToLower(c.String("style"))
	switch {
	case c.IsSet("style") && c.IsSet("csl"):
		return misused("leave out one of the two", "--style and --csl both name a style")
	case c.IsSet("style") && cite.Shipped(opt.Style) == nil:
		return misused("the styles are "+orList(cite.Styles())+"; --csl FILE.csl takes any other", "there is no citation style %q", c.String("style"))
	case !c.IsSet("csl"):
		return nil
	}
	style, diags, err := build.ReadStyle(c.String("csl"))
	if err != nil {
		return err
	}
	if diags.Failed() {
		diags.Print(c.App.ErrWriter, map[string][]byte{style.Path: style.Text})
		return cli.Exit("", int(build.Faulty))
	}
	opt.CSL = style
	return nil
}

func citeFiles(c *cli.Context) error {
	format := strings.ToLower(c.String("format"))
	switch {
	case !c.Args().Present():
		return misused("as in: handout cite flu.yaml", "cite needs an article or a bibliography")
	case !slices.Contains(cite.Formats(), format):
		return misused("the formats are "+orList(cite.Formats()), "there is no format %q", c.String("format"))
	}
	opt := build.Options{Stdin: c.App.Reader}
	var err error
	if opt.Brand, err = brandOf(c); err != nil {
		return err
	}
	if err := citeAs(c, &opt); err != nil {
		return err
	}
	worst, failures := build.Done, 0
	var lists []cite.List
	listings, all := build.Cite(c.Context, c.Args().Slice(), opt)
	for l := range listings {
		l.Diags.Print(c.App.ErrWriter, l.Texts)
		worst = max(worst, l.Outcome)
		if l.Outcome == build.Done {
			lists = append(lists, l.List)
		} else {
			failures++
		}
	}
	if c.Context.Err() != nil {
		return cli.Exit("", interrupted)
	}
	if failures > 0 && all > 1 {
		fmt.Fprintf(c.App.ErrWriter, "%d of %d lists were not printed\n", failures, all)
	}
	if len(lists) > 0 {
		if err := emit(c.App.Writer, cite.Render(format, lists...)); err != nil {
			return err
		}
	}
	return cli.Exit("", int(worst))
}

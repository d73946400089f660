package main

import (
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"handout/internal/brand"
	"handout/internal/build"
)

func brandFlag() cli.Flag {
	return &cli.StringFlag{Name: "brand", TakesFile: true,
		Usage:       "take the clinic's brand from `FILE`, or none for no brand",
		DefaultText: "the nearest " + brand.FileName + ", in the article's folder or one above"}
}

// brandOf returns the file that the flag names; "" for none.
func brandOf(c *cli.Context) (string, error) {
	name := c.String("brand")
	if c.IsSet("brand") && (name == "" || name == build.Std) {
		return "", misused("save it as a file, or leave it out with --brand "+build.NoBrand, "a brand comes from a file")
	}
	return name, nil
}

// newBrand writes a brand to start from.
func newBrand(c *cli.Context) error {
	if c.IsSet("from") {
		return misused("leave out one of the two", "--from is for an article, --brand for a brand")
	}
	path := filepath.Join(c.Args().First(), brand.FileName)
	if err := build.Create(path, brand.Starter()); err != nil {
		return err
	}
	fmt.Fprintln(c.App.ErrWriter, "Edit it, then run: handout build")
	return emit(c.App.Writer, []byte(path+"\n"))
}

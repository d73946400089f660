package main

import (
	"github.com/urfave/cli/v2"

	"handout/internal/brand"
	"handout/internal/build"
)

func brandFlag() cli.Flag {
	return &cli.StringFlag{Name: "brand", TakesFile: true,
		Usage:       "take the clinic's brand from `FILE`, or none (see handout help brand)",
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

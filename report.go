package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"handout/internal/build"
	"handout/internal/diag"
)

// openReport returns what the lines of the report are written to; nil without
// one. Every line is there as soon as its handout is.
func openReport(c *cli.Context) (io.WriteCloser, error) {
	switch path := c.String("report"); {
	case !c.IsSet("report"):
		return nil, nil
	case path == "":
		return nil, misused("", "the report has no name")
	case path == build.Std:
		return stays{c.App.Writer}, nil
	default:
		f, err := os.Create(path)
		switch folder := filepath.Dir(path); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, misused("make it first", "there is no folder %q to write the report to", folder)
		case err != nil:
			return nil, unwritable(err)
		}
		return f, nil
	}
}

// stays is a writer that is not ours to close.
type stays struct{ io.Writer }

func (stays) Close() error { return nil }

func unwritable(err error) error {
	return &build.Error{Outcome: build.Broken, Diagnostic: diag.Diagnostic{Message: err.Error(), Rule: "unwritable"}}
}

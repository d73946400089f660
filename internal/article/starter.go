package article

import (
	_ "embed" // for the starter
	"slices"
)

//go:embed starter.yaml
var starter []byte

// Starter returns an article to begin with: it builds as it is, and its
// comments say what belongs where.
func Starter() []byte { return slices.Clone(starter) }

// Package handouts carries the example articles in the binary.
package handouts

import (
	"embed"
	"strings"
)

//go:embed *.yaml
var articles embed.FS

// Names returns the names of the examples, in alphabetical order.
func Names() []string {
	entries, err := articles.ReadDir(".")
	if err != nil {
		return nil // an embedded folder can always be read
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	return names
}

// Example returns the example of that name, and whether there is one.
func Example(name string) ([]byte, bool) {
	src, err := articles.ReadFile(name + ".yaml")
	return src, err == nil
}

package build

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"handout/internal/rows"
	"handout/layout"
)

// BenchmarkRows fills the first article for many families, one handout a row,
// written to the disk by one worker.
func BenchmarkRows(b *testing.B) {
	src, err := os.ReadFile(firstArticle)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	path := dir + "/a.yaml"
	text := strings.Replace(string(src), "subtitle: ", "subtitle: \"For {{child}}\" #", 1)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		b.Fatal(err)
	}
	var csv strings.Builder
	csv.WriteString("child\n")
	for i := range b.N {
		fmt.Fprintf(&csv, "Sample %c%c\n", 'A'+i%26, 'a'+i/26%26)
	}
	table, diags := rows.Parse("a.csv", []byte(csv.String()))
	if table == nil {
		b.Fatal(diags)
	}
	jobs, err := Plan(Request{Sources: []string{path}, Data: table, Output: dir + "/out/", Sheets: []layout.Sheet{letter}})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for r := range Run(context.Background(), jobs, Options{Workers: 1}) {
		if r.Status != Built {
			b.Fatal(r.Diags)
		}
	}
}

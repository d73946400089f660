package build

import (
	"os"
	"testing"

	"handout/internal/article"
	"handout/internal/cite"
	"handout/internal/pdf"
	"handout/layout"
)

// BenchmarkStage times the stages of the first article one by one.
func BenchmarkStage(b *testing.B) {
	src, err := os.ReadFile(firstArticle)
	if err != nil {
		b.Fatal(err)
	}
	read, _ := article.Parse(firstArticle, src, nil)
	cited, _ := cite.Resolve(read, cite.Options{})
	doc := firstDocument(b, src)
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"parse", func() { article.Parse(firstArticle, src, nil) }},
		{"cite", func() { cite.Resolve(read, cite.Options{}) }},
		{"compose", func() {
			d, _ := layout.Compose(cited, letter)
			d.Release() // as a build does once it is written
		}},
		{"write", func() { pdf.Write(doc, pdf.Digest{}) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
		})
	}
}

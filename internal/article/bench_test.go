package article

import (
	"os"
	"strings"
	"testing"
)

// BenchmarkFirst reads the first article.
func BenchmarkFirst(b *testing.B) {
	src, err := os.ReadFile("../../handouts/in-school-vs-clinical-ot.yaml")
	if err != nil {
		b.Fatal(err)
	}
	benchmarkParse(b, src)
}

// BenchmarkParse reads an article of 100,000 words.
func BenchmarkParse(b *testing.B) {
	benchmarkParse(b, []byte("title: a\nlanguage: en\nbody:\n  - text: |"+
		strings.Repeat("\n      words and **more**, and more words [to read](https://example.org)\n", 10_000)))
}

func benchmarkParse(b *testing.B, src []byte) {
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if a, diags := Parse("a.yaml", src, nil); a == nil {
			b.Fatal(diags)
		}
	}
}

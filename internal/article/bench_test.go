package article

import (
	"strings"
	"testing"
)

// BenchmarkParse reads an article of 100,000 words.
func BenchmarkParse(b *testing.B) {
	src := []byte("title: a\nlanguage: en\nbody:\n  - text: |" +
		strings.Repeat("\n      words and **more**, and more words [to read](https://example.org)\n", 10_000))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if a, diags := Parse("a.yaml", src, nil); a == nil {
			b.Fatal(diags)
		}
	}
}

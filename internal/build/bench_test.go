package build

import (
	"os"
	"testing"
)

// BenchmarkHandout takes the first article from YAML to PDF.
func BenchmarkHandout(b *testing.B) {
	src, err := os.ReadFile("../../handouts/in-school-vs-clinical-ot.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if data, diags := compose("a.yaml", src, nil, letter, Options{}); data == nil {
			b.Fatal(diags)
		}
	}
}

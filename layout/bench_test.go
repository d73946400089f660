package layout

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkCompose(b *testing.B) {
	a := (&randomArticle{rand.New(rand.NewPCG(1, 3))}).article()
	d, _ := Compose(a, Standard(Letter))
	b.ReportMetric(float64(len(d.Pages)), "pages")
	for b.Loop() {
		Compose(a, Standard(Letter))
	}
}

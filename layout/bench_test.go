package layout

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkCompose(b *testing.B) {
	a := (&randomArticle{rand.New(rand.NewPCG(1, 3))}).article()
	d, _ := Compose(a, Sheet{Paper: Letter, Profile: Standard})
	b.ReportMetric(float64(len(d.Pages)), "pages")
	for b.Loop() {
		d, _ := Compose(a, Sheet{Paper: Letter, Profile: Standard})
		d.Release()
	}
}

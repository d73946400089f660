package build

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"handout/internal/rows"
	"handout/layout"
)

// BenchmarkRows fills the first article for many families, one handout a row,
// and compares that, in the same run and on one core, with as many articles
// that say the same: both are read, built and written to the disk. It reports
// how many rows are made while one article is; the figures are medians of
// rounds.
func BenchmarkRows(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const families = 200
	filled, single := familyJobs(b, families)
	build := func(jobs []Job) func() {
		return func() {
			for r := range Run(context.Background(), jobs, Options{Workers: 1, Force: true}) {
				if r.Status != Built {
					b.Fatal(r.Diags)
				}
			}
		}
	}
	var row, article []time.Duration
	for b.Loop() {
		row = append(row, timed(1, build(filled))/families)
		article = append(article, timed(1, build(single))/families)
	}
	one, other := median(row), median(article)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(one)/1e6, "ms/row")
	b.ReportMetric(float64(other)/1e6, "ms/article")
	b.ReportMetric(float64(other)/float64(one), "x-article")
}

// familyJobs returns the jobs of one article for n families, and those of n
// articles, each for one family.
func familyJobs(b *testing.B, n int) (filled, single []Job) {
	dir := b.TempDir()
	src, err := os.ReadFile(firstArticle)
	if err != nil {
		b.Fatal(err)
	}
	write := func(name, family string) {
		text := strings.Replace(string(src), "subtitle: ", "subtitle: \"For "+family+"\" #", 1)
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	plan := func(r Request) []Job {
		jobs, err := Plan(r)
		if err != nil {
			b.Fatal(err)
		}
		return jobs
	}
	if err := os.Mkdir(dir+"/single", 0o777); err != nil {
		b.Fatal(err)
	}
	var csv strings.Builder
	csv.WriteString("child\n")
	for i := range n {
		family := fmt.Sprintf("Sample %c%c", 'A'+i%26, 'a'+i/26)
		csv.WriteString(family + "\n")
		write(fmt.Sprintf("single/%d.yaml", i), family)
	}
	write("a.yaml", "{{child}}")
	table, diags := rows.Parse("a.csv", []byte(csv.String()))
	if table == nil {
		b.Fatal(diags)
	}
	sheets := []layout.Sheet{letter}
	filled = plan(Request{Sources: []string{dir + "/a.yaml"}, Data: table, Output: dir + "/rows/", Sheets: sheets})
	single = plan(Request{Sources: []string{dir + "/single"}, Output: dir + "/articles/", Sheets: sheets})
	return filled, single
}

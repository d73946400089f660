package build

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"handout/layout"
)

// The shards of a run cover it: every job is in just one of them, whatever
// their number, and each has its part of the work.
func TestShards(t *testing.T) {
	var jobs []Job
	for i := range 500 {
		for _, paper := range layout.Papers {
			jobs = append(jobs, Job{Source: fmt.Sprintf("shelf/%d.yaml", i), Sheet: layout.Sheet{Paper: paper, Profile: layout.Standard}})
		}
	}
	for row := range 1000 {
		jobs = append(jobs, Job{Source: "letter.yaml", Sheet: letter, Row: row + 1})
	}
	for count := 1; count <= 40; count++ {
		times := make([]int, len(jobs))
		for number := 1; number <= count; number++ {
			n := 0
			for i, j := range jobs {
				if (Shard{number, count}).has(j) {
					times[i]++
					n++
				}
			}
			if share := len(jobs) / count; n < share/2 || n > 2*share {
				t.Errorf("shard %d/%d has %d jobs, about %d would be fair", number, count, n, share)
			}
		}
		for i, n := range times {
			if n != 1 {
				t.Fatalf("%d shards: job %d is in %d of them", count, i, n)
			}
		}
	}
}

// A job's shard does not depend on how its path is written, or on what is built
// beside it.
func TestShardIsStable(t *testing.T) {
	inFolder(t, "shelf/a.yaml", "shelf/b.yaml", "shelf/c.yaml", "shelf/d.yaml")
	plan := func(number int, sources ...string) map[string]bool {
		jobs, err := Plan(Request{Sources: sources, Output: "output/", Sheets: []layout.Sheet{letter}, Shard: Shard{number, 3}})
		if err != nil {
			t.Fatal(err)
		}
		outputs := map[string]bool{}
		for _, j := range jobs {
			outputs[j.Output] = true
		}
		return outputs
	}
	all := 0
	for number := 1; number <= 3; number++ {
		whole := plan(number, "shelf")
		all += len(whole)
		some := plan(number, "./shelf/d.yaml", filepath.Join("shelf", "b.yaml"))
		for output := range some {
			if !whole[output] {
				t.Errorf("%s is in shard %d of two articles and not of all", output, number)
			}
		}
	}
	if all != 4 {
		t.Errorf("the shards have %d of 4 jobs", all)
	}
	// A collision is one on every machine, also where one of the two is built.
	for number := 1; number <= 3; number++ {
		_, err := Plan(Request{Sources: []string{"shelf"}, Output: "{paper}.pdf", Sheets: []layout.Sheet{letter}, Shard: Shard{number, 3}})
		if err == nil {
			t.Errorf("shard %d does not see that names meet", number)
		}
	}
}

func TestParseShard(t *testing.T) {
	if s, err := ParseShard("3/16"); err != nil || s != (Shard{3, 16}) {
		t.Errorf("got %v, %v", s, err)
	}
	for _, s := range []string{"", "3", "0/4", "5/4", "-1/4", "1/0", "a/b", "1/2/3", " 1/2"} {
		if _, err := ParseShard(s); err == nil {
			t.Errorf("%q is a shard", s)
		}
	}
}

// The handouts are the same in one process, one at a time, and in parts.
func TestShardsBuildTheSame(t *testing.T) {
	jobs := shelf(t, 12)
	contents := func() (all []string) {
		for i, j := range jobs {
			if i%3 != 2 {
				all = append(all, content(t, j.Output))
			}
		}
		return all
	}
	for range Run(context.Background(), jobs, Options{Workers: 1}) {
	}
	want := contents()
	for number := 1; number <= 5; number++ {
		part, err := Plan(Request{Sources: []string{"handouts"}, Output: DefaultOutput, Sheets: []layout.Sheet{letter}, Shard: Shard{number, 5}})
		if err != nil {
			t.Fatal(err)
		}
		for r := range Run(context.Background(), part, Options{Workers: 8, Force: true}) {
			if r.Status != Built && r.Status != Failed {
				t.Errorf("%s is %s", r.Job.Source, r.Status)
			}
		}
	}
	for i, got := range contents() {
		if got != want[i] {
			t.Errorf("handout %d differs", i)
		}
	}
}

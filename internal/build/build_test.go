package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"

	"handout/internal/diag"
	"handout/layout"
)

// letter is the sheet most tests print on.
var letter = layout.Sheet{Paper: layout.Letter, Profile: layout.Standard}

// compose builds an article by whatever the rules of plain language say.
func compose(name string, src []byte, files *folder, sheet layout.Sheet, opt Options) (out []byte, diags diag.List) {
	d := draft{name: name}
	defer func() { diags = d.diags }()
	defer d.rescue(&out)
	d.read(src, files)
	d.choose(opt)
	d.resolve()
	d.set(sheet)
	return d.write(opt.Date, [16]byte{}), nil
}

func sample(title string) string {
	return "title: " + title + "\nlanguage: en\nbody:\n  - text: Rest and drink.\n"
}

// shelf writes n articles, every third of which is not good.
func shelf(t *testing.T, n int) []Job {
	t.Helper()
	inFolder(t, "handouts/")
	for i := range n {
		src := sample(fmt.Sprintf("Number %d", i))
		if i%3 == 2 {
			src += "bdy: []\n"
		}
		if err := os.WriteFile(fmt.Sprintf("handouts/%03d.yaml", i), []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	jobs, err := Plan(Request{Sources: []string{"handouts"}, Output: DefaultOutput, Sheets: []layout.Sheet{letter}})
	if err != nil {
		t.Fatal(err)
	}
	return jobs
}

// Every article is tried, and told of in its order, on any number of
// processors; the files are the same on all of them.
func TestRun(t *testing.T) {
	jobs := shelf(t, 30)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first []string
	for _, procs := range []int{1, 8} {
		runtime.GOMAXPROCS(procs)
		var files []string
		i := 0
		for r := range Run(context.Background(), jobs, Options{}) {
			bad := i%3 == 2
			_, err := os.Stat(r.Job.Output)
			switch {
			case !reflect.DeepEqual(r.Job, jobs[i]):
				t.Fatalf("result %d is of %s", i, r.Job.Source)
			case bad && (r.Outcome != Faulty || !r.Diags.Failed() || err == nil):
				t.Errorf("%s: outcome %d, %v", r.Job.Source, r.Outcome, r.Diags)
			case !bad && (r.Outcome != Done || r.Diags != nil):
				t.Errorf("%s: outcome %d, %v", r.Job.Source, r.Outcome, r.Diags)
			case !bad:
				files = append(files, content(t, r.Job.Output))
			}
			i++
		}
		if i != len(jobs) {
			t.Fatalf("%d results of %d jobs", i, len(jobs))
		}
		if first == nil {
			first = files
		}
		for i := range files {
			if files[i] != first[i] {
				t.Errorf("file %d differs on %d processors", i, procs)
			}
		}
	}
}

// A run whose context ends stops, whatever it reads from, and says what was
// not done.
func TestRunEnds(t *testing.T) {
	inFolder(t)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	time.AfterFunc(10*time.Millisecond, stop)
	notDone := func(jobs []Job, opt Options) {
		t.Helper()
		n := 0
		for r := range Run(ctx, jobs, opt) {
			if r.Status != NotDone || r.Outcome != Done || !reflect.DeepEqual(r.Job, jobs[n]) {
				t.Errorf("result %d of %s is %s, %v", n, r.Job.Source, r.Status, r.Diags)
			}
			n++
		}
		if n != len(jobs) {
			t.Errorf("%d results of %d jobs", n, len(jobs))
		}
	}
	notDone([]Job{{Source: Std, Output: "a.pdf", Sheet: letter}}, Options{Stdin: r})
	notDone(shelf(t, 3), Options{}) // ctx has ended
	if _, err := os.Stat(DefaultOutput); err == nil {
		t.Error("a run that had ended wrote something")
	}
}

// A caller who has seen enough ends the run, too.
func TestRunLeft(t *testing.T) {
	jobs := shelf(t, 60)
	for range Run(context.Background(), jobs, Options{}) {
		break
	}
	pdfs, _ := filepath.Glob("output/*")
	time.Sleep(50 * time.Millisecond)
	if later, _ := filepath.Glob("output/*"); len(later) != len(pdfs) {
		t.Errorf("%d files at the end, %d later", len(pdfs), len(later))
	}
}

// A stage that panics is an error of its article.
func TestPanic(t *testing.T) {
	src := sample("A picture") + "  - image: {file: x.png, alt: A dot.}\n"
	noRoot := new(folder) // panics when a picture is asked for
	pdf, diags := compose("x.yaml", []byte(src), noRoot, letter, Options{})
	if pdf != nil || len(diags) != 1 || diags[0].Rule != "internal" || diags[0].Pos.File != "x.yaml" {
		t.Fatalf("got %d bytes, %v", len(pdf), diags)
	}
	if strings.Contains(diags[0].Message, "\n") {
		t.Errorf("the message has a stack trace: %s", diags[0].Message)
	}
}

func TestDate(t *testing.T) {
	build := func(src string, date time.Time) []byte {
		t.Helper()
		pdf, diags := compose("x.yaml", []byte(src), new(folder), letter, Options{Date: date})
		if diags != nil {
			t.Fatal(diags)
		}
		return pdf
	}
	reviewed := "reviewed: {on: 2026-03-04}\n"
	day := time.Date(2001, 2, 3, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		src  string
		date time.Time
		want string
	}{
		{sample("x") + reviewed, time.Time{}, "D:20260304"},
		{sample("x") + reviewed, day, "D:20010203"},
		{sample("x"), day, "D:20010203"},
	} {
		data := build(test.src, test.date)
		r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Trailer().Key("Info").Key("CreationDate").RawString(); !strings.HasPrefix(got, test.want) {
			t.Errorf("the date is %s, want %s", got, test.want)
		}
	}
	if !bytes.Equal(build(sample("x"), time.Time{}), build(sample("x"), time.Time{})) {
		t.Error("an article without a date makes other bytes the second time")
	}
}

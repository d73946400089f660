package build

import (
	"context"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"handout/internal/pdf"
	"handout/layout"
)

// A handout's digest changes with everything that it is made from, and with
// nothing else.
func TestDigest(t *testing.T) {
	inFolder(t, "sub/")
	if err := os.WriteFile("a.yaml", []byte(sample("A")), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("sub/other.yaml", []byte(sample("A")), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("brand.yml", []byte("name: Sample Clinic\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	digest := func(change func(*Job, *Options)) pdf.Digest {
		t.Helper()
		j, opt := Job{Source: "a.yaml", Output: "a.pdf", Sheet: letter}, Options{Version: "1"}
		change(&j, &opt)
		os.Remove(j.Output) // or it might be up to date
		for r := range Run(context.Background(), []Job{j}, opt) {
			if r.Status != Built {
				t.Fatal(r.Diags)
			}
		}
		from, pages, ok := pdf.Stamped([]byte(content(t, j.Output)))
		if !ok || pages != 1 {
			t.Fatalf("%s has no digest", j.Output)
		}
		return from
	}
	first := digest(func(*Job, *Options) {})
	for what, change := range map[string]func(*Job, *Options){
		"paper":   func(j *Job, _ *Options) { j.Sheet.Paper = layout.A4 },
		"profile": func(j *Job, _ *Options) { j.Sheet.Profile = layout.LargePrint },
		"codes":   func(j *Job, _ *Options) { j.Sheet.Codes = layout.ReferenceCodes },
		"duplex":  func(j *Job, _ *Options) { j.Sheet.Duplex = true },
		"binding": func(j *Job, _ *Options) { j.Sheet.Binding = layout.Inch },
		"brand":   func(_ *Job, opt *Options) { opt.Brand = "brand.yml" },
		"version": func(_ *Job, opt *Options) { opt.Version = "2" },
		"style":   func(_ *Job, opt *Options) { opt.Style = "apa" },
		"date":    func(_ *Job, opt *Options) { opt.Date = time.Unix(1, 0) },
	} {
		if digest(change) == first {
			t.Errorf("with another %s the digest is the same", what)
		}
	}
	for what, change := range map[string]func(*Job, *Options){
		"source":  func(j *Job, opt *Options) { j.Source, opt.Force = "sub/other.yaml", true },
		"output":  func(j *Job, _ *Options) { j.Output = "b.pdf" },
		"force":   func(_ *Job, opt *Options) { opt.Force = true },
		"workers": func(_ *Job, opt *Options) { opt.Force, opt.Workers = true, 3 },
		"private": func(j *Job, opt *Options) { j.Private, opt.Force = true, true },
	} {
		if digest(change) != first {
			t.Errorf("with another %s the digest differs", what)
		}
	}
}

// Whoever adds to what a handout can depend on is told to put it into its
// digest, too, or handouts would wrongly be taken for up to date.
func TestDigestIsComplete(t *testing.T) {
	for _, test := range []struct {
		of           any
		in, leaveOut []string
	}{
		{layout.Sheet{}, []string{"Paper", "Profile", "Codes", "Duplex", "Binding", "Brand"}, nil},
		{layout.Paper{}, []string{"Name"}, []string{"Width", "Height"}}, // they follow from the name
		{Options{}, []string{"Style", "CSL", "Date", "Version"}, []string{"Brand", "Stdin", "Workers", "Force", "Check", "Report"}},
		{Job{}, []string{"Source", "Sheet", "Tick", "data"}, []string{"Output", "Row", "Private", "mayMake", "fault", "public", "unfilled"}},
	} {
		typ := reflect.TypeOf(test.of)
		for i := range typ.NumField() {
			if name := typ.Field(i).Name; !slices.Contains(slices.Concat(test.in, test.leaveOut), name) {
				t.Errorf("does %v.%s change what is printed? Put it into digest.go and name it here", typ, name)
			}
		}
	}
}

// A private handout is for its owner alone to read, also where there was one
// for everybody.
func TestPrivate(t *testing.T) {
	jobs := shelf(t, 1)
	jobs[0].Private = true
	run := func() Status {
		t.Helper()
		for r := range Run(context.Background(), jobs, Options{}) {
			if info, err := os.Stat(r.Job.Output); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
				t.Errorf("%v, %v", info.Mode(), err)
			}
			return r.Status
		}
		return ""
	}
	if got := run(); got != Built {
		t.Errorf("it was %s", got)
	}
	if got := run(); got != Skipped {
		t.Errorf("it was %s, though up to date", got)
	}
	if err := os.Chmod(jobs[0].Output, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := run(); got != Built && os.PathSeparator == '/' {
		t.Errorf("it was %s, though everybody could read it", got)
	}
}

// A clock that was set back, or a file restored from long ago, neither hides a
// change nor makes one: what is out of date follows from what files hold.
func TestClockSetBack(t *testing.T) {
	jobs := shelf(t, 1)
	run := func() Status {
		t.Helper()
		for r := range Run(context.Background(), jobs, Options{}) {
			return r.Status
		}
		return ""
	}
	dated := func(path string, years int) {
		t.Helper()
		day := time.Now().AddDate(years, 0, 0)
		if err := os.Chtimes(path, day, day); err != nil {
			t.Fatal(err)
		}
	}
	if got := run(); got != Built {
		t.Fatalf("it was %s", got)
	}
	dated(jobs[0].Source, +1)
	dated(jobs[0].Output, -1)
	if got := run(); got != Skipped {
		t.Errorf("an article younger than its handout was %s", got)
	}
	if err := os.WriteFile(jobs[0].Source, []byte(sample("Something else")), 0o666); err != nil {
		t.Fatal(err)
	}
	dated(jobs[0].Source, -1)
	dated(jobs[0].Output, +1)
	if got := run(); got != Built {
		t.Errorf("a changed article older than its handout was %s", got)
	}
}

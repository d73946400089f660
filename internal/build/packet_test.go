package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handout/internal/pdf/pdftest"
	"handout/layout"
)

func TestPlanPackets(t *testing.T) {
	inFolder(t, "handouts/b.yaml", "handouts/a.yml", "c.yaml", "old.pdf", "print/", "empty/")
	letter, large := letter, layout.Sheet{Paper: layout.Letter, Profile: layout.LargePrint}
	a4 := layout.Sheet{Paper: layout.A4, Profile: layout.Standard}
	tests := []struct {
		sources, output string
		sheets          []layout.Sheet
		want            string // "articles>output" of each packet, or the error's rule and a part of its message
	}{
		{"handouts", "packet.pdf", []layout.Sheet{letter}, "handouts/a.yml+handouts/b.yaml>packet.pdf"},
		{"c.yaml handouts", "old.pdf", []layout.Sheet{letter}, "c.yaml+handouts/a.yml+handouts/b.yaml>old.pdf"},
		{"c.yaml", "print/p.pdf", []layout.Sheet{letter, large, a4}, "c.yaml>print/p.pdf c.yaml>print/p.large-print.pdf c.yaml>print/p.a4.pdf"},
		{"c.yaml", "packet.pdf", []layout.Sheet{large, letter}, "c.yaml>packet.large-print.pdf c.yaml>packet.pdf"},
		{"c.yaml", "packet.pdf", []layout.Sheet{large}, "c.yaml>packet.pdf"},
		{"c.yaml", "-", []layout.Sheet{letter}, "c.yaml>-"},
		{"-", "-", []layout.Sheet{letter}, "->-"},

		{"c.yaml", "-", []layout.Sheet{letter, a4}, "[usage] 2 packets cannot all be written to standard output"},
		{"c.yaml", "", []layout.Sheet{letter}, "[usage] the packet has no name"},
		{"c.yaml", "print", []layout.Sheet{letter}, "[usage] print: error: a packet is one file"},
		{"c.yaml", "new/", []layout.Sheet{letter}, "[usage] new/: error: a packet is one file"},
		{"c.yaml", "new/p.pdf", []layout.Sheet{letter}, `[usage] new/p.pdf: error: there is no folder "new"`},
		{"c.yaml handouts", "handouts/b.yaml", []layout.Sheet{letter}, "[output-is-input] handouts/b.yaml"},
	}
	for _, test := range tests {
		got, err := PlanPackets(Request{Sources: strings.Fields(test.sources), Output: filepath.FromSlash(test.output), Sheets: test.sheets})
		if rule, message, isErr := strings.Cut(test.want, "] "); isErr {
			var refused *Error
			if !errors.As(err, &refused) || "["+refused.Rule != rule || !strings.Contains(filepath.ToSlash(err.Error()), message) {
				t.Errorf("%s to %s: got %v, want %s", test.sources, test.output, err, test.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s to %s: %v", test.sources, test.output, err)
		}
		var all []string
		for _, p := range got {
			var names []string
			for _, j := range p.Articles {
				names = append(names, j.Source)
			}
			all = append(all, filepath.ToSlash(strings.Join(names, "+")+">"+p.Output))
		}
		if s := strings.Join(all, " "); s != test.want {
			t.Errorf("got  %s\nwant %s", s, test.want)
		}
	}
}

// merged builds one packet.
func merged(t *testing.T, output string, opt Options, sources ...string) (r Result) {
	t.Helper()
	packets, err := PlanPackets(Request{Sources: sources, Output: output, Sheets: []layout.Sheet{letter}})
	if err != nil {
		t.Fatal(err)
	}
	for r = range Merge(context.Background(), packets, opt) {
	}
	if len(r.Articles) != len(packets[0].Articles) {
		t.Fatalf("%d results of %d articles", len(r.Articles), len(packets[0].Articles))
	}
	return r
}

// A packet holds all its articles or is not written; what is wrong with each is
// told in their order.
func TestMergeWhole(t *testing.T) {
	shelf(t, 4)
	r := merged(t, "packet.pdf", Options{}, "handouts")
	if r.Status != Failed || r.Outcome != Faulty || len(r.Diags) != 1 || !strings.Contains(r.Diags[0].Message, "1 of its 4 articles") {
		t.Errorf("%s, %d: %v", r.Status, r.Outcome, r.Diags)
	}
	for i, a := range r.Articles {
		if bad := i == 2; a.Job.Source != fmt.Sprintf("handouts/%03d.yaml", i) || a.Diags.Failed() != bad || (a.Status == Failed) != bad {
			t.Errorf("article %d: %s, %s, %v", i, a.Job.Source, a.Status, a.Diags)
		}
	}
	if _, err := os.Stat("packet.pdf"); err == nil {
		t.Error("the packet was written")
	}
	for _, missing := range []string{"nowhere.yaml", "*.yaml"} {
		if r := merged(t, "packet.pdf", Options{}, "handouts/000.yaml", missing); r.Status != Failed || r.Outcome != Faulty {
			t.Errorf("an article that is not there: %s, %d, %v", r.Status, r.Outcome, r.Diags)
		}
	}
	if r := merged(t, "packet.pdf", Options{}, "handouts/000.yaml", "handouts/001.yaml"); r.Status != Built || r.Outcome != Done || r.Diags != nil || r.Pages != 3 {
		t.Errorf("%s, %d, %d pages: %v", r.Status, r.Outcome, r.Pages, r.Diags)
	}
}

// A packet that is there already, made from the same articles in the same order
// for the same sheet, is left alone.
func TestMergeSkips(t *testing.T) {
	shelf(t, 2)
	a, b := "handouts/000.yaml", "handouts/001.yaml"
	for i, c := range []struct {
		opt     Options
		sources []string
		want    Status
	}{
		{Options{Check: true}, []string{a, b}, OutOfDate},
		{Options{}, []string{a, b}, Built},
		{Options{}, []string{a, b}, Skipped},
		{Options{Check: true}, []string{a, b}, Skipped},
		{Options{Force: true}, []string{a, b}, Built},
		{Options{}, []string{b, a}, Built},
		{Options{}, []string{b}, Built},
		{Options{Version: "2"}, []string{b}, Built},
	} {
		if r := merged(t, "p.pdf", c.opt, c.sources...); r.Status != c.want {
			t.Errorf("step %d: %s", i+1, r.Status)
		}
	}
	if r := merged(t, "p.pdf", Options{}, b); r.Status != Built {
		t.Errorf("by the program before: %s", r.Status)
	}
	duplex := letter
	duplex.Duplex = true
	packets, err := PlanPackets(Request{Sources: []string{b}, Output: "p.pdf", Sheets: []layout.Sheet{duplex}})
	if err != nil {
		t.Fatal(err)
	}
	for r := range Merge(context.Background(), packets, Options{}) {
		if r.Status != Built {
			t.Errorf("for both sides: %s", r.Status)
		}
	}
}

// A packet has the same bytes with any number of workers.
func TestMergeSame(t *testing.T) {
	inFolder(t)
	var sources []string
	for i := range 12 {
		sources = append(sources, fmt.Sprintf("%d.yaml", i))
		if err := os.WriteFile(sources[i], []byte(sample(fmt.Sprintf("Number %d", i))), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var first []byte
	for _, workers := range []int{1, 8} {
		r := merged(t, Std, Options{Workers: workers}, sources...)
		if r.PDF == nil || first != nil && !bytes.Equal(r.PDF, first) {
			t.Errorf("%d bytes by %d workers: %v", len(r.PDF), workers, r.Diags)
		}
		first = r.PDF
	}
}

// A merge whose context has ended writes nothing.
func TestMergeEnds(t *testing.T) {
	jobs := shelf(t, 2)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	n := 0
	for r := range Merge(ctx, []Packet{{Job{Output: "p.pdf", Sheet: letter}, jobs}}, Options{}) {
		if n++; r.Status != NotDone {
			t.Errorf("%s: %v", r.Status, r.Diags)
		}
	}
	if _, err := os.Stat("p.pdf"); err == nil || n != 1 {
		t.Errorf("%d results; the packet is there: %v", n, err == nil)
	}
}

// A picture of an article is not overwritten by the packet.
func TestMergeOverPicture(t *testing.T) {
	dot := content(t, "../../layout/testdata/dot.png")
	inFolder(t)
	for name, text := range map[string]string{
		"a.yaml": sample("A"), "dot.png": dot, "b.yaml": sample("B") + "  - image: {file: dot.png, alt: A dot.}\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := merged(t, "dot.png", Options{}, "a.yaml", "b.yaml")
	if r.Outcome != Misused || content(t, "dot.png") != dot {
		t.Errorf("outcome %d: %v", r.Outcome, r.Diags)
	}
}

// TestPackets builds packets of the samples and of articles that are hard to
// tag and reads the files back. HANDOUT_PDF_DIR keeps them for a validator.
func TestPackets(t *testing.T) {
	samples, _ := filepath.Glob("../../layout/testdata/*.yaml")
	examples, _ := filepath.Glob("../../handouts/*.yaml")
	hard := t.TempDir()
	for i, h := range hardArticles() {
		if len(h.yaml) > 20_000 { // TestHardArticles has them; here they only take time
			continue
		}
		if err := os.WriteFile(filepath.Join(hard, fmt.Sprintf("%d.yaml", i)), []byte(h.yaml), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	hards, _ := filepath.Glob(hard + "/*.yaml")
	duplex := layout.Sheet{Paper: layout.A4, Profile: layout.Standard, Duplex: true, Binding: layout.Inch / 2}
	for _, c := range []struct {
		name    string
		sheet   layout.Sheet
		sources []string
	}{
		{"one", letter, examples[:1]},
		{"samples", letter, samples},
		{"both sides", duplex, append(samples, examples...)},
		{"hard", duplex, hards},
		{"large print", layout.Sheet{Paper: layout.Letter, Profile: layout.LargePrint, Duplex: true}, append(samples, examples...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := packetOf(t, c.sheet, c.sources)
			if err := pdftest.Check(data); err != nil {
				t.Error(err)
			}
			keep(t, data)
		})
	}
}

// packetOf builds a packet by whatever the rules of plain language say.
func packetOf(t *testing.T, sheet layout.Sheet, sources []string) []byte {
	t.Helper()
	var parts []*layout.Part
	for _, path := range sources {
		var m manuscript
		m.open(context.Background(), Job{Source: path}, &clinics{named: NoBrand}, Options{})
		d := m.settle()
		if m.fault != nil || d.cited == nil {
			t.Fatal(m.fault, d.diags)
		}
		part, diags := layout.Typeset(d.cited, sheet)
		if part == nil {
			t.Fatal(diags)
		}
		parts = append(parts, part)
	}
	d := draft{name: "packet.pdf"}
	data := d.bind(parts, time.Time{}, [16]byte{})
	if data == nil {
		t.Fatal(d.diags)
	}
	return data
}

// TestPacketReadAloud holds what a screen reader is told of a small packet.
func TestPacketReadAloud(t *testing.T) {
	dir := t.TempDir()
	var sources []string
	for i, text := range []string{
		"title: Baths *and* showers\nsubtitle: Which first?\nlanguage: en-US\nbody: [{heading: At home}, {subheading: In the tub}, {text: 'Rest. [@a]'}]\nreferences: [{id: a, type: webpage, title: A page, URL: 'https://example.org/'}]\n",
		"title: El baño\nlanguage: es\nbody: [{text: Descanse y beba.}]\n",
	} {
		sources = append(sources, filepath.Join(dir, fmt.Sprintf("%d.yaml", i)))
		if err := os.WriteFile(sources[i], []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sheet := letter
	sheet.Duplex = true
	got, err := pdftest.Tree(packetOf(t, sheet, sources))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/packet.txt", got)
}

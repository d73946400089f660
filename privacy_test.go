package main

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"handout/internal/pdf/pdftest"
)

// planted are values that stand nowhere but in the data.
var planted = []string{"Zyxquartz", "Vjubilwock", "Qopplé"}

const planArticle = `title: A plan for {{child}}
subtitle: "{{child}} at school"
language: en
reviewed: {on: 2026-01-02, by: a sample}
body:
  - heading: What helps {{child}}
  - comparison:
      columns: [{id: a, title: "{{child}} at school"}, {id: b, title: At home}]
      rows:
        - {label: "{{child}} moves", a: Sit on a ball., b: "See [a sample](https://example.org) with {{second}}."}
  - questions: [{ask: "May {{child}} go?", answer: "Ask {{third}}."}]
  - checklist: ["Pack the bag of {{child}}."]
`

// TestPrivacy builds handouts from data with planted names, in every way there
// is, and searches all that comes out for them: they are on the pages, and
// nowhere else.
func TestPrivacy(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("plan.yaml", planArticle)
	row := strings.Join(planted, ",")
	write("families.csv", "child,second,third\n"+row+"\n"+row+"\n")
	write("ragged.csv", "child,second,third\n"+row+",more\n")
	write("headless.csv", row+"\n"+row+"\n")
	write("letters.csv", "child,second,third\n"+row+"漢\n")
	write("quote.csv", "child,second,third\n"+row+"\"\n")
	write("bad.jsonl", fmt.Sprintf("{%q: 1}\n{%q: [1]}\n", planted[0], planted[1]))
	var said bytes.Buffer
	for _, args := range []string{
		"build plan.yaml --data families.csv -o out/ --profile standard,large-print --report report.jsonl",
		"build plan.yaml --data families.csv --merge packet.pdf --duplex --report packet.jsonl",
		"build plan.yaml --data families.csv -o out/ --check",
		"build plan.yaml --data ragged.csv -o no/",
		"build plan.yaml --data headless.csv -o no/",
		"build plan.yaml --data letters.csv -o no/",
		"build plan.yaml --data quote.csv -o no/",
		"build plan.yaml --data bad.jsonl -o no/",
		"build plan.yaml --data families.csv -o plan.yaml/",
		"build plan.yaml --data families.csv -o same-{stem}.pdf",
	} {
		cmd := command(t, dir, strings.Fields(args)...)
		cmd.Stdout, cmd.Stderr = &said, &said
		cmd.Run() // some fail, as they should
	}
	if leak := leaked(said.Bytes()); leak != "" {
		t.Errorf("%s is said:\n%s", leak, said.String())
	}
	pdfs := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, "bad.jsonl") {
			return err
		}
		if leak := leaked([]byte(path)); leak != "" {
			t.Errorf("%s is in the name %s", leak, path)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".pdf") {
			pdfs++
			onPages(t, path, data)
			data = inflatedFile(t, data)
		}
		if leak := leaked(data); leak != "" {
			t.Errorf("%s is in %s beside the pages", leak, path)
		}
		return nil
	})
	if err != nil || pdfs != 5 {
		t.Errorf("%d PDFs, %v", pdfs, err)
	}
}

// leaked returns a planted name that data holds in one of the forms a PDF has
// for text, or "".
func leaked(data []byte) string {
	lower := bytes.ToLower(data)
	for _, name := range planted {
		var wide []byte
		for _, u := range utf16.Encode([]rune(name)) {
			wide = append(wide, byte(u>>8), byte(u))
		}
		for _, form := range [][]byte{[]byte(strings.ToLower(name)), bytes.ToLower(wide), []byte(hex.EncodeToString(wide)), []byte(hex.EncodeToString([]byte(name)))} {
			if bytes.Contains(lower, form) {
				return name
			}
		}
	}
	return ""
}

// onPages holds that the names can be read on the pages: were they not there,
// nothing could leak.
func onPages(t *testing.T, path string, data []byte) {
	t.Helper()
	tree, err := pdftest.Tree(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range planted {
		if !strings.Contains(tree, name) {
			t.Errorf("%s is not on the pages of %s", name, path)
		}
	}
}

var streamStart = regexp.MustCompile(`(?s)/Filter/FlateDecode[^>]*(?:<<[^>]*>>[^>]*)?>>\nstream\n`)

// inflatedFile returns a PDF with what its streams hold behind it.
func inflatedFile(t *testing.T, data []byte) []byte {
	t.Helper()
	all := bytes.Clone(data)
	n := 0
	for _, at := range streamStart.FindAllIndex(data, -1) {
		r, err := zlib.NewReader(bytes.NewReader(data[at[1]:]))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
		n++
	}
	if n < 4 || !bytes.Contains(all, []byte("/StructTreeRoot")) {
		t.Fatalf("only %d streams were read", n)
	}
	return all
}

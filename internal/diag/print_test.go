package diag

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "renew golden files")

const source = "\uFEFFtitle: Sample\r\n" +
	"body:\r\n" +
	"\t- text: a tab first, and\tthen one\n" +
	"  - text: 漢字 before, e\u0301 and 👩‍👩‍👧 too\n" +
	"  - text: \x1b[31mred\x1b[0m and \u202etfel\u202c and \xff and \u200b\n" +
	"last: line"

// TestPrint holds how diagnostics look.
func TestPrint(t *testing.T) {
	at := func(line, column int) Pos { return Pos{"a.yaml", line, column} }
	l := List{
		{Pos: at(1, 1), Width: 5, Message: "a fault", Rule: "rule", Hint: "the way out"},
		{Pos: at(1, 8), Width: 6, Message: "a fault", Rule: "rule"},
		{Pos: at(2, 0), Message: "a line", Rule: "rule"},
		{Pos: at(3, 11), Width: 1, Severity: Warning, Message: "behind a tab", Rule: "rule"},
		{Pos: at(3, 26), Width: 4, Message: "behind two tabs", Rule: "rule"},
		{Pos: at(4, 14), Width: 6, Message: "behind wide characters", Rule: "rule"},
		{Pos: at(4, 22), Width: 2, Message: "a character of two", Rule: "rule"},
		{Pos: at(4, 32), Width: 3, Message: "behind a family", Rule: "rule"},
		{Pos: at(5, 15), Width: 3, Message: "behind an escape", Rule: "rule"},
		{Pos: at(5, 26), Message: "behind a change of direction", Rule: "rule"},
		{Pos: at(5, 38), Message: "behind a bad byte", Rule: "rule"},
		{Pos: at(6, 11), Message: "behind the last character", Rule: "rule"},
		{Pos: at(6, 99), Width: 9, Message: "outside of the line", Rule: "rule"},
		{Pos: at(7, 1), Message: "outside of the file", Rule: "rule"},
		{Pos: Pos{File: "a.yaml"}, Message: "a file", Rule: "rule"},
		{Pos: Pos{"b.yaml", 1, 1}, Message: "a file without its text", Rule: "rule"},
		{Message: "nowhere", Hint: "see \x1b[2J\nthere"},
		{Pos: at(6, 1), Width: 4, Message: "a message \x1b]0;with\x07 " + strings.Repeat("very ", 200) + "long", Rule: "rule"},
	}
	var b bytes.Buffer
	if err := l.Print(&b, map[string][]byte{"a.yaml": []byte(source)}); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n")
	if err := l.PrintShort(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "print.txt")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); !bytes.Equal(b.Bytes(), want) {
		t.Errorf("it is now\n%s", b.Bytes())
	}
}

// FuzzPrint holds that what is printed of any line at any place is short and
// can do nothing to a terminal, and that the caret is below what it means.
func FuzzPrint(f *testing.F) {
	f.Add([]byte("a: b"), 1, 3)
	f.Add([]byte(source), 24, 3)
	f.Add(bytes.Repeat([]byte("漢"), 500), 300, 600)
	f.Add(bytes.Repeat([]byte("\xff\t"), 500), 300, 1)
	f.Fuzz(func(t *testing.T, src []byte, column, width int) {
		var b strings.Builder
		d := Diagnostic{Pos: Pos{string(src), 1, column}, Width: width, Message: string(src), Hint: string(src)}
		d.Pos.File = "a"
		if err := (List{d}).Print(&b, map[string][]byte{"a": src}); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 40_000 {
			t.Errorf("%d bytes", b.Len())
		}
		for _, r := range b.String() {
			if r != '\n' && unicode.IsControl(r) || r == '\u202e' || r == utf8.RuneError && !bytes.ContainsRune(src, r) {
				t.Errorf("%q of %q is printed", r, src)
			}
		}
		if lines := strings.Split(b.String(), "\n"); len(lines) > 5 {
			t.Errorf("%d lines", len(lines))
		}
	})
}

func TestSort(t *testing.T) {
	l := List{
		{Pos: Pos{"b", 1, 1}, Message: "1"},
		{Pos: Pos{"a", 2, 1}, Message: "2"},
		{Pos: Pos{"a", 1, 9}, Message: "3"},
		{Pos: Pos{"a", 1, 9}, Message: "4"},
		{Pos: Pos{"a", 1, 2}, Message: "5"},
		{Pos: Pos{"a", 1, 9}, Message: "4"},
		{Pos: Pos{File: "a"}, Message: "6"},
	}
	l.Sort()
	var got string
	for _, d := range l {
		got += d.Message
	}
	if got != "653421" {
		t.Error(got)
	}
}

func TestJSON(t *testing.T) {
	got, err := json.Marshal(List{
		{Pos: Pos{"a.yaml", 3, 7}, Width: 4, Message: `a "fault"`, Rule: "rule", Hint: "the way out"},
		{Severity: Warning, Message: "nowhere"},
	})
	const want = `[{"file":"a.yaml","line":3,"column":7,"width":4,"severity":"error","rule":"rule","message":"a \"fault\"","hint":"the way out"},` +
		`{"severity":"warning","message":"nowhere"}]`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"words":                 `"words"`,
		"\x1b[2J":               `"\x1b[2J"`,
		strings.Repeat("é", 90): `"` + strings.Repeat("é", 40) + `…"`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("%q is quoted as %s", in, got)
		}
	}
}

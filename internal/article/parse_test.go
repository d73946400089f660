package article

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"handout/internal/diag"
	"handout/internal/timetest"
)

// elsewhere reports a character of t that is not where its run says: number i
// of a run stands i columns right of its place, on one line.
func elsewhere(t Text, lines [][]rune) error {
	for _, in := range t {
		if in.Cite != nil {
			continue
		}
		runes := []rune(in.Text)
		if in.Field != "" {
			runes = []rune("{{" + in.Field + "}}")
		}
		for i, r := range runes {
			pos := in.Pos.Right(i)
			if pos.Line < 1 || pos.Line > len(lines) || pos.Column < 1 || pos.Column > len(lines[pos.Line-1])+1 {
				return fmt.Errorf("%q of %q is outside of the file, at %v", r, in.Text, pos)
			}
			there := append(lines[pos.Line-1], '\n')[pos.Column-1]
			switch {
			case r == there || straight[r] == there || unicode.IsSpace(r) && unicode.IsSpace(there):
			case i == 0 && (there == '\\' || there == '&'): // what an escape or an entity stands for
			case i == 1 && len(runes) == 2 && runes[0] != lines[in.Pos.Line-1][in.Pos.Column-1]: // an entity of two
			default:
				return fmt.Errorf("%q of %q is not at %v, where %q is", r, in.Text, pos, there)
			}
		}
	}
	return nil
}

var straight = map[rune]rune{'“': '"', '”': '"', '‘': '\'', '’': '\''}

// FuzzParse holds for any file: no panic; the whole article or an error; every
// diagnostic and every character of the article at a place in the file.
func FuzzParse(f *testing.F) {
	f.Add(Starter())
	for _, folder := range []string{"articles", "errors"} {
		names, _ := filepath.Glob(filepath.Join("testdata", folder, "*.yaml"))
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		a, diags := Parse("a.yaml", src, pictures())
		if (a == nil) != diags.Failed() {
			t.Fatalf("the article is nil: %v, and %v", a == nil, diags)
		}
		if err := diags.Print(io.Discard, map[string][]byte{"a.yaml": src}); err != nil {
			t.Fatal(err)
		}
		var lines [][]rune
		for line := range strings.SplitSeq(strings.TrimPrefix(string(src), "\ufeff"), "\n") {
			lines = append(lines, []rune(line))
		}
		for _, d := range diags {
			if d.Pos.Line > len(lines) || d.Pos.Line > 0 && d.Pos.Column > len(lines[d.Pos.Line-1])+1 {
				t.Errorf("%v is outside of the file", d)
			}
		}
		if a != nil {
			a.Map(func(text Text) Text {
				if err := elsewhere(text, lines); err != nil {
					t.Error(err)
				}
				return text
			})
		}
		ParseReferences("a.yaml", src)
	})
}

// TestEverywhere holds that every character of the sample articles is at its
// place, and that every word of their bodies arrives.
func TestEverywhere(t *testing.T) {
	for _, path := range inputs(t, "articles") {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var lines [][]rune
		for line := range strings.SplitSeq(string(src), "\n") {
			lines = append(lines, []rune(line))
		}
		a, diags := Parse(path, src, pictures())
		if a == nil {
			t.Fatal(diags)
		}
		a.Map(func(text Text) Text {
			if err := elsewhere(text, lines); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			return text
		})
	}
}

// TestStarter holds that the starter is a good article, and shows every kind
// of block, if only in a comment.
func TestStarter(t *testing.T) {
	a, diags := Parse("starter.yaml", Starter(), nil)
	if a == nil || len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, kind := range Kinds() {
		if !bytes.Contains(Starter(), []byte("- "+kind+":")) {
			t.Errorf("the starter shows no %s", kind)
		}
	}
	for _, key := range articleShape.Map.Keys {
		if !bytes.Contains(Starter(), []byte(key.Name+":")) && key.Name != "bibliography" && key.Name != "nocite" {
			t.Errorf("the starter shows no %s", key.Name)
		}
	}
	examples := commented(Starter())
	if len(examples) < 6 {
		t.Errorf("%d commented examples", len(examples))
	}
	for _, part := range examples {
		if _, diags := Parse("starter.yaml", part, pictures()); diags.Failed() {
			t.Errorf("an example is not good: %v", diags)
		}
	}
}

// commented returns the starter once for each of its commented examples, with
// that one uncommented.
func commented(starter []byte) (all [][]byte) {
	example := regexp.MustCompile(`(?m)^( *)# ((?:- )?[a-z_]+:.*)((?:\n *# {3,}.*)*)$`)
	for _, m := range example.FindAllSubmatchIndex(starter, -1) {
		block := regexp.MustCompile(`(?m)^( *)# `).ReplaceAll(starter[m[0]:m[1]], []byte("$1"))
		all = append(all, slices.Concat(starter[:m[0]], block, starter[m[1]:]))
	}
	return all
}

// TestWordsOfAnyType holds that what YAML takes for numbers and truths is text
// as it is spelled.
func TestWordsOfAnyType(t *testing.T) {
	for _, s := range []string{"2024", "no", "Yes", "1e3", "0x10", "0o17", "1_000", "12:30", "2026-11-23", ".5", "-1", "+1", ".inf", ".NaN", "=", "true"} {
		a, diags := Parse("a.yaml", []byte("title: "+s+"\nlanguage: en\nbody: [{text: "+s+"}, {list: ["+s+"]}, {terms: [{term: "+s+", means: "+s+"}]}]\n"), nil)
		if a == nil {
			t.Errorf("%s: %v", s, diags)
			continue
		}
		a.Map(func(text Text) Text {
			if text.String() != s {
				t.Errorf("%s is read as %s", s, text)
			}
			return text
		})
	}
}

// TestHostile holds that a long article is read, and one with very many faults
// refused, in a time like that of an ordinary one of about the same length.
func TestHostile(t *testing.T) {
	head := "title: a\nlanguage: en\nbody:\n"
	ordinary := []byte(head + strings.Repeat("  - text: Some words, some of them *in italics*, and more of them.\n", 15_000))
	for name, src := range map[string]string{
		"100,000 words":    head + "  - text: |\n      " + strings.Repeat("words and *words* ", 300) + strings.Repeat("\n\n      words and more, and more words to read", 11_000) + "\n",
		"many faults":      head + strings.Repeat("  - tekst: words\n", 30_000),
		"many empty texts": head + strings.Repeat("  - text: \"\"\n", 30_000),
		"many terms":       head + "  - terms:\n" + strings.Repeat("      - {term: T, stands_for: Term, means: T T T}\n", 20_000),
		"one long line":    head + "  - list: [" + strings.Repeat("words *and* words, ", 50_000) + "x]\n",
		"many links":       head + strings.Repeat("  - text: see [a](https://example.org) and [b](bad)\n", 20_000),
		"many columns":     head + "  - comparison: {columns: [" + strings.Repeat("{id: a, title: A}, ", 50_000) + "], rows: [{label: a, all: b}]}\n",
		"many citations":   head + "  - text: |\n" + strings.Repeat("      words [@a, p. 4]\n\n", 30_000),
	} {
		var a *Article
		var diags diag.List
		wrong := timetest.Slow(10, func() { Parse("a.yaml", ordinary, nil) }, func() { a, diags = Parse("a.yaml", []byte(src), nil) })
		if wrong != "" {
			t.Errorf("%s %s", name, wrong)
		}
		if (a == nil) != diags.Failed() || len(diags) > 501 {
			t.Errorf("%s: nil is %v, with %d diagnostics", name, a == nil, len(diags))
		}
		var b bytes.Buffer
		if err := diags.Print(&b, map[string][]byte{"a.yaml": []byte(src)}); err != nil || b.Len() > 1<<19 {
			t.Errorf("%s: %d bytes are said, %v", name, b.Len(), err)
		}
	}
}

// TestParallel lets the race detector see articles that are read side by side.
func TestParallel(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("testdata", "articles", "every-block.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if a, diags := Parse("a.yaml", src, pictures()); a == nil {
				t.Error(diags)
			}
		})
	}
	group.Wait()
}

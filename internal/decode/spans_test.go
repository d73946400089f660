package decode

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"handout/internal/diag"
)

var _ = flag.Bool("update", false, "there are no golden files to renew")

// each calls f for every value below v, and for v.
func each(v *Value, f func(*Value)) {
	if v == nil {
		return
	}
	f(v)
	for _, item := range v.Items {
		each(item, f)
	}
	for _, p := range v.Pairs {
		f(p.Key)
		each(p.Value, f)
	}
}

// misplaced says which characters of v are not where its spans say.
func misplaced(v *Value, lines []string) error {
	if v.Kind != Scalar {
		return nil
	}
	n := 0
	for _, s := range v.Spans() {
		if s.Start != n || s.End <= s.Start {
			return fmt.Errorf("span %d to %d comes behind %d", s.Start, s.End, n)
		}
		n = s.End
		text := v.Text[s.Start:s.End]
		if s.Escape {
			if c := at(lines, s.Pos(s.Start)); c != '\\' && strings.Trim(text, " \n") != "" {
				return fmt.Errorf("%q is no escape in %v, where %q is", text, s.Pos(s.Start), c)
			}
			continue
		}
		first := s.Pos(s.Start)
		k := 0
		for i, r := range text {
			pos := s.Pos(s.Start + i)
			if pos != first.Right(k) {
				return fmt.Errorf("character %d of %q is in %v, not right of %v", k, text, pos, first)
			}
			if c := at(lines, pos); c != r && (c != '\n' && c != ' ' && c != '\t' && c != '\r' || r != ' ' && r != '\n') {
				return fmt.Errorf("%q of %q is not in %v, where %q is", r, text, pos, c)
			}
			k++
		}
	}
	if n != len(v.Text) {
		return fmt.Errorf("the spans end at %d of %d bytes", n, len(v.Text))
	}
	return nil
}

// at returns the character at pos; a line ends in "\n".
func at(lines []string, pos diag.Pos) rune {
	if pos.Line < 1 || pos.Line > len(lines) {
		return -1
	}
	runes := append([]rune(lines[pos.Line-1]), '\n')
	if pos.Column < 1 || pos.Column > len(runes) {
		return -1
	}
	return runes[pos.Column-1]
}

// FuzzParse holds for any file: no panic; a value or what is wrong; every
// character of every scalar is where its span says.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"a: b", "- a\n- 'b''c'\n- \"d\\n\\u00e9\\\n  e\"\n", "a: |\n  b\n  c\n", "a: >-\n\n  b\n  c\n\n    d\n  e\n", "{a: [b, c], d: {e: f}}",
		"a: b\n  c\n\n  d # e\n", "&a a: *a", "? a\n: b", "a: !!str b", "\ufeffa: b\r\nc: d\r\n", "a: |2+\n    b\n\n\n", "- >1\n  a\n\n\tb\n - c",
		"\"a\\\n\n b\": c", "é: 漢字 🙂 x", "a: \"\\\"\\/\\\\ \\t\\x41\\U0001F600\"", "a: 'b\n\n\n c'", "%YAML 1.2\n---\na: b\n...\n", "a: [\n b,\n c\n]", "a: b #c", "&0:bc] d", "- >\n\ta\n \t\n\n  b", "- |\n  \ta\n \t\n  b", "[a, [b, [c]]]", ">1\n  \n \n -",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, diags := Parse("f", src)
		if v == nil && !diags.Failed() {
			t.Fatal("neither a value nor an error")
		}
		text := strings.TrimPrefix(string(src), "\ufeff")
		lines := strings.Split(text, "\n")
		each(v, func(v *Value) {
			if err := misplaced(v, lines); err != nil {
				t.Errorf("%q in %q: %v", v.Text, src, err)
			}
		})
		for _, d := range diags {
			if d.Pos.Line > len(lines) || d.Pos.Line > 0 && d.Pos.Column > 1+utf8.RuneCountInString(lines[d.Pos.Line-1]) {
				t.Errorf("%v is outside of %q", d, src)
			}
		}
	})
}

// TestSpans writes random paragraphs in every style that YAML has, and looks
// for their characters.
func TestSpans(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"a", "word", "é", "漢字", "🙂", "don't", `"so"`, `back\slash`, "e\u0301", "x:y", "#no"}
	for range 3000 {
		var paragraphs []string
		for range 1 + r.IntN(3) {
			var lines []string
			for range 1 + r.IntN(3) {
				line := "w"
				for range r.IntN(5) {
					line += " " + words[r.IntN(len(words))]
				}
				lines = append(lines, line)
			}
			paragraphs = append(paragraphs, strings.Join(lines, "\n      "))
		}
		body := strings.Join(paragraphs, "\n\n      ")
		end := "\n"
		if r.IntN(2) == 0 {
			body, end = strings.ReplaceAll(body, "\n", "\r\n"), "\r\n"
		}
		for style, s := range map[style]string{
			plain:   strings.ReplaceAll(body, " #no", " no#"),
			single:  "'" + strings.ReplaceAll(body, "'", "''") + "'",
			double:  `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "é", `\u00e9`).Replace(body) + `"`,
			literal: "|" + end + "      " + body,
			folded:  ">" + end + "      " + body,
		} {
			src := "- k:  " + s + end + "  z: 1" + end
			v, diags := Parse("s", []byte(src))
			if v == nil || len(diags) > 0 {
				t.Fatalf("%s: %v", src, diags)
			}
			k := v.Items[0].Get("k")
			if k.style != style {
				t.Fatalf("%s has style %d", src, k.style)
			}
			if err := misplaced(k, strings.Split(src, "\n")); err != nil {
				t.Fatalf("%s\n%v", src, err)
			}
			if style != double { // nothing but line breaks is written in another way
				for _, span := range k.Spans() {
					if text := k.Text[span.Start:span.End]; span.Escape && strings.Trim(text, "\n ") != "" {
						t.Fatalf("%s\n%q has no place", src, text)
					}
				}
			}
		}
	}
}

package decode

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"handout/internal/diag"
	"handout/internal/timetest"
)

// bomb is an alias bomb: nine lists, each of which holds the one before nine
// times.
func bomb() string {
	s := "a0: &a0 [words, words]\n"
	for i := 1; i < 10; i++ {
		s += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	return s + "b: *a9\n"
}

// TestHostile holds that files made to hang or to fill the memory are refused
// in a time like that of an ordinary one of their size, and in few words.
func TestHostile(t *testing.T) {
	mega := func(s string) string { return strings.Repeat(s, MaxSize/len(s)) }
	ordinary := []byte(mega("- some words and more of them\n"))
	for _, c := range []struct{ name, src, want string }{
		{"alias bomb", bomb(), "alias"},
		{"many uses of a long text", "a: &a " + strings.Repeat("words ", 1<<15) + "\nb: [" + strings.Repeat("*a, ", 1<<16) + "]", "alias"},
		{"wide aliases", "a: &a [" + strings.Repeat("x,", 1<<18) + "]\nb: [" + strings.Repeat("*a,", 1<<18) + "]", "alias"},
		{"100 MB", strings.Repeat("- words and words\n", 100<<20/18), "too-large"},
		{"deep lists", mega("["), "yaml"},
		{"deep dashes", mega("- "), "yaml"},
		{"deep keys", mega("{a: "), "yaml"},
		{"61 lists", strings.Repeat("[", 62) + strings.Repeat("]", 62), "too-deep"},
		{"an error at the end of a long file", mega("- words\n")[:MaxSize-32] + "\n- a: b: c\n", "yaml"},
		{"an error at the end of a long line", "[" + mega("words, ")[:MaxSize-32] + "a: b: c]\n", "yaml"},
		{"an open quote before a long text", "a: \"" + mega("words: 'x'\n")[:MaxSize-32], "yaml"},
		{"bad bytes", mega("\xff"), "encoding"},
		{"nulls", mega("\x00"), "not-text"},
		{"a null", "a: b\x00", "control-character"},
		{"duplicate keys", mega("a: b\n"), "duplicate-key"},
		{"a long key twice", strings.Repeat("k", 1<<20) + ": a\n" + strings.Repeat("k", 1<<20) + ": b\n", "yaml"},
		{"a long anchor", "a: &" + strings.Repeat("k", 1<<20) + " b\n", "anchor"},
		{"a long line of strings", "[" + strings.Repeat(`"a\u00e9",`, MaxSize/12) + "]", ""},
		{"long lines of text", mega("- é words\n"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			var diags diag.List
			read := func() {
				runtime.ReadMemStats(&before)
				var v *Value
				v, diags = Parse("h", []byte(c.src))
				each(v, func(v *Value) { v.Spans() })
				runtime.ReadMemStats(&after)
			}
			if wrong := timetest.Slow(30, func() { Parse("h", ordinary) }, read); wrong != "" {
				t.Error(wrong)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 6000 {
				t.Errorf("allocated %d MB", used)
			}
			if c.want == "" && len(diags) > 0 || c.want != "" && (len(diags) == 0 || diags[0].Rule != c.want) {
				t.Fatalf("want %q, got %.3v", c.want, diags)
			}
			for _, d := range diags[:min(len(diags), 10)] {
				if len(d.Error()) > 600 {
					t.Errorf("a message of %d bytes", len(d.Error()))
				}
			}
		})
	}
}

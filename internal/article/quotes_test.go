package article

import "testing"

func TestCurly(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`your child's`, `your child’s`},
		{`the therapists' notes`, `the therapists’ notes`},
		{`People say "504 plan". Do they?`, `People say “504 plan”. Do they?`},
		{`He said, "She said 'no'."`, `He said, “She said ‘no’.”`},
		{`("so")`, `(“so”)`},
		{`the '90s`, `the ’90s`},
		{`5' 10" tall`, `5' 10" tall`},
		{`https://example.org/it's`, `https://example.org/it's`},
		{`"`, `”`},
	} {
		if got := curly(Text{{Text: c.in}}).String(); got != c.want {
			t.Errorf("curly(%s) = %s, want %s", c.in, got, c.want)
		}
	}
	// A quote sees past the border of its inline.
	bold := Text{{Text: `say "`}, {Text: `no`, Style: Bold}, {Text: `" to that`}}
	if got := curly(bold).String(); got != `say “no” to that` {
		t.Errorf("across inlines: %s", got)
	}
}

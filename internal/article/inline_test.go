package article

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"handout/internal/decode"
	"handout/internal/diag"
)

// inlinesOf reads s as one line of a file, from column 2 on.
func inlinesOf(t *testing.T, s string) (Text, *parser) {
	t.Helper()
	v, diags := decode.Parse("s.yaml", []byte("'"+s+"'"))
	if v == nil || len(diags) > 0 {
		t.Fatalf("%q: %v", s, diags)
	}
	p := &parser{reading: new(reading)}
	return p.line(v), p
}

// marks is what may stand between two runs.
var marks = regexp.MustCompile(`^(?:\]\( ?(?:<[^>]*>|\S*) ?\)|\]\{lang=[^}]*\}|[*_\\\[\]<> ])*$`)

// wholeLine reports what of s is not in the runs of t, apart from marks, and
// what of t is not at its place in s.
func wholeLine(s string, t Text) (wrong string) {
	runes := []rune(s)
	at := 0
	for _, in := range t {
		start := in.Pos.Column - 2
		if start < at || start > len(runes) || !marks.MatchString(string(runes[at:start])) {
			return "between runs, before " + in.Text
		}
		rest := string(runes[start:])
		switch entity, field := entities.FindString(rest), "{{"+in.Field+"}}"; {
		case in.Field != "" && in.Text == unfilled && strings.HasPrefix(rest, field):
			at = start + utf8.RuneCountInString(field)
		case entity != "" && html.UnescapeString(entity) == in.Text:
			at = start + len(entity)
		case strings.HasPrefix(rest, in.Text) && in.Text != "":
			at = start + utf8.RuneCountInString(in.Text)
		default:
			return "at the place of " + in.Text
		}
	}
	if !marks.MatchString(string(runes[at:])) {
		return "behind the last run"
	}
	return ""
}

// FuzzInline holds that no word of a line is lost, changed or moved, whatever
// marks it has: the runs stand in the source in their order, and between them
// is nothing but marks.
func FuzzInline(f *testing.F) {
	for _, s := range []string{
		"plain words", "a **b** *c* ***d*** _e_ __f__ **g*h*i**", "**a *b** c*", "a ** b", "*a", "a*b*c_d_e",
		"[x](https://a.org/b) [x](<https://a.org/b>) [[x](https://a.org)](https://b.org)", "https://a.org/b, <https://a.org> www.a.org. a@b.org",
		"[@a] [see @a, pp. 3-5; also -@b, sec. *2*] @a says @b [p. 3] -@c x@y", "[hola]{lang=es} [a [b]{lang=fr} *c*]{lang=es-MX} *[d]{lang=de}*",
		`\* \[ \@ \\ \a \`, "&amp; &#65; &x; &AMP;&lt;", "[a [b [c", "a] b] (c)", "1. a", "# a", "- a", "> a", "    a", "`a`", "<b>a</b>", "![a](https://b.org)",
		"[a](b c) [a]{x} [@a](b)", "~~a~~", "(https://a.org/(b)) *https://a.org*", "漢字*と*仮名 [é](https://a.org/é)", "**[@a]** [*a @b*]", "[^1] [a][b] [a][]",
		"a ___ b____c {{d}} {{{e}}} {{F}} {{g **h__i____j__ **____** [{{k}}]{lang=es} \\{{l}} \\____",
		"@{a b} @{a} @a{p. 3} [@a {ii, A}] @a. @a_b--c", "a_@b_ *@b* (@b)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Join(strings.Fields(strings.ReplaceAll(s, "'", "’")), " ")
		if !utf8.ValidString(s) || s == "" {
			return
		}
		if v, _ := decode.Parse("s", []byte("'"+s+"'")); v == nil {
			return // a control character
		}
		text, p := inlinesOf(t, s)
		if p.diags.Failed() {
			return
		}
		if wrong := wholeLine(s, text); wrong != "" {
			t.Fatalf("%q is read as %q: wrong %s", s, text, wrong)
		}
	})
}

// TestMarks holds what marks mean, as runs in the notation of the golden files.
func TestMarks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a **b** c", "a |b bold| c"},
		{"**[hola]{lang=es}** **[adios]{lang=\"es-mx\"}**", "hola bold es| |adios bold es-MX"},
		{"*a [b](https://c.org)*", "a  italic|b italic https://c.org"},
		{"user@example.org", "user@example.org mailto:user@example.org"},
		{"see www.example.org.", "see |www.example.org http://www.example.org|."},
		{"(https://example.org/a_(b))", "(|https://example.org/a_(b) https://example.org/a_(b)|)"},
		{"a [b] (c) [^d] [e][f]", "a [b] (c) [^d] [e][f]"},
		{"5 * 3 = 15 and snake_case_word", "5 * 3 = 15 and snake_case_word"},
		{"@ 5 pm, me@home, a @ b", "@ 5 pm, me@home, a @ b"},
		{`\@a \[@b\]`, "@a |[|@b cite|]"},
		{"Next visit: ________.", "Next visit: |________ blank|."},
		{"a___b __c__ d_e_f", "a|___ blank|b |c bold| d_e_f"},
		{"**Name ____**, *____*", "Name  bold|____ bold blank|, |____ italic blank"},
		{`\_\_\_\_ \{{child}}`, "_|_|_|_ |{{child}}"},
		{"Dear {{child}}’s {{a_1}}{{b}}", "Dear |field child|’s |field a_1|field b"},
		{"**{{child}}** [{{child}}]{lang=es}", "field child| |field child"},
		{"{{{x}}} {{}x {{ 4", "{|field x|} {{}x {{ 4"},
		{"https://a.org/a____b", "https://a.org/a____b https://a.org/a____b"},
		{"[note](https://a.org) @a", "note https://a.org| |@a cite"},
	} {
		text, p := inlinesOf(t, c.in)
		var runs []string
		for _, in := range text {
			s := in.Text
			for i, style := range []string{" bold", " italic"} {
				if in.Style&(1<<i) != 0 {
					s += style
				}
			}
			if in.Lang != "" {
				s += " " + in.Lang
			}
			if in.Link != "" {
				s += " " + in.Link
			}
			if in.Cite != nil {
				s += " cite"
			}
			if in.Field != "" {
				s = "field " + in.Field
			} else if in.Blank {
				s += " blank"
			}
			runs = append(runs, s)
		}
		if got := strings.Join(runs, "|"); strings.TrimPrefix(got, "|") != strings.TrimPrefix(c.want, "|") || len(p.diags) > 0 {
			t.Errorf("%s is read as\n%s, want\n%s (%v)", c.in, got, c.want, p.diags)
		}
	}
}

// TestLocator holds what pandoc's manual says of locators.
func TestLocator(t *testing.T) {
	for _, c := range []struct{ in, label, locator, suffix string }{
		{", p. 4", "page", "4", ""},
		{", pp. 33-35, 38-39 and elsewhere", "page", "33-35, 38-39", " and elsewhere"},
		{" 12", "page", "12", ""},
		{", 12, 14", "page", "12, 14", ""},
		{", chap. 2, with a word", "chapter", "2", ", with a word"},
		{", sec. 300.34(a)(1)", "section", "300.34(a)(1)", ""},
		{", § 5", "section", "5", ""},
		{", §§ 5-7", "section", "5-7", ""},
		{", ¶3", "paragraph", "3", ""},
		{", pp. iv, vi-xi, (xv)-(xvii) with suffix here", "page", "iv, vi-xi, (xv)-(xvii)", " with suffix here"},
		{"{ii, A, D-Z}, with a suffix", "page", "ii, A, D-Z", ", with a suffix"},
		{", {pp. iv, vi-xi} 99 years later", "page", "iv, vi-xi", " 99 years later"},
		{"{}, 99 years later", "page", "", ", 99 years later"},
		{", vol. 2", "volume", "2", ""},
		{", emphasis added", "", "", ", emphasis added"},
		{", see page", "", "", ", see page"},
		{", P. 4.", "page", "4", "."},
		{", art. 7", "article-locator", "7", ""},
		{", párr. 7", "paragraph", "7", ""},
		{"", "", "", ""},
	} {
		label, loc, n := locator(c.in)
		if label != c.label || loc != c.locator || c.in[n:] != c.suffix {
			t.Errorf("%q is %q %q with suffix %q, want %q %q %q", c.in, label, loc, c.in[n:], c.label, c.locator, c.suffix)
		}
	}
}

// TestHostileMarks holds that a paragraph made to be slow is refused or read.
func TestHostileMarks(t *testing.T) {
	for _, mark := range []string{"[", "]", "*", "**a", "*a_", "[a](", "[@a ", "<", "&", "\\", "@a ", "(", "[a]{lang=es}", "a ", "https://a.org ", "a", "[[a]", "____ ", "{{a}}", "{{"} {
		s := strings.Repeat(mark, 1<<18/len(mark))
		v, diags := decode.Parse("s.yaml", []byte("- |\n  "+s+"\n- |\n  "+strings.Repeat(mark, 900)+"\n"))
		if v == nil {
			t.Fatal(diags)
		}
		p := &parser{reading: new(reading)}
		for _, item := range v.List() {
			p.line(item)
		}
		for _, d := range p.diags {
			if len(d.Message) > 500 || d.Pos == (diag.Pos{}) {
				t.Errorf("%q: %v", mark, d)
			}
		}
	}
}

package bibliography

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
	"handout/internal/diag"
	"handout/internal/timetest"
)

var update = flag.Bool("update", false, "renew golden files")

// Every file of testdata has a dump of what is read from it beside it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		refs, diags := Parse(filepath.Base(file), src)
		got := dump(filepath.Base(file), src, refs, diags)
		golden := file + ".golden"
		asked[golden] = true
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Error(err)
		} else if got != string(want) {
			t.Errorf("%s is not as in its golden file; got\n%s", file, got)
		}
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") && !asked[file] {
			t.Errorf("no test asks for %s", file)
		}
	}
}

// dump prints references and diagnostics for people.
func dump(name string, src []byte, refs []article.Reference, diags diag.List) string {
	var b bytes.Buffer
	for _, r := range refs {
		fmt.Fprintf(&b, "%d:%d %s: %s\n", r.Pos.Line, r.Pos.Column, r.ID, r.Type)
		type row struct{ name, text string }
		var rows []row
		for v, s := range r.Strings {
			rows = append(rows, row{v, s})
		}
		for v, names := range r.Names {
			for _, n := range names {
				rows = append(rows, row{v, nameText(n)})
			}
		}
		for v, d := range r.Dates {
			rows = append(rows, row{v, dateText(d)})
		}
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.name, b.name) })
		for _, row := range rows {
			at := r.At[row.name]
			fmt.Fprintf(&b, "  %s = %s  (%d:%d)\n", row.name, row.text, at.Line, at.Column)
		}
	}
	diags.Print(&b, map[string][]byte{name: src})
	return b.String()
}

func nameText(n article.Name) string {
	if n.Literal != "" {
		return "{" + n.Literal + "}"
	}
	s := ""
	for _, x := range []struct{ name, text string }{
		{"dropping", n.DroppingParticle}, {"von", n.NonDroppingParticle}, {"family", n.Family}, {"given", n.Given}, {"suffix", n.Suffix},
	} {
		if x.text != "" {
			s += fmt.Sprintf("%s[%s] ", x.name, x.text)
		}
	}
	return strings.TrimSpace(s)
}

func dateText(d article.Date) string {
	s := fmt.Sprint(d.From)
	if d.To != (article.DateParts{}) {
		s += " to " + fmt.Sprint(d.To)
	}
	if d.Open {
		s += " open"
	}
	if d.Season > 0 {
		s += fmt.Sprintf(" season %d", d.Season)
	}
	if d.Circa {
		s += " circa"
	}
	if d.Literal != "" {
		s = fmt.Sprintf("%q", d.Literal)
	}
	return s
}

func TestLaTeX(t *testing.T) {
	tests := []struct{ in, want string }{
		{`caf\'e caf{\'e} caf\'{e} {\'{e}}cole \' e`, "café café café école é"},
		{`\"{\i} \c{c} \v{S} \~n \k a \H{o} \r{a}`, "ï ç Š ñ ą ő å"},
		{`\ss \o\O{} \AE sop {\ae}`, "ßøØ Æsop æ"},
		{`\d{a} x\~{}y \^{}`, "ạ x~y ^"},
		{"a -- b---c ``d'' `e' ?`f~g", "a – b—c “d” ‘e’ ¿f g"},
		{`\& \% \$ \# \_ \{x\} \textbackslash{}`, `& % $ # _ {x} \`},
		{`\emph{a \emph{b} c} \textbf{d}`, "<i>a </i>b<i> c</i> <b>d</b>"},
		{`\textit{\textbf{a} b}`, "<b><i>a</i></b><i> b</i>"},
		{`x\textsuperscript{2} $x^2$ $10^{-3}$ H$_2$O`, "x<sup>2</sup> x<sup>2</sup> 10<sup>-3</sup> H<sub>2</sub>O"},
		{`$\alpha \leq 5$, 20$^\circ$C, $5 and $6`, "α≤5, 20°C, $5 and $6"},
		{`\textsc{nih} \enquote{q}`, `<span style="font-variant:small-caps;">nih</span> “q”`},
		{`{DNA} and {E}nglish {COVID-19} Mc{D}onald {The Whole} {\'E}cole`,
			`<span class="nocase">DNA</span> and <span class="nocase">English</span> <span class="nocase">COVID-19</span> <span class="nocase">McDonald</span> <span class="nocase">The Whole</span> École`},
		{"  two\n  lines\\\\three ", "two lines three"},
		{`\href{https://example.org/}{here} \url{https://example.org/a_b~c}`, "here https://example.org/a_b~c"},
		{`\noopsort{a}b \textrm{c} {\it d} e`, `b c <span class="nocase"><i>d</i></span> e`},
		{`\enquote{a \enquote{b} c} \enquote{d}`, "“a ‘b’ c” “d”"},
		{`Children \&amp; Youth &amp; x &lt;5 AT&T; R&D`, "Children & Youth & x <5 AT&T; R&D"},
		{`\texorpdfstring{$x$}{\emph{y}} \foreignlanguage{german}{Das Ding} \bibstring{mathesis}`, "<i>y</i> Das Ding mathesis"},
		{`\hspace{2pt}a\natexlab{b} \MakeUppercase{c} 5\textprime{}`, "a c 5′"},
		{`aged $\geq$18 or $\sim$5, $<$3, $5 or $6`, "aged ≥18 or ∼5, <3, $5 or $6"},
		{`a\nobreakdash-b a\hyp{}b \uline{c} \num{5} \SI{5}{kg} $\frac{1}{2}$`, "a-b a-b c 5 5\u00A0kg 1/2"},
		{`\flqq a\frqq \glq b\grq{} \textcommabelow{s}`, "«a»‚b‘ ș"},
		{`\`, ""},
		{`\nosuch x`, `nosuch x, and \nosuch is unknown`},
	}
	for _, test := range tests {
		var unknown string
		text := decodeLaTeX(test.in, func(_ int, command string) { unknown += ", and " + command + " is unknown" })
		keepWords(text)
		got := marked(text) + unknown
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.in, got, test.want)
		}
	}
}

func TestSentenceCase(t *testing.T) {
	tests := []struct{ in, want string }{
		{"The Effect of Play: A Study, With Children?", "The effect of play: A study, with children?"},
		{"Teletherapy in schools of Norway", "Teletherapy in schools of Norway"},
		{"Using iPads and ADHD Scales in School-Based Care", "Using iPads and ADHD scales in school-based care"},
		{"Children I Know on a T Cell", "Children I know on a T cell"},
		{"Play", "Play"},
		{"", ""},
	}
	for _, test := range tests {
		text := decodeLaTeX(test.in, nil)
		sentenceCase(text, nil)
		if got := plainText(text); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func TestBibTeXNames(t *testing.T) {
	tests := []struct{ in, want string }{
		{`Anna Greenwood`, "family[Greenwood] given[Anna]"},
		{`Anna B. de la Cruz`, "von[de la] family[Cruz] given[Anna B.]"},
		{`de la Cruz, Anna`, "von[de la] family[Cruz] given[Anna]"},
		{`Drummond de Andrade, Carlos`, "family[Drummond de Andrade] given[Carlos]"},
		{`King, Jr., Martin Luther`, "family[King] given[Martin Luther] suffix[Jr.]"},
		{`King, Martin Luther, Jr.`, "family[King] given[Martin Luther] suffix[Jr.]"},
		{`{\"U}ber, {\'E}mile`, "family[Über] given[Émile]"},
		{`Jean {de la Fontaine}`, "family[de la Fontaine] given[Jean]"},
		{`{Barnes and Noble} AND Doe, J.~K.`, "{Barnes and Noble}; family[Doe] given[J. K.]"},
		{`UNESCO`, "family[UNESCO]"},
		{`Mu\~noz~P\'erez, Ana`, "family[Muñoz Pérez] given[Ana]"},
		{`{D}oe, Jane and others`, "family[Doe] given[Jane]; {others}"},
		{`jane`, "family[jane]"},
		{`,`, ""},
		{`given=Ana, family=Ruiz, suffix=III`, "family[Ruiz] given[Ana] suffix[III]"},
		{`Sammy Davis, Jr.`, "family[Davis] given[Sammy] suffix[Jr.]"},
		{`Smith, I`, "family[Smith] given[I]"},
		{`Doe, John, PhD`, `family[Doe] given[John]; "PhD" is a degree, which no style prints with a name`},
		{`Jane Roe, M.D.`, `family[Roe] given[Jane]; "M.D." is a degree, which no style prints with a name`},
		{`Department of Education`, `von[of] family[Education] given[Department]; "Department of Education" is read as a person`},
		{`{{Department of Education}}`, "{Department of Education}"},
		{`Smith J. A., Doe R.`, `"Smith J. A., Doe R." is more than one name`},
		{`Smith, A.; Doe, B.`, `"Smith, A.; Doe, B." is more than one name`},
	}
	for _, test := range tests {
		refs, diags := Parse("x.bib", []byte("@book{x, author = {"+test.in+"}}"))
		var names []string
		for _, n := range refs[0].Names["author"] {
			names = append(names, nameText(n))
		}
		for _, d := range diags {
			names = append(names, d.Message)
		}
		if got := strings.Join(names, "; "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "b", 25: "z", 26: "ba", 27: "bb"} {
		if got := letters(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// A key that is given wins over one that would be made.
func TestMadeIDs(t *testing.T) {
	src := `@book{, author={Müller, A}, year=2016} @book{muller2016, title={x}} @book{, author={Muller, B}, year=2016} @book{, title={{The} Play}}`
	refs, diags := Parse("x.bib", []byte(src))
	var ids []string
	for _, r := range refs {
		ids = append(ids, r.ID)
	}
	if got := strings.Join(ids, " "); got != "muller2016b muller2016 muller2016c play" || len(diags) > 0 {
		t.Errorf("got %s %v", got, diags)
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"x.bib", strings.Repeat(" ", MaxSize+1), "x.bib: error: the file is larger than 16 MiB [too-big]"},
		{"x.bib", "\xFF\xFE@\x00", "x.bib: error: the file is in UTF-16 [not-utf-8]"},
		{"x.bib", "@book{a,\r\n title = {caf\xe9}}", "x.bib:2:14: error: the byte 0xe9 is no UTF-8 [not-utf-8]"},
		{"x.bib", "", "x.bib: error: there is no reference in it [no-references]"},
		{"x.ris", "\uFEFFTY  - BOOK\r\nTI  - a\x02b\r\nER  - \r\n", "x.ris:2:7: error: title has the invisible character U+0002 in it [control-character]"},
		{"x.bib", "@book{a,\n doi = {https://doi.org/}}", `x.bib:2:9: error: "https://doi.org/" is no DOI [bad-doi]`},
		{"x.txt", "\uFEFF  @book{é, title = {a\x7f}}", "x.txt:1:21: error: title has the invisible character U+007F in it [control-character]"},
	}
	for _, test := range tests {
		_, diags := Parse(test.name, []byte(test.src))
		if len(diags) != 1 || diags[0].Error() != test.want || diags[0].Hint == "" {
			t.Errorf("%s: got %v, want %s", test.name, diags, test.want)
		}
	}
}

// The format is told by the content where the name does not say it.
func TestSniff(t *testing.T) {
	for src, want := range map[string]string{
		`[{"id": "a", "type": "book"}]`:     "a",
		"- id: a\n  type: book\n":           "a",
		"text\n@book{a, title = {x}}":       "a",
		"\uFEFFTY  - BOOK\nID  - a\nER  - ": "a",
		"\nPMID- 1\nTI  - Aha.\n":           "aha",
	} {
		refs, diags := Parse("-", []byte(src))
		if len(refs) != 1 || refs[0].ID != want || len(diags) > 0 {
			t.Errorf("%q: got %v %v", src, refs, diags)
		}
	}
}

// Files that would fill the memory or take for ever are read in a time like that
// of an ordinary file of their size.
func TestHostile(t *testing.T) {
	big := func(s string) string { return strings.Repeat(s, 1<<20/len(s)) }
	ordinary := []byte(big("@article{, author = {Doe, Jane}, title = {On the play of children}, year = 2016}\n"))
	double := "@string{a0 = {x}}\n"
	for i := range 60 {
		double += fmt.Sprintf("@string{a%d = a%d # a%d}\n", i+1, i, i)
	}
	for name, src := range map[string]string{
		"unclosed.bib": big("\n@a{b,c={"),
		"deep.bib":     "@a{b,title={" + big("{") + big("}") + "}}",
		"kept.bib":     "@a{b,title={{a" + big("(") + "b}}}",
		"accents.bib":  "@a{b,title={" + big("\\'") + "}}",
		"dollars.bib":  "@a{b,title={" + big("$a ") + "}}",
		"ands.bib":     "@a{b,author={" + big("a and ") + "b}}",
		"joined.bib":   "@a{b,author=" + big("{a and }#") + "{b}}",
		"double.bib":   double + "@a{b,title=a60}",
		"xdata.bib":    "@a{b,xdata={" + big("b,") + "}}",
		"fields.bib":   "@a{b," + big("autor={x},") + "}",
		"types.bib":    big("@artcle{b}"),
		"one.ris":      "TY  - BOOK\n" + big("AU  - a\n"),
		"more.ris":     "TY  - BOOK\nTI  - a\n" + big("b\n"),
		"one.nbib":     "PMID- 1\n" + big("FAU - a\n"),
		"strings.json": "[" + big(`"\ud83d\ude00",`) + "1]",
	} {
		wrong := timetest.Slow(10, func() { Parse("ordinary.bib", ordinary) }, func() { Parse(name, []byte(src)) })
		if wrong != "" {
			t.Errorf("%s %s", name, wrong)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if !strings.HasSuffix(file, ".golden") {
			f.Add(filepath.Ext(file), src)
		}
	}
	f.Fuzz(func(t *testing.T, ext string, src []byte) {
		name := "x" + ext
		refs, diags := Parse(name, src)
		again, _ := Parse(name, src)
		if dump(name, src, refs, diags) != dump(name, src, again, diags) {
			t.Error("read twice, it is not the same")
		}
		lines := bytes.Count(src, []byte("\n")) + 1
		within := func(pos diag.Pos) {
			if pos.File != name || pos.Line > lines || pos.Line > 0 && pos.Column < 1 {
				t.Errorf("the place %v is not in the file", pos)
			}
		}
		ids := map[string]bool{}
		for _, r := range refs {
			within(r.Pos)
			for _, pos := range r.At {
				within(pos)
			}
			if r.ID == "" || ids[r.ID] && !diags.Failed() {
				t.Errorf("the id %q is not good", r.ID)
			}
			ids[r.ID] = true
		}
		for _, d := range diags {
			within(d.Pos)
			if d.Message == "" || d.Rule == "" {
				t.Errorf("the diagnostic %+v says nothing", d)
			}
		}
	})
}

// TestBibTeXFields reads what a field or several together say.
func TestBibTeXFields(t *testing.T) {
	tests := []struct{ in, variable, want string }{
		{`@article{x, series = {2}}`, "collection-title", "2nd series"},
		{`@article{x, series = {newseries}}`, "collection-title", "new series"},
		{`@book{x, series = {2}}`, "collection-title", "2"},
		{`@book{x, publisher = {Lippincott Williams and Wilkins}}`, "publisher", "Lippincott Williams and Wilkins"},
		{`@book{x, publisher = {A and {B and C} and D}}`, "publisher", "A, B and C, and D"},
		{`@book{x, location = {London and others}}`, "publisher-place", "London et al."},
		{`@patent{x, type = {patentus}}`, "genre", "U.S. patent"},
		{`@article{x, journal = {J}, issuetitle = {Play}, issuesubtitle = {A New Kind of Work}}`, "volume-title", "Play: A new kind of work"},
		{`@book{x, title = {Big Book of Play}, subtitle = {Its Sub}}`, "title", "Big book of play: Its sub"},
		{`@book{x, title = {Handbook}, subtitle = {A study of Sweden and its schools}}`, "title", "Handbook: A study of Sweden and its schools"},
		{`@article{x, pages = {pp. 1 -- 9}}`, "page", "1-9"},
		{`@article{x, eid = {e123}}`, "number", "e123"},
		{`@article{x, pages = {Article 17}}`, "number", "17"},
		{`@article{x, eid = {e123}, pages = {1--9}}`, "page", "1-9"},
		{`@article{x, number = {3}, issue = {Spring}}`, "issue", "3"},
		{`@article{x, number = {3}, issue = {Suppl. 1}}`, "issue", "3, Suppl. 1"},
		{`@book{x, edition = {Third Edition}}`, "edition", "3"},
		{`@article{x, doi = {https://doi.org/10.1000%2F182}}`, "DOI", "10.1000/182"},
		{`@mastersthesis{x, type = {\bibstring{mathesis}}}`, "genre", "Master’s thesis"},
		{`@misc{x, eprint = {1234.56789}}`, "URL", "https://arxiv.org/abs/1234.56789"},
		{`@misc{x, eprint = {PMC12}, eprinttype = {pmcid}}`, "PMCID", "PMC12"},
		{`@misc{x, eprint = {https://example.org/x.pdf}}`, "URL", "https://example.org/x.pdf"},
		{`@misc{x, howpublished = {Available at \url{https://example.org/a_b}}}`, "URL", "https://example.org/a_b"},
		{`@misc{x, howpublished = {Handout, \url{https://example.org/}}}`, "publisher", "Handout"},
		{`@misc{x, url = {https://example.org/}, note = {[Online; accessed 5-September-2016]}}`, "note", ""},
		{`@misc{x, note = {Accessed by all}}`, "note", "Accessed by all"},
	}
	for _, test := range tests {
		refs, diags := Parse("x.bib", []byte(test.in))
		if got := refs[0].Strings[test.variable]; got != test.want || len(diags) > 0 {
			t.Errorf("%s: %s is %q, want %q %v", test.in, test.variable, got, test.want, diags)
		}
	}
}

// TestEditors tells editors from those who did something else.
func TestEditors(t *testing.T) {
	refs, _ := Parse("x.bib", []byte("@book{x, editor = {Roe, R.}, editora = {Poe, P.}, editoratype = {compiler}, editorb = {Moe, M.}, editorbtype = {reviser}}"))
	got := fmt.Sprint(len(refs[0].Names["editor"]), len(refs[0].Names["compiler"]))
	if got != "2 1" {
		t.Errorf("got %s editors and compilers, want 2 1", got)
	}
}

// TestBibTeXDates reads the fields that a date is told in.
func TestBibTeXDates(t *testing.T) {
	tests := []struct{ in, want string }{
		{`year = 2016, month = sep, day = 5`, "issued {2016 9 5}"},
		{`year = 2016, month = 9, day = {5-7}`, "issued {2016 9 5} to {2016 9 7}"},
		{`year = 2016, month = jul # "/" # aug`, "issued {2016 7 0} to {2016 8 0}"},
		{`year = 2016, month = {3rd Quarter}`, `issued "3rd Quarter 2016"`},
		{`year = 2016, month = 21`, "issued {2016 0 0} season 1"},
		{`year = 2016, month = 13`, "there is no month 13"},
		{`year = 2016, day = 5`, "the day 5 has no month"},
		{`month = sep`, "a month without a year is not printed"},
		{`year = 2016, number = 3, issue = {Spring}`, "issued {2016 0 0} season 1"},
		{`urlyear = 2016, urlmonth = 09, urlday = 05`, "accessed {2016 9 5}"},
		{`lastchecked = {September 5, 2016}`, "accessed {2016 9 5}"},
		{`url = {https://example.org/}, note = {[Online; accessed 5-September-2016]}`, "accessed {2016 9 5}"},
		{`howpublished = {\url{https://example.org/}, accessed 5 Sept. 2016}`, "accessed {2016 9 5}"},
		{`howpublished = {\url{https://example.org/}}, note = {Last accessed on 2016-09-05.}`, "accessed {2016 9 5}"},
		{`date = {}, year = 2016`, "issued {2016 0 0}"},
	}
	for _, test := range tests {
		refs, diags := Parse("x.bib", []byte("@article{x, "+test.in+"}"))
		var got []string
		for name, d := range refs[0].Dates {
			got = append(got, name+" "+dateText(d))
		}
		for _, d := range diags {
			got = append(got, d.Message)
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
	}
}

// What BibLaTeX prints and no style of CSL does is told.
func TestNoPlace(t *testing.T) {
	_, diags := Parse("x.bib", []byte("@book{x,\n foreword = {Roe, R.}}"))
	if len(diags) != 1 || diags[0].Error() != `x.bib:2:14: warning: no citation style prints the field "foreword" [unread-field]` {
		t.Errorf("got %v", diags)
	}
}

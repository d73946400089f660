package article

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestArticles holds what articles are read as.
func TestArticles(t *testing.T) {
	for _, path := range inputs(t, "articles") {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a, diags := Parse(name, src, pictures())
			if a == nil || len(diags) > 0 {
				t.Fatalf("%v", diags)
			}
			golden(t, "articles/"+strings.TrimSuffix(name, ".yaml")+".txt", []byte(dump(a)))
		})
	}
}

// TestOthersParsed holds that an article stays as it is when others are parsed,
// which may be made from the memory of what it was read from.
func TestOthersParsed(t *testing.T) {
	var parsed []*Article
	var dumps []string
	for _, path := range inputs(t, "articles") {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if a, _ := Parse(path, src, pictures()); a != nil {
			parsed, dumps = append(parsed, a), append(dumps, dump(a))
		}
	}
	for i, a := range parsed {
		if got := dump(a); got != dumps[i] {
			t.Errorf("the article became\n%s\nfrom\n%s", got, dumps[i])
		}
	}
}

// dumper prints an article as indented lines.
type dumper struct{ strings.Builder }

func dump(a *Article) string {
	var d dumper
	d.text(0, "title", a.Title)
	d.text(0, "subtitle", a.Subtitle)
	d.line(0, "language %s", a.Language)
	d.line(0, "authors %q", a.Authors)
	d.text(0, "audience", a.Audience)
	d.text(0, "purpose", a.Purpose)
	if r := a.Reviewed; r != nil {
		d.line(0, "reviewed on %s by %q, %d months", r.On.Format(time.DateOnly), r.By, r.Months)
	}
	d.items(0, a.KeyPoints)
	d.line(0, "pages %d, style %q, bibliography %q", a.Pages, a.CitationStyle, a.Bibliography)
	if a.Check.Grade > 0 {
		d.line(0, "check grade %d", a.Check.Grade)
	}
	for _, ig := range a.Check.Ignore {
		d.line(0, "ignore %s because %q  %d:%d", ig.Rule, ig.Because, ig.Pos.Line, ig.Pos.Column)
	}
	for _, id := range a.Nocite {
		d.line(0, "nocite %s", id.ID)
	}
	for _, b := range a.Body {
		d.line(0, "%s  %d:%d", b.Kind(), b.Position().Line, b.Position().Column)
		d.block(b)
	}
	if l := a.Link; l != nil {
		d.line(0, "link %s  %d:%d", l.URL, l.Pos.Line, l.Pos.Column)
		d.text(1, "label", l.Label)
	}
	for _, r := range a.References {
		d.reference(r)
	}
	return d.String()
}

func (d *dumper) line(depth int, format string, args ...any) {
	d.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(d, format, args...)
	d.WriteByte('\n')
}

// text prints a text run by run, each with its place.
func (d *dumper) text(depth int, name string, t Text) {
	if len(t) == 0 {
		return
	}
	d.line(depth, "%s", name)
	for _, in := range t {
		s := fmt.Sprintf("%d:%d %q", in.Pos.Line, in.Pos.Column, in.Text)
		for i, style := range []string{"bold", "italic"} {
			if in.Style&(1<<i) != 0 {
				s += " " + style
			}
		}
		for _, p := range [][2]string{{"link", in.Link}, {"lang", in.Lang}, {"expansion", in.Expansion}, {"field", in.Field}} {
			if p[1] != "" {
				s += fmt.Sprintf(" %s=%s", p[0], p[1])
			}
		}
		if in.Blank {
			s += " blank"
		}
		d.line(depth+1, "%s", s)
		if in.Cite != nil {
			d.cite(depth+2, in.Cite)
		}
	}
}

func (d *dumper) cite(depth int, c *Citation) {
	if c.InText {
		d.line(depth, "in the text")
	}
	for _, item := range c.Items {
		s := item.ID
		if item.SuppressAuthor {
			s += " without its author"
		}
		if item.Label != "" {
			s += fmt.Sprintf(", %s %s", item.Label, item.Locator)
		}
		d.line(depth, "cites %s  %d:%d", s, item.Pos.Line, item.Pos.Column)
		d.text(depth+1, "prefix", item.Prefix)
		d.text(depth+1, "suffix", item.Suffix)
	}
}

func (d *dumper) texts(depth int, name string, texts []Text) {
	for _, t := range texts {
		d.text(depth, name, t)
	}
}

func (d *dumper) items(depth int, items []Item) {
	for _, it := range items {
		d.text(depth, "-", it.Text)
		d.items(depth+1, it.Sub)
	}
}

func (d *dumper) block(b Block) {
	switch b := b.(type) {
	case *Heading:
		d.text(1, fmt.Sprintf("level %d", b.Level), b.Text)
	case *Paragraphs:
		d.texts(1, "paragraph", b.Texts)
	case *List:
		d.items(1, b.Items)
	case *Comparison:
		d.comparison(b)
	case *Questions:
		for _, q := range b.Pairs {
			d.text(1, "ask", q.Ask)
			d.texts(1, "answer", q.Answer)
		}
	case *Terms:
		for _, t := range b.Entries {
			d.text(1, "term", t.Term)
			d.text(2, "stands for", t.StandsFor)
			d.text(2, "means", t.Means)
		}
	case *Callout:
		d.text(1, "title", b.Title)
		d.texts(1, "paragraph", b.Texts)
		d.items(1, b.Items)
	case *Image:
		d.line(1, "%s, %s, %d by %d pixels, width %d%%", b.File, b.Format, b.Width, b.Height, b.Share)
		if b.Drawing != nil {
			d.line(1, "%d shapes on %v by %v", len(b.Drawing.Shapes), b.Drawing.Width, b.Drawing.Height)
		}
		d.line(1, "alt %q, decorative %v, %v bytes", b.Alt, b.Decorative, len(b.Bytes) > 0)
		d.text(1, "caption", b.Caption)
	case *Notes:
		d.text(1, "label", b.Label)
		d.line(1, "%d lines", b.Lines)
	default:
		d.line(1, "no dump for %T", b)
	}
}

func (d *dumper) comparison(b *Comparison) {
	d.text(1, "caption", b.Caption)
	for _, c := range b.Columns {
		d.text(1, "column "+c.ID, c.Title)
	}
	for _, r := range b.Rows {
		d.text(1, "row", r.Label)
		for _, c := range r.Cells {
			d.line(2, "cell of column %d, %d wide", c.First, c.Span)
			d.texts(3, "paragraph", c.Texts)
			d.items(3, c.Items)
		}
	}
}

func (d *dumper) reference(r Reference) {
	d.line(0, "reference %s, %s  %d:%d", r.ID, r.Type, r.Pos.Line, r.Pos.Column)
	for _, k := range slices.Sorted(maps.Keys(r.At)) {
		at := fmt.Sprintf("%d:%d", r.At[k].Line, r.At[k].Column)
		if s, ok := r.Strings[k]; ok {
			d.line(1, "%s %s %q", at, k, s)
		}
		for _, n := range r.Names[k] {
			d.line(1, "%s %s %+v", at, k, n)
		}
		if date, ok := r.Dates[k]; ok {
			d.line(1, "%s %s %+v", at, k, date)
		}
	}
}

package article

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Field is a place in an article that is filled in anew for each family.
type Field struct {
	Pos  diag.Pos
	Name string
}

// unfilled is the blank that a field is while nothing fills it: about 4 cm of
// running text, room for a name.
const unfilled = "________________________"

// Fields returns the fields of a in reading order, each name once.
func (a *Article) Fields() []Field {
	var all []Field
	a.Each(func(t Text) {
		for _, in := range t {
			if in.Field != "" && !slices.ContainsFunc(all, func(f Field) bool { return f.Name == in.Field }) {
				all = append(all, Field{in.Pos, in.Field})
			}
		}
	})
	return all
}

// Fill returns a copy of a with the values of its fields, by their names, in
// place. A value is text as it is, never marks. A field without a value stays
// a blank.
func (a *Article) Fill(values map[string]string) *Article {
	b := a.Map(func(t Text) Text { return t.fill(values) })
	b.Filled = true
	return b
}

func (t Text) fill(values map[string]string) Text {
	if !t.Has(func(in *Inline) bool { return in.Field != "" }) {
		return t
	}
	t = slices.Clone(t)
	for i := range t {
		in := &t[i]
		if value, ok := values[in.Field]; ok && in.Field != "" {
			in.Text, in.Blank = value, false
		}
	}
	return t
}

// Public returns the words of t that are the same for every family, without
// any mark-up: an ellipsis stands for each blank, and for each field, filled or
// not.
func (t Text) Public() string {
	var b strings.Builder
	for i := range t {
		in := &t[i]
		if in.Blank || in.Field != "" {
			b.WriteString("…")
		} else {
			b.WriteString(in.Text)
		}
	}
	return b.String()
}

// blankNode is a run of underscores or a field, from one byte to another.
type blankNode struct {
	ast.BaseInline
	from, to int
	field    string // empty for underscores
}

var kindBlank = ast.NewNodeKind("Blank")

func (*blankNode) Kind() ast.NodeKind { return kindBlank }
func (*blankNode) Dump([]byte, int)   {}

// underscoreParser reads three underscores or more as a line to write on.
type underscoreParser struct{}

func (underscoreParser) Trigger() []byte { return []byte{'_'} }

func (underscoreParser) Parse(_ ast.Node, block gmtext.Reader, _ gm.Context) ast.Node {
	line, segment := block.PeekLine()
	n := len(line) - len(bytes.TrimLeft(line, "_"))
	if n < 3 {
		return nil
	}
	block.Advance(n)
	return &blankNode{from: segment.Start, to: segment.Start + n}
}

// fieldParser reads {{name}}.
type fieldParser struct{}

func (fieldParser) Trigger() []byte { return []byte{'{'} }

var (
	fieldMark  = regexp.MustCompile(`^\{\{([^{}\n]*)\}\}`)
	fieldStart = regexp.MustCompile(`^\{\{ *[A-Za-z]`)
	// fieldName is what a field can be called: so that it can be the name of
	// a column, and part of a file's name.
	fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
)

func (fieldParser) Parse(_ ast.Node, block gmtext.Reader, pc gm.Context) ast.Node {
	s := pc.Get(scanKey).(*scan)
	line, segment := block.PeekLine()
	m := fieldMark.FindSubmatch(line)
	if m == nil {
		if fieldStart.Match(line) {
			s.unclosed(segment.Start, "{{", "the field that begins here is not closed", `a field is {{child}}; write \{{ for two braces`)
		}
		return nil
	}
	name := string(m[1])
	if !fieldName.MatchString(name) {
		s.p.fault(s.b.pos(segment.Start), string(m[0]), "bad-field", string(m[0])+" is no field", fieldHint(name))
	}
	block.Advance(len(m[0]))
	return &blankNode{from: segment.Start, to: segment.Start + len(m[0]), field: name}
}

// fieldHint returns what a field called name can be called instead.
func fieldHint(name string) string {
	better := strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }), "_"))
	if fieldName.MatchString(better) {
		return "write {{" + better + "}}"
	}
	return `its name has small letters, digits and _, and begins with a letter; write \{{ for two braces`
}

// blank appends a line to write on, or a field.
func (s *scan) blank(n *blankNode, l look) {
	typed := string(s.b.text[n.from:n.to])
	if l.link != "" {
		s.p.fault(s.b.pos(n.from), typed, "misplaced-blank", blankNamed(n.field)+" cannot stand within a link", "put it beside the link")
	}
	in := Inline{Pos: s.b.pos(n.from), Text: typed, Style: l.style, Lang: l.lang, Blank: true, Field: n.field}
	if n.field != "" {
		in.Text = unfilled
	}
	s.out = append(s.out, in)
	s.end = -1
}

func blankNamed(field string) string {
	if field == "" {
		return "a line to write on"
	}
	return "a field"
}

// fieldless reports a field in v, whose words are printed as they are.
func (p *parser) fieldless(v *decode.Value) {
	for _, item := range v.List() {
		if aField.MatchString(item.Text) {
			item.Error(&p.diags, "misplaced-field", "no field can stand here", "put it into the text of the body")
		}
	}
}

var aField = regexp.MustCompile(`\{\{[a-z][a-z0-9_]*\}\}`)

package decode

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"handout/internal/diag"
)

// mergeKey brings the keys of another mapping.
const mergeKey = "<<"

const (
	maxDepth   = 60      // lists and mappings within each other
	maxAliased = 1 << 18 // bytes and values that all aliases may stand for
)

// Parse returns what the YAML file holds. The name goes into positions. When
// the file cannot be read at all, the value is nil and the list says why; else
// the list has the faults that do not depend on what the file is about, such
// as a duplicate key, and the value is what is left.
func Parse(name string, text []byte) (*Value, diag.List) {
	src, diags := load(name, text)
	if len(diags) > 0 {
		return nil, diags
	}
	var docs [2]yaml.Node
	n, err := read(src.text, docs[:])
	switch {
	case err != nil:
		diags.Add(explain(src, err))
		return nil, diags
	case n == 0 || blankDocument(&docs[0]):
		diags.Add(diag.Diagnostic{Pos: diag.Pos{File: name}, Rule: "empty", Message: "the file is empty"})
		return nil, diags
	}
	c := converter{src: src, used: map[*yaml.Node]bool{}, open: map[*yaml.Node]bool{}}
	if n == 2 && !blankDocument(&docs[1]) {
		second := docs[1].Content[0]
		c.fault(src.byteAt(second.Line, second.Column), 1, "second-document",
			"a second document begins here", "keep one document in the file, and remove the line ---")
	}
	v := c.value(docs[0].Content[0], 0)
	c.unusedAnchors(docs[0].Content[0])
	return v, c.diags
}

// read reads up to len(docs) YAML documents. A panic of the library is an
// error.
func read(text []byte, docs []yaml.Node) (n int, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("yaml: %v", v)
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(text))
	for n < len(docs) {
		if err := d.Decode(&docs[n]); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func blankDocument(doc *yaml.Node) bool {
	return len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Value == "" &&
		styleOf(doc.Content[0]) == plain
}

// converter makes Values of the library's nodes.
type converter struct {
	src     *source
	diags   diag.List
	aliases int                 // how many aliases we are in
	aliased int                 // what they have cost
	open    map[*yaml.Node]bool // anchored nodes we are in
	used    map[*yaml.Node]bool // nodes that an alias leads to
}

func (c *converter) fault(at, width int, rule, message, hint string) {
	c.diags.Add(diag.Diagnostic{Pos: c.src.pos(at), Width: width, Rule: rule, Message: message, Hint: hint})
}

// value returns n's value, or nil when it has none that can be used.
func (c *converter) value(n *yaml.Node, depth int) *Value {
	at := c.src.byteAt(n.Line, n.Column)
	if depth > maxDepth {
		c.fault(at, 1, "too-deep", fmt.Sprintf("more than %d lists and mappings within each other", maxDepth), "")
		return nil
	}
	if n.Kind == yaml.AliasNode {
		return c.alias(n, at, depth)
	}
	if c.aliases > 0 {
		if c.aliased += 1 + len(n.Value); c.aliased > maxAliased {
			return nil
		}
	}
	if n.Anchor != "" || bytes.HasPrefix(c.src.text[at:], []byte("!")) {
		start, tag := at, ""
		if at, tag = c.src.properties(at); tag != "" && tag != "!!str" {
			c.fault(start, len([]rune(tag)), "yaml-tag", diag.Quote(tag)+" would be lost: a leading ! begins a YAML tag",
				"put the text in quotes")
			return nil
		}
	}
	if n.Anchor != "" {
		c.open[n] = true
		defer delete(c.open, n)
	}
	v := c.src.values.New()
	*v = Value{Pos: c.src.pos(at), Width: 1, src: c.src, at: at, Flow: n.Style&yaml.FlowStyle != 0}
	switch n.Kind {
	case yaml.ScalarNode:
		c.scalar(v, n)
	case yaml.SequenceNode:
		v.Kind = List
		v.Items = make([]*Value, 0, len(n.Content))
		for _, kid := range n.Content {
			if item := c.value(kid, depth+1); item != nil {
				v.Items = append(v.Items, item)
			}
		}
	case yaml.MappingNode:
		v.Kind = Map
		c.pairs(v, n, depth+1)
	}
	return v
}

// alias returns what the alias n stands for.
func (c *converter) alias(n *yaml.Node, at, depth int) *Value {
	width := 1 + len([]rune(n.Value))
	if c.aliased > maxAliased {
		return nil
	}
	c.used[n.Alias] = true
	if c.open[n.Alias] {
		c.fault(at, width, "alias", fmt.Sprintf("the alias *%s stands for something that holds it", n.Value), "")
		return nil
	}
	c.aliases++
	v := c.value(n.Alias, depth)
	c.aliases--
	if c.aliases == 0 && c.aliased > maxAliased {
		c.fault(at, width, "alias", "the aliases stand for more than a handout can hold", "write the text out where it is needed")
	}
	return v
}

func (c *converter) scalar(v *Value, n *yaml.Node) {
	v.Kind, v.Text, v.style = Scalar, n.Value, styleOf(n)
	v.Plain = v.style == plain
	if v.Plain && n.Tag == "!!null" {
		v.Kind, v.Text = Null, ""
		v.Width = max(1, len(n.Value))
		return
	}
	v.Width = 1
	if v.style == literal || v.style == folded {
		return
	}
	end := v.end()
	line, _, _ := bytes.Cut(c.src.text[v.at:end], []byte("\n"))
	v.Width = max(1, utf8.RuneCount(line))
	if v.Plain && c.aliases == 0 {
		c.lostComment(end)
	}
}

// lostComment reports a # behind a plain scalar that is most likely meant to
// be printed: "Room #5".
func (c *converter) lostComment(end int) {
	start := end
	for start < len(c.src.text) && (c.src.text[start] == ' ' || c.src.text[start] == '\t') {
		start++
	}
	mark := c.src.text[start:min(start+2, len(c.src.text))]
	if start == end || len(mark) < 2 || mark[0] != '#' || bytes.IndexByte([]byte(" \t\r\n#!"), mark[1]) >= 0 {
		return
	}
	comment := c.src.text[start:c.src.lineEnd(start)]
	c.fault(start, utf8.RuneCount(comment), "comment",
		diag.Quote(string(comment))+" would be lost: # begins a comment",
		"put the text in quotes, or a space behind the # of a comment")
}

func (c *converter) pairs(v *Value, n *yaml.Node, depth int) {
	seen := make(map[string]*Value, len(n.Content)/2)
	v.Pairs = make([]Pair, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := c.value(n.Content[i], depth)
		value := c.value(n.Content[i+1], depth)
		if key == nil {
			continue
		}
		first := seen[key.Text]
		switch {
		case key.Kind == Null:
			key.Error(&c.diags, "key", "a key must be a word", "put a word in front of the colon")
		case key.Kind != Scalar:
			key.Error(&c.diags, "key", "a key must be a word, not "+key.kind(), "put the text in quotes if it is one")
		case key.Text == mergeKey && key.Plain:
			key.Error(&c.diags, "key", "merge keys (<<) are not part of the format", "write the keys out")
			v.lost = append(v.lost, mergeKey)
		case first != nil:
			key.Error(&c.diags, "duplicate-key", "the key "+diag.Quote(key.Text)+" is here twice",
				fmt.Sprintf("the first is in line %d: keep one of them", first.Pos.Line))
		default:
			seen[key.Text] = key
			if value != nil {
				v.Pairs = append(v.Pairs, Pair{key, value})
			} else {
				v.lost = append(v.lost, key.Text)
			}
		}
	}
}

// unusedAnchors reports anchors that no alias leads to: text that begins with
// an ampersand is one.
func (c *converter) unusedAnchors(n *yaml.Node) {
	if n.Anchor != "" && !c.used[n] {
		c.fault(c.src.byteAt(n.Line, n.Column), 1+len([]rune(n.Anchor)), "anchor",
			diag.Quote("&"+n.Anchor)+" would be lost: a leading & names a value, and no alias uses the name",
			"put the text in quotes")
	}
	for _, kid := range n.Content {
		c.unusedAnchors(kid)
	}
}

var (
	anchorName = regexp.MustCompile(`^&[0-9A-Za-z_-]*`)
	tagName    = regexp.MustCompile(`^![^ \t\r\n]*`)
)

// properties returns where the value begins whose anchor and tag begin at byte
// i, and the tag.
func (s *source) properties(i int) (at int, tag string) {
	for i < len(s.text) {
		switch s.text[i] {
		case ' ', '\t', '\r', '\n':
			i++
		case '#':
			i = s.lineEnd(i)
		case '&':
			i += len(anchorName.Find(s.text[i:]))
		case '!':
			tag = string(tagName.Find(s.text[i:]))
			i += len(tag)
		default:
			return i, tag
		}
	}
	return i, tag
}

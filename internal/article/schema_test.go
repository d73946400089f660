package article

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"handout/internal/decode"
)

// compiled is the schema in the hands of an independent validator.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("article.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("article.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchema(t *testing.T) { golden(t, "schema.json", Schema()) }

// plainJSON returns v as JSON has it, by YAML 1.2's core schema.
func plainJSON(v *decode.Value) any {
	switch v.Kind {
	case decode.List:
		list := []any{}
		for _, item := range v.Items {
			list = append(list, plainJSON(item))
		}
		return list
	case decode.Map:
		m := map[string]any{}
		for _, p := range v.Pairs {
			m[p.Key.Text] = plainJSON(p.Value)
		}
		return m
	case decode.Scalar:
		switch {
		case v.Is("true") || v.Is("false"):
			return v.Is("true")
		case v.Plain && regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`).MatchString(v.Text):
			return json.Number(v.Text)
		}
		return v.Text
	}
	return nil
}

// shapeRules are the faults that a schema can see.
var shapeRules = []string{"unknown-key", "missing-key", "wrong-type", "wrong-number", "empty", "bad-value", "out-of-range"}

// shapely reports what Parse says of a document's shape.
func shapely(src []byte) (faults []string) {
	_, diags := Parse("a.yaml", src, pictures())
	for _, d := range diags {
		if slices.Contains(shapeRules, d.Rule) {
			faults = append(faults, d.Error())
		}
	}
	return faults
}

// TestSchemaAgrees changes good articles at random and holds that Parse and the
// schema find fault with the same ones.
func TestSchemaAgrees(t *testing.T) {
	schema := compiled(t)
	var whole []any
	for _, path := range inputs(t, "articles") {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		v, diags := decode.Parse(filepath.Base(path), src)
		if v == nil {
			t.Fatal(diags)
		}
		whole = append(whole, plainJSON(v))
	}
	v, _ := decode.Parse("starter", Starter())
	whole = append(whole, plainJSON(v))

	const rounds = 4000
	r := rand.New(rand.NewPCG(3, 4))
	good := 0
	for n := range rounds {
		doc := clone(whole[n%len(whole)])
		for range r.IntN(4) {
			doc = mutate(r, doc)
		}
		src, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		doc, err = jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		invalid := schema.Validate(doc)
		faults := shapely(src)
		if (invalid == nil) != (len(faults) == 0) {
			t.Fatalf("of\n%s\nthe schema says %v\nand Parse says %s", src, invalid, strings.Join(faults, "\n"))
		}
		if invalid == nil {
			good++
		}
	}
	if good < rounds/8 || good > rounds*7/8 {
		t.Errorf("%d of the articles were good: the test says little", good)
	}
}

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := maps.Clone(v)
		for k := range m {
			m[k] = clone(m[k])
		}
		return m
	case []any:
		list := slices.Clone(v)
		for i := range list {
			list[i] = clone(list[i])
		}
		return list
	}
	return v
}

// slot is a place in a document: a key of a mapping or an entry of a list.
type slot struct {
	in   any
	key  string
	i    int
	back func(any) // puts a longer or shorter list in the place of in
}

// slots returns every place below v.
func slots(v any, back func(any)) []slot {
	var all []slot
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			all = append(all, slot{v, k, 0, back})
			all = append(all, slots(v[k], func(x any) { v[k] = x })...)
		}
	case []any:
		for i := range v {
			all = append(all, slot{v, "", i, back})
			all = append(all, slots(v[i], func(x any) { v[i] = x })...)
		}
	}
	return all
}

// mutate returns doc with one random change.
func mutate(r *rand.Rand, doc any) any {
	all := slots(doc, func(x any) { doc = x })
	if len(all) == 0 {
		return instead(r, doc)
	}
	switch s := all[r.IntN(len(all))]; in := s.in.(type) {
	case map[string]any:
		switch r.IntN(4) {
		case 0:
			delete(in, s.key)
		case 1:
			in[[]string{"text", "list", "title", "all", "id", "literal", "notes", "other"}[r.IntN(8)]] = instead(r, doc)
		default:
			in[s.key] = instead(r, doc)
		}
	case []any:
		switch r.IntN(4) {
		case 0:
			s.back(slices.Delete(slices.Clone(in), s.i, s.i+1))
		case 1:
			s.back(in[:s.i+1])
		case 2:
			for range 1 + r.IntN(3) {
				in = append(in, clone(in[s.i]))
			}
			s.back(in)
		default:
			in[s.i] = instead(r, doc)
		}
	}
	return doc
}

func instead(r *rand.Rand, whole any) any {
	all := []any{nil, true, false, "", " ", "words", "*words*", "webpage", "2026-11-23", "2 years", "Words\n\nmore words",
		0, 1, 40, 41, 50, 51, 2.5, -1, []any{}, map[string]any{}, []any{"a", "b"}, []any{nil}, map[string]any{"text": "a"},
		map[string]any{"text": "a", "list": []any{"b"}}, map[string]any{"literal": "a"}, map[string]any{"year": 2020}}
	if n := r.IntN(len(all) + 4); n < len(all) {
		return all[n]
	}
	for { // a part of the whole
		switch v := whole.(type) {
		case map[string]any:
			keys := slices.Sorted(maps.Keys(v))
			if len(keys) == 0 || r.IntN(4) == 0 {
				return clone(v)
			}
			whole = v[keys[r.IntN(len(keys))]]
		case []any:
			if len(v) == 0 || r.IntN(4) == 0 {
				return clone(v)
			}
			whole = v[r.IntN(len(v))]
		default:
			return v
		}
	}
}

// TestKinds holds that no kind of block is forgotten: each is in the schema
// and in the article that has all of them.
func TestKinds(t *testing.T) {
	var schema struct {
		Defs map[string]struct {
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join("testdata", "articles", "every-block.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	a, diags := Parse("every-block.yaml", src, pictures())
	if a == nil {
		t.Fatal(diags)
	}
	for _, kind := range Kinds() {
		if schema.Defs["block"].Properties[kind].Description == "" {
			t.Errorf("%s is not in the schema, or without a description", kind)
		}
		if !slices.ContainsFunc(a.Body, func(b Block) bool { return b.Kind() == kind }) {
			t.Errorf("no golden for %s", kind)
		}
	}
}

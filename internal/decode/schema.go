package decode

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// object is a JSON object; its keys are printed in alphabetical order.
type object map[string]any

// Schema prints s as a JSON Schema, draft 2020-12.
func Schema(s *Shape, title, doc string) []byte {
	p := printer{defs: object{}}
	top := p.shape(&Shape{Scalar: s.Scalar, List: s.List, Map: s.Map})
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["title"] = title
	top["description"] = doc
	if len(p.defs) > 0 {
		top["$defs"] = p.defs
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(top); err != nil {
		panic(err) // a tree of strings, numbers, lists and maps
	}
	return b.Bytes()
}

// printer collects the definitions.
type printer struct{ defs object }

func (p *printer) shape(s *Shape) object {
	if s == nil {
		return object{}
	}
	if s.Def != "" {
		if _, ok := p.defs[s.Def]; !ok {
			p.defs[s.Def] = p.shape(&Shape{Scalar: s.Scalar, List: s.List, Map: s.Map})
		}
		return object{"$ref": "#/$defs/" + s.Def}
	}
	o := object{}
	var types []string
	if s.Scalar != nil {
		types = s.Scalar.schema(o)
	}
	if s.List != nil {
		types = append(types, "array")
		o["items"] = p.shape(s.List.Of)
		o["minItems"] = max(1, s.List.Min)
		if s.List.Max > 0 {
			o["maxItems"] = s.List.Max
		}
	}
	if s.Map != nil {
		types = append(types, "object")
		p.mapping(s.Map, o)
	}
	o["type"] = types
	if len(types) == 1 {
		o["type"] = types[0]
	}
	return o
}

// schema adds to o what s asks for, and returns the JSON types it may have.
func (s *ScalarShape) schema(o object) []string {
	switch {
	case s.Bool:
		return []string{"boolean"}
	case s.Int:
		o["minimum"], o["maximum"] = s.Min, s.Max
		return []string{"integer"}
	case s.Enum != nil:
		o["enum"] = s.Enum
		return []string{"string"}
	case s.Pattern != nil:
		o["pattern"] = s.Pattern.String()
		return []string{"string"}
	}
	o["pattern"] = `\S`
	return []string{"string", "number", "boolean"}
}

func (p *printer) mapping(m *MapShape, o object) {
	properties := object{}
	var required []string
	for _, k := range m.Keys {
		kid := maps.Clone(p.shape(k.Value))
		kid["description"] = k.Doc
		properties[k.Name] = kid
		if k.Required {
			required = append(required, k.Name)
		}
	}
	o["properties"] = properties
	o["additionalProperties"] = false
	if required != nil {
		o["required"] = required
	}
	if m.More != nil {
		more := maps.Clone(p.shape(m.More.Value))
		more["description"] = m.More.Doc
		o["additionalProperties"] = more
	}
	if m.One {
		o["minProperties"], o["maxProperties"] = 1, 1
	}
	if m.Any != nil {
		var any []object
		for _, name := range slices.Sorted(slices.Values(m.Any)) {
			any = append(any, object{"required": []string{name}})
		}
		o["anyOf"] = any
	}
}

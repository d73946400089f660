package article

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
)

// ParseReferences returns the references in a CSL-JSON or CSL-YAML file: a
// list of them, or a mapping that holds it as its references. A reference
// without an id, or with that of another, is left out; all of them are to be used
// only if the list of what is wrong has not failed.
func ParseReferences(name string, src []byte) ([]Reference, diag.List) {
	return parseReferences(name, src, nil)
}

// parseReferences reads what adapt makes of the file's value; nil changes
// nothing.
func parseReferences(name string, src []byte, adapt func(*decode.Value) *decode.Value) ([]Reference, diag.List) {
	v, diags := decode.Parse(name, src)
	if v == nil {
		return nil, diags
	}
	if adapt != nil {
		v = adapt(v)
	}
	shape := *bibliographyShape
	if v.Kind == decode.Map {
		shape.List = nil
	}
	v, faults := decode.Check(v, &shape, "the file")
	p := &parser{file: true, diags: append(diags, faults...), reading: new(reading)}
	list := v.Get("references")
	if v != nil && v.Kind == decode.List {
		list = v
	}
	refs := p.references(list)
	p.diags.Sort()
	return refs, p.diags
}

var bibliographyShape = &decode.Shape{
	List: &decode.ListShape{Of: referenceShape},
	Map: &decode.MapShape{
		Keys: []decode.Key{{Name: "references", Required: true, Value: &decode.Shape{List: &decode.ListShape{Of: referenceShape}}}},
		More: &decode.More{},
	},
}

// referenceShape has CSL's variables as its keys.
var referenceShape = &decode.Shape{Name: "reference", Def: "reference", Map: &decode.MapShape{Keys: referenceKeys()}}

func referenceKeys() []decode.Key {
	keys := []decode.Key{
		{Name: "id", Required: true, Value: words, Example: "smith2020", Doc: "What the text cites it by, as in [@smith2020]."},
		{Name: "type", Required: true, Example: "webpage", Value: &decode.Shape{Scalar: &decode.ScalarShape{Enum: cslTypes}},
			Doc: "What kind of work it is, such as webpage, book, article-journal, legislation or regulation."},
		{Name: "categories", Value: &decode.Shape{List: &decode.ListShape{}}, Doc: "Kept by reference managers; not used."},
		{Name: "custom", Value: &decode.Shape{Map: &decode.MapShape{More: &decode.More{}}}, Doc: "Kept by reference managers; not used."},
	}
	for _, group := range []struct {
		names []string
		shape *decode.Shape
		doc   string
	}{
		{cslStrings, words, "text"},
		{cslNumbers, words, "a number or text"},
		{cslNames, namesShape, "a person {family: ..., given: ...}, an organisation {literal: ...}, or a list of these"},
		{cslDates, dateShape, "a date such as 2016, 2016-09 or 2016-09-05"},
	} {
		for _, name := range group.names {
			keys = append(keys, decode.Key{Name: name, Value: group.shape, Doc: "CSL variable " + name + ": " + group.doc + "."})
		}
	}
	return keys
}

// references reads a list of references.
func (p *parser) references(v *decode.Value) []Reference {
	var all []Reference
	lines := map[string]int{}
	for _, item := range v.List() {
		r := p.reference(item)
		if r.ID == "" {
			continue
		}
		if line := lines[r.ID]; line > 0 {
			p.duplicateID(item.Get("id"), line)
			continue
		}
		lines[r.ID] = r.Pos.Line
		all = append(all, r)
	}
	return all
}

func (p *parser) reference(v *decode.Value) Reference {
	r := Reference{
		Type:    v.Get("type").String(),
		Strings: map[string]string{},
		Names:   map[string][]Name{},
		Dates:   map[string]Date{},
		At:      map[string]diag.Pos{},
	}
	if id := v.Get("id"); id != nil {
		r.ID, r.Pos = flat(id), id.Pos
	}
	for _, pair := range v.Pairs {
		name := pair.Key.Text
		if long, ok := zoteroNames[name]; ok {
			if v.Get(long) != nil {
				continue
			}
			name = long
		}
		switch {
		case slices.Contains(cslStrings, name) || slices.Contains(cslNumbers, name):
			text := p.variable(name, pair.Value)
			if text == "" {
				continue
			}
			r.Strings[name] = text
		case slices.Contains(cslNames, name):
			r.Names[name] = p.names(pair.Value)
		case slices.Contains(cslDates, name):
			r.Dates[name] = p.date(pair.Value)
		default:
			continue
		}
		r.At[name] = pair.Value.Pos
	}
	if note := v.Get("note"); note != nil {
		p.noteFields(&r, note)
	}
	r.PutPages()
	return r
}

var namesShape = &decode.Shape{
	Def:    "names",
	Scalar: words.Scalar,
	Map:    nameShape,
	List:   &decode.ListShape{Of: &decode.Shape{Name: "name", Def: "name", Scalar: words.Scalar, Map: nameShape}},
}

var nameShape = &decode.MapShape{Any: []string{"family", "given", "literal"}, Keys: []decode.Key{
	{Name: "family", Value: words, Doc: "The family name."},
	{Name: "given", Value: words, Doc: "The given names."},
	{Name: "literal", Value: words, Doc: "The name of an organisation, or one that is not divided."},
	{Name: "suffix", Value: words, Doc: "Jr., III and the like."},
	{Name: "dropping-particle", Value: words, Doc: "A particle that is dropped when only the family name stands."},
	{Name: "non-dropping-particle", Value: words, Doc: "A particle that stays with the family name."},
	{Name: "comma-suffix", Value: words, Doc: "Whether a comma stands before the suffix."},
	{Name: "static-ordering", Value: words, Doc: "Whether the family name always comes first."},
	{Name: "parse-names", Value: words, Doc: "Kept by reference managers; not used."},
}}

// names reads one name or a list of names.
func (p *parser) names(v *decode.Value) []Name {
	var all []Name
	for _, item := range v.List() {
		if item.Kind == decode.Map {
			all = append(all, Name{
				Family: flat(item.Get("family")), Given: flat(item.Get("given")), Literal: flat(item.Get("literal")),
				Suffix: flat(item.Get("suffix")), DroppingParticle: flat(item.Get("dropping-particle")),
				NonDroppingParticle: flat(item.Get("non-dropping-particle")),
				CommaSuffix:         yes(item.Get("comma-suffix")), StaticOrdering: yes(item.Get("static-ordering")),
			})
		} else {
			n := nameOf(flat(item))
			if strings.Contains(item.Text, ";") || strings.Contains(n.Given, " and ") {
				item.Error(&p.diags, "bad-name", diag.Quote(item.Text)+" is more than one name", `write a list of names: ["Smith, Jane", "Doe, John"]`)
			}
			all = append(all, n)
		}
		last := &all[len(all)-1]
		last.Given = SplitInitials(last.Given, last.Family)
		if m := familySuffix.FindStringSubmatch(last.Family); m != nil && last.Suffix == "" {
			last.Family, last.Suffix = m[1], m[2]
		}
	}
	return all
}

// SplitInitials parts the initials in a given name that stand together, as
// catalogues write them: JA is J. A., unless the family name is in capitals too.
func SplitInitials(given, family string) string {
	if !bareInitials.MatchString(given) || given == "II" || given == "III" || given == "IV" || strings.ToUpper(family) == family {
		return given
	}
	return strings.Join(strings.Split(given, ""), ". ") + "."
}

var (
	bareInitials = regexp.MustCompile(`^[A-Z]{2,3}$`)
	familySuffix = regexp.MustCompile(`^(.+), ((?:Jr|Sr)\.?|I{2,3}|IV)$`)
)

// yes reads a flag as reference managers write it.
func yes(v *decode.Value) bool {
	s := strings.ToLower(v.String())
	return s != "" && s != "false" && s != "0" && s != "no"
}

// nameOf reads "Last, First" and "Last, First, Jr."; what has no comma is a
// name that is not divided.
func nameOf(s string) Name {
	part := strings.SplitN(s, ",", 3)
	for i := range part {
		part[i] = strings.TrimSpace(part[i])
	}
	switch {
	case len(part) == 1 || part[0] == "" || part[1] == "":
		return Name{Literal: s}
	case len(part) == 3:
		return Name{Family: part[0], Given: part[1], Suffix: part[2]}
	}
	return Name{Family: part[0], Given: part[1]}
}

func (p *parser) duplicateID(id *decode.Value, line int) {
	id.Error(&p.diags, "duplicate-id", "there is another reference "+diag.Quote(id.Text), fmt.Sprintf("the other is in line %d: give each an id of its own", line))
}

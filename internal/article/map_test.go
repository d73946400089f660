package article

import (
	"os"
	"reflect"
	"testing"
)

// textsIn returns every text in v that is not empty, found by its type and so
// without the walk that is tested.
func textsIn(v reflect.Value) (all []Text) {
	switch {
	case !v.IsValid() || v.IsZero():
	case v.Type() == reflect.TypeFor[Text]():
		if v.CanInterface() {
			all = append(all, v.Interface().(Text))
		}
	case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
		all = textsIn(v.Elem())
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			all = append(all, textsIn(v.Field(i))...)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			all = append(all, textsIn(v.Index(i))...)
		}
	}
	return all
}

// TestMap replaces every text of the sample articles: all of the copy are
// replaced, and the original stays as it is.
func TestMap(t *testing.T) {
	for _, path := range inputs(t, "articles") {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, diags := Parse(path, src, pictures())
		if a == nil {
			t.Fatal(diags)
		}
		a.Sources = &Sources{Entries: []Entry{{Label: Text{{Text: "1."}}, Text: Text{{Text: "A source."}}}}}
		before := dump(a)
		texts := textsIn(reflect.ValueOf(a))
		each := 0
		a.Each(func(Text) { each++ })
		if each != len(texts) {
			t.Errorf("%s: Each gives %d of %d texts", path, each, len(texts))
		}
		copied := textsIn(reflect.ValueOf(a.Map(func(Text) Text { return Text{{Text: "other"}} })))
		if len(copied) != len(texts) {
			t.Errorf("%s: the copy has %d of %d texts", path, len(copied), len(texts))
		}
		for _, text := range copied {
			if text.String() != "other" {
				t.Errorf("%s: %q is not replaced", path, text)
			}
		}
		if dump(a) != before {
			t.Errorf("%s is changed by a Map", path)
		}
	}
}

package layout

import (
	"reflect"

	"handout/internal/article"
)

// everyText calls f with every article.Text within a, found by its type.
func everyText(a *article.Article, f func(*article.Text)) { walkTexts(reflect.ValueOf(a), f) }

func walkTexts(v reflect.Value, f func(*article.Text)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walkTexts(v.Elem(), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walkTexts(v.Field(i), f)
			}
		}
	case reflect.Slice:
		if t, ok := v.Addr().Interface().(*article.Text); ok {
			if len(*t) > 0 {
				f(t)
			}
			return
		}
		for i := range v.Len() {
			walkTexts(v.Index(i), f)
		}
	}
}

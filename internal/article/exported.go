package article

import (
	"slices"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
)

// ParseExported returns the references in CSL-JSON that a program wrote. It
// leaves out what says nothing, such as null, "" and [], and keys that are the
// program's own; one that is nearly called like a variable, or like a part of a
// name or a date, is an error. The references are to be used as those of
// ParseReferences.
func ParseExported(name string, src []byte) ([]Reference, diag.List) {
	return parseReferences(name, src, exported)
}

// exported returns a list of references, or a mapping that holds it, without
// what only the program that wrote it understands.
func exported(v *decode.Value) *decode.Value {
	list := *v
	list.Items, list.Pairs = nil, nil
	for _, item := range v.Items {
		list.Items = append(list.Items, exportedReference(item))
	}
	for _, pair := range v.Pairs {
		if pair.Key.Text == "references" && pair.Value.Kind == decode.List {
			pair.Value = exported(pair.Value)
		}
		list.Pairs = append(list.Pairs, pair)
	}
	return &list
}

// exportedReference returns a reference without values that are empty and keys
// that are not CSL's.
func exportedReference(v *decode.Value) *decode.Value {
	if v.Kind != decode.Map {
		return v
	}
	ref := *v
	ref.Pairs = nil
	for _, pair := range v.Pairs {
		key := pair.Key.Text
		switch {
		case key == "type":
			pair.Value = cslType(pair.Value)
		case slices.Contains(cslStrings, key) || slices.Contains(cslNumbers, key):
			pair.Value = onlyText(pair.Value)
		case slices.Contains(cslNames, key) || slices.Contains(cslDates, key):
			pair.Value = withoutEmpty(pair.Value, key)
		case foreign(key, referenceNames):
			continue
		}
		if !empty(pair.Value) {
			ref.Pairs = append(ref.Pairs, pair)
		}
	}
	return &ref
}

// referenceNames are the keys of a reference.
var referenceNames = keyNames(referenceShape.Map)

func keyNames(shape *decode.MapShape) []string {
	var names []string
	for _, key := range shape.Keys {
		names = append(names, key.Name)
	}
	return names
}

// foreign reports whether a key is a program's own: neither one of names nor a
// slip in writing one.
func foreign(key string, names []string) bool {
	return !slices.Contains(names, key) && (slices.Contains(crossrefKeys, key) || decode.Nearest(key, names) == "")
}

// crossrefKeys are the keys of Crossref's metadata that are nearly called like
// one of CSL's.
var crossrefKeys = []string{"member", "indexed", "created", "published", "reference", "references-count", "subtitle", "short-title",
	"short-container-title", "link", "score", "prefix", "resource", "relation", "relations", "subject", "page-count", "system_id", "issn-type"}

// empty reports whether v says nothing.
func empty(v *decode.Value) bool {
	switch v.Kind {
	case decode.Null:
		return true
	case decode.Scalar:
		return strings.TrimSpace(v.Text) == ""
	case decode.List:
		return len(v.Items) == 0
	}
	return len(v.Pairs) == 0
}

// plainEntities are those of HTML that stand for no mark-up.
var plainEntities = strings.NewReplacer("&amp;", "&", "&quot;", `"`, "&apos;", "'", "&#39;", "'", "&nbsp;", "\u00A0")

// onlyText returns the text of a variable that was written as a list, as
// Crossref does.
func onlyText(v *decode.Value) *decode.Value {
	text := *v
	text.Text = plainEntities.Replace(text.Text)
	if v.Kind != decode.List {
		return &text
	}
	text.Kind, text.Items = decode.Scalar, nil
	for _, item := range v.Items {
		if item.Kind == decode.Scalar && text.Text == "" {
			text.Text = plainEntities.Replace(item.Text)
		}
	}
	return &text
}

// withoutEmpty returns names or a date without what is empty in them, and
// without keys of other programs.
func withoutEmpty(v *decode.Value, variable string) *decode.Value {
	left := *v
	left.Text, left.Items, left.Pairs = plainEntities.Replace(v.Text), nil, nil
	for _, item := range v.Items {
		if item = withoutEmpty(item, variable); !empty(item) {
			left.Items = append(left.Items, item)
		}
	}
	names, other, meant := keyNames(dateMapShape), "edtf", "raw"
	if slices.Contains(cslNames, variable) {
		names, other, meant = keyNames(nameShape), "name", "literal" // an organisation, in Crossref's metadata
	}
	for _, pair := range v.Pairs {
		if pair.Key.Text == other {
			key := *pair.Key
			key.Text, pair.Key = meant, &key
		}
		if foreign(pair.Key.Text, names) {
			continue
		}
		if pair.Value = withoutEmpty(pair.Value, variable); !empty(pair.Value) {
			left.Pairs = append(left.Pairs, pair)
		}
	}
	return &left
}

// cslType returns the type of a reference, which Crossref calls by names of
// its own.
func cslType(v *decode.Value) *decode.Value {
	name, ok := map[string]string{
		"journal-article": "article-journal", "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter",
		"proceedings-article": "paper-conference", "posted-content": "article", "monograph": "book", "edited-book": "book",
		"reference-book": "book", "reference-entry": "entry-encyclopedia", "dissertation": "thesis", "peer-review": "review",
		"component": "document", "other": "document",
	}[v.Text]
	if !ok {
		return v
	}
	kind := *v
	kind.Text = name
	return &kind
}

package cite

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"handout/internal/article"
)

// references reads the sections INPUT and INPUT2, whose works take the place of
// those with the same id. The processor is given each text as it stands, without
// the care that articles are read with: the suite has escapes of JSON that YAML
// does not know, and types and variables that CSL does not know.
func (f fixture) references(name string) ([]article.Reference, error) {
	var items []map[string]any
	for _, section := range []string{"INPUT", "INPUT2"} {
		var more []map[string]any
		if _, err := f.read(section, &more); err != nil {
			return nil, err
		}
		for _, item := range more {
			same := func(m map[string]any) bool { return word(m["id"]) == word(item["id"]) }
			items = append(slices.DeleteFunc(items, same), item)
		}
	}
	for _, item := range items {
		monthFirst(item)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(items); err != nil {
		return nil, err
	}
	refs, _ := article.ParseReferences(name, b.Bytes())
	for i := range refs {
		for _, item := range items {
			if word(item["id"]) == refs[i].ID {
				complete(&refs[i], item)
			}
		}
	}
	return refs, nil
}

var americanDate = regexp.MustCompile(`^(\d+)/(\d+)/(\d{4})$`)

// monthFirst takes dates such as 4/5/2006 apart, as the reference processor
// reads them. An article must say which is the month.
func monthFirst(item map[string]any) {
	for _, v := range item {
		date, _ := v.(map[string]any)
		if m := americanDate.FindStringSubmatch(word(date["raw"])); m != nil {
			delete(date, "raw")
			date["date-parts"] = []any{[]any{m[3], m[1], m[2]}}
		}
	}
}

// complete gives r what item holds in so many words.
func complete(r *article.Reference, item map[string]any) {
	r.Type = cmp.Or(r.Type, word(item["type"]))
	if item["note"] == nil && item["number"] == nil {
		delete(r.Strings, "number") // which was taken from the pages
	}
	for name, v := range item {
		_, names := r.Names[name]
		d, date := r.Dates[name]
		switch v := v.(type) {
		case string, json.Number:
			if s := word(v); s != "" && name != "id" && name != "type" && name != "note" && !date {
				r.Strings[name] = s
			}
		case []any:
			if names {
				r.Names[name] = people(v)
			} else if r.Strings[name] == "" { // labels that a list of references may be drawn up by
				r.Strings[name] = strings.Join(words(v), " ")
			}
		case map[string]any:
			if date && v["raw"] != nil && d.Season > 0 { // in the place of a month, which is not printed as a number
				d.From.Month, d.Season = 20+d.Season, 0
				r.Dates[name] = d
			}
		}
	}
}

func words(list []any) (all []string) {
	for _, v := range list {
		all = append(all, word(v))
	}
	return all
}

// people reads names without taking anything apart.
func people(list []any) (all []article.Name) {
	for _, v := range list {
		m, _ := v.(map[string]any)
		n := article.Name{
			Family: word(m["family"]), Given: word(m["given"]), Literal: word(m["literal"]), Suffix: word(m["suffix"]),
			DroppingParticle: word(m["dropping-particle"]), NonDroppingParticle: word(m["non-dropping-particle"]),
			CommaSuffix: truth(m["comma-suffix"]), StaticOrdering: truth(m["static-ordering"]),
		}
		if m["parse-names"] == false && n.Family != "" {
			n.Family = `"` + n.Family + `"` // which leaves it whole
		}
		if n != (article.Name{}) {
			all = append(all, n)
		}
	}
	return all
}

// citations returns what a fixture cites, in the order of the document.
func (f fixture) citations(r *run, refs []article.Reference) ([]article.Citation, error) {
	var clusters [][]suiteItem
	if ok, err := f.read("CITATION-ITEMS", &clusters); ok || err != nil {
		var cites []article.Citation
		for _, items := range clusters {
			cites = append(cites, citationOf(r, items))
		}
		r.places = map[*article.CitationItem]placement{}
		for i, items := range clusters {
			for j, it := range items {
				r.places[&cites[i].Items[j]] = it.placement()
			}
		}
		return cites, err
	}
	var calls [][3]json.RawMessage
	if ok, err := f.read("CITATIONS", &calls); err != nil {
		return nil, err
	} else if ok {
		return runningCitations(r, calls)
	}
	var c article.Citation
	for _, ref := range refs {
		c.Items = append(c.Items, article.CitationItem{ID: ref.ID})
	}
	r.places = map[*article.CitationItem]placement{}
	return []article.Citation{c}, nil
}

func citationOf(r *run, items []suiteItem) (c article.Citation) {
	for _, it := range items {
		c.Items = append(c.Items, it.item(r))
	}
	return c
}

// runningCitations returns the citations in the order that the last of a
// word processor's calls (citation, what stands before it, what behind) says.
func runningCitations(r *run, calls [][3]json.RawMessage) ([]article.Citation, error) {
	known := map[string]article.Citation{}
	var order []article.Citation
	for _, call := range calls {
		var sc suiteCitation
		var before, after [][2]any
		for i, to := range []any{&sc, &before, &after} {
			if err := json.Unmarshal(call[i], to); err != nil && len(call[i]) > 0 {
				return nil, fmt.Errorf("CITATIONS: %v", err)
			}
		}
		c := citationOf(r, sc.CitationItems)
		fmt.Sscan(word(sc.Properties.NoteIndex), &c.Note)
		switch sc.Properties.Mode {
		case "composite":
			c.InText = true
		case "author-only":
			if len(c.Items) > 0 {
				c.Items[0].AuthorOnly = true
			}
		case "suppress-author":
			if len(c.Items) > 0 && !r.style.Note {
				c.Items[0].SuppressAuthor = true
			}
		}
		id := word(sc.CitationID)
		known[id] = c
		order = order[:0]
		for _, p := range append(append(before, [2]any{id, float64(c.Note)}), after...) {
			c := known[word(p[0])]
			fmt.Sscan(word(p[1]), &c.Note)
			order = append(order, c)
		}
	}
	return order, nil
}

// abbreviated says under which names the variables stand in ABBREVIATIONS that
// do not stand under their own.
var abbreviated = map[string]string{
	"publisher": "institution-part", "archive": "container-title", "genre": "title", "event": "title", "medium": "title",
	"publisher-place": "place", "event-place": "place", "archive-place": "place", "volume": "number",
}

// abbreviate gives the references the short forms of the section
// ABBREVIATIONS.
func (f fixture) abbreviate(refs []article.Reference) error {
	var lists map[string]map[string]map[string]string
	if ok, err := f.read("ABBREVIATIONS", &lists); !ok {
		return err
	}
	for _, ref := range refs {
		for variable, long := range maps.Clone(ref.Strings) {
			short := cmp.Or(lists["default"][variable][long], lists["default"][abbreviated[variable]][long])
			if short != "" {
				ref.Strings[variable+"-short"] = short
			}
		}
	}
	return nil
}

// ordered returns the references with the given ids, in their order.
func ordered(refs []article.Reference, ids []any) (chosen []article.Reference) {
	for _, id := range ids {
		for _, ref := range refs {
			if ref.ID == word(id) {
				chosen = append(chosen, ref)
			}
		}
	}
	return chosen
}

// suiteItem is a cite as the fixtures write it.
type suiteItem struct {
	ID             any
	Locator, Label any
	Prefix, Suffix string
	SuppressAuthor any `json:"suppress-author"`
	AuthorOnly     any `json:"author-only"`
	NearNote       any `json:"near-note"`
	Position       any `json:"position"`
	FirstNote      any `json:"first-reference-note-number"`
}

func (it suiteItem) item(r *run) article.CitationItem {
	return article.CitationItem{
		ID: word(it.ID), Locator: word(it.Locator), Label: word(it.Label),
		SuppressAuthor: truth(it.SuppressAuthor), AuthorOnly: truth(it.AuthorOnly),
		Prefix: r.finish(r.markedUp(it.Prefix)), Suffix: r.finish(r.markedUp(it.Suffix)),
	}
}

func (r *run) markedUp(s string) []*node {
	return r.scope(r.style.citation, &work{Reference: &article.Reference{}}, false).field(s)
}

func (it suiteItem) placement() placement {
	var p placement
	switch word(it.Position) {
	case "1":
		p.position = subsequent
	case "2":
		p.position = ibidWithLocator
	case "3":
		p.position = ibid
	}
	p.near = truth(it.NearNote)
	fmt.Sscan(word(it.FirstNote), &p.note)
	return p
}

func word(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func truth(v any) bool {
	switch word(v) {
	case "", "false", "0":
		return false
	}
	return true
}

// suiteCitation is a citation of the section CITATIONS.
type suiteCitation struct {
	CitationID    any
	CitationItems []suiteItem
	Properties    struct {
		NoteIndex any
		Mode      string
	}
}

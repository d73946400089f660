// Package cite puts an article's citations and its list of references into
// words, in the style of the MLA Handbook (9th edition).
package cite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handout/internal/article"
	"handout/internal/diag"
)

// Options choose how sources are cited.
type Options struct {
	Style string // "mla" or empty
}

// Resolve returns a copy of a with no open citation in it: each is replaced by
// the words of the style, which lead to their entry in the list, and Sources
// holds the list.
func Resolve(a *article.Article, opt Options) (*article.Article, diag.List) {
	var diags diag.List
	style, pos := a.CitationStyle, a.StylePos
	if opt.Style != "" {
		style, pos = opt.Style, diag.Pos{File: a.Pos.File}
	}
	if style != "" && style != "mla" {
		return nil, diag.List{{Pos: pos, Width: len(style), Rule: "unknown-style",
			Message: fmt.Sprintf("no citation style is called %q", style), Hint: "the one style there is so far is mla"}}
	}
	refs := map[string]*article.Reference{}
	for i := range a.References {
		refs[a.References[i].ID] = &a.References[i]
	}
	for _, item := range a.Nocite {
		if refs[item.ID] == nil {
			diags.Errorf(item.Pos, "unknown-source", "no reference is called %q", item.ID)
		}
	}
	b := a.Map(func(t article.Text) article.Text { return resolve(t, refs, &diags) })
	if len(a.References) > 0 {
		b.Sources = sources(a.References)
	}
	if diags.Failed() {
		return nil, diags
	}
	return b, diags
}

func resolve(t article.Text, refs map[string]*article.Reference, diags *diag.List) article.Text {
	if !slices.ContainsFunc(t, func(in article.Inline) bool { return in.Cite != nil }) {
		return t
	}
	var out article.Text
	for _, in := range t {
		if in.Cite == nil {
			out = append(out, in)
			continue
		}
		out = append(out, citation(in.Cite, refs, diags)...)
	}
	return out
}

// citation is the words of one citation, in parentheses, or with the author in
// the sentence and only the place in parentheses.
func citation(c *article.Citation, refs map[string]*article.Reference, diags *diag.List) article.Text {
	var out article.Text
	add := func(s, entry string) {
		if s != "" {
			out = append(out, article.Inline{Pos: c.Pos, Text: s, Entry: entry})
		}
	}
	if !c.InText {
		add("(", "")
	}
	for i, item := range c.Items {
		r := refs[item.ID]
		if r == nil {
			diags.Errorf(item.Pos, "unknown-source", "no reference is called %q", item.ID)
			continue
		}
		if i > 0 {
			add("; ", "")
		}
		out = append(out, item.Prefix...)
		add(mark(r, item, c.InText), item.ID)
		out = append(out, item.Suffix...)
	}
	if !c.InText {
		add(")", "")
	}
	return out
}

// mark names a work in the text, with the place in it (MLA 6.4 to 6.30).
func mark(r *article.Reference, item article.CitationItem, inText bool) string {
	if legal(r) {
		section := item.Locator
		if section == "" {
			section = r.Strings["section"]
		}
		return code(r, section)
	}
	name := authorsShort(r)
	if name == "" {
		name = "“" + shortTitle(r) + "”"
	}
	if item.SuppressAuthor {
		name = ""
	}
	place := item.Locator
	if place != "" && item.Label != "page" && item.Label != "" {
		place = abbreviation(item.Label) + " " + place
		if name != "" {
			name += ","
		}
	}
	if inText && place != "" {
		return name + " (" + place + ")"
	}
	return strings.TrimSpace(name + " " + place)
}

func legal(r *article.Reference) bool {
	return (r.Type == "legislation" || r.Type == "regulation" || r.Type == "bill") && r.Strings["container-title"] != ""
}

const nbsp = "\u00a0"

// code is a place in a code of laws, "34 C.F.R. § 300.8", which no line parts.
func code(r *article.Reference, section string) string {
	s := strings.TrimSpace(r.Strings["volume"] + nbsp + r.Strings["container-title"])
	if section != "" {
		s += nbsp + "§" + nbsp + section
	}
	return s
}

func abbreviation(label string) string {
	switch label {
	case "chapter":
		return "ch."
	case "section":
		return "sec."
	case "paragraph":
		return "par."
	case "volume":
		return "vol."
	}
	return label
}

func family(n article.Name) string {
	if n.Literal != "" {
		return n.Literal
	}
	return strings.TrimSpace(n.NonDroppingParticle + " " + n.Family)
}

func authorsShort(r *article.Reference) string {
	names := r.Names["author"]
	switch len(names) {
	case 0:
		return ""
	case 1:
		return family(names[0])
	case 2:
		return family(names[0]) + " and " + family(names[1])
	}
	return family(names[0]) + " et al."
}

func shortTitle(r *article.Reference) string {
	if s := r.Strings["title-short"]; s != "" {
		return s
	}
	return r.Strings["title"]
}

// sources is the list of references, by author or title.
func sources(refs []article.Reference) *article.Sources {
	sorted := slices.Clone(refs)
	slices.SortStableFunc(sorted, func(a, b article.Reference) int {
		return strings.Compare(sortKey(&a), sortKey(&b))
	})
	s := &article.Sources{Title: "Works Cited", Hanging: true}
	for i := range sorted {
		r := &sorted[i]
		s.Entries = append(s.Entries, article.Entry{Pos: r.Pos, ID: r.ID, Text: entry(r)})
	}
	return s
}

func sortKey(r *article.Reference) string {
	key := r.Strings["title"]
	if names := r.Names["author"]; len(names) > 0 {
		key = family(names[0]) + " " + names[0].Given + " " + key
	}
	for _, article := range []string{"A ", "An ", "The "} {
		key = strings.TrimPrefix(key, article)
	}
	return strings.ToLower(key)
}

// entry is one reference: author, title, container (MLA 5.3 to 5.99).
func entry(r *article.Reference) article.Text {
	w := writer{pos: r.Pos}
	if s := authorsFull(r.Names["author"]); s != "" {
		w.sentence(s, 0)
	}
	title := r.Strings["title"]
	container := r.Strings["container-title"]
	whole := legal(r) || container == "" && r.Type != "webpage" && r.Type != "article"
	if whole {
		w.sentence(title, article.Italic)
	} else {
		w.sentence("“"+strings.TrimSuffix(title, ".")+".”", 0)
	}
	parts := []string{}
	if legal(r) {
		parts = append(parts, code(r, r.Strings["section"]))
	} else if container != "" {
		w.add(container, article.Italic)
		w.comma = true
		if v := r.Strings["volume"]; v != "" {
			parts = append(parts, "vol. "+v)
		}
		if v := r.Strings["issue"]; v != "" {
			parts = append(parts, "no. "+v)
		}
	}
	parts = append(parts, r.Strings["publisher"], date(r.Dates["issued"]))
	if p := r.Strings["page"]; p != "" {
		parts = append(parts, "pp. "+strings.ReplaceAll(p, "-", "–"))
	}
	for _, p := range parts {
		w.part(p, "")
	}
	url := r.Strings["URL"]
	if doi := r.Strings["DOI"]; doi != "" {
		url = "https://doi.org/" + strings.TrimPrefix(doi, "https://doi.org/")
	}
	w.part(url, url)
	if d := date(r.Dates["accessed"]); d != "" {
		w.stop()
		w.part("Accessed "+d, "")
	}
	w.stop()
	return w.text
}

// writer puts an entry together.
type writer struct {
	pos   diag.Pos
	text  article.Text
	comma bool // a part stands before the next one
}

func (w *writer) add(s string, style article.Style) {
	w.text = append(w.text, article.Inline{Pos: w.pos, Text: s, Style: style})
}

// sentence adds s with a stop behind it.
func (w *writer) sentence(s string, style article.Style) {
	if s == "" {
		return
	}
	w.add(s, style)
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ".”") && !strings.HasSuffix(s, "?") {
		w.add(".", 0)
	}
	w.add(" ", 0)
	w.comma = false
}

// part adds s, with a comma before it if something stands there.
func (w *writer) part(s, link string) {
	if s == "" {
		return
	}
	if w.comma {
		w.add(", ", 0)
	}
	w.text = append(w.text, article.Inline{Pos: w.pos, Text: s, Link: link})
	w.comma = true
}

func (w *writer) stop() {
	if w.comma {
		w.add(". ", 0)
	}
	w.comma = false
	if n := len(w.text); n > 0 {
		w.text[n-1].Text = strings.TrimRight(w.text[n-1].Text, " ")
	}
}

func authorsFull(names []article.Name) string {
	if len(names) == 0 {
		return ""
	}
	n := names[0]
	s := family(n)
	if n.Given != "" {
		s += ", " + strings.TrimSpace(n.Given+" "+n.DroppingParticle)
	}
	switch {
	case len(names) == 2:
		m := names[1]
		s += ", and " + strings.TrimSpace(m.Given+" "+family(m))
	case len(names) > 2:
		s += ", et al"
	}
	return s
}

var months = [...]string{"", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}

func date(d article.Date) string {
	if d.Literal != "" {
		return d.Literal
	}
	p := d.From
	switch {
	case p.Year == 0:
		return ""
	case p.Month == 0 || p.Month > 12:
		return strconv.Itoa(p.Year)
	case p.Day == 0:
		return fmt.Sprintf("%s %d", months[p.Month], p.Year)
	}
	return fmt.Sprintf("%d %s %d", p.Day, months[p.Month], p.Year)
}

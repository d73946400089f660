package article

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"handout/internal/decode"
	"handout/internal/diag"
	"handout/internal/slab"
)

// Parse returns the article in src, and everything that is wrong with it in
// the order of its lines. The article is nil when the list holds an error. The
// name goes into positions; files is the article's folder, from which images
// are read, and may be nil.
func Parse(name string, src []byte, files fs.FS) (*Article, diag.List) {
	v, diags := decode.Parse(name, src)
	if v == nil {
		diags.Sort()
		return nil, diags
	}
	defer v.Release()
	v, faults := decode.Check(v, articleShape, "the article")
	p := &parser{files: files, diags: append(diags, faults...), reading: idleReadings.Get()}
	defer p.giveBack()
	var a *Article
	if v != nil {
		a = p.article(v)
	}
	p.diags.Sort()
	if p.diags.Failed() {
		return nil, readable(name, p.diags)
	}
	short := a.abbreviations()
	a.replace(func(t Text) Text { return curly(short.expand(t)) })
	return a, p.diags
}

// readable returns the first faults of a list that is longer than anyone
// reads, and how many more there are.
func readable(name string, diags diag.List) diag.List {
	const most = 500
	if len(diags) <= most {
		return diags
	}
	more := len(diags) - most
	diags = diags[:most:most]
	diags.Errorf(diag.Pos{File: name}, "too-many", "there are %d more faults", more)
	return diags
}

// parser is what the parts of one article share while they are read.
type parser struct {
	files   fs.FS
	diags   diag.List
	file    bool           // it is a file of references, not an article
	section bool           // a heading has been read
	cited   []CitationItem // what the text cites

	*reading
	inlined slab.Slab[Inline] // what texts are made from
}

// reading is what a parser reads texts with. It is used again for the next
// article.
type reading struct {
	buffers slab.Slab[buffer]
	lists   slab.Slab[*buffer]
	pieces  slab.Slab[piece]
	scans   slab.Slab[scan]
}

var idleReadings slab.Idle[reading]

func (r *reading) giveBack() {
	const most = 4096 // buffers that are worth keeping
	if r.buffers.Size() > most {
		return
	}
	r.buffers.Reset()
	r.lists.Reset()
	r.pieces.Reset()
	r.scans.Reset()
	idleReadings.Put(r)
}

var articleShape = &decode.Shape{Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "title", Required: true, Value: words, Example: "What the handout is about",
		Doc: "What the handout is about. It stands on top, in large letters."},
	{Name: "subtitle", Value: words, Doc: "A line under the title, such as the question that the handout answers."},
	{Name: "language", Required: true, Value: words, Example: "en",
		Doc: "The language of the article, as a BCP 47 tag such as en, es or es-MX."},
	{Name: "author", Value: passage, Doc: "Who wrote the handout: a name, or a list of names."},
	{Name: "audience", Value: words, Doc: "Who the handout is for, such as: Parents and caregivers."},
	{Name: "purpose", Value: words, Doc: "One sentence that says what the handout helps the reader do."},
	{Name: "reviewed", Value: reviewedShape, Doc: "When somebody last checked that the handout is true, and who."},
	{Name: "key_points", Value: itemsShape, Doc: "What a reader should remember, in three to five short sentences."},
	{Name: "body", Required: true, Example: "a list of blocks, such as - text: Words",
		Value: &decode.Shape{List: &decode.ListShape{Of: blockShape}}, Doc: "The blocks of the handout, from top to bottom."},
	{Name: "link", Value: linkShape, Doc: "The address of the handout on the web. It is printed after the body, with a QR code."},
	{Name: "references", Value: &decode.Shape{List: &decode.ListShape{Of: referenceShape}},
		Doc: "The works cited, with CSL's field names, as pandoc and Zotero write them. Text cites one by its id: [@id]."},
	{Name: "bibliography", Value: words, Doc: "A file with more references, beside the article."},
	{Name: "nocite", Value: passage, Doc: "Ids of references to list though no text cites them, or \"@*\" for all of them."},
	{Name: "citation_style", Value: words, Doc: "The style of citations and references, such as mla, apa or ama, or a .csl file in the article's folder."},
	{Name: "pages", Value: &decode.Shape{Scalar: &decode.ScalarShape{Int: true, Min: 1, Max: 50}},
		Doc: "How many pages the handout must fit on, by small steps of size and space."},
	{Name: "check", Value: checkShape, Doc: "What the plain-language check is to know of this article."},
}}}

var reviewedShape = &decode.Shape{Name: "reviewed", Def: "reviewed", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "on", Required: true, Example: "2026-11-23", Doc: "The day of the review, as year-month-day.",
		Value: &decode.Shape{Scalar: &decode.ScalarShape{Pattern: regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`), Means: "a day such as 2026-11-23"}}},
	{Name: "by", Value: words, Doc: "Who reviewed it, a name or a role."},
	{Name: "every", Doc: "How long a review holds, such as 24 months or 2 years.",
		Value: &decode.Shape{Scalar: &decode.ScalarShape{Pattern: regexp.MustCompile(`^[1-9][0-9]{0,2} (months?|years?)$`), Means: "a time such as 24 months or 2 years"}}},
}}}

func (p *parser) article(v *decode.Value) *Article {
	a := &Article{
		Pos:       v.Pos,
		Title:     p.bare(v.Get("title")),
		Subtitle:  p.bare(v.Get("subtitle")),
		Authors:   texts(v.Get("author")),
		Audience:  p.bare(v.Get("audience")),
		Purpose:   p.line(v.Get("purpose")),
		Reviewed:  p.reviewed(v.Get("reviewed")),
		KeyPoints: p.items(v.Get("key_points")),
	}
	p.fieldless(v.Get("author"))
	a.Language, a.LangPos = p.language(v.Get("language"))
	a.Body = p.blocks(v.Get("body"))
	a.Link = p.link(v.Get("link"))
	a.References = p.references(v.Get("references"))
	a.CitationStyle, a.StylePos = named(v.Get("citation_style"))
	a.Bibliography, a.BibliographyPos = named(v.Get("bibliography"))
	a.Nocite = nocite(v.Get("nocite"))
	if pages := v.Get("pages"); pages != nil {
		a.Pages, _ = strconv.Atoi(pages.Text)
		a.PagesPos = pages.Pos
	}
	a.Check = checkOf(v.Get("check"))
	if v.Get("bibliography") == nil {
		p.unknownIDs(a)
	}
	return a
}

// named returns a name in a file, and where it stands.
func named(v *decode.Value) (string, diag.Pos) {
	if v == nil {
		return "", diag.Pos{}
	}
	return flat(v), v.Pos
}

// nocite returns the ids in v, with or without pandoc's @ before them and
// several in one text.
func nocite(v *decode.Value) (items []CitationItem) {
	for _, text := range v.List() {
		ids := []string{flat(text)}
		if strings.HasPrefix(ids[0], "@") {
			ids = strings.FieldsFunc(ids[0], func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
		}
		for _, id := range ids {
			items = append(items, CitationItem{Pos: text.Pos, ID: strings.TrimPrefix(id, "@")})
		}
	}
	return items
}

const languageHint = "a language is a tag such as en, es or es-MX"

func notLanguage(tag string) string { return diag.Quote(tag) + " is no language" }

// language returns the BCP 47 tag in v.
func (p *parser) language(v *decode.Value) (string, diag.Pos) {
	if v == nil {
		return "", diag.Pos{}
	}
	tag, err := language.Raw.Parse(flat(v))
	if err != nil {
		v.Error(&p.diags, "bad-language", notLanguage(v.Text), languageHint)
	}
	return tag.String(), v.Pos
}

func (p *parser) reviewed(v *decode.Value) *Reviewed {
	if v == nil {
		return nil
	}
	p.fieldless(v.Get("by"))
	r := &Reviewed{Pos: v.Pos, By: flat(v.Get("by"))}
	if on := v.Get("on"); on != nil {
		var err error
		if r.On, err = time.Parse(time.DateOnly, on.Text); err != nil {
			on.Error(&p.diags, "bad-date", "there is no day "+on.Text, "write year-month-day")
		}
	}
	if count, unit, ok := strings.Cut(v.Get("every").String(), " "); ok {
		r.Months, _ = strconv.Atoi(count)
		if strings.HasPrefix(unit, "year") {
			r.Months *= 12
		}
	}
	return r
}

// unknownIDs reports citations of what the references do not have.
func (p *parser) unknownIDs(a *Article) {
	var ids []string
	known := map[string]bool{}
	for _, r := range a.References {
		ids = append(ids, r.ID)
		known[r.ID] = true
	}
	for _, item := range append(p.cited, a.Nocite...) {
		if known[item.ID] || item.ID == Everything {
			continue
		}
		hint := `add it to the references, or write \@ for a plain @`
		if near := decode.Nearest(item.ID, ids); near != "" {
			hint = "did you mean " + diag.Quote(near) + "?"
		}
		p.fault(item.Pos, "@"+item.ID, "unknown-id", "there is no reference "+diag.Quote(item.ID), hint)
	}
}

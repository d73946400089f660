package cite

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"handout/internal/article"
	"handout/internal/diag"
)

// Options choose how sources are cited.
type Options struct {
	Style string // a shipped style's name, in place of the article's; may be empty
	CSL   []byte // a style file, in place of both; may be nil
	File  string // its name, for diagnostics
}

// Styles lists the names of the shipped styles.
func Styles() []string { return []string{"ama", "apa", "chicago", "mla", "vancouver"} }

const defaultStyle = "mla"

// Resolve returns a copy of a with no open citation in it: each is replaced by
// the words of the style, which lead to their entry in the list, and Sources
// holds the list of all references. The article is nil when the diagnostics
// hold an error.
func Resolve(a *article.Article, opt Options) (*article.Article, diag.List) {
	style, diags := styleFor(a, opt)
	if style == nil {
		return nil, diags
	}
	diags = append(diags, unknown(a)...)
	if diags.Failed() {
		return nil, diags
	}
	var cites []article.Citation
	a.Each(func(t article.Text) {
		for i := range t {
			if t[i].Cite != nil {
				cites = append(cites, *t[i].Cite)
			}
		}
	})
	res := style.format(a.Language, a.References, cites, nil, true)
	if diags = append(diags, res.Warnings...); diags.Failed() {
		return nil, diags
	}
	b := place(a, res)
	b.Sources = res.sources(style, a.Language)
	return b, diags
}

// styleFor returns the style to use.
func styleFor(a *article.Article, opt Options) (*Style, diag.List) {
	if opt.CSL != nil {
		return Load(opt.File, opt.CSL)
	}
	name, pos := a.CitationStyle, a.StylePos
	if opt.Style != "" {
		name, pos = opt.Style, diag.Pos{}
	}
	if name == "" {
		name = defaultStyle
	}
	if s := Shipped(name); s != nil {
		return s, nil
	}
	return nil, diag.List{{
		Pos: pos, Width: len([]rune(name)), Rule: "unknown-style",
		Message: fmt.Sprintf("no citation style is called %q", shorten(name)),
		Hint:    "the styles are " + strings.Join(Styles(), ", ") + "; --csl FILE.csl loads any other",
	}}
}

// Shipped returns a style that the program brings along, nil if it has none of
// that name.
func Shipped(name string) *Style { return shippedStyles()[strings.ToLower(name)] }

var shippedStyles = sync.OnceValue(func() map[string]*Style {
	styles := map[string]*Style{}
	for _, name := range Styles() {
		src, err := shipped.ReadFile("styles/" + name + ".csl")
		if err != nil {
			continue
		}
		if s, _ := ParseStyle(name, src); s != nil {
			styles[name] = s
		}
	}
	return styles
})

// parents maps what official styles are called to the shipped style that says
// the same.
var parents = map[string]string{
	"apa":                          "apa",
	"american-medical-association": "ama",
	"modern-language-association":  "mla",
	"nlm-citation-sequence":        "vancouver",
	"vancouver":                    "vancouver",
	"chicago-author-date":          "chicago",
}

// Load reads a style file. A dependent style, which only points to another,
// becomes the shipped style that does what it points to.
func Load(name string, src []byte) (*Style, diag.List) {
	s, diags := ParseStyle(name, src)
	if s == nil || s.Parent == "" {
		return s, diags
	}
	parent := path.Base(s.Parent)
	if own := Shipped(parents[parent]); own != nil {
		return own, nil
	}
	return nil, diag.List{{
		Pos: diag.Pos{File: name, Line: 1}, Rule: "dependent-style",
		Message: fmt.Sprintf("the style only points to the style %q", shorten(parent)),
		Hint:    "load that one instead: " + s.Parent,
	}}
}

// unknown reports what a cites without having a reference for it.
func unknown(a *article.Article) diag.List {
	var diags diag.List
	check := func(item article.CitationItem) {
		if item.ID != article.Everything && !slices.ContainsFunc(a.References, func(r article.Reference) bool { return r.ID == item.ID }) {
			diags.Errorf(item.Pos, "unknown-source", "no reference is called %q", item.ID)
		}
	}
	for _, item := range a.Nocite {
		check(item)
	}
	a.Each(func(t article.Text) {
		for i := range t {
			if t[i].Cite != nil {
				for _, item := range t[i].Cite.Items {
					check(item)
				}
			}
		}
	})
	return diags
}

// place puts the finished citations in the texts of a.
func place(a *article.Article, res *Result) *article.Article {
	next := 0
	return a.Map(func(t article.Text) article.Text {
		if !t.Has(func(in *article.Inline) bool { return in.Cite != nil }) {
			return t
		}
		out := make(article.Text, 0, len(t)+4)
		for i := range t {
			in := &t[i]
			if in.Cite == nil {
				out = append(out, *in)
				continue
			}
			for _, run := range res.Citations[next] {
				run.Pos = in.Pos
				run.Style |= in.Style
				run.Lang = in.Lang
				out = append(out, run)
			}
			next++
		}
		return hugMarks(out)
	})
}

// hugMarks sets superscript marks close to the word they belong to: without a
// space before them, and behind a comma or a full stop (AMA 2.13.1).
func hugMarks(t article.Text) article.Text {
	moves := func(in *article.Inline) bool { return in.Text == "" || in.Style&article.Superscript != 0 }
	if !t.Has(moves) {
		return t
	}
	var out article.Text
	for _, in := range t {
		isMark := in.Entry != "" && in.Style&article.Superscript != 0
		k := len(out) - 1
		switch {
		case isMark && k >= 0 && out[k].Entry == "":
			out[k].Text = strings.TrimRight(out[k].Text, " ")
		case in.Style&article.Superscript == 0 && k >= 0 && out[k].Entry != "" && out[k].Style&article.Superscript != 0 &&
			(strings.HasPrefix(in.Text, ".") || strings.HasPrefix(in.Text, ",")):
			for k > 0 && out[k-1].Style&article.Superscript != 0 {
				k--
			}
			point := in
			point.Text, in.Text, in.Pos = in.Text[:1], in.Text[1:], in.Pos.Right(1)
			out = slices.Insert(out, k, point)
		}
		if in.Text != "" {
			out = append(out, in)
		}
	}
	return out
}

// titles is what the list is called, in English and Spanish.
var titles = map[string][2]string{
	"mla": {"Works Cited", "Obras citadas"},
}

func (res *Result) sources(s *Style, lang string) *article.Sources {
	if len(res.Entries) == 0 {
		return nil
	}
	title, ok := titles[s.Name]
	if !ok {
		title = [2]string{"References", "Referencias"}
	}
	list := &article.Sources{Title: title[0], Entries: res.Entries, Hanging: res.Hanging}
	if primary(lang) == "es" {
		list.Title = title[1]
	}
	return list
}

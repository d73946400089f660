package build

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"handout/internal/article"
	"handout/internal/bibliography"
	"handout/internal/cite"
	"handout/internal/diag"
)

// StyleFile is a file of the Citation Style Language.
type StyleFile struct {
	Path string
	Text []byte
}

var (
	styleExts        = []string{".csl"}
	bibliographyExts = []string{".bib", ".json", ".ris", ".nbib"}
)

// ReadStyle reads a style file and tries it: it is good unless the diagnostics
// hold an error. It is an *Error when it cannot be read at all.
func ReadStyle(path string) (*StyleFile, diag.List, error) {
	src, _, fault := readInput(context.Background(), path, nil, MaxSize, "a citation style", styleExts)
	if fault != nil {
		return nil, nil, fault
	}
	_, diags := cite.Load(path, src)
	return &StyleFile{path, src}, diags, nil
}

// Listing is what became of the list of references of one file.
type Listing struct {
	cite.List
	Outcome Outcome
	Diags   diag.List         // a Listing that is not Done has an error
	Texts   map[string][]byte // the files they are about, by name, for the excerpts
}

// Cite returns the list of references of an article, or of everything in a
// bibliography. path may be Std.
func Cite(path string, opt Options) Listing {
	j := Job{Source: path}
	l := Listing{List: cite.List{File: j.Name()}}
	src, files, fault := j.readAs(context.Background(), "a bibliography", bibliography.MaxSize, slices.Concat(articleExts, bibliographyExts), opt.Stdin)
	if fault != nil {
		l.Outcome, l.Diags = fault.Outcome, diag.List{fault.Diagnostic}
		return l
	}
	defer files.root.Close()
	d := draft{name: j.Name()}
	l.Lang, l.Entries = d.list(src, files, opt)
	l.Diags, l.Texts = d.diags, files.texts
	if d.diags.Failed() {
		l.Outcome, l.Entries = Faulty, nil
	}
	return l
}

// list returns the list of references and its language.
func (d *draft) list(src []byte, files *folder, opt Options) (lang string, entries []article.Entry) {
	defer d.rescue(new([]byte))
	if isBibliography(d.name, src) {
		d.stage = "reading the references of the article"
		refs, found := bibliography.Parse(d.name, src)
		if d.say(found) {
			d.article, d.files = &article.Article{Language: "en", References: refs}, files
		}
	} else {
		d.read(src, files)
	}
	d.resolve(opt)
	if d.cited == nil || d.cited.Sources == nil {
		return "", nil
	}
	return d.cited.Language, d.cited.Sources.Entries
}

var bodyKey = regexp.MustCompile(`(?m)^(\{[ \t]*)?["']?body["']?[ \t]*:`)

// isBibliography tells a file of references from an article, which alone has
// a body.
func isBibliography(name string, src []byte) bool {
	return slices.Contains(bibliographyExts, strings.ToLower(filepath.Ext(name))) || !bodyKey.Match(src)
}

// resolve cites the article's sources.
func (d *draft) resolve(opt Options) {
	if d.article == nil {
		return
	}
	d.stage = "citing the sources of the article"
	how, found := d.style(opt)
	if !d.say(found) {
		return
	}
	d.cited, found = cite.Resolve(d.article, how)
	d.say(found)
}

// style returns how the article cites: as opt wants, or else as it says
// itself, which may be by a style file in its folder.
func (d *draft) style(opt Options) (cite.Options, diag.List) {
	name := d.article.CitationStyle
	switch {
	case opt.CSL != nil:
		return cite.Options{CSL: opt.CSL.Text, File: opt.CSL.Path}, nil
	case opt.Style != "" || !slices.Contains(styleExts, strings.ToLower(filepath.Ext(name))):
		return cite.Options{Style: opt.Style}, nil
	}
	wrong := diag.Diagnostic{Pos: d.article.StylePos, Width: len([]rune(name)), Rule: "citation-style"}
	src, path, err := d.files.read(name, MaxSize)
	switch {
	case err != nil:
		wrong.Message = fmt.Sprintf("cannot read the citation style %q: %v", name, cause(err))
		wrong.Hint = "it must be a file in the article's folder or below it, or one of " + strings.Join(cite.Styles(), ", ")
	case len(src) > MaxSize:
		wrong.Message = fmt.Sprintf("the citation style %q is larger than %d MiB", name, MaxSize>>20)
	default:
		return cite.Options{CSL: src, File: path}, nil
	}
	return cite.Options{}, diag.List{wrong}
}

package build

import (
	"context"
	"fmt"
	"iter"
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
	Text []byte // XML
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

// Cite yields the list of references of each of the files that sources stand
// for, and tells how many they are: of an article, or of everything in a
// bibliography. A source is such a file, Std, a folder, which stands for the
// articles in it, or a pattern, which finds both. Cite ends early when ctx does.
func Cite(ctx context.Context, sources []string, opt Options) (iter.Seq[Listing], int) {
	f := newFinder(slices.Concat(articleExts, bibliographyExts))
	for _, source := range sources {
		f.source(source)
	}
	return func(yield func(Listing) bool) {
		for _, a := range f.all {
			if ctx.Err() != nil || !yield(a.cite(ctx, opt)) {
				return
			}
		}
	}, len(f.all)
}

func (a found) cite(ctx context.Context, opt Options) Listing {
	j := Job{Source: a.path}
	l := Listing{List: cite.List{File: j.Name()}}
	fault := a.fault
	var src []byte
	var files *folder
	if fault == nil {
		src, files, fault = j.readAs(ctx, "a bibliography", bibliography.MaxSize, slices.Concat(articleExts, bibliographyExts), opt.Stdin)
	}
	if fault != nil {
		l.Outcome, l.Diags = fault.Outcome, diag.List{fault.Diagnostic}
		return l
	}
	defer files.root.Close()
	of := clinics{named: opt.Brand}
	c := of.of(files.dir)
	files.add(c)
	if c.failed() {
		l.Outcome, l.Diags, l.Texts = c.outcome(), c.found(j.Name(), map[*clinic]bool{}), files.texts
		return l
	}
	d := draft{name: j.Name(), clinic: c}
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
			d.article, d.files = d.clinic.prefer(&article.Article{Language: "en", References: refs}), files
		}
	} else {
		d.read(src, files)
	}
	d.choose(opt)
	d.resolve()
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

// choose settles how the article cites.
func (d *draft) choose(opt Options) {
	if d.article == nil {
		return
	}
	d.stage = "choosing the citation style of the article"
	how, found := d.style(opt)
	d.say(found)
	d.how = how
}

// resolve cites the article's sources, unless something is wrong.
func (d *draft) resolve() {
	if d.diags.Failed() || d.article == nil {
		return
	}
	d.stage = "citing the sources of the article"
	a, found := cite.Resolve(d.article, d.how)
	d.say(found)
	d.cited = a
}

// style returns how the article cites: as opt wants, or else as it says
// itself, or its clinic, which may be by a style file in the folder of either.
func (d *draft) style(opt Options) (cite.Options, diag.List) {
	a := d.article
	var file *StyleFile
	var found diag.List
	switch {
	case opt.CSL != nil:
		file = opt.CSL
	case opt.Style != "" || !isStyleFile(a.CitationStyle):
		return cite.Options{Style: opt.Style}, nil
	case a.StylePos.File != d.name:
		file = d.clinic.style
	default:
		file, found = d.files.style(a.CitationStyle, a.StylePos, "article")
	}
	if file == nil {
		return cite.Options{}, found
	}
	return cite.Options{CSL: file.Text, File: file.Path}, nil
}

func isStyleFile(name string) bool {
	return slices.Contains(styleExts, strings.ToLower(filepath.Ext(name)))
}

// style reads the citation style called name, as is said at pos of an article or
// of what else of is.
func (f *folder) style(name string, pos diag.Pos, of string) (*StyleFile, diag.List) {
	wrong := diag.Diagnostic{Pos: pos, Width: len([]rune(name)), Rule: "citation-style"}
	src, path, err := f.read(name, MaxSize)
	switch {
	case err != nil:
		wrong.Message = fmt.Sprintf("cannot read the citation style %q: %v", name, cause(err))
		wrong.Hint = "it must be a file in the " + of + "'s folder or below it, or one of " + strings.Join(cite.Styles(), ", ")
	case len(src) > MaxSize:
		wrong.Message = fmt.Sprintf("the citation style %q is larger than %d MiB", name, MaxSize>>20)
	default:
		return &StyleFile{path, src}, nil
	}
	return nil, diag.List{wrong}
}

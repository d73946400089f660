package build

import (
	"fmt"
	"slices"

	"handout/internal/article"
	"handout/internal/bibliography"
	"handout/internal/diag"
)

// withBibliography returns a with those references of its bibliography file
// that it cites, or lists without citing them, behind its own; all where its
// nocite says so. Without such a file it is a itself; nil if the file is not
// good.
func withBibliography(a *article.Article, files *folder) (*article.Article, diag.List) {
	if a.Bibliography == "" {
		return a, nil
	}
	src, path, err := files.read(a.Bibliography, bibliography.MaxSize)
	if err != nil {
		return nil, diag.List{{Pos: a.BibliographyPos, Width: len(a.Bibliography), Rule: "bibliography",
			Message: fmt.Sprintf("cannot read the bibliography %q: %v", a.Bibliography, cause(err)),
			Hint:    "it must be a file in the article's folder or below it"}}
	}
	refs, diags := bibliography.Parse(path, src)
	if diags.Failed() {
		return nil, diags
	}
	named := namedIn(a)
	more := *a
	more.References = slices.Clone(a.References)
	for _, r := range refs {
		own := slices.ContainsFunc(a.References, func(o article.Reference) bool { return o.ID == r.ID })
		if (named[r.ID] || named[article.Everything]) && !own {
			more.References = append(more.References, r)
		}
	}
	return &more, diags
}

// namedIn returns the ids that a cites or lists.
func namedIn(a *article.Article) map[string]bool {
	ids := map[string]bool{}
	for _, item := range a.Nocite {
		ids[item.ID] = true
	}
	a.Each(func(t article.Text) {
		for _, in := range t {
			if in.Cite == nil {
				continue
			}
			for _, item := range in.Cite.Items {
				ids[item.ID] = true
			}
		}
	})
	return ids
}

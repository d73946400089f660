package pdf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handout/layout"
)

// finish makes the file out of what fpdf has drawn.
func finish(doc *layout.Document, p *painter, from Digest) ([]byte, error) {
	in, err := open(p.drawn.Bytes())
	if err != nil {
		return nil, fmt.Errorf("reading fpdf's file: %w", err)
	}
	f := newFile(p.buffers)
	pages := make([]ref, len(doc.Pages))
	for i := range pages {
		pages[i] = f.ref()
	}
	resources, contents, err := f.drawn(in, p)
	if err != nil {
		return nil, fmt.Errorf("reading fpdf's file: %w", err)
	}
	if len(contents) != len(pages) {
		return nil, fmt.Errorf("%d pages were drawn, not %d", len(contents), len(pages))
	}
	annotations, links := f.annotations(doc, p.links, pages)
	tree, err := f.tree(p.tree, pages, p.owners, links)
	if err != nil {
		return nil, err
	}
	parent := f.ref()
	for i, page := range doc.Pages {
		b := append(appendRef(append(f.body(), "/Type/Page/Parent "...), parent), "/MediaBox[0 0 "...)
		b = append(appendMilli(b, page.Width), ' ')
		b = append(appendMilli(b, page.Height), ']')
		b = fmt.Appendf(b, "/Resources %d 0 R/Contents %d 0 R/Tabs/S", resources, contents[i]) // ISO 14289-1, 7.18.3
		if len(p.owners[i]) > 0 {
			b = fmt.Appendf(b, "/StructParents %d", i)
		}
		if len(annotations[i]) > 0 {
			b = append(appendRefs(append(b, "/Annots["...), annotations[i]), ']')
		}
		f.put(pages[i], append(b, ">>"...))
	}
	root := f.catalog(doc, parent, tree, f.outline(doc, pages))
	f.clear(parent, fmt.Appendf(nil, "<<%s%d/Kids[%s]>>", pagesKey, len(pages), appendRefs(nil, pages)))
	info := f.ref()
	f.put(info, information(doc))
	return f.close(root, info, from), nil
}

// catalog writes the document's root (7.7.2).
func (f *file) catalog(doc *layout.Document, pages, tree, outline ref) ref {
	profile, meta := f.ref(), f.ref()
	f.stream(profile, "/N 3/Filter/FlateDecode", sRGB())
	f.stream(meta, "/Type/Metadata/Subtype/XML", metadata(doc)) // in the clear, so that any tool finds it
	// ISO 19005-2, 6.2.3
	intent := "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile"
	b := fmt.Appendf(nil, "<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%s %d 0 R>>]", pages, meta, intent, profile)
	b = appendText(append(b, "/Lang"...), doc.Language)
	b = append(b, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"...) // ISO 14289-1, 6.2 and 7.1
	b = appendRef(append(b, "/StructTreeRoot "...), tree)
	if outline != 0 {
		b = appendRef(append(b, "/Outlines "...), outline)
	}
	return f.add("%s>>", b)
}

// drawn takes over what fpdf has drawn: the contents of the pages, with the
// painter's operators in their places, and the resources that they share, with
// the fonts.
func (f *file) drawn(in *reader, p *painter) (resources ref, contents []ref, err error) {
	catalog, err := in.dict(in.trailer["Root"])
	if err != nil {
		return 0, nil, err
	}
	root, err := in.dict(catalog["Pages"])
	if err != nil {
		return 0, nil, err
	}
	kids, _ := root["Kids"].(array)
	var shared any
	given := 0
	for _, kid := range kids {
		page, err := in.dict(kid)
		if err != nil {
			return 0, nil, err
		}
		v, err := in.object(page["Contents"])
		content, ok := v.(stream)
		if err != nil || !ok {
			return 0, nil, errors.Join(err, errors.New("a page has no contents"))
		}
		contents = append(contents, f.ref())
		f.page, given = p.whole(f.page[:0], content.data, given)
		f.deflatedStream(contents[len(contents)-1], "", f.page)
		shared = page["Resources"]
	}
	if given != len(p.given) {
		return 0, nil, errors.New("the canvas lost the place of some text")
	}
	res, err := in.dict(shared)
	if err != nil {
		return 0, nil, err
	}
	fonts, err := f.fonts(p.inUse)
	if err != nil {
		return 0, nil, err
	}
	pictures, err := f.pictures(in, res["XObject"])
	if err != nil {
		return 0, nil, err
	}
	return f.add("<</Font<<%s>>/XObject<<%s>>>>", fonts, pictures), contents, nil
}

// fonts writes the fonts and returns their dictionary's entries.
func (f *file) fonts(faces []*face) ([]byte, error) {
	var b []byte
	for _, face := range faces {
		r, err := f.font(face)
		if err != nil {
			return nil, err
		}
		b = fmt.Appendf(b, "/%s %d 0 R", face.name, r)
	}
	return b, nil
}

// pictures copies the images, in the order of their names, and returns their
// dictionary's entries.
func (f *file) pictures(in *reader, images any) ([]byte, error) {
	d, err := in.dict(images)
	if err != nil {
		return nil, err
	}
	var b []byte
	for _, key := range slices.Sorted(maps.Keys(d)) {
		r, err := f.picture(in, d[key])
		if err != nil {
			return nil, err
		}
		b = fmt.Appendf(b, "/%s %d 0 R", key, r)
	}
	return b, nil
}

// picture copies an image and the palette that it may refer to.
func (f *file) picture(in *reader, image any) (ref, error) {
	var failed error
	r, err := f.copy(in, image, func(palette ref) ref {
		r, err := f.copy(in, palette, func(ref) ref { return 0 })
		failed = errors.Join(failed, err)
		return r
	})
	return r, errors.Join(err, failed)
}

// copy copies a stream; number copies what it refers to.
func (f *file) copy(in *reader, v any, number func(ref) ref) (ref, error) {
	v, err := in.object(v)
	s, ok := v.(stream)
	if err != nil || !ok {
		return 0, errors.Join(err, errors.New("no stream where one was expected"))
	}
	entries := maps.Clone(s.dict)
	delete(entries, "Length")
	written := string(appendEntries(nil, entries, number))
	r := f.ref()
	if entries["Filter"] == nil { // a palette: fpdf was told not to deflate
		f.deflatedStream(r, written, s.data)
	} else {
		f.stream(r, written, s.data)
	}
	return r, nil
}

// annotations writes the links (12.5.6.5) and returns them by page, and the
// elements they belong to in the order of their keys in the parent tree. Each
// has its description and is printed with the page (ISO 14289-1, 7.18.5; ISO
// 19005-2, 6.3.2).
func (f *file) annotations(doc *layout.Document, areas []link, pages []ref) (byPage [][]ref, links []*element) {
	byPage = make([][]ref, len(pages))
	for i, a := range areas {
		height := doc.Pages[a.page].Height
		b := append(f.body(), "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["...)
		for j, v := range []layout.Length{a.X, height - a.Y - a.H, a.X + a.W, height - a.Y} {
			if j > 0 {
				b = append(b, ' ')
			}
			b = appendMilli(b, v)
		}
		b = appendInt(append(b, "]/StructParent "...), len(pages)+i)
		b = appendText(append(b, "/Contents"...), a.element.describe())
		if a.Target != nil {
			b = appendPlace(append(b, "/Dest"...), doc, pages, a.Target.Page, a.Target.Y)
		} else {
			b = appendText(append(b, "/A<</S/URI/URI"...), ascii(a.URI))
			b = append(b, ">>"...)
		}
		r := f.ref()
		f.put(r, append(b, ">>"...))
		byPage[a.page] = append(byPage[a.page], r)
		a.element.areas = append(a.element.areas, area{a.page, r})
		links = append(links, a.element)
	}
	return byPage, links
}

// ascii escapes what may not stand in a URI (12.6.4.7).
func ascii(uri string) string {
	var b strings.Builder
	for i := range len(uri) {
		if c := uri[i]; c <= ' ' || c > '~' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// appendPlace writes a destination: a page, with y at the window's top and the
// magnification as it is (12.3.2.2).
func appendPlace(b []byte, doc *layout.Document, pages []ref, page int, y layout.Length) []byte {
	b = append(appendRef(append(b, '['), pages[page]), "/XYZ 0 "...)
	return append(appendMilli(b, doc.Pages[page].Height-y), " null]"...)
}

// outline writes the bookmarks (12.3.3), all of them open, and returns their
// root; 0 if there are none.
func (f *file) outline(doc *layout.Document, pages []ref) ref {
	if len(doc.Outline) == 0 {
		return 0
	}
	root := f.ref()
	items := make([]outlineItem, len(doc.Outline)+1) // the root first
	items[0].ref = root
	parents := []int{0} // of each level
	for i, b := range doc.Outline {
		it := &items[i+1]
		it.ref = f.ref()
		parents = parents[:b.Level+1]
		it.parent = parents[b.Level]
		up := &items[it.parent]
		if up.first == 0 {
			up.first = i + 1
		} else {
			it.prev = up.last
			items[up.last].next = i + 1
		}
		up.last = i + 1
		for _, p := range parents {
			items[p].count++
		}
		parents = append(parents, i+1)
	}
	for i, it := range items {
		b := f.body()
		if i == 0 {
			b = append(b, "/Type/Outlines"...)
		} else {
			mark := doc.Outline[i-1]
			b = appendText(append(b, "/Title"...), mark.Title)
			b = appendPlace(append(b, "/Dest"...), doc, pages, mark.Page, mark.Y)
			b = appendRef(append(b, "/Parent "...), items[it.parent].ref)
		}
		for _, to := range []struct {
			key  string
			item int
		}{{"/Prev ", it.prev}, {"/Next ", it.next}, {"/First ", it.first}, {"/Last ", it.last}} {
			if to.item != 0 {
				b = appendRef(append(b, to.key...), items[to.item].ref)
			}
		}
		if it.count > 0 {
			b = fmt.Appendf(b, "/Count %d", it.count)
		}
		f.put(it.ref, append(b, ">>"...))
	}
	return root
}

// outlineItem is a bookmark with those around it, by index; 0 is none.
type outlineItem struct {
	ref                             ref
	parent, prev, next, first, last int
	count                           int
}

func appendRefs(b []byte, refs []ref) []byte {
	for i, r := range refs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendRef(b, r)
	}
	return b
}

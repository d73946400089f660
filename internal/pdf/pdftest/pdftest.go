// Package pdftest reads finished PDFs back for tests, by a library that has
// nothing to do with how they were written: what a screen reader is told
// (Tree), and whether structure, marked content and annotations lead to each
// other as PDF/UA-1 (ISO 14289-1) asks (Check).
package pdftest

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"
)

// File is a PDF that was read.
type File struct {
	root  pdf.Value
	pages []page
	faults
}

type page struct {
	pdf.Value
	marks map[int64]*mark // by id
}

// mark is a marked-content sequence of a page.
type mark struct {
	text       string
	actual     bool   // text is not what is shown but what is said for it
	properties string // what else is said of it
}

// faults collects what is wrong.
type faults []error

func (f *faults) addf(format string, args ...any) { *f = append(*f, fmt.Errorf(format, args...)) }

// Open reads a file and the contents of its pages.
func Open(data []byte) (f *File, err error) {
	defer broken(&err)
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	f = &File{root: r.Trailer().Key("Root")}
	for i := range r.NumPage() {
		p := page{r.Page(i + 1).V, map[int64]*mark{}}
		f.contents(&p, i+1)
		f.pages = append(f.pages, p)
	}
	return f, nil
}

// broken makes an error of a panic, the library's way to report a broken file.
func broken(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("not a PDF: %v", r)
	}
}

// contents reads the marked content of a page. Whatever is painted must be in
// it, or in an artifact (7.1).
func (f *File) contents(p *page, number int) {
	var open []*mark // with an empty one for each artifact
	var font pdf.TextEncoding
	show := func(raw string) {
		if len(open) == 0 {
			f.addf("page %d: text outside marked content", number)
			return
		}
		if m := open[len(open)-1]; !m.actual {
			m.text += font.Decode(raw)
		}
	}
	pdf.Interpret(p.Key("Contents"), func(stack *pdf.Stack, op string) {
		var args []pdf.Value
		for stack.Len() > 0 {
			args = append(args, stack.Pop())
		}
		slices.Reverse(args)
		switch op {
		case "BMC", "BDC":
			if len(open) > 0 {
				f.addf("page %d: marked content within marked content", number)
			}
			m := &mark{}
			open = append(open, m)
			if op == "BDC" && args[1].Key("MCID").Kind() == pdf.Integer {
				id, said := args[1].Key("MCID").Int64(), args[1].Key("ActualText")
				if p.marks[id] != nil {
					f.addf("page %d: MCID %d is there twice", number, id)
				}
				*m = mark{said.Text(), !said.IsNull(), attributes(args[1])}
				p.marks[id] = m
			} else if args[0].Name() != "Artifact" {
				f.addf("page %d: marked content that is neither structure nor artifact", number)
			}
		case "EMC":
			if len(open) == 0 {
				f.addf("page %d: EMC without BMC", number)
				return
			}
			open = open[:len(open)-1]
		case "Tf":
			font = (&pdf.Font{V: p.Key("Resources").Key("Font").Key(args[0].Name())}).Encoder()
		case "Tj":
			show(args[0].RawString())
		case "TJ":
			for i := range args[0].Len() {
				if s := args[0].Index(i); s.Kind() == pdf.String {
					show(s.RawString())
				}
			}
		case "f", "f*", "B", "B*", "S", "Do":
			if len(open) == 0 {
				f.addf("page %d: %s outside marked content", number, op)
			}
		case "F", "b", "b*", "s", "sh", "'", "\"", "BI":
			f.addf("page %d: unexpected operator %s", number, op)
		}
	})
	if len(open) > 0 {
		f.addf("page %d: marked content is left open", number)
	}
}

// Tree returns the structure as a screen reader walks it: an element on a line,
// with its attributes and its words.
func Tree(data []byte) (string, error) {
	f, err := Open(data)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%q in %s\n", f.title(), f.root.Key("Lang").Text())
	f.walk(f.root.Key("StructTreeRoot").Key("K"), func(e element) {
		indent := strings.Repeat("  ", e.depth)
		fmt.Fprintf(&b, "%s%s%s", indent, e.Key("S").Name(), attributes(e.Value))
		if slices.ContainsFunc(e.kids, func(k kid) bool { return k.element || k.properties != "" }) {
			b.WriteByte('\n')
			for _, k := range e.kids {
				switch {
				case k.element:
					k.walk()
				case k.link != "":
					fmt.Fprintf(&b, "%s  -> %s\n", indent, k.link)
				default:
					fmt.Fprintf(&b, "%s  %q%s\n", indent, k.text, k.properties)
				}
			}
			return
		}
		text, links := "", ""
		for _, k := range e.kids {
			text += k.text
			if k.link != "" {
				links += " -> " + k.link
			}
		}
		if text != "" {
			fmt.Fprintf(&b, " %q", text)
		}
		b.WriteString(links + "\n")
	})
	return b.String(), nil
}

func (f *File) title() string {
	_, rest, _ := strings.Cut(f.metadata(), `<rdf:li xml:lang="x-default">`)
	title, _, _ := strings.Cut(rest, "</rdf:li>")
	return html.UnescapeString(title)
}

func (f *File) metadata() string {
	var b bytes.Buffer
	b.ReadFrom(f.root.Key("Metadata").Reader())
	return b.String()
}

// attributes returns what an element says beside its content.
func attributes(e pdf.Value) string {
	var b strings.Builder
	for _, key := range []string{"ID", "Alt", "ActualText", "E", "Lang"} {
		if v := e.Key(key); !v.IsNull() {
			fmt.Fprintf(&b, " %s=%q", key, v.Text())
		}
	}
	a := e.Key("A")
	for _, key := range a.Keys() {
		if key == "O" {
			continue
		}
		b.WriteString(" " + key + "=" + strings.TrimPrefix(a.Key(key).String(), "/"))
	}
	return b.String()
}

// Text returns the words of the structure in reading order, an element that is
// set on lines of its own on a line.
func Text(data []byte) (string, error) {
	f, err := Open(data)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	f.walk(f.root.Key("StructTreeRoot").Key("K"), func(e element) {
		for _, k := range e.kids {
			if k.element {
				k.walk()
			}
			b.WriteString(k.text)
		}
		switch e.Key("S").Name() {
		case "Link", "Span", "Reference", "BibEntry", "Lbl":
		default:
			b.WriteByte('\n')
		}
	})
	return b.String(), nil
}

// ColorSpaces returns those of the pictures of the first page.
func ColorSpaces(data []byte) (spaces []string, err error) {
	f, err := Open(data)
	if err != nil {
		return nil, err
	}
	images := f.pages[0].Key("Resources").Key("XObject")
	for _, key := range images.Keys() {
		spaces = append(spaces, images.Key(key).Key("ColorSpace").String())
	}
	return spaces, nil
}

// element is a structure element on a walk through the tree.
type element struct {
	pdf.Value
	depth int
	kids  []kid
}

// kid is something in an element: another, words, or a link's annotation.
type kid struct {
	element          bool
	walk             func() // of an element
	text, properties string
	link             string
	page             int // of words and annotations, from 0
	mcid             int64
}

// walk calls visit for an element; visit walks on into its kids.
func (f *File) walk(v pdf.Value, visit func(element)) { f.walkAt(v, 0, visit) }

func (f *File) walkAt(v pdf.Value, depth int, visit func(element)) {
	e := element{Value: v, depth: depth}
	kids := v.Key("K")
	var all []pdf.Value
	if kids.Kind() == pdf.Array {
		for i := range kids.Len() {
			all = append(all, kids.Index(i))
		}
	} else if !kids.IsNull() {
		all = append(all, kids)
	}
	for _, k := range all {
		switch {
		case k.Kind() == pdf.Integer:
			e.kids = append(e.kids, f.words(v.Key("Pg"), k.Int64()))
		case k.Key("Type").Name() == "MCR":
			e.kids = append(e.kids, f.words(k.Key("Pg"), k.Key("MCID").Int64()))
		case k.Key("Type").Name() == "OBJR":
			obj := k.Key("Obj")
			to := obj.Key("A").Key("URI").RawString()
			if dest := obj.Key("Dest"); !dest.IsNull() {
				to = fmt.Sprintf("page %d", f.page(dest.Index(0))+1)
			}
			on := k.Key("Pg")
			if on.IsNull() {
				on = v.Key("Pg")
			}
			e.kids = append(e.kids, kid{link: to, page: f.page(on)})
		default:
			e.kids = append(e.kids, kid{element: true, walk: func() { f.walkAt(k, depth+1, visit) }})
		}
	}
	visit(e)
}

func (f *File) words(page pdf.Value, mcid int64) kid {
	k := kid{page: f.page(page), mcid: mcid}
	if k.page >= 0 {
		m := f.pages[k.page].marks[mcid]
		if m == nil {
			f.addf("page %d: the structure wants MCID %d", k.page+1, mcid)
			return k
		}
		k.text = m.text
		if !m.actual {
			k.properties = m.properties
		}
	}
	return k
}

// page returns the number of a page from 0. The library does not tell one
// object from another, but no two pages look the same.
func (f *File) page(v pdf.Value) int {
	return slices.IndexFunc(f.pages, func(p page) bool { return same(p.Value, v) })
}

func same(a, b pdf.Value) bool { return !a.IsNull() && a.String() == b.String() }

// Check returns everything in the file that a reader with a screen reader
// could not follow.
func Check(data []byte) error {
	f, err := Open(data)
	if err != nil {
		return err
	}
	f.document()
	f.structure()
	f.annotations()
	return errors.Join(f.faults...)
}

// document checks the catalog and the pages (6.2, 7.1, 7.18.3; ISO 19005-2,
// 6.2.3 and 6.2.10).
func (f *File) document() {
	for _, want := range []struct {
		what string
		ok   bool
	}{
		{"Marked", f.root.Key("MarkInfo").Key("Marked").Bool()},
		{"DisplayDocTitle", f.root.Key("ViewerPreferences").Key("DisplayDocTitle").Bool()},
		{"a language", f.root.Key("Lang").Text() != ""},
		{"a title", f.title() != ""},
		{"the claim PDF/UA-1", strings.Contains(f.metadata(), "<pdfuaid:part>1</pdfuaid:part>")},
		{"the claim PDF/A-2a", strings.Contains(f.metadata(), "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>")},
		{"an output intent", f.root.Key("OutputIntents").Index(0).Key("S").Name() == "GTS_PDFA1"},
	} {
		if !want.ok {
			f.addf("the document lacks %s", want.what)
		}
	}
	for i, p := range f.pages {
		if p.Key("Tabs").Name() != "S" {
			f.addf("page %d: the tab order is not the structure's", i+1)
		}
		res := p.Key("Resources")
		if !p.Key("Group").IsNull() || !res.Key("ExtGState").IsNull() {
			f.addf("page %d: may be transparent", i+1)
		}
		for _, x := range res.Key("XObject").Keys() {
			if image := res.Key("XObject").Key(x); !image.Key("SMask").IsNull() || !image.Key("Mask").IsNull() {
				f.addf("page %d: picture %s is transparent", i+1, x)
			}
		}
	}
}

// structure checks that every piece of marked content is in one element, that
// the parent tree leads back to it, and what elements of some types must have
// (7.3, 7.5, 7.9; ISO 32000-1, 14.7.4).
func (f *File) structure() {
	type place struct {
		page int
		mcid int64
	}
	seen := map[place]bool{}
	ids := map[string]bool{}
	names := f.root.Key("StructTreeRoot").Key("IDTree").Key("Names")
	for i := 0; i < names.Len(); i += 2 {
		ids[names.Index(i).RawString()] = true
		if names.Index(i+1).Key("ID").RawString() != names.Index(i).RawString() {
			f.addf("the ID tree leads from %q elsewhere", names.Index(i).RawString())
		}
	}
	f.walk(f.root.Key("StructTreeRoot").Key("K"), func(e element) {
		f.element(e, ids)
		for _, k := range e.kids {
			switch {
			case k.element:
				k.walk()
			case k.page < 0:
				f.addf("%s: content on no page", e.Key("S").Name())
			case k.link == "":
				p := place{k.page, k.mcid}
				if seen[p] {
					f.addf("page %d: MCID %d is in two places", k.page+1, k.mcid)
				}
				seen[p] = true
				if !same(f.parent(f.pages[k.page].Key("StructParents")).Index(int(k.mcid)), e.Value) {
					f.addf("page %d: the parent tree does not lead from MCID %d to its element", k.page+1, k.mcid)
				}
			}
		}
	})
	for i, p := range f.pages {
		for _, id := range slices.Sorted(maps.Keys(p.marks)) {
			if !seen[place{i, id}] {
				f.addf("page %d: MCID %d (%q) is in no element", i+1, id, p.marks[id].text)
			}
		}
	}
}

func (f *File) element(e element, ids map[string]bool) {
	role, a := e.Key("S").Name(), e.Key("A")
	switch role {
	case "Figure":
		if e.Key("Alt").Text() == "" && e.Key("ActualText").Text() == "" || a.Key("BBox").Len() != 4 {
			f.addf("a figure without text or box")
		}
	case "TH":
		if a.Key("Scope").IsNull() && a.Key("Headers").IsNull() {
			f.addf("a header cell without scope")
		}
	case "Note":
		if e.Key("ID").IsNull() {
			f.addf("a note without ID")
		}
	case "Link":
		if !slices.ContainsFunc(e.kids, func(k kid) bool { return k.link != "" }) {
			f.addf("a link without annotation")
		}
	}
	for i := range a.Key("Headers").Len() {
		if id := a.Key("Headers").Index(i).RawString(); !ids[id] {
			f.addf("%s: no element has the ID %q", role, id)
		}
	}
	if v := e.Key("ID"); !v.IsNull() && !ids[v.RawString()] {
		f.addf("%s: the ID %q is not in the tree", role, v.RawString())
	}
}

// parent returns what the parent tree has under a key.
func (f *File) parent(key pdf.Value) pdf.Value {
	nums := f.root.Key("StructTreeRoot").Key("ParentTree").Key("Nums")
	for i := 0; i < nums.Len(); i += 2 {
		if !key.IsNull() && nums.Index(i).Int64() == key.Int64() {
			return nums.Index(i + 1)
		}
	}
	return pdf.Value{}
}

// annotations checks that every annotation is a link with a description in a
// Link element that has it (7.18).
func (f *File) annotations() {
	for i, p := range f.pages {
		annots := p.Key("Annots")
		for j := range annots.Len() {
			a := annots.Index(j)
			in := f.parent(a.Key("StructParent"))
			found := false
			for k := range in.Key("K").Len() {
				found = found || same(in.Key("K").Index(k).Key("Obj"), a)
			}
			if in.Key("S").Name() != "Link" || !found || a.Key("Contents").Text() == "" || a.Key("F").Int64() != 4 {
				f.addf("page %d: annotation %d is not the link of an element", i+1, j+1)
			}
		}
	}
}

package pdf

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"handout/internal/tag"
	"handout/layout"
)

// element is a node of the logical structure with what was painted for it.
type element struct {
	*tag.Node
	parent *element
	kids   []*element
	inline bool     // what is painted for it belongs to its parent's element
	next   *element // the inline one beside it, which is read on with it

	marks   []mark // the marked content that shows it, as painted
	painted bool
	box     *box   // of a figure; nil if nothing of it was painted
	areas   []area // of a link

	ref ref // 0 if it is inline
	id  string
}

// mark is a marked-content sequence (ISO 32000-1, 14.7.4.3).
type mark struct{ page, id int }

// area is a link's annotation.
type area struct {
	page int
	ref  ref
}

// box is a rectangle on a page, in PDF's coordinates: Y grows upward from the
// page's lower left corner.
type box struct {
	page           int
	x0, y0, x1, y1 layout.Length
}

// roles are the structure types of ours that PDF knows (14.8.4), so that no
// role map is needed.
var roles = map[tag.Role]bool{
	tag.Document: true, tag.Article: true, tag.Section: true, tag.Div: true, tag.TOC: true, tag.TOCI: true, tag.H1: true, tag.H2: true, tag.H3: true, tag.P: true,
	tag.L: true, tag.LI: true, tag.Lbl: true, tag.LBody: true, tag.Table: true, tag.THead: true, tag.TBody: true,
	tag.TR: true, tag.TH: true, tag.TD: true, tag.Figure: true, tag.Caption: true, tag.Link: true,
	tag.Reference: true, tag.BibEntry: true, tag.Note: true, tag.Span: true,
}

// structure is the tree with a way to find a node's element in it.
type structure struct {
	root    *element
	heading int        // level of the last heading
	named   []*element // those that have an ID, by it
	*buffers

	last     *tag.Node // that was asked for, and its element
	lastSeen *element
}

// element returns that of a node; nil if it has none.
func (s *structure) element(n *tag.Node) *element {
	if n != s.last {
		s.last, s.lastSeen = n, s.of[n]
	}
	return s.lastSeen
}

// grow builds the elements of a tree and refuses one that no conforming file
// could hold.
func grow(root *tag.Node, w *buffers) (*structure, error) {
	if root == nil || root.Role != tag.Document {
		return nil, errors.New("the structure is no document")
	}
	s := &structure{buffers: w}
	var err error
	s.root, err = s.add(root, nil)
	return s, err
}

func (s *structure) add(n *tag.Node, parent *element) (*element, error) {
	if n == nil || s.of[n] != nil {
		return nil, errors.New("the structure is no tree")
	}
	if err := s.check(n, parent); err != nil {
		return nil, err
	}
	e := s.elements.New()
	e.Node, e.parent, e.kids = n, parent, s.kids.Take(len(n.Kids))
	s.of[n] = e
	var last *element
	for i, kid := range n.Kids {
		k, err := s.add(kid, e)
		if err != nil {
			return nil, err
		}
		if last != nil && last.inline && k.inline {
			last.next = k
		}
		e.kids[i], last = k, k
	}
	e.inline = e.isInline()
	return e, nil
}

// check holds what a file must not lack to be conforming.
func (s *structure) check(n *tag.Node, parent *element) error {
	if n.Lang != "" && !languageTag.MatchString(n.Lang) { // 7.2
		return fmt.Errorf("%q is no language", n.Lang)
	}
	switch n.Role {
	case tag.Content:
		if parent == nil || len(n.Kids) > 0 {
			return errors.New("a leaf of the structure has kids")
		}
		return nil
	case tag.Figure: // ISO 14289-1, 7.3
		if n.Alt == "" && n.Actual == "" {
			return errors.New("a figure says nothing to who cannot see it")
		}
	case tag.TH: // 7.5
		if n.Scope == tag.NoScope && len(n.Headers) == 0 {
			return errors.New("a header cell has no scope")
		}
	case tag.H1, tag.H2, tag.H3: // 7.4.2
		level := int(n.Role[1] - '0')
		if level > s.heading+1 {
			return fmt.Errorf("%s after level %d skips a level", n.Role, s.heading)
		}
		s.heading = level
	}
	if !roles[n.Role] {
		return fmt.Errorf("%q is no structure type", n.Role)
	}
	return nil
}

// isInline reports whether e needs no structure element: a leaf, or a Span that
// says no more of its leaves than an expansion, which marked content can say
// itself (14.9.5).
func (e *element) isInline() bool {
	return (e.Role == tag.Content || e.Role == tag.Span) && e.Alt == "" && e.Actual == "" && e.Lang == "" &&
		!slices.ContainsFunc(e.kids, func(k *element) bool { return !k.inline })
}

// expansion is what e stands for if that is said by its marked content.
func (e *element) expansion() string {
	for ; e != nil && e.inline; e = e.parent {
		if e.Expansion != "" {
			return e.Expansion
		}
	}
	return ""
}

// paint notes that something was painted for e; a nil e is an artifact.
func (e *element) paint() {
	if e != nil {
		e.painted = true
	}
}

// owner is the element that the marked content of e belongs to.
func (e *element) owner() *element {
	for e.inline {
		e = e.parent
	}
	return e
}

// role is the structure type: a leaf that says more than its words is a Span.
func (e *element) role() tag.Role {
	if e.Role == tag.Content {
		return tag.Span
	}
	return e.Role
}

// describe is what a link says (ISO 14289-1, 7.18.5).
func (e *element) describe() string {
	if e.Alt != "" {
		return e.Alt
	}
	var b strings.Builder
	var walk func(*element)
	walk = func(e *element) {
		b.WriteString(e.Words)
		for _, k := range e.kids {
			walk(k)
		}
	}
	walk(e)
	return strings.TrimSpace(b.String())
}

// lost returns an error if e or an element in it was to be seen and is not.
func (e *element) lost() error {
	if !e.painted && strings.TrimSpace(e.Words) != "" || e.Role == tag.Figure && e.box == nil {
		return fmt.Errorf("%s %q is on no page", e.role(), e.Words+e.Alt)
	}
	if e.Role == tag.Link && len(e.areas) == 0 { // ISO 14289-1, 7.18.5
		return fmt.Errorf("link %q leads nowhere", e.describe())
	}
	for _, k := range e.kids {
		if err := k.lost(); err != nil {
			return err
		}
	}
	return nil
}

// number gives every element that the file will have its object, and an ID to
// notes (ISO 14289-1, 7.9).
func (s *structure) number(e *element, f *file) {
	if !e.inline {
		e.ref = f.ref()
	}
	if e.Role == tag.Note {
		s.name(e)
	}
	for _, k := range e.kids {
		s.number(k, f)
	}
}

func (s *structure) name(e *element) {
	if e.id == "" {
		s.named = append(s.named, e)
		e.id = fmt.Sprintf("n%04d", len(s.named)) // of equal length, so that their order is the tree's
	}
}

// tree writes the structure tree (ISO 32000-1, 14.7.2) and returns its root.
// pages are the page objects, owners the elements that a page's marked content
// belongs to, by its id, and links those of the annotations.
func (f *file) tree(s *structure, pages []ref, owners [][]*element, links []*element) (ref, error) {
	if err := s.root.lost(); err != nil {
		return 0, err
	}
	root := f.ref()
	s.number(s.root, f)
	if err := s.headers(s.root); err != nil {
		return 0, err
	}
	s.root.write(f, root, pages, s.of)
	body := fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d",
		s.root.ref, f.parentTree(owners, links), len(pages)+len(links))
	if len(s.named) > 0 {
		body = append(body, "/IDTree<</Names["...)
		for _, e := range s.named {
			body = appendRef(append(appendText(body, e.id), ' '), e.ref)
			body = append(body, ' ')
		}
		body = append(body, "]>>"...)
	}
	f.put(root, append(body, ">>"...))
	return root, nil
}

// headers gives an ID to every cell that another, in e, names as its header
// (table 349).
func (s *structure) headers(e *element) error {
	for _, h := range e.Headers {
		cell := s.of[h]
		if cell == nil || cell.Role != tag.TH {
			return errors.New("a cell's header is no header cell of the structure")
		}
		s.name(cell)
	}
	for _, k := range e.kids {
		if err := s.headers(k); err != nil {
			return err
		}
	}
	return nil
}

// parentTree leads from marked content and annotations back to their elements
// (14.7.4.4). The pages' keys are their indexes, the annotations' follow.
func (f *file) parentTree(owners [][]*element, links []*element) ref {
	body := append(f.body(), "/Nums["...)
	for page, marks := range owners {
		if len(marks) == 0 {
			continue
		}
		body = append(appendInt(body, page), '[')
		for i, e := range marks {
			if i > 0 {
				body = append(body, ' ')
			}
			body = appendRef(body, e.ref)
		}
		body = append(body, "]\n"...)
	}
	for i, e := range links {
		body = append(appendInt(body, len(owners)+i), ' ')
		body = append(appendRef(body, e.ref), '\n')
	}
	r := f.ref()
	f.put(r, append(body, "]>>"...))
	return r
}

// write writes the element and those in it.
func (e *element) write(f *file, parent ref, pages []ref, of map[*tag.Node]*element) {
	b := f.body()
	home := -1
	if with := e.content(append(b, "/K["...), &home, pages); len(with) > len(b)+len("/K[") {
		b = append(with, ']')
	}
	b = appendRef(append(b, "/P "...), parent)
	b = append(append(b, "/S/"...), e.role()...)
	b = e.attributes(b, of)
	if home >= 0 {
		b = appendRef(append(b, "/Pg "...), pages[home])
	}
	f.put(e.ref, append(b, ">>"...))
	for _, k := range e.kids {
		if !k.inline {
			k.write(f, e.ref, pages, of)
		}
	}
}

// content writes the kids of an element, a space before each: its own marked
// content, its kids' in their order, and the annotations of a link (14.7.4).
// The marked content on the home page, that of the first, needs only its id.
func (e *element) content(b []byte, home *int, pages []ref) []byte {
	for _, m := range e.marks {
		if *home < 0 {
			*home = m.page
		}
		if m.page == *home {
			b = appendInt(append(b, ' '), m.id)
		} else {
			b = fmt.Appendf(b, " <</Type/MCR/Pg %d 0 R/MCID %d>>", pages[m.page], m.id)
		}
	}
	for _, k := range e.kids {
		if k.inline {
			b = k.content(b, home, pages)
		} else {
			b = appendRef(append(b, ' '), k.ref)
		}
	}
	for _, a := range e.areas {
		b = appendRef(append(b, " <</Type/OBJR/Obj "...), a.ref)
		if a.page != *home {
			b = appendRef(append(b, "/Pg "...), pages[a.page])
		}
		b = append(b, ">>"...)
	}
	return b
}

// attributes writes what is said of an element beside its content (14.7.5,
// 14.8.5, 14.9).
func (e *element) attributes(b []byte, of map[*tag.Node]*element) []byte {
	for _, a := range []struct{ key, value string }{
		{"/ID", e.id}, {"/Alt", e.Alt}, {"/ActualText", e.Actual}, {"/E", e.Expansion}, {"/Lang", e.Lang},
	} {
		if a.value != "" {
			b = appendText(append(b, a.key...), a.value)
		}
	}
	switch e.Role {
	case tag.L:
		if e.Numbering != tag.NoNumbering {
			b = fmt.Appendf(b, "/A<</O/List/ListNumbering/%s>>", e.Numbering)
		}
	case tag.TH, tag.TD:
		b = e.cell(b, of)
	case tag.Figure:
		b = append(b, "/A<</O/Layout/BBox["...)
		for i, v := range []layout.Length{e.box.x0, e.box.y0, e.box.x1, e.box.y1} {
			if i > 0 {
				b = append(b, ' ')
			}
			b = appendMilli(b, v)
		}
		b = append(b, ']')
		if r := e.parent.Role; r != tag.P && r != tag.Span && r != tag.Link {
			b = append(b, "/Placement/Block"...)
		}
		b = append(b, ">>"...)
	}
	return b
}

// cell writes the attributes of a table's cell (table 349).
func (e *element) cell(b []byte, of map[*tag.Node]*element) []byte {
	a := []byte(nil)
	if e.Scope != tag.NoScope {
		a = fmt.Appendf(a, "/Scope/%s", e.Scope)
	}
	if e.RowSpan > 1 {
		a = fmt.Appendf(a, "/RowSpan %d", e.RowSpan)
	}
	if e.ColSpan > 1 {
		a = fmt.Appendf(a, "/ColSpan %d", e.ColSpan)
	}
	if len(e.Headers) > 0 {
		a = append(a, "/Headers["...)
		for _, h := range e.Headers {
			a = appendText(a, of[h].id)
		}
		a = append(a, ']')
	}
	if a == nil {
		return b
	}
	return append(append(append(b, "/A<</O/Table"...), a...), ">>"...)
}

package layout

import "handout/internal/tag"

// list is a vertical list: what stands below one another in a page or a cell,
// before it is cut into regions.
type list []node

// node is one element of a list: a line, a space, or a row of cells.
type node struct {
	height Length
	keep   bool    // no cut between this node and the next, if it can be helped
	lead   bool    // the end of a line or two that lead to what is next
	space  bool    // nothing to see: dropped at the top of a region
	frames []Frame // of a line, from its upper left corner
	row    *row    // cells side by side; height is then the row's
	head   *head   // what stands over every region that begins with this node
	mark   *mark   // a place that something leads to
}

// mark is a place worth finding again once it stands on a page.
type mark struct {
	bookmark string // its title in the outline; empty for none
	level    int
	target   *Target // filled in when the node is placed; may be nil
}

// head makes the copies of a table's header that stand over later regions.
type head struct {
	height Length
	again  func() list
}

// row is cells side by side, and how they are dressed. Each cell's list has
// been indented to its place. A row that is too high for a page is cut through
// all its cells.
type row struct {
	cells       []list
	top, bottom Length // from the edge to the text
	dress       dress
}

// dress is what is painted behind and around a row, at every part of it.
type dress struct {
	x, width Length
	fill     *Color
	bar, end rule // along the left edge and the right
	above    rule
	below    rule
	between  []Length // the left edges of columns that have a fine line at them
	line     rule     // that line
}

// rule is a level line; none if its weight is 0.
type rule struct {
	weight  Length
	color   Color
	hatched bool // with strokes across it, not filled
}

// height returns the row's height.
func (r *row) height() Length {
	var most Length
	for _, c := range r.cells {
		most = max(most, c.height())
	}
	return r.top + most + r.bottom
}

// node returns the row as a list's element.
func (r *row) node() node { return node{height: r.height(), row: r} }

func (l list) height() Length {
	var h Length
	for _, n := range l {
		h += n.height
	}
	return h
}

// gap appends space to l. A wish of the last node to keep with what follows
// reaches across it.
func (l *list) gap(height Length) {
	if len(*l) == 0 || height <= 0 {
		return
	}
	last := &(*l)[len(*l)-1]
	*l = append(*l, node{height: height, space: true, keep: last.keep})
}

// keepLast asks that what l ends with stands with what follows.
func (l list) keepLast() {
	if len(l) > 0 {
		l[len(l)-1].keep = true
	}
}

// keepAll asks that all of l stands in one region.
func (l list) keepAll() {
	for i := range l[:max(len(l)-1, 0)] {
		l[i].keep = true
	}
}

// keepParagraph asks that no first or last line of the paragraph l stands
// alone.
func (l list) keepParagraph() {
	if n := len(l); n > 1 {
		l[0].keep = true
		l[n-2].keep = true
	}
}

// indent moves all of l to the right.
func (l list) indent(dx Length) {
	for _, n := range l {
		for _, f := range n.frames {
			move(f, dx, 0)
		}
		if n.row != nil {
			n.row.dress.x += dx
			for _, c := range n.row.cells {
				c.indent(dx)
			}
		}
	}
}

// move shifts a frame in place. Frames are moved only by the list that owns
// them, before they are part of a page.
func move(f Frame, dx, dy Length) {
	switch f := f.(type) {
	case *Glyphs:
		f.X, f.Y = f.X+dx, f.Y+dy
	case *Fill:
		f.X, f.Y = f.X+dx, f.Y+dy
	case *Picture:
		f.X, f.Y = f.X+dx, f.Y+dy
	case *Drawing:
		f.X, f.Y = f.X+dx, f.Y+dy
	case *Area:
		f.X, f.Y = f.X+dx, f.Y+dy
	case *Path:
		for i := range f.Points {
			f.Points[i][0] += dx
			f.Points[i][1] += dy
		}
	}
}

// artifact takes the meaning from all of l: a copy that is seen, not read.
func (l list) artifact() list {
	for i := range l {
		n := &l[i]
		kept := n.frames[:0]
		for _, f := range n.frames {
			if setLeaf(f, nil) {
				kept = append(kept, f)
			}
		}
		n.frames = kept
		n.mark = nil
		if n.row != nil {
			for _, c := range n.row.cells {
				c.artifact()
			}
		}
	}
	return l
}

// setLeaf points f to leaf. It returns false for what cannot be painted
// without meaning, an Area.
func setLeaf(f Frame, leaf *tag.Node) bool {
	switch f := f.(type) {
	case *Glyphs:
		f.Node = leaf
	case *Fill:
		f.Node = leaf
	case *Picture:
		f.Node = leaf
	case *Path:
		f.Node = leaf
	case *Drawing:
		f.Node = leaf
	case *Area:
		return false
	}
	return true
}

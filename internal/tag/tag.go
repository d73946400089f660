// Package tag is a handout's logical structure: what a screen reader is told,
// in reading order. It knows no pages and no PDF. The layout makes one tree
// per document; every frame that carries meaning points to a leaf of it, and a
// frame that points nowhere is an artifact.
package tag

import "handout/internal/slab"

// Role is a standard structure type of ISO 32000-1, 14.8.4.
type Role string

// The roles a handout uses. Content is ours: a leaf that has no structure
// element of its own; what is painted for it belongs to its parent, at the
// leaf's place among the parent's kids.
const (
	Content   Role = ""
	Document  Role = "Document"
	Article   Role = "Art"
	Section   Role = "Sect"
	H1        Role = "H1"
	H2        Role = "H2"
	H3        Role = "H3"
	P         Role = "P"
	L         Role = "L"
	LI        Role = "LI"
	Lbl       Role = "Lbl"
	LBody     Role = "LBody"
	Table     Role = "Table"
	THead     Role = "THead"
	TBody     Role = "TBody"
	TR        Role = "TR"
	TH        Role = "TH"
	TD        Role = "TD"
	Figure    Role = "Figure"
	Caption   Role = "Caption"
	Link      Role = "Link"
	Reference Role = "Reference" // a citation in the text
	TOC       Role = "TOC"
	TOCI      Role = "TOCI"     // an entry of a table of contents
	BibEntry  Role = "BibEntry" // an entry of the list of references
	Note      Role = "Note"
	Span      Role = "Span"
	Div       Role = "Div"
)

// Scope says what a header cell heads (ISO 32000-1, table 349).
type Scope string

const (
	NoScope Scope = ""
	Column  Scope = "Column"
	Row     Scope = "Row"
	Both    Scope = "Both"
)

// Numbering is a list's kind of label (ListNumbering, ISO 32000-1, table 347).
type Numbering string

const (
	NoNumbering Numbering = ""
	Unlabelled  Numbering = "None"
	Disc        Numbering = "Disc"
	Circle      Numbering = "Circle"
	Decimal     Numbering = "Decimal"
)

// Node is one element of the tree, or a leaf of it.
type Node struct {
	Role Role

	Scope            Scope     // of a TH
	RowSpan, ColSpan int       // of a TH or TD; 0 counts as 1
	Headers          []*Node   // header cells that a spanning cell answers to
	Numbering        Numbering // of an L

	Alt       string // what a picture shows, or what a link leads to
	Actual    string // the words to say in place of what is painted ("check box")
	Expansion string // what an abbreviation stands for
	Lang      string // BCP 47, where it differs from the parent's

	Words string // of a leaf: what it says
	Kids  []*Node

	stock *Stock // that the tree is made from; nil for a root that has its own
	void  *void  // the tree keeps nothing
}

// Stock is what the nodes of trees are made from: a handout has hundreds, most
// of them with one kid, and lives shortly. The zero Stock is ready.
type Stock struct {
	nodes slab.Slab[Node]
	kids  slab.Slab[*Node]
}

// Root returns the root of a new tree, whose nodes are all of the stock.
func (s *Stock) Root(role Role) *Node {
	n := s.nodes.New()
	n.Role, n.stock = role, s
	return n
}

// Reset takes back all nodes, which nobody may use any more.
func (s *Stock) Reset() {
	s.nodes.Reset()
	s.kids.Reset()
}

// Size returns how many nodes the stock holds.
func (s *Stock) Size() int { return s.nodes.Size() }

// void is the nodes of a tree that keeps nothing.
type void struct {
	nodes [16]Node
	next  int
}

// Void returns the root of a tree that keeps nothing, for when nobody will read
// it. Its nodes are used again: one that was added is itself only until 16 more
// have been.
func Void() *Node {
	v := new(void)
	for i := range v.nodes {
		v.nodes[i].void = v
	}
	return &Node{void: v}
}

// Add appends a new kid of the given role and returns it.
func (n *Node) Add(role Role) *Node {
	kid := n.kid()
	kid.Role = role
	return kid
}

// kid appends a new kid.
func (n *Node) kid() *Node {
	if v := n.void; v != nil {
		kid := &v.nodes[v.next]
		v.next = (v.next + 1) % len(v.nodes)
		kid.Words, kid.Headers = "", nil // what else it said, nobody asks
		return kid
	}
	if n.stock == nil {
		n.stock = new(Stock)
	}
	kid := n.stock.nodes.New()
	kid.stock = n.stock
	if k := len(n.Kids); k == cap(n.Kids) {
		kids := n.stock.kids.Take(max(1, 2*k))
		n.Kids = kids[:copy(kids, n.Kids)]
	}
	n.Kids = append(n.Kids, kid)
	return kid
}

// Leaf appends a leaf that says words and returns it.
func (n *Node) Leaf(words string) *Node {
	kid := n.kid()
	kid.Words = words
	return kid
}

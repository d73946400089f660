package cite

import "handout/internal/article"

// node is a piece of rendered text: a leaf with text, or a list of nodes with
// a look of its own.
type node struct {
	text  string // of a leaf
	kids  []*node
	look  look
	role  role
	link  string
	entry string // id of the reference whose entry the text leads to
	// join marks a leaf that belongs to the leaf before it (both come from
	// one field), so that no punctuation is lost between the two.
	join bool
	name int // index of the name in its list, where role is aName
}

// look is formatting. Bits that are in neither set keep the parent's look.
type look struct {
	on, off article.Style // as the style says
	flip    article.Style // as a field's mark-up says: italic within italic is upright
	quotes  bool
	inner   bool // the quotation marks are the language's inner ones, unless these surround it
	nocase  bool
	display display
}

// role says what a node stands for, where a later step must find it again.
type role uint8

const (
	plain role = iota
	affix      // prefix, suffix or delimiter
	openQuote
	closeQuote
	theNames      // output of cs:names
	aNameList     // the names of one variable
	aName         // one name in a list
	theYear       // a date's year
	theYearSuffix // the letter that tells works of a year apart
	theNumber     // citation-number
	substitute    // what a subsequent author is replaced with
	theLabel
	theLocator
)

type display uint8

const (
	inline display = iota
	block
	leftMargin
	rightInline
	indent
)

// empty reports whether n would print nothing.
func (n *node) empty() bool {
	if n == nil {
		return true
	}
	if n.text != "" {
		return false
	}
	for _, k := range n.kids {
		if !k.empty() {
			return false
		}
	}
	return true
}

// find returns the first node of role r, depth first, or nil.
func (n *node) find(r role) *node {
	if n == nil || n.role == r {
		return n
	}
	for _, k := range n.kids {
		if f := k.find(r); f != nil {
			return f
		}
	}
	return nil
}

// arena hands out nodes in bulk; one formatting run makes thousands.
type arena struct{ free []node }

func (a *arena) new() *node {
	if len(a.free) == 0 {
		a.free = make([]node, 128)
	}
	n := &a.free[0]
	a.free = a.free[1:]
	return n
}

func (a *arena) leaf(text string, r role) *node {
	n := a.new()
	n.text, n.role = text, r
	return n
}

func (a *arena) list(kids ...*node) *node {
	n := a.new()
	n.kids = kids
	return n
}

package cite

import (
	"handout/internal/article"
	"handout/internal/slab"
)

// node is a piece of rendered text: a leaf with text, or a list of nodes with
// a look of its own.
type node struct {
	text  string // of a leaf
	kids  []*node
	look  look
	role  role
	leads *target       // where the text leads to; may be nil
	who   *article.Name // of a name; nil otherwise
	firm  firmness
	ahead bool // an affix is a prefix
	outer bool // an affix stands around other elements, not around words
	// join marks a leaf that belongs to the leaf before it (both come from
	// one field), so that no punctuation is lost between the two.
	join bool
}

// target is where text leads to: a web address, or the entry of a reference.
type target struct{ link, entry string }

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
	plain         role = iota
	affix              // prefix or suffix
	delimiter          // of a group or a list of names
	typedWords         // before or after a cite
	theNames           // output of cs:names
	aNameList          // the names of one variable
	aName              // one name in a list
	theYear            // a date's year
	theYearSuffix      // the letter that tells works of a year apart
	theNumber          // citation-number
	theTerm            // a word of the locale, by cs:text
	between            // what parts two cites: no mark is lost beside it
)

// firmness says how far an affix keeps its marks beside the affix of a
// neighbour: as in the reference processor, it does if it belongs to an element
// with a look of its own.
type firmness uint8

const (
	loose    firmness = iota
	ofQuotes          // keeps its spaces
	ofLook            // keeps all
)

type display uint8

const (
	inline display = iota
	block
	leftMargin
	rightInline
	indent
)

// joins reports whether n is no words of its own but stands between words.
func (n *node) joins() bool { return n.role == affix || n.role == delimiter }

// empty reports whether n would print nothing.
func (n *node) empty() bool {
	if n == nil {
		return true
	}
	return n.text == "" && !anyPrints(n.kids)
}

// anyPrints reports whether one of nodes would print something.
func anyPrints(nodes []*node) bool {
	for _, n := range nodes {
		if !n.empty() {
			return true
		}
	}
	return false
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

// arena hands out nodes and lists of nodes, in bulk, since one formatting run
// makes thousands; what was handed out since a mark can be taken back.
type arena struct {
	nodes  chunks[node]
	kids   chunks[*node]
	tokens []token // of the text being finished
}

// idleArenas are used again: most articles cite about as much as the next.
var idleArenas = make(slab.Idle[arena], 16)

// giveBack takes back everything. Arenas of long lists are not worth keeping.
func (a *arena) giveBack() {
	const most = 16 // chunks
	if len(a.nodes.all) > most || len(a.kids.all) > most {
		return
	}
	a.nodes.clear()
	a.kids.clear()
	clear(a.tokens[:cap(a.tokens)])
	a.tokens = a.tokens[:0]
	idleArenas.Put(a)
}

type chunks[T any] struct {
	all    [][]T
	at, in int // the next value is all[at][in]
}

const chunk = 256

// take returns n values in one piece, which hold what was left in them.
func (c *chunks[T]) take(n int) []T {
	if c.at < len(c.all) && c.in+n > len(c.all[c.at]) {
		c.at, c.in = c.at+1, 0
	}
	for c.at < len(c.all) && n > len(c.all[c.at]) {
		c.at++
	}
	if c.at == len(c.all) {
		c.all = append(c.all, make([]T, max(n, chunk)))
	}
	s := c.all[c.at][c.in : c.in+n : c.in+n]
	c.in += n
	return s
}

// clear takes back all values and leaves nothing in them.
func (c *chunks[T]) clear() {
	for _, s := range c.all {
		clear(s)
	}
	c.at, c.in = 0, 0
}

type arenaMark struct{ nodes, nodesIn, lists, listsIn int }

func (a *arena) mark() arenaMark {
	return arenaMark{a.nodes.at, a.nodes.in, a.kids.at, a.kids.in}
}

// release takes back everything handed out since m.
func (a *arena) release(m arenaMark) {
	a.nodes.at, a.nodes.in, a.kids.at, a.kids.in = m.nodes, m.nodesIn, m.lists, m.listsIn
}

func (a *arena) new() *node {
	n := &a.nodes.take(1)[0]
	*n = node{}
	return n
}

func (a *arena) leaf(text string, r role) *node {
	n := &a.nodes.take(1)[0]
	*n = node{text: text, role: r}
	return n
}

func (a *arena) list(kids ...*node) *node {
	n := a.new()
	if len(kids) > 0 {
		n.kids = a.kids.take(len(kids))
		copy(n.kids, kids)
	}
	return n
}

// few returns an empty list with room for a few nodes.
func (a *arena) few() []*node { return a.kids.take(4)[:0] }

func (a *arena) one(n *node) []*node {
	l := a.kids.take(1)
	l[0] = n
	return l
}

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
	ahead bool      // an affix is a prefix
	outer bool      // an affix stands around other elements, not around words
	close closeness // of an affix or a delimiter
	ends  ending    // of an element, within the element around it
	// join marks a leaf that belongs to the leaf before it (both come from
	// one field), so that no punctuation is lost between the two.
	join bool
}

// target is where text leads to: a web address, or the entry of a reference.
type target struct{ link, entry string }

// look is formatting. Bits that are in neither set keep the parent's look.
type look struct {
	on, off  article.Style // as the style says
	flip     article.Style // as a field's mark-up says: italic within italic is upright
	quotes   bool
	inner    bool // the quotation marks are the language's inner ones, unless these surround it
	typed    bool // they stand in a field
	straight bool // and are straight there
	nocase   bool
	display  display
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

// closeness says whether an affix or a delimiter stands right behind an element
// with a look or quotation marks of its own, with no other element around that
// one: as in the reference processor, but not in an article, fewer marks are lost
// between the two.
type closeness uint8

const (
	apart closeness = iota
	closeToQuotes
	closeToLook
)

// ending says whether an element with a look or quotation marks of its own ends
// in what it prints, with no suffix behind it.
type ending uint8

const (
	looseEnd  ending = iota
	quotedEnd        // one word in quotation marks
	lookedEnd        // with a look, but not one word
	wordEnd          // one word with a look
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

// arena hands out nodes and lists of nodes; what was handed out since a mark can
// be taken back.
type arena struct {
	nodes  slab.Slab[node]
	kids   slab.Slab[*node]
	tokens []token // of the text being finished
}

// idleArenas are used again: most articles cite about as much as the next.
var idleArenas slab.Idle[arena]

// giveBack takes back everything. The arena of a long list is not worth keeping.
func (a *arena) giveBack() {
	const most = 4096 // nodes
	if a.nodes.Size()+a.kids.Size() > most {
		return
	}
	a.nodes.Reset()
	a.kids.Reset()
	clear(a.tokens[:cap(a.tokens)])
	a.tokens = a.tokens[:0]
	idleArenas.Put(a)
}

type arenaMark struct{ nodes, kids slab.Mark }

func (a *arena) mark() arenaMark { return arenaMark{a.nodes.Mark(), a.kids.Mark()} }

// release takes back everything handed out since m.
func (a *arena) release(m arenaMark) {
	a.nodes.Release(m.nodes)
	a.kids.Release(m.kids)
}

func (a *arena) new() *node { return a.nodes.New() }

func (a *arena) leaf(text string, r role) *node {
	n := a.nodes.New()
	n.text, n.role = text, r
	return n
}

func (a *arena) list(kids ...*node) *node {
	n := a.nodes.New()
	if len(kids) > 0 {
		n.kids = a.kids.Take(len(kids))
		copy(n.kids, kids)
	}
	return n
}

// few returns an empty list with room for a few nodes.
func (a *arena) few() []*node { return a.kids.Take(4)[:0] }

func (a *arena) one(n *node) []*node {
	l := a.kids.Take(1)
	l[0] = n
	return l
}

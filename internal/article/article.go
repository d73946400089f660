// Package article is what a handout says, as values: the article, its blocks,
// the runs of text in them and its references. Parse makes an Article from
// YAML and reports every fault at its place; Schema prints the same format as
// a JSON Schema. Nothing here knows of paper.
package article

import (
	"strings"
	"time"

	"handout/internal/diag"
)

// Article is a whole handout's text. Parse returns it complete or not at all.
type Article struct {
	Pos       diag.Pos // of the file's first key
	Title     Text     // plain: no links, no citations
	Subtitle  Text
	Language  string // BCP 47, such as "en" or "es-MX"
	LangPos   diag.Pos
	Authors   []string // who wrote the handout; may be empty
	Audience  Text
	Purpose   Text
	Reviewed  *Reviewed
	KeyPoints []Item
	Body      []Block
	Link      *Link // nil for none

	Pages    int // pages it must fit on; 0 for as many as it takes
	PagesPos diag.Pos

	Check Check

	Filled bool // its fields hold what is one family's

	References      []Reference
	Nocite          []CitationItem // works listed though no text cites them; Pos and ID only, which may be Everything
	CitationStyle   string         // a style's name or file; may be empty
	StylePos        diag.Pos
	Bibliography    string // a file of more references; may be empty
	BibliographyPos diag.Pos

	// Sources is the finished list of references. It is nil until the
	// citations are resolved, and stays nil where there is nothing to list.
	Sources *Sources
}

// Reviewed says when somebody last checked that the handout is true.
type Reviewed struct {
	Pos    diag.Pos
	On     time.Time // midnight UTC
	By     string    // a name or a role; may be empty
	Months int       // how long a review holds; 0 when not said
}

// Text is one paragraph's words: inlines in reading order.
type Text []Inline

// String returns the words of t without any mark-up.
func (t Text) String() string {
	if len(t) == 1 {
		return t[0].Text
	}
	var b strings.Builder
	for i := range t {
		b.WriteString(t[i].Text)
	}
	return b.String()
}

// Has reports whether a run of t is what is asked for.
func (t Text) Has(asked func(*Inline) bool) bool {
	for i := range t {
		if asked(&t[i]) {
			return true
		}
	}
	return false
}

// Inline is a run of characters that look and behave alike.
//
// An inline that came from a file never spans two of its lines or an escape:
// its character number i stands i columns right of Pos.
type Inline struct {
	Pos       diag.Pos
	Text      string // a "\n" is a line break the author asked for
	Link      string // absolute URI (http, https, mailto, tel); may be empty
	Entry     string // id of the reference whose entry the run leads to
	Lang      string // BCP 47, where it differs from the article's
	Expansion string // what the abbreviation in Text stands for

	Style Style

	// Blank says that Text is underscores: a line to write on as wide as
	// they are. Field is what is filled in here for each family; Text is the
	// value or, as long as there is none, a blank.
	Blank bool
	Field string

	// Cite is a citation not yet resolved; Text is then what was typed, as
	// in "[@greutman2016, p. 4]", and is replaced when it is.
	Cite *Citation
}

// Style is how a run stands out from its paragraph.
type Style uint8

const (
	Bold Style = 1 << iota
	Italic
	SmallCaps // of a citation style; on paper as the letters are typed
	Superscript
	Subscript
	Underline
)

// Citation is one pair of brackets, or one @id in the running text.
type Citation struct {
	Pos    diag.Pos
	InText bool // "@id says": the author's name is part of the sentence
	Note   int  // number of the note it stands in; 0 where notes are not counted
	Items  []CitationItem
}

// Everything stands among the ids of Article.Nocite for every reference.
const Everything = "*"

// CitationItem is one work cited in a Citation.
type CitationItem struct {
	Pos            diag.Pos // of the @
	ID             string
	Prefix         Text   // "see " in [see @id]
	Label          string // CSL locator label: "page", "section", ...
	Locator        string // "4-6"
	Suffix         Text
	SuppressAuthor bool // [-@id]
	AuthorOnly     bool // the names alone, without what tells where
}

// Sources is the list of references as it is printed.
type Sources struct {
	Title   string // as the style and the language call it; may be empty
	Entries []Entry
	Hanging bool // first line flush, the others indented
}

// Entry is one printed reference.
type Entry struct {
	Pos   diag.Pos // of the reference it is made from
	ID    string
	Label Text // "1." in numbered styles; empty in others
	Text  Text
}

// Reference is a work cited, by CSL's names for its parts.
type Reference struct {
	Pos     diag.Pos // of its id
	ID      string
	Type    string              // CSL type: "webpage", "legislation", ...
	Strings map[string]string   // CSL standard and number variables: "title", "URL", "volume"
	Names   map[string][]Name   // CSL name variables: "author", "editor"
	Dates   map[string]Date     // CSL date variables: "issued", "accessed"
	At      map[string]diag.Pos // where each variable's value stands
}

// Name is a person, or an organisation in Literal (CSL 1.0.2, "Names").
type Name struct {
	Family, Given       string
	DroppingParticle    string // "de" of Alphonse de Lamartine, who is cited as Lamartine
	NonDroppingParticle string // "van" of Vincent van Gogh, who is cited as van Gogh
	Suffix              string // "Jr.", "III"
	CommaSuffix         bool   // a comma stands before the suffix
	StaticOrdering      bool   // the family name comes first in any place
	Literal             string // a name that is not divided; the others are then empty
}

// Date is a day, a month, a year, a season of a year or a span of any of them.
type Date struct {
	From, To DateParts // To is zero unless the date is a span
	Open     bool      // a span that has not ended; To is zero
	Season   int       // 1 spring to 4 winter; 0 for none
	Circa    bool      // it is about then
	Literal  string    // words in place of a date, printed as they are
}

// DateParts is a date as far as it is known; 0 where it is not. A year before
// Christ is below 0, and none is 0. At either end of a span, a month of 21 to 24
// is a season, spring to winter (ISO 8601-2, 4.8).
type DateParts struct{ Year, Month, Day int }

// Item is an entry of a list of any kind, with the list below it, if any.
type Item struct {
	Pos  diag.Pos
	Text Text
	Sub  []Item
}

// Block is one part of the body. Its dynamic types are the kinds of block.
type Block interface {
	// Position is where the block's key stands.
	Position() diag.Pos
	// Kind is the block's key in YAML: "text", "comparison", ...
	Kind() string
	// texts calls f with every text of the block, in reading order. Empty ones
	// may be among them. f may replace them.
	texts(f func(*Text))
	// clone returns a copy of the block, whose texts can be replaced.
	clone() Block
}

// Package brand is what a clinic puts on every sheet, and prefers for it: its
// name and logo, how to reach it, its colours and its notices. Parse makes a
// Brand from brand.yaml and reports every fault at its place; Schema prints the
// same format as a JSON Schema. Nothing here knows of paper.
package brand

import (
	"handout/internal/article"
	"handout/internal/diag"
)

// FileName is what the file of a brand is called.
const FileName = "brand.yaml"

// Brand is a clinic's. Parse returns it complete or not at all.
type Brand struct {
	Pos      diag.Pos     // of the file's first key
	Language string       // BCP 47, of the brand's words; empty for the article's
	Name     article.Text // of the clinic; plain, up to 80 characters
	Logo     *Logo        // nil for none
	Address  []article.Text
	Phone    article.Text
	Website  *article.Link // nil for none

	Disclaimer   []article.Text
	LanguageHelp []article.Text // that help in other languages is free

	Colors *Colors // nil for those of every sheet without a brand

	// What articles get that say nothing themselves.
	Paper         string // a name; empty when not said
	CitationStyle string // a style's name, or a file in the brand's folder; may be empty
	StylePos      diag.Pos
	Grade         int // the school grade to aim for; 0 when not said
}

// Logo is the clinic's picture.
type Logo struct {
	article.Picture
	Right bool // it stands at the right of the head, not the left
}

package article

import "handout/internal/decode"

// Schema returns the format of an article as a JSON Schema (draft 2020-12), of
// the same definition that Parse checks by.
func Schema() []byte {
	return decode.Schema(articleShape, "Handout article",
		"An article that handout turns into a printable handout.")
}

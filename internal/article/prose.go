package article

import (
	"handout/internal/decode"
	"handout/internal/diag"
)

// Prose returns the paragraphs of v, which is text or a list of texts, of a
// file that is no article: nothing can be cited there. A nil v has none.
func Prose(v *decode.Value) ([]Text, diag.List) {
	p := parser{reading: new(reading)}
	all := p.paragraphs(v)
	for i, t := range all {
		for _, in := range t {
			if in.Cite != nil {
				p.fault(in.Pos, in.Text, "misplaced-mark", "there is nothing to cite here", `write \@ for a plain @`)
			}
		}
		all[i] = curly(t)
	}
	return all, p.diags
}

// Language returns the BCP 47 tag in v, such as "es-MX", and what is wrong with
// it; "" of a nil v.
func Language(v *decode.Value) (string, diag.List) {
	p := parser{reading: new(reading)}
	tag, _ := p.language(v)
	return tag, p.diags
}

// WebAddress returns the address of a web site in v, without a label, and what is
// wrong with it; nil of a nil v.
func WebAddress(v *decode.Value) (*Link, diag.List) {
	p := parser{reading: new(reading)}
	l := p.link(v)
	return l, p.diags
}

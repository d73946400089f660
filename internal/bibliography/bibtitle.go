package bibliography

import (
	"slices"
	"strings"
)

// titles sets the titles of the work and of what it is in.
func (d *bibDraft) titles() {
	in := func(kinds []string) bool { return slices.Contains(kinds, d.e.kind) }
	switch {
	case d.e.kind == "periodical":
		d.setTitle("title", "issue", true)
		d.setTitle("container-title", "", false)
	case in(chapterLike):
		d.setTitle("title", "", true)
		if d.has("maintitle") {
			d.setTitle("container-title", "main", true)
			d.setTitle("volume-title", "book", true)
		} else {
			d.setTitle("container-title", "book", true)
		}
	case d.has("maintitle"):
		d.setTitle("title", "main", true)
		d.setTitle("volume-title", "", true)
	default:
		d.setTitle("title", "", true)
	}
	d.setTitle("container-title", "journal", false)
	d.setField("container-title", "journal")
	if d.e.kind != "periodical" {
		d.setTitle("volume-title", "issue", true)
	}
	if v, ok := d.get("shorttitle"); ok {
		d.set("title-short", marked(d.title(v)), v.at(0))
	} else if v, ok := d.get("title"); ok && d.has("subtitle") && !d.has("maintitle") {
		d.set("title-short", marked(d.title(v)), v.at(0))
	}
}

// setTitle joins the title, the subtitle and the addition whose fields begin
// with prefix.
func (d *bibDraft) setTitle(variable, prefix string, sentence bool) {
	v, ok := d.get(prefix + "title")
	if !ok {
		return
	}
	title := d.decode(v)
	sub, _ := d.get(prefix + "subtitle")
	subtitle := d.decode(sub)
	if sentence {
		d.sentence(title, subtitle)
	}
	title = joinChars(title, ':', subtitle)
	if more, ok := d.get(prefix + "titleaddon"); ok {
		title = joinChars(title, '.', d.decode(more))
	}
	d.set(variable, marked(title), v.at(0))
}

// joinChars puts a sign and a space between two texts, or a space alone after a
// sign.
func joinChars(a []char, sign rune, b []char) []char {
	switch {
	case len(a) == 0 || len(b) == 0:
	case strings.ContainsRune("!?.,:;", a[len(a)-1].r):
		a = append(a, char{r: ' '})
	default:
		a = append(a, char{r: sign}, char{r: ' '})
	}
	return append(a, b...)
}

// join puts a sign and a space between two texts, or a space alone after a
// sign.
func join(a, sign, b string) string {
	switch {
	case a == "" || b == "":
		return a + b
	case strings.ContainsAny(a[len(a)-1:], "!?.,:;"):
		return a + " " + b
	}
	return a + sign + " " + b
}

// named are the types of work whose title is a name and keeps its capitals.
var named = []string{"legislation", "legal_case", "treaty", "standard", "software"}

// title decodes a title, in the case in which CSL wants it.
func (d *bibDraft) title(v value) []char {
	text := d.decode(v)
	d.sentence(text, nil)
	return text
}

// sentence gives an English title the case in which CSL wants it.
func (d *bibDraft) sentence(title, subtitle []char) {
	if d.english() && !slices.Contains(named, d.Type) {
		sentenceCase(title, subtitle)
	}
}

// english reports whether the entry's language is English or not said.
func (d *bibDraft) english() bool {
	for _, field := range []string{"langid", "language"} {
		if v, ok := d.get(field); ok {
			lang := languageTag(plainText(d.decode(v)))
			return lang == "en" || strings.HasPrefix(lang, "en-")
		}
	}
	return true
}

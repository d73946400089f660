package bibliography

import (
	"regexp"
	"strings"

	"handout/internal/article"
)

var (
	urlCommand = regexp.MustCompile(`\\(?:url|href)\s*\{([^{}]*)\}`)
	atAddress  = regexp.MustCompile(`(?i:^["“]?(?:available|retrieved|published|accessed)?(?: online)? ?(?:at|from|online)?:? ?["”]?$)`)
	visited    = regexp.MustCompile(`^\[?(?i:online[;,] )?(?i:(?:last )?(?:accessed|visited|retrieved|checked))(?: on)?:? ([^\]]*\d[^\]]*?)[.\]]*$`)
	arXiv      = regexp.MustCompile(`^(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})$`)
)

// online reports whether the entry tells an address.
func (d *bibDraft) online() bool {
	home, _ := d.webHome()
	return home != "" || d.has("url")
}

// webHome returns the address in howpublished, and what else stands there.
func (d *bibDraft) webHome() (address, rest string) {
	v, _ := d.get("howpublished")
	if m := urlCommand.FindStringSubmatchIndex(v.text); m != nil {
		text := v.text[:m[0]] + v.text[m[1]:]
		rest = atAddress.ReplaceAllString(plainText(decodeLaTeX(text, func(int, string) {})), "")
		return v.text[m[2]:m[3]], strings.Trim(rest, " .,;:()")
	}
	if text := strings.TrimSpace(v.text); strings.HasPrefix(text, "http") && !strings.Contains(text, " ") {
		return text, ""
	}
	return "", d.text(v)
}

// visited sets the day on which the author saw the page, if that is what a
// text says.
func (d *bibDraft) visited(text string, at int) bool {
	m := visited.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	if when, wrong := article.ParseDate(m[1]); wrong != "" || when.Literal != "" {
		return false
	}
	d.setDate("accessed", m[1], at)
	return true
}

// publication sets who published the work and where.
func (d *bibDraft) publication() {
	var text string
	at := 0
	for _, field := range []string{"school", "institution", "organization", "howpublished", "publisher"} {
		v, ok := d.get(field)
		if !ok {
			continue
		}
		if text == "" {
			at = v.at(0)
		}
		if field == "howpublished" {
			if home, rest := d.webHome(); home == "" || !d.visited(rest, at) {
				text = join(text, ";", rest)
			}
			continue
		}
		text = join(text, ";", d.list(v))
	}
	d.set("publisher", text, at)
	place := "publisher-place"
	if d.Type == "patent" {
		place = "jurisdiction"
	}
	for _, field := range []string{"location", "address"} {
		if v, ok := d.get(field); ok {
			d.set(place, d.list(v), v.at(0))
		}
	}
}

// list returns what BibLaTeX prints for a list of publishers or places, which
// stand between words "and".
func (d *bibDraft) list(v value) string {
	var text string
	entries := splitNames(v.text)
	for i, s := range entries {
		entry := d.plainKept(v, s)
		switch {
		case i == 0:
			text = entry
		case i == len(entries)-1 && entry == "others":
			text += " et al."
		case i == len(entries)-1 && i > 1:
			text += ", and " + entry
		case i == len(entries)-1:
			text += " and " + entry
		default:
			text += ", " + entry
		}
	}
	return text
}

// plainKept returns a part of a field in the case it is written in.
func (d *bibDraft) plainKept(v value, s span) string {
	text := d.decodeAt(v, s.from, s.to)
	setKept(text, false)
	return marked(text)
}

// identifiers sets what leads to the work.
func (d *bibDraft) identifiers() {
	if v, ok := d.get("doi"); ok {
		d.setDOI(unescaped(v.text), v.at(0))
	}
	if home, _ := d.webHome(); home != "" {
		v, _ := d.get("howpublished")
		d.set("URL", unescaped(home), v.at(0))
	}
	if v, ok := d.get("eprint"); ok {
		kind, found := d.get("eprinttype")
		if !found {
			kind, _ = d.get("archiveprefix")
		}
		d.eprint(unescaped(v.text), strings.ToLower(strings.TrimSpace(kind.text)), v.at(0))
	}
	for _, field := range []string{"langid", "language"} {
		if v, ok := d.get(field); ok {
			d.set("language", languageTag(plainText(d.decode(v))), v.at(0))
		}
	}
}

// eprint sets the address or the number under which an archive of the given
// kind has the work.
func (d *bibDraft) eprint(id, kind string, at int) {
	switch {
	case kind == "arxiv" || kind == "" && arXiv.MatchString(id):
		d.set("URL", "https://arxiv.org/abs/"+id, at)
	case kind == "jstor":
		d.set("URL", "https://www.jstor.org/stable/"+id, at)
	case kind == "pubmed" || kind == "pmid":
		d.set("PMID", id, at)
	case kind == "pmcid" || kind == "pmc":
		d.set("PMCID", id, at)
	case strings.HasPrefix(id, "http"):
		d.set("URL", id, at)
	}
}

// unescaped returns an address or a number without the escapes that LaTeX
// needs.
func unescaped(s string) string {
	s = strings.NewReplacer(`\textasciitilde{}`, "~", `\textasciitilde`, "~", `\~{}`, "~", `\_`, "_", `\%`, "%", `\&`, "&",
		`\#`, "#", `\$`, "$", `\{`, "{", `\}`, "}", `{`, "", `}`, "").Replace(strings.TrimSpace(s))
	if url, ok := strings.CutPrefix(s, `\url`); ok {
		s = url
	}
	return strings.Join(strings.Fields(s), " ")
}

// notes sets what is noted about the work.
func (d *bibDraft) notes() {
	var text string
	at := 0
	for _, field := range []string{"note", "addendum"} {
		if v, ok := d.get(field); ok && d.e.kind != "periodical" {
			if text == "" {
				at = v.at(0)
			}
			note := d.text(v)
			if d.Strings["URL"] != "" && d.visited(note, v.at(0)) {
				continue
			}
			text = join(text, ".", note)
		}
	}
	d.set("note", text, at)
	if v, ok := d.get("pubstate"); ok {
		d.set("status", localized(d.text(v)), v.at(0))
	}
}

package cite

import (
	"cmp"
	"regexp"
	"strings"

	"handout/internal/article"
)

// locatorLabels is how the label of a locator may be shortened in front of it.
var locatorLabels = map[string]string{
	"app.": "appendix", "art.": "article-locator", "bk.": "book", "ch.": "chapter", "chap.": "chapter", "col.": "column",
	"fig.": "figure", "fol.": "folio", "l.": "line", "n.": "note", "no.": "issue", "op.": "opus",
	"p.": "page", "para.": "paragraph", "pp.": "page", "pt.": "part", "r.": "rule",
	"sec.": "section", "supp.": "supplement", "sv.": "sub-verbo", "tit.": "title-locator", "vol.": "volume", "vrs.": "verse",
}

// labelled returns a cite whose locator has a label of its own, as in "ch. 3",
// with that label.
func labelled(item *article.CitationItem) *article.CitationItem {
	short, rest, ok := strings.Cut(item.Locator, " ")
	label := locatorLabels[short]
	if !ok || label == "" || strings.TrimSpace(rest) == "" {
		return item
	}
	c := *item
	c.Label, c.Locator = label, strings.TrimSpace(rest)
	return &c
}

// unlabelled returns a number without the label that says what it counts, as in
// "vol. 2" for a volume.
func unlabelled(variable, value string) string {
	short, rest, ok := strings.Cut(value, " ")
	if !ok || rest == "" || rest[0] < '0' || rest[0] > '9' {
		return value
	}
	switch label := locatorLabels[short]; {
	case label == variable, label == "issue" && (variable == "number" || variable == "collection-number"):
		return rest
	}
	return value
}

// innerLabel finds a label within a locator, as in "3 n. 4": what stands before
// it, the label and the rest; the label is empty if there is none.
func innerLabel(locator string) (before, label, rest string) {
	words := strings.Fields(locator)
	for i := 1; i < len(words)-1; i++ {
		if label = locatorLabels[words[i]]; label != "" {
			return strings.Join(words[:i], " "), label, strings.Join(words[i+1:], " ")
		}
	}
	return locator, "", ""
}

// locator returns a locator with its ranges and labels as they are printed.
func (s *scope) locator(value string) string {
	before, label, rest := innerLabel(value)
	if label == "" {
		return s.locatorNumbers(value)
	}
	next, _, _ := innerLabel(rest)
	term := s.loc.term(label, cmp.Or(s.labelForm, "short"), severalNumbers("locator", next))
	return s.locatorNumbers(before) + " " + term + " " + s.locator(rest)
}

// typedHyphen is how a hyphen is written that makes no range.
const typedHyphen = `\-`

// isPage reports whether a variable holds pages.
func isPage(variable string) bool { return variable == "page" }

func (l *locale) rangeDelimiter() string {
	if t, ok := l.lookup("page-range-delimiter", ""); ok && t.single != "" {
		return t.single
	}
	return "–"
}

// rangeOf matches two pages with what stands before their last digits, as
// in "S12-S15" or "10p1-10p87".
var rangeOf = regexp.MustCompile(`^((?:[0-9]*[a-zA-Z]+0*)?)([0-9]+)\s*[-–]\s*((?:[0-9]*[a-zA-Z]+0*)?)([0-9]+)$`)

// splitRange takes two pages apart: what stands before their last digits, and
// these.
func splitRange(r string) (lead, first, lead2, last string, ok bool) {
	if a, b, dash := strings.Cut(r, "-"); dash && allDigits(a) && allDigits(b) { // as most are
		return "", a, "", b, true
	}
	m := rangeOf.FindStringSubmatch(r)
	if m == nil {
		return "", "", "", "", false
	}
	return m[1], m[2], m[3], m[4], true
}

// letteredRange matches two pages with letters behind their numbers.
var letteredRange = regexp.MustCompile(`^(([0-9]+)[a-z]+)\s*[-–]\s*(([0-9]+)[a-z]+)$`)

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// pages writes the ranges of a page variable as the style wants them.
func (s *scope) pages(value string) string {
	if strings.Contains(value, typedHyphen) {
		return strings.ReplaceAll(value, typedHyphen, "-")
	}
	if !strings.ContainsAny(value, "-–") {
		return value
	}
	var b strings.Builder
	for value != "" {
		i := strings.IndexAny(value, ",;&")
		for i >= 0 && i+1 < len(value) && value[i] != '&' && value[i+1] != ' ' {
			j := strings.IndexAny(value[i+1:], ",;&")
			if j < 0 {
				i = -1
				break
			}
			i += 1 + j
		}
		part, rest := value, ""
		if i >= 0 {
			part, rest = value[:i+1], value[i+1:]
		}
		core := strings.Trim(part, " ,;&")
		at := strings.Index(part, core)
		b.WriteString(part[:at] + s.pageRange(core) + part[at+len(core):])
		value = rest
	}
	return b.String()
}

// pageRange formats "321-328" by page-range-format; what is no range of two
// numbers is left alone but for its dash.
func (s *scope) pageRange(r string) string {
	dash := s.loc.rangeDelimiter()
	lead, first, lead2, last, ok := splitRange(r)
	if !ok {
		if m := letteredRange.FindStringSubmatch(r); m != nil && m[2] != m[4] {
			switch s.style.pageRange {
			case "minimal":
				return m[1] + dash + minimal(m[1], m[3], 1)
			case "minimal-two":
				return m[1] + dash + minimal(m[1], m[3], 2)
			}
		}
		if list, ok := parseNumbers(r); ok && len(list) == 3 && list[1].text == "-" && list[0].spans(list[2]) {
			return list[0].text + dash + list[2].text
		}
		return r
	}
	if lead2 != lead {
		if strings.ContainsAny(lead+lead2, "0123456789") || (lead == "") != (lead2 == "") {
			return r
		}
		return lead + first + dash + lead2 + last
	}
	if s.style.pageRange == "" || s.style.pageRange == "expanded" {
		if strings.ContainsAny(lead, "0123456789") {
			return r
		}
		if s.style.pageRange == "" {
			return lead + first + dash + lead2 + last
		}
	}
	if len(last) < len(first) {
		last = first[:len(first)-len(last)] + last
	}
	switch s.style.pageRange {
	case "expanded":
		return lead + first + dash + lead + last
	case "minimal":
		last = minimal(first, last, 1)
	case "minimal-two":
		last = minimal(first, last, 2)
	case "chicago", "chicago-15":
		last = chicago(first, last, true)
	case "chicago-16":
		last = chicago(first, last, false)
	}
	return lead + first + dash + last
}

// minimal drops the digits of last that first has too, keeping at least n.
func minimal(first, last string, n int) string {
	if len(first) != len(last) {
		return last
	}
	i := 0
	for i < len(last)-n && first[i] == last[i] {
		i++
	}
	return last[i:]
}

// chicago is section 9.64 of the Chicago Manual's 15th edition (old) or 9.61
// of its 16th.
func chicago(first, last string, old bool) string {
	n := len(first)
	if n < 3 || n != len(last) || first[n-2:] == "00" {
		return last
	}
	changed := minimal(first, last, 1)
	if first[n-2] == '0' {
		return changed
	}
	if old && n == 4 && len(changed) >= 3 {
		return last
	}
	return minimal(first, last, 2)
}

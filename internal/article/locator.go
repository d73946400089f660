package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labels are the words that may stand before a locator, with CSL's names for
// them: the terms of CSL's English and Spanish locales, as pandoc reads them.
var labels = map[string]string{
	"app.": "appendix", "apps.": "appendix", "appendix": "appendix",
	"art.": "article-locator", "arts.": "article-locator", "article": "article-locator",
	"bk.": "book", "bks.": "book", "book": "book",
	"chap.": "chapter", "chaps.": "chapter", "ch.": "chapter", "chapter": "chapter", "cap.": "chapter", "capítulo": "chapter",
	"col.": "column", "cols.": "column", "column": "column",
	"eq.": "equation", "eqs.": "equation", "equation": "equation",
	"fig.": "figure", "figs.": "figure", "figure": "figure", "figura": "figure",
	"fol.": "folio", "fols.": "folio", "folio": "folio",
	"no.": "issue", "nos.": "issue", "issue": "issue", "n.º": "issue",
	"l.": "line", "ll.": "line", "line": "line", "lines": "line",
	"n.": "note", "nn.": "note", "note": "note",
	"op.": "opus", "opp.": "opus", "opus": "opus",
	"p.": "page", "pp.": "page", "page": "page", "pages": "page", "pág.": "page", "págs.": "page", "página": "page", "páginas": "page",
	"para.": "paragraph", "paras.": "paragraph", "paragraph": "paragraph", "¶": "paragraph", "¶¶": "paragraph", "párr.": "paragraph", "párrs.": "paragraph",
	"pt.": "part", "pts.": "part", "part": "part",
	"r.": "rule", "rr.": "rule", "rule": "rule",
	"sc.": "scene", "scs.": "scene", "scene": "scene",
	"sec.": "section", "secs.": "section", "section": "section", "sections": "section", "§": "section", "§§": "section", "sección": "section",
	"s.v.": "sub-verbo", "s.vv.": "sub-verbo",
	"supp.": "supplement", "supps.": "supplement",
	"tbl.": "table", "tbls.": "table", "table": "table", "tabla": "table",
	"timestamp": "timestamp",
	"tit.":      "title-locator", "tits.": "title-locator", "title": "title-locator",
	"v.": "verse", "vv.": "verse", "verse": "verse",
	"vol.": "volume", "vols.": "volume", "volume": "volume",
}

// locator reads what follows the id of a citation, such as ", pp. 3-5 and
// elsewhere": CSL's name of the label, the locator, and how many bytes they
// take. Without a label a locator begins with a digit and is a page; braces
// set off one that would not be seen as such. The rules are pandoc's.
func locator(s string) (label, loc string, n int) {
	start := len(s) - len(strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(s, " \n"), ","), " \n"))
	rest := s[start:]
	if strings.HasPrefix(rest, "{") {
		if shut := strings.IndexByte(rest, '}'); shut > 0 {
			label, size := labelOf(rest[1:shut])
			return label, strings.TrimSpace(rest[1+size : shut]), start + shut + 1
		}
	}
	label, size := labelOf(rest)
	if size == 0 && !startsWithDigit(rest) {
		return "", "", 0
	}
	length := pages(rest[size:])
	if length == 0 {
		return "", "", 0
	}
	return label, strings.TrimSpace(rest[size : size+length]), start + size + length
}

// labelOf returns the label that s begins with, and its size with the blanks
// behind it; "page" and 0 when it begins with none.
func labelOf(s string) (label string, size int) {
	word := s
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsDigit(r) }); i >= 0 {
		word = s[:i]
	}
	found, ok := labels[strings.ToLower(word)]
	if !ok {
		found, ok = labels[strings.ToLower(word)+"."]
	}
	if !ok || word == "" {
		return "page", 0
	}
	return found, len(s) - len(strings.TrimLeft(s[len(word):], " \n"))
}

func startsWithDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

var (
	pageWord = regexp.MustCompile(`^[^\s,;&]+`)
	pageGap  = regexp.MustCompile(`^(?:\s*[,&–—-]\s*|\s+)`)
	roman    = regexp.MustCompile(`^\(?[ivxlcdmIVXLCDM]+\)?(?:[-–]\(?[ivxlcdmIVXLCDM]+\)?)?$`)
)

// pages returns how many bytes of s are numbers, from its beginning: words
// with a digit or Roman numerals, with commas, dashes and blanks between them.
func pages(s string) (n int) {
	for {
		gap := ""
		if n > 0 {
			if gap = pageGap.FindString(s[n:]); gap == "" {
				return n
			}
		}
		word := pageWord.FindString(s[n+len(gap):])
		numeral := roman.MatchString(word) && (n == 0 || strings.TrimSpace(gap) != "")
		if word == "" || !numeral && !strings.ContainsFunc(word, unicode.IsDigit) {
			return n
		}
		n += len(gap) + len(strings.TrimRight(word, "."))
		if strings.HasSuffix(word, ".") {
			return n
		}
	}
}

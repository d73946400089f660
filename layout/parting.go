package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// parting is a piece of a paragraph's text behind which a line may end.
type parting struct {
	length int   // bytes, the space at its end included
	must   bool  // the line ends here
	cost   int64 // of a line that ends here, beside what every line costs
}

// partings parts text where a line may end: by Unicode Standard Annex 14, and
// inside web addresses where a reader expects it.
func partings(text string) (parts []parting) {
	for state := -1; text != ""; {
		if address := addressParts(text); address != nil {
			for _, a := range address {
				parts = append(parts, parting{length: len(a), cost: insideCost})
				text = text[len(a):]
			}
			last := &parts[len(parts)-1]
			last.cost, last.must = 0, text != "" && strings.HasSuffix(address[len(address)-1], "\n")
			state = -1
			continue
		}
		segment, rest, must, next := uniseg.FirstLineSegmentInString(text, state)
		n := len(segment)
		for keepsNext(text[:n]) && rest != "" && !must {
			segment, rest, must, next = uniseg.FirstLineSegmentInString(rest, next)
			n += len(segment)
		}
		p := parting{length: n, must: must && rest != ""}
		switch end := text[n-1]; {
		case strings.HasPrefix(rest, "___"):
			p.cost = blankCost
		case end != ' ' && end != '\n':
			p.cost = hyphenCost
		}
		parts = append(parts, p)
		text, state = rest, next
	}
	return parts
}

// keepsNext tells whether a line must not end after segment: a section sign
// belongs to its number.
func keepsNext(segment string) bool { return strings.HasSuffix(segment, "§ ") }

// addressParts parts the web address that text begins with behind its slashes
// and before its other marks, so that no mark seems to end it (Chicago Manual
// of Style, 17th edition, 7.46). The space behind it goes with the last part.
// It returns nil if text does not begin with an address.
func addressParts(text string) []string {
	opened := strings.TrimLeft(text, "(<[“\"")
	if !strings.HasPrefix(opened, "http://") && !strings.HasPrefix(opened, "https://") && !strings.HasPrefix(opened, "www.") {
		return nil
	}
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end < 0 {
		end = len(text)
	}
	var parts []string
	start := 0
	for i := len("https://www."); i < end-8; i++ {
		afterSlash := text[i-1] == '/' && text[i] != '/'
		beforeMark := strings.IndexByte("-._~?#%=&+,;@", text[i]) >= 0
		if (afterSlash || beforeMark) && i-start > 3 {
			parts = append(parts, text[start:i])
			start = i
		}
	}
	if end < len(text) {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return append(parts, text[start:end])
}

package cite

import (
	"strconv"
	"strings"
)

// numberElement is cs:number.
type numberElement struct {
	format   format
	variable string
	form     string
}

func (c *compiler) number(e *element) (renderer, error) {
	f, err := parseFormat(e)
	if err != nil {
		return nil, err
	}
	f.brackets = true
	n := &numberElement{format: f, variable: e.get("variable")}
	n.form, err = oneOf(e, "form", "numeric", "ordinal", "long-ordinal", "roman")
	return n, err
}

func (n *numberElement) render(s *scope, out *[]*node, g *calls) {
	g.called = true
	value := s.value(n.variable, "")
	if value == "" {
		return
	}
	g.filled = true
	s.use(n.variable)
	if s.mutes() {
		return
	}
	if s.sorting != nil {
		*out = append(*out, s.leaf(s.sortable(value), plain))
		return
	}
	r := plain
	if n.variable == "citation-number" {
		r = theNumber
	}
	n.format.wrapAs(s, out, s.numbers(n.variable, value, n.form), r)
}

// numbers formats a number variable: every number in it that stands alone, if
// the variable holds nothing but numbers.
func (s *scope) numbers(variable, value, form string) []*node {
	list, ok := parseNumbers(value)
	if _, label, _ := innerLabel(value); variable == "locator" && label != "" {
		return s.field(s.locator(value))
	}
	if !ok || strings.Contains(value, typedHyphen) {
		return s.field(strings.ReplaceAll(value, typedHyphen, "-"))
	}
	switch numeric := form == "" || form == "numeric"; {
	case numeric && isPage(variable):
		return s.field(s.pages(value))
	case numeric && variable == "locator":
		return s.field(s.locator(value))
	}
	var gender string
	if form == "ordinal" || form == "long-ordinal" {
		t, _ := s.loc.lookup(s.labelTerm(variable), "")
		gender = t.gender
	}
	var b strings.Builder
	for i, t := range list {
		if i == len(list)-1 && t.separator { // an open end, as in "5-"
			b.WriteString(strings.TrimSpace(value[len(strings.TrimRight(value, "-– ")):]))
			break
		}
		n, err := strconv.Atoi(t.text)
		switch {
		case err != nil || n < 0 || t.separator:
			dash := s.loc.rangeDelimiter()
			if i > 0 && i+1 < len(list) && !list[i-1].spans(list[i+1]) {
				dash = "-"
			}
			b.WriteString(t.String(dash))
		case form == "ordinal":
			b.WriteString(s.loc.ordinal(n, gender))
		case form == "long-ordinal":
			b.WriteString(s.loc.longOrdinal(n, gender))
		case form == "roman" && n > 0 && n < 6000:
			b.WriteString(roman(n))
		default:
			b.WriteString(t.text)
		}
	}
	return s.field(b.String())
}

// numberToken is a number with its affixes ("2b"), or what parts two numbers.
type numberToken struct {
	text      string
	separator bool
}

// spans reports whether a hyphen between t and u makes a range: not between
// numbers with capitals behind them or unlike letters before them, as "2B-3B"
// and "A1-B2", which may be the names of single things.
func (t numberToken) spans(u numberToken) bool {
	const digits = "0123456789"
	letters := func(w string) (before string, capitals bool) {
		i := strings.IndexAny(w, digits)
		if i < 0 {
			return "", false
		}
		behind := strings.TrimLeft(w[i:], digits)
		return w[:i], behind != strings.ToLower(behind)
	}
	x, xCapitals := letters(t.text)
	y, yCapitals := letters(u.text)
	return x == y && !xCapitals && !yCapitals
}

// String returns t with a dash for a hyphen between two numbers.
func (t numberToken) String(dash string) string {
	if t.text == "-" { // a dash that was typed stays
		return dash
	}
	return t.text
}

// parseNumbers takes a value apart into numbers and what stands between them,
// and reports whether there was nothing else. A range's delimiter is "-".
func parseNumbers(value string) ([]numberToken, bool) {
	var list []numberToken
	rest := strings.TrimSpace(value)
	for {
		i := strings.IndexAny(rest, " ,&-–")
		if i < 0 {
			i = len(rest)
		}
		if !isNumber(rest[:i]) {
			return nil, false
		}
		list = append(list, numberToken{text: rest[:i]})
		if rest = rest[i:]; rest == "" {
			return list, true
		}
		sep := separator(rest)
		if sep == "" {
			return nil, false
		}
		rest = strings.TrimLeft(rest[len(sep):], " ")
		switch strings.TrimSpace(sep) {
		case "-", "--", "–":
			sep = strings.TrimSpace(sep)
		case ",":
			sep = ", "
		case "&":
			sep = " & "
		}
		list = append(list, numberToken{text: sep, separator: true})
		if rest == "" {
			return list, sep == "-" || sep == "–" // "5–" is open-ended
		}
	}
}

// separator returns what parts the numbers at the start of rest. A comma
// without a space is a thousands separator as likely as not, so it is none.
func separator(rest string) string {
	trimmed := strings.TrimLeft(rest, " ")
	lead := len(rest) - len(trimmed)
	for _, sep := range []string{", ", "&", "--", "-", "–", "and ", "et ", "y ", "und "} {
		if !strings.HasPrefix(trimmed, sep) {
			continue
		}
		if sep[0] >= 'a' && sep[0] <= 'z' && lead == 0 {
			continue
		}
		after := trimmed[len(sep):]
		return rest[:lead+len(sep)+len(after)-len(strings.TrimLeft(after, " "))]
	}
	return ""
}

// isNumber reports whether w is a number, perhaps with letters before and
// after it, or a small roman numeral.
func isNumber(w string) bool {
	digits := false
	letters := 0
	for _, r := range w {
		switch {
		case r >= '0' && r <= '9':
			digits, letters = true, 0
		case r == '.' || r == ':' || r == '(' || r == '[' || r == '*' || r == ')' || r == ']':
			return false
		default:
			letters++
		}
	}
	return digits || letters > 0 && isRoman(w)
}

func isRoman(w string) bool { return w != "" && strings.Trim(w, "ivxlcdm") == "" }

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= r.n {
			b.WriteString(r.s)
			n -= r.n
		}
	}
	return b.String()
}

// isPlural reports whether a value is about several of what it counts.
func isPlural(variable, value string) bool {
	if variable == "number-of-pages" || variable == "number-of-volumes" {
		list, ok := parseNumbers(value)
		if !ok {
			return false
		}
		digits := strings.TrimLeft(value, " ")
		digits = digits[:len(digits)-len(strings.TrimLeft(digits, "0123456789"))]
		n, _ := strconv.Atoi(digits)
		return n > 1 && !strings.Contains(value, "/") || len(list) > 1
	}
	return severalNumbers(variable, value)
}

// severalNumbers reports whether value holds numbers parted by a dash, a
// comma, an ampersand or "and". Pages may stand among other words.
func severalNumbers(variable, value string) bool {
	if strings.Contains(value, typedHyphen) {
		return false
	}
	if list, ok := parseNumbers(value); ok {
		return len(list) > 1
	}
	if variable != "page" && variable != "locator" {
		return false
	}
	words := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" ,;&-–", r) })
	if len(words) == 0 || !isNumber(words[0]) {
		return false
	}
	n := 0
	for _, w := range words {
		if isNumber(w) {
			n++
		}
	}
	return n > 1 && strings.ContainsAny(value, "&-–;")
}

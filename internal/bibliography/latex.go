package bibliography

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"handout/internal/article"
)

// char is a character of a decoded text.
type char struct {
	r     rune
	style article.Style
	kept  bool // its case stays as it is
}

// decoder turns LaTeX into characters.
type decoder struct {
	text    string
	i       int
	out     []char
	now     group
	open    []group // what to go back to at each closing brace
	math    int     // where the formula ends; 0 outside of one
	accents []rune  // combining characters for the next character
	once    article.Style
	fault   func(i int, command string) // told of a command nobody knows
}

// group is what holds until the closing brace.
type group struct {
	style article.Style
	kept  bool
	quote bool // ends with a quotation mark
	depth int  // how many quotations it stands in
}

// decodeLaTeX returns the characters that LaTeX prints for text. fault is told
// where a command stands that is unknown; its name is then left in the text.
func decodeLaTeX(text string, fault func(i int, command string)) []char {
	d := &decoder{text: text, fault: fault}
	for d.i < len(text) {
		switch {
		case d.math == 0 || d.i < d.math:
			d.step()
		case d.i == d.math:
			d.i++
			fallthrough
		default:
			d.math = 0
		}
	}
	d.spacingAccent()
	return trim(d.out)
}

// step decodes what stands at d.i.
func (d *decoder) step() {
	r, size := utf8.DecodeRuneInString(d.text[d.i:])
	switch r {
	case '\\':
		d.command()
		return
	case '{':
		d.i++
		d.open = append(d.open, d.now)
		d.now.quote = false
		if len(d.accents) == 0 && d.math == 0 && !d.letterCommand() {
			d.now.kept = true
		}
		return
	case '}':
		d.i++
		d.spacingAccent()
		d.close()
		return
	case '&':
		if m := entity.FindString(d.text[d.i:]); m != "" {
			d.i += len(m)
			d.emit(html.UnescapeString(m))
			return
		}
	case '$':
		if d.formula() {
			return
		}
	case '^', '_':
		if d.math > 0 {
			d.i++
			d.argument(script(r))
			return
		}
	}
	if d.math == 0 {
		if from, to := ligature(d.text[d.i:]); from != "" {
			d.i += len(from)
			d.emit(to)
			return
		}
	}
	d.i += size
	if unicode.IsSpace(r) && r != '\u00A0' {
		d.space()
		return
	}
	d.emit(string(r))
}

// entity are HTML's, which publishers leave in what they write as BibTeX.
var entity = regexp.MustCompile(`^&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|#\d{2,5});`)

func script(r rune) article.Style {
	if r == '^' {
		return article.Superscript
	}
	return article.Subscript
}

// The marks of a quotation, and of one within another: the depth is that
// outside of the marks that open, and inside of those that close.
var (
	openingQuotes = [2]string{"“", "‘"}
	closingQuotes = [2]string{"’", "”"}
)

// close goes back to what held before the group.
func (d *decoder) close() {
	if d.now.quote {
		d.emit(closingQuotes[d.now.depth%2])
	}
	if n := len(d.open); n > 0 {
		d.now, d.open = d.open[n-1], d.open[:n-1]
	}
}

// ligatures are the characters that LaTeX joins, the longest first.
var ligatures = [...][2]string{
	{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"!`", "¡"}, {"?`", "¿"},
	{"`", "‘"}, {"'", "’"}, {"~", "\u00A0"},
}

func ligature(s string) (from, to string) {
	for _, l := range ligatures {
		if strings.HasPrefix(s, l[0]) {
			return l[0], l[1]
		}
	}
	return "", ""
}

// formula enters a formula at d.i if one begins there. As in Markdown, a
// dollar sign before a space, or whose partner stands after one, is money; so
// are two that both stand before a digit.
func (d *decoder) formula() bool {
	rest := d.text[d.i+1:]
	n := strings.IndexByte(rest, '$')
	digit := func(i int) bool { return i < len(rest) && rest[i] >= '0' && rest[i] <= '9' }
	if d.math > 0 || n < 1 || rest[0] == ' ' || rest[n-1] == ' ' || digit(0) && digit(n+1) {
		return false
	}
	d.i++
	d.math = d.i + n
	return true
}

// emit adds s in the style that holds, with any accents on its first letter.
func (d *decoder) emit(s string) {
	for _, r := range s {
		c := char{r, d.now.style ^ d.once, d.now.kept}
		d.out = append(d.out, c)
		for len(d.accents) > 0 {
			mark := d.accents[len(d.accents)-1]
			d.accents = d.accents[:len(d.accents)-1]
			last := &d.out[len(d.out)-1]
			if joined := []rune(norm.NFC.String(string([]rune{last.r, mark}))); len(joined) == 1 {
				last.r = joined[0]
				continue
			}
			c.r = mark
			d.out = append(d.out, c)
		}
	}
	d.once = 0
}

// space adds a space, unless there is one or a command's argument is to come.
func (d *decoder) space() {
	if n := len(d.out); len(d.accents) == 0 && d.once == 0 && n > 0 && d.out[n-1].r != ' ' {
		d.out = append(d.out, char{' ', d.now.style, d.now.kept})
	}
}

// spacingAccent prints accents that have no letter, as \~{} does.
func (d *decoder) spacingAccent() {
	marks := d.accents
	d.accents = nil
	for _, m := range marks {
		if s, ok := spacing[m]; ok {
			d.emit(s)
		}
	}
}

// argument gives the next group, or else the next character, a style.
func (d *decoder) argument(style article.Style) {
	if d.enter() {
		d.now.style ^= style
	} else {
		d.once ^= style
	}
}

// enter goes into the group that is a command's argument, if there is one.
func (d *decoder) enter() bool {
	d.i = skipSpace(d.text, d.i)
	if d.i == len(d.text) || d.text[d.i] != '{' {
		return false
	}
	d.i++
	d.open = append(d.open, d.now)
	d.now.quote = false
	return true
}

// verbatim returns the argument of a command as it is written.
func (d *decoder) verbatim() string {
	d.i = skipSpace(d.text, d.i)
	if d.i == len(d.text) || d.text[d.i] != '{' {
		return ""
	}
	end := closing(d.text, d.i)
	if end < 0 {
		end = len(d.text)
	}
	arg := d.text[d.i+1 : end]
	d.i = min(end+1, len(d.text))
	return arg
}

// closing returns where the group that is opened at i closes, or -1.
func closing(s string, i int) int {
	depth := 0
	for ; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func skipSpace(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\r\n\f", s[i]) >= 0 {
		i++
	}
	return i
}

// name returns the command that begins at i, without the backslash: letters,
// or one other character.
func (d *decoder) name(i int) string {
	rest := d.text[i+1:]
	n := strings.IndexFunc(rest, func(r rune) bool { return r|0x20 < 'a' || r|0x20 > 'z' })
	switch {
	case n < 0:
		return rest
	case n > 0:
		return rest[:n]
	}
	_, size := utf8.DecodeRuneInString(rest)
	return rest[:size]
}

// letterCommand reports whether a command for a letter or an accent follows:
// BibTeX lets the case of the letter in {\"u} change.
func (d *decoder) letterCommand() bool {
	if d.i == len(d.text) || d.text[d.i] != '\\' {
		return false
	}
	name := d.name(d.i)
	s, _ := utf8.DecodeRuneInString(symbols[name])
	return accents[name] != 0 || unicode.IsLetter(s) && d.math == 0
}

// command decodes the command at d.i.
func (d *decoder) command() {
	start, name := d.i, d.name(d.i)
	d.i += 1 + len(name)
	word := name != "" && name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z'
	if word && symbols[name] != "" {
		d.i = skipSpace(d.text, d.i)
	}
	switch mark, accented := accents[name], len(d.accents) > 0; {
	case accented && (name == "i" || name == "j"):
		d.emit(name)
	case mark != 0 && d.math == 0:
		d.accents = append(d.accents, mark)
		d.i = skipSpace(d.text, d.i)
	case name == "circ" && d.once|d.now.style == article.Superscript:
		d.once, d.now.style = 0, 0
		d.emit("°")
	case symbols[name] != "":
		d.emit(symbols[name])
		if name == "&" && strings.HasPrefix(d.text[d.i:], "amp;") {
			d.i += len("amp;")
		}
	case strings.Contains(" \t\r\n\\", name) || name == "newline" || name == "quad":
		d.space()
	case strings.Contains("/-()", name) || slices.Contains(silent, name):
	case name == "enquote" || name == "mkbibquote":
		d.emit(openingQuotes[d.now.depth%2])
		if d.now.quote = d.enter(); d.now.quote {
			d.now.depth++
		}
	case name == "url" || name == "nolinkurl" || name == "path":
		d.emit(d.verbatim())
	case name == "href":
		d.verbatim()
		d.enter()
	case slices.Contains(unprinted, name):
		d.verbatim()
	case name == "frac" || name == "textfrac":
		d.emit(d.verbatim() + "/" + d.verbatim())
	case name == "SI" || name == "qty":
		d.emit(d.verbatim() + "\u00A0" + d.verbatim())
	case name == "foreignlanguage" || name == "texorpdfstring":
		d.verbatim()
		d.enter()
	case slices.Contains(plain, name):
		d.enter()
	default:
		d.styled(start, name)
	}
}

// styled takes the commands that change the style, of their argument or of
// the rest of the group.
func (d *decoder) styled(start int, name string) {
	if s, ok := styles[name]; ok {
		d.argument(s)
		return
	}
	if s, ok := switches[name]; ok {
		d.now.style = s
		d.i = skipSpace(d.text, d.i)
		return
	}
	d.fault(start, `\`+name)
	d.emit(name)
}

// trim removes the spaces at the ends of s.
func trim(s []char) []char {
	for len(s) > 0 && s[len(s)-1].r == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// plainText returns the characters of s without their styles.
func plainText(s []char) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteRune(c.r)
	}
	return b.String()
}

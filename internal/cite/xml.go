package cite

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"handout/internal/slab"
)

// Limits on what a style may hold. The largest official style has 250 KB,
// 8,000 elements and a depth of 30.
const (
	maxSize     = 4 << 20
	maxElements = 60_000
	maxDepth    = 200
)

// element is one XML element of a style or locale file.
type element struct {
	name  string // without namespace prefix
	attrs []attr
	kids  []*element
	text  string // its character data, in one piece
	line  int
}

type attr struct{ name, value string }

// get returns the value of an attribute, or "".
func (e *element) get(name string) string {
	v, _ := e.lookup(name)
	return v
}

func (e *element) lookup(name string) (string, bool) {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

// kid returns the first child of that name, or nil.
func (e *element) kid(name string) *element {
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// A syntaxError is what is wrong with a style, and on which line.
type syntaxError struct {
	line int
	msg  string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.msg) }

func faultf(line int, format string, args ...any) error {
	return &syntaxError{line, fmt.Sprintf(format, args...)}
}

// parseXML reads the subset of XML that styles are written in: elements,
// attributes, text, comments and the entities every XML file has. It is ten
// times faster than encoding/xml, and it refuses document type declarations
// and with them every entity bomb.
func parseXML(src []byte) (*element, error) {
	if len(src) > maxSize {
		return nil, faultf(1, "the file is larger than %d MB", maxSize>>20)
	}
	if !utf8.Valid(src) {
		return nil, faultf(1, "the file is not UTF-8 text")
	}
	text := string(bytes.TrimPrefix(src, []byte("\ufeff")))
	s := &xmlScanner{src: text, uncounted: text, lines: 1}
	return s.document()
}

type xmlScanner struct {
	src       string // what is not yet read
	uncounted string // what stands behind the last place whose line was asked for
	lines     int    // the line there
	count     int
	kids      []*element // of the open elements, the innermost last
	attrs     []attr     // of the tag being read

	// what elements are made of
	elements slab.Slab[element]
	lists    slab.Slab[*element]
	attrList slab.Slab[attr]
}

// open is an element whose end is not yet read.
type open struct {
	*element
	from int // where its children begin among the scanner's
}

// line returns the line of the next byte.
func (s *xmlScanner) line() int {
	s.lines += strings.Count(s.uncounted[:len(s.uncounted)-len(s.src)], "\n")
	s.uncounted = s.src
	return s.lines
}

// skip moves past the next n bytes.
func (s *xmlScanner) skip(n int) string {
	t := s.src[:n]
	s.src = s.src[n:]
	return t
}

// until moves past the next end and returns what stood before it.
func (s *xmlScanner) until(end string) (string, error) {
	i := strings.Index(s.src, end)
	if i < 0 {
		return "", faultf(s.line(), "%q is missing after this line", end)
	}
	t := s.skip(i)
	s.skip(len(end))
	return t, nil
}

func (s *xmlScanner) space() {
	i := 0
	for i < len(s.src) && isXMLSpace(s.src[i]) {
		i++
	}
	s.skip(i)
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func (s *xmlScanner) document() (*element, error) {
	var opened []open
	var root *element
	for s.src != "" {
		if s.src[0] != '<' {
			if err := s.text(opened); err != nil {
				return nil, err
			}
			continue
		}
		var err error
		switch {
		case strings.HasPrefix(s.src, "<!--"):
			_, err = s.until("-->")
		case strings.HasPrefix(s.src, "<?"):
			_, err = s.until("?>")
		case strings.HasPrefix(s.src, "<![CDATA[") && len(opened) > 0:
			s.skip(len("<![CDATA["))
			var text string
			text, err = s.until("]]>")
			opened[len(opened)-1].text += text
		case strings.HasPrefix(s.src, "<!"):
			err = faultf(s.line(), "document type declarations are not allowed in a style")
		case strings.HasPrefix(s.src, "</"):
			opened, err = s.endTag(opened)
		default:
			var closed bool
			var e *element
			if e, closed, err = s.startTag(); err != nil {
				return nil, err
			}
			if len(opened) > 0 {
				s.kids = append(s.kids, e)
			} else if root != nil {
				return nil, faultf(e.line, "a second root element <%s>", e.name)
			} else {
				root = e
			}
			if !closed {
				opened = append(opened, open{e, len(s.kids)})
			}
			if len(opened) > maxDepth {
				err = faultf(e.line, "elements nested more than %d deep", maxDepth)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if len(opened) > 0 {
		e := opened[len(opened)-1]
		return nil, faultf(e.line, "<%s> is not closed", e.name)
	}
	if root == nil {
		return nil, faultf(1, "the file holds no XML element")
	}
	return root, nil
}

// text reads character data.
func (s *xmlScanner) text(opened []open) error {
	i := strings.IndexByte(s.src, '<')
	if i < 0 {
		i = len(s.src)
	}
	text, err := s.unescape(s.src[:i])
	if err != nil {
		return err
	}
	blank := strings.TrimSpace(text) == ""
	switch k := len(opened) - 1; {
	case k < 0 && !blank:
		return faultf(s.line(), "text outside the style")
	case k < 0 || blank && opened[k].from < len(s.kids): // the lines between elements are no text
	default:
		opened[k].text += text
	}
	s.skip(i)
	return nil
}

func (s *xmlScanner) endTag(opened []open) ([]open, error) {
	line := s.line()
	t, err := s.until(">")
	if err != nil {
		return nil, err
	}
	name := local(strings.TrimSpace(t[2:]))
	last := len(opened) - 1
	if last < 0 || opened[last].name != name {
		return nil, faultf(line, "</%s> closes nothing", name)
	}
	e := opened[last]
	e.kids = s.lists.Take(len(s.kids) - e.from)
	copy(e.kids, s.kids[e.from:])
	s.kids = s.kids[:e.from]
	return opened[:last], nil
}

// startTag reads a tag and reports whether it is its own end.
func (s *xmlScanner) startTag() (e *element, closed bool, err error) {
	if s.count++; s.count > maxElements {
		return nil, false, faultf(s.line(), "more than %d elements", maxElements)
	}
	e = s.elements.New()
	e.line = s.line()
	s.skip(1)
	name := s.name()
	if name == "" {
		return nil, false, faultf(s.line(), "\"<\" without the name of an element")
	}
	e.name = local(name)
	e.attrs = s.attrs[:0]
	closed, err = s.readAttrs(e)
	s.attrs = e.attrs
	e.attrs = s.attrList.Take(len(s.attrs))
	copy(e.attrs, s.attrs)
	return e, closed, err
}

// readAttrs reads the attributes of e and the end of its tag.
func (s *xmlScanner) readAttrs(e *element) (closed bool, err error) {
	for {
		s.space()
		switch {
		case strings.HasPrefix(s.src, "/>"):
			s.skip(2)
			return true, nil
		case strings.HasPrefix(s.src, ">"):
			s.skip(1)
			return false, nil
		}
		a, err := s.attr()
		if err != nil {
			return false, err
		}
		if a.name == "xmlns" || strings.HasPrefix(a.name, "xmlns:") {
			continue
		}
		a.name = local(a.name)
		if _, twice := e.lookup(a.name); twice {
			return false, faultf(s.line(), "attribute %q stands twice in <%s>", a.name, e.name)
		}
		if len(e.attrs) == 64 {
			return false, faultf(s.line(), "more than 64 attributes in <%s>", e.name)
		}
		e.attrs = append(e.attrs, a)
	}
}

func (s *xmlScanner) name() string {
	i := 0
	for i < len(s.src) && !endsName(s.src[i]) {
		i++
	}
	return s.skip(i)
}

func endsName(c byte) bool {
	switch c {
	case '=', '/', '>', '<', '\'', '"', '&':
		return true
	}
	return isXMLSpace(c)
}

func (s *xmlScanner) attr() (attr, error) {
	name := s.name()
	s.space()
	if name == "" || !strings.HasPrefix(s.src, "=") {
		return attr{}, faultf(s.line(), "a tag that does not end, or an attribute without a value")
	}
	s.skip(1)
	s.space()
	if s.src == "" || s.src[0] != '"' && s.src[0] != '\'' {
		return attr{}, faultf(s.line(), "the value of %q is not in quotes", name)
	}
	raw, _, closed := strings.Cut(s.src[1:], s.src[:1])
	switch {
	case !closed:
		return attr{}, faultf(s.line(), "%q is missing after this line", s.src[:1])
	case strings.IndexByte(raw, '<') >= 0:
		return attr{}, faultf(s.line(), "the value of %q does not end", name)
	}
	value, err := s.unescape(raw)
	s.skip(len(raw) + 2)
	return attr{name, value}, err
}

// local drops a namespace prefix.
func local(name string) string {
	return name[strings.LastIndexByte(name, ':')+1:]
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// unescape returns raw, which begins on the current line, with its entities
// replaced.
func (s *xmlScanner) unescape(raw string) (string, error) {
	if strings.IndexByte(raw, '&') < 0 {
		return raw, nil
	}
	return unescape(raw, s.line())
}

func unescape(s string, line int) (string, error) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String(), nil
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		end := strings.IndexByte(s, ';')
		if end < 0 {
			return "", faultf(line, "\"&\" must be written \"&amp;\"")
		}
		name := s[:end]
		s = s[end+1:]
		if v, ok := entities[name]; ok {
			b.WriteString(v)
			continue
		}
		digits, base := strings.TrimPrefix(name, "#"), 10
		if strings.HasPrefix(digits, "x") {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 21)
		if name == digits || err != nil || !utf8.ValidRune(rune(n)) || n < ' ' && n != '\t' && n != '\n' {
			return "", faultf(line, "unknown entity \"&%s;\"", shorten(name))
		}
		b.WriteRune(rune(n))
	}
}

// shorten cuts what a message quotes.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= 40 {
		return s
	}
	return string([]rune(s)[:40]) + "…"
}

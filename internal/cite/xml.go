package cite

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
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
	s := &xmlScanner{src: string(bytes.TrimPrefix(src, []byte("\ufeff"))), line: 1}
	return s.document()
}

type xmlScanner struct {
	src   string // what is not yet read
	line  int
	count int
	pool  []element
}

// skip moves past the next n bytes.
func (s *xmlScanner) skip(n int) string {
	t := s.src[:n]
	s.line += strings.Count(t, "\n")
	s.src = s.src[n:]
	return t
}

// until moves past the next end and returns what stood before it.
func (s *xmlScanner) until(end string) (string, error) {
	i := strings.Index(s.src, end)
	if i < 0 {
		return "", faultf(s.line, "%q is missing after this line", end)
	}
	t := s.skip(i)
	s.skip(len(end))
	return t, nil
}

func (s *xmlScanner) space() {
	s.skip(len(s.src) - len(strings.TrimLeft(s.src, " \t\r\n")))
}

func (s *xmlScanner) document() (*element, error) {
	var open []*element
	var root *element
	for s.src != "" {
		if s.src[0] != '<' {
			i := strings.IndexByte(s.src, '<')
			if i < 0 {
				i = len(s.src)
			}
			line := s.line
			text, err := unescape(s.skip(i), line)
			if err != nil {
				return nil, err
			}
			if len(open) > 0 {
				open[len(open)-1].text += text
			} else if strings.TrimSpace(text) != "" {
				return nil, faultf(line, "text outside the style")
			}
			continue
		}
		var err error
		switch {
		case strings.HasPrefix(s.src, "<!--"):
			_, err = s.until("-->")
		case strings.HasPrefix(s.src, "<?"):
			_, err = s.until("?>")
		case strings.HasPrefix(s.src, "<![CDATA[") && len(open) > 0:
			s.skip(len("<![CDATA["))
			var text string
			text, err = s.until("]]>")
			open[len(open)-1].text += text
		case strings.HasPrefix(s.src, "<!"):
			err = faultf(s.line, "document type declarations are not allowed in a style")
		case strings.HasPrefix(s.src, "</"):
			open, err = s.endTag(open)
		default:
			var closed bool
			var e *element
			if e, closed, err = s.startTag(); err != nil {
				return nil, err
			}
			if len(open) > 0 {
				p := open[len(open)-1]
				p.kids = append(p.kids, e)
			} else if root != nil {
				return nil, faultf(e.line, "a second root element <%s>", e.name)
			} else {
				root = e
			}
			if !closed {
				open = append(open, e)
			}
			if len(open) > maxDepth {
				err = faultf(e.line, "elements nested more than %d deep", maxDepth)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if len(open) > 0 {
		e := open[len(open)-1]
		return nil, faultf(e.line, "<%s> is not closed", e.name)
	}
	if root == nil {
		return nil, faultf(1, "the file holds no XML element")
	}
	return root, nil
}

func (s *xmlScanner) endTag(open []*element) ([]*element, error) {
	line := s.line
	t, err := s.until(">")
	if err != nil {
		return nil, err
	}
	name := local(strings.TrimSpace(t[2:]))
	if len(open) == 0 || open[len(open)-1].name != name {
		return nil, faultf(line, "</%s> closes nothing", name)
	}
	return open[:len(open)-1], nil
}

// startTag reads a tag and reports whether it is its own end.
func (s *xmlScanner) startTag() (e *element, closed bool, err error) {
	if s.count++; s.count > maxElements {
		return nil, false, faultf(s.line, "more than %d elements", maxElements)
	}
	e = s.element()
	s.skip(1)
	name := s.name()
	if name == "" {
		return nil, false, faultf(s.line, "\"<\" without the name of an element")
	}
	e.name = local(name)
	for {
		s.space()
		switch {
		case strings.HasPrefix(s.src, "/>"):
			s.skip(2)
			return e, true, nil
		case strings.HasPrefix(s.src, ">"):
			s.skip(1)
			return e, false, nil
		}
		a, err := s.attr()
		if err != nil {
			return nil, false, err
		}
		if a.name == "xmlns" || strings.HasPrefix(a.name, "xmlns:") {
			continue
		}
		a.name = local(a.name)
		if _, twice := e.lookup(a.name); twice {
			return nil, false, faultf(s.line, "attribute %q stands twice in <%s>", a.name, e.name)
		}
		if len(e.attrs) == 64 {
			return nil, false, faultf(s.line, "more than 64 attributes in <%s>", e.name)
		}
		e.attrs = append(e.attrs, a)
	}
}

// element returns a new element of the current line.
func (s *xmlScanner) element() *element {
	if len(s.pool) == 0 {
		s.pool = make([]element, 256)
	}
	e := &s.pool[0]
	s.pool = s.pool[1:]
	e.line = s.line
	return e
}

func (s *xmlScanner) name() string {
	i := strings.IndexAny(s.src, " \t\r\n=/><'\"&")
	if i < 0 {
		i = len(s.src)
	}
	return s.skip(i)
}

func (s *xmlScanner) attr() (attr, error) {
	name := s.name()
	s.space()
	if name == "" || !strings.HasPrefix(s.src, "=") {
		return attr{}, faultf(s.line, "a tag that does not end, or an attribute without a value")
	}
	s.skip(1)
	s.space()
	if s.src == "" || s.src[0] != '"' && s.src[0] != '\'' {
		return attr{}, faultf(s.line, "the value of %q is not in quotes", name)
	}
	line := s.line
	quote := s.skip(1)
	raw, err := s.until(quote)
	if err != nil {
		return attr{}, err
	}
	if strings.IndexByte(raw, '<') >= 0 {
		return attr{}, faultf(line, "the value of %q does not end", name)
	}
	value, err := unescape(raw, line)
	return attr{name, value}, err
}

// local drops a namespace prefix.
func local(name string) string {
	return name[strings.LastIndexByte(name, ':')+1:]
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

func unescape(s string, line int) (string, error) {
	if strings.IndexByte(s, '&') < 0 {
		return s, nil
	}
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

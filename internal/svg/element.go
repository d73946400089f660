package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// element is an element of the file.
type element struct {
	name         string
	foreign      bool // of another vocabulary, such as a drawing program's own
	line, column int
	attrs        map[string]string // SVG's own, and href
	kids         []*element
	text         string // of a style sheet
}

const (
	namespace      = "http://www.w3.org/2000/svg"
	xlinkNamespace = "http://www.w3.org/1999/xlink"
)

// read parses the file as XML. Entities of its own are not expanded but an
// error, so that a small file cannot become a large drawing.
func read(src []byte) (*element, *Fault) {
	if len(src) > maxBytes {
		return nil, &Fault{1, 1, fmt.Sprintf("it has more than %d MB", maxBytes>>20), "simplify it, or save it as PNG"}
	}
	d := xml.NewDecoder(bytes.NewReader(src))
	var root *element
	var open []*element
	for count := 0; ; {
		line, column := d.InputPos()
		token, err := d.Token()
		fault := func(message, hint string) (*element, *Fault) { return nil, &Fault{line, column, message, hint} }
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, column = d.InputPos()
			return fault("it is not well-formed XML: "+plainError(err), "save it again as plain SVG")
		}
		switch t := token.(type) {
		case xml.StartElement:
			e := newElement(t, line, column)
			switch count++; {
			case count > maxElements:
				return fault(fmt.Sprintf("it has more than %d parts", maxElements), "simplify it, or save it as PNG")
			case len(open) == maxDepth:
				return fault(fmt.Sprintf("it is nested more than %d deep", maxDepth), "ungroup its parts")
			case len(open) > 0:
				parent := open[len(open)-1]
				parent.kids = append(parent.kids, e)
			case root == nil:
				root = e
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1].name == "style" {
				open[len(open)-1].text += string(t)
			}
		case xml.ProcInst:
			if t.Target == "xml-stylesheet" {
				return fault("a style sheet in another file is not read", savePlain)
			}
		}
	}
	if root == nil || root.name != "svg" || root.foreign {
		return nil, &Fault{1, 1, "it is no SVG drawing", "save it as plain SVG"}
	}
	return root, nil
}

// newElement returns the element that t starts.
func newElement(t xml.StartElement, line, column int) *element {
	e := &element{name: t.Name.Local, line: line, column: column, attrs: map[string]string{}}
	e.foreign = t.Name.Space != namespace && t.Name.Space != ""
	for _, a := range t.Attr {
		switch a.Name.Space {
		case "":
			e.attrs[a.Name.Local] = a.Value
		case xlinkNamespace:
			if _, ok := e.attrs["href"]; !ok && a.Name.Local == "href" {
				e.attrs["href"] = a.Value
			}
		}
	}
	return e
}

// plainError returns what the XML library says, without its own prefix.
func plainError(err error) string {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Msg
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}

// walk calls f with e and all elements in it that are SVG's.
func (e *element) walk(f func(*element)) {
	if e.foreign {
		return
	}
	f(e)
	for _, kid := range e.kids {
		kid.walk(f)
	}
}

package article

import (
	"net/url"
	"strings"
	"unicode"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Link is where the article is found on the web.
type Link struct {
	Pos   diag.Pos // of the address
	URL   string   // absolute, http or https, in ASCII
	Label Text     // what is there; may be empty
}

var linkShape = &decode.Shape{
	Name: "link", Def: "link", Scalar: words.Scalar,
	Map: &decode.MapShape{Keys: []decode.Key{
		{Name: "url", Required: true, Value: words, Example: "https://example.org/page", Doc: "The address in full, such as https://example.org/page."},
		{Name: "label", Value: words, Doc: "What the reader finds there. Without it: This handout on the web."},
	}},
}

// link reads the article's own address.
func (p *parser) link(v *decode.Value) *Link {
	if v == nil {
		return nil
	}
	l := &Link{Label: p.bare(v.Get("label"))}
	to := v
	if v.Kind == decode.Map {
		to = v.Get("url")
	}
	if to == nil {
		return l
	}
	uri, message, hint := address(to.Text)
	switch {
	case message != "":
	case !strings.HasPrefix(uri, "http"):
		message, hint = "the link of an article leads to the web", wholeAddress
	case strings.ContainsFunc(to.Text, func(r rune) bool { return r > unicode.MaxASCII }):
		message, hint = "the address "+diag.Quote(to.Text)+" has letters that not every phone takes", "copy it from the address line of a browser"
	}
	if message != "" {
		to.Error(&p.diags, "bad-link", message, hint)
	}
	l.Pos, l.URL = to.Pos, uri
	return l
}

const wholeAddress = "write the address in full, such as https://example.org/page"

// address returns what a link leads to as a URI, or what is wrong with it.
func address(to string) (uri, message, hint string) {
	u, err := url.Parse(to)
	switch {
	case to == "":
		return "", "the link leads nowhere", wholeAddress
	case err != nil || strings.ContainsFunc(to, unicode.IsControl):
		return "", "the address " + diag.Quote(to) + " is not valid", wholeAddress
	case u.Scheme == "":
		return "", "the address " + diag.Quote(to) + " says not where it is from", wholeAddress
	case (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() == "",
		(u.Scheme == "mailto" || u.Scheme == "tel") && u.Opaque == "":
		return "", "the address " + diag.Quote(to) + " is not whole", wholeAddress
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" || u.Scheme == "tel":
		return u.String(), "", ""
	}
	return "", "a link cannot lead to " + u.Scheme + ":", "it can lead to http, https, mailto or tel"
}

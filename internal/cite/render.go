package cite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
)

// List is a finished list of references and where it is from.
type List struct {
	File    string
	Lang    string // BCP 47
	Entries []article.Entry
}

// Formats lists the formats that Render knows; the first is plain text.
func Formats() []string { return []string{"text", "markdown", "html", "json"} }

// Render prints lists of references in one of Formats, nil in any other. Text
// has a line for each reference, Markdown (CommonMark) a paragraph or an item,
// HTML an element ul or, where the style numbers, ol for each list. JSON is one
// array of all references, with file, id, label, text and html.
func Render(format string, lists ...List) []byte {
	var b bytes.Buffer
	switch format {
	case "json":
		return renderJSON(lists)
	case "text", "markdown", "html":
	default:
		return nil
	}
	for _, l := range lists {
		if len(l.Entries) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if format == "markdown" {
				b.WriteString("<!-- -->\n\n") // or the next list would go on numbering
			}
		}
		switch format {
		case "text":
			for _, e := range l.Entries {
				b.WriteString(withLabel(oneLine(e.Label), oneLine(e.Text)) + "\n")
			}
		case "markdown":
			renderMarkdown(&b, l.Entries)
		case "html":
			renderHTML(&b, l)
		}
	}
	return b.Bytes()
}

func withLabel(label, text string) string {
	if label == "" {
		return text
	}
	return label + " " + text
}

func oneLine(t article.Text) string {
	return strings.TrimSpace(strings.ReplaceAll(t.String(), "\n", " "))
}

func renderJSON(lists []List) []byte {
	type entry struct {
		File  string `json:"file"`
		ID    string `json:"id"`
		Label string `json:"label"`
		Text  string `json:"text"`
		HTML  string `json:"html"`
	}
	all := []entry{}
	for _, l := range lists {
		for _, e := range l.Entries {
			all = append(all, entry{l.File, e.ID, oneLine(e.Label), oneLine(e.Text), htmlRuns(e.Text)})
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(all); err != nil {
		return nil // strings always encode
	}
	return b.Bytes()
}

// renderHTML prints a list. Its labels are words of their own, since no
// browser would number by the style.
func renderHTML(b *bytes.Buffer, l List) {
	open, end := `<ul`, "</ul>\n"
	if len(l.Entries[0].Label) > 0 {
		open, end = `<ol role="list" style="list-style: none"`, "</ol>\n"
	}
	fmt.Fprintf(b, "%s lang=\"%s\">\n", open, html.EscapeString(l.Lang))
	for _, e := range l.Entries {
		fmt.Fprintf(b, "<li id=\"ref-%s\">%s</li>\n", html.EscapeString(e.ID), withLabel(htmlRuns(e.Label), htmlRuns(e.Text)))
	}
	b.WriteString(end)
}

// elements are the marks of HTML, the innermost first.
var elements = []struct {
	style       article.Style
	start, stop string
}{
	{article.SmallCaps, `<span style="font-variant: small-caps">`, "</span>"},
	{article.Subscript, "<sub>", "</sub>"},
	{article.Superscript, "<sup>", "</sup>"},
	{article.Underline, "<u>", "</u>"},
	{article.Italic, "<i>", "</i>"},
	{article.Bold, "<b>", "</b>"},
}

func htmlRuns(t article.Text) string {
	var b strings.Builder
	for _, in := range joined(t) {
		b.WriteString(htmlRun(in))
	}
	return strings.TrimSpace(b.String())
}

func htmlRun(in article.Inline) string {
	s := inHTML(in.Style, strings.ReplaceAll(html.EscapeString(in.Text), "\n", "<br>"))
	if in.Link != "" {
		s = `<a href="` + html.EscapeString(in.Link) + `">` + s + "</a>"
	}
	if in.Lang != "" {
		s = `<span lang="` + html.EscapeString(in.Lang) + `">` + s + "</span>"
	}
	return s
}

func inHTML(style article.Style, s string) string {
	for _, e := range elements {
		if style&e.style != 0 {
			s = e.start + s + e.stop
		}
	}
	return s
}

// joined returns t with neighbours that look and behave alike made one.
func joined(t article.Text) article.Text {
	var out article.Text
	for _, in := range t {
		if n := len(out) - 1; n >= 0 && out[n].Style == in.Style && out[n].Link == in.Link && out[n].Lang == in.Lang {
			out[n].Text += in.Text
		} else if in.Text != "" {
			out = append(out, in)
		}
	}
	return out
}

func renderMarkdown(b *bytes.Buffer, entries []article.Entry) {
	for i, e := range entries {
		text, label := markdownRuns(e.Text), oneLine(e.Label)
		if label != fmt.Sprintf("%d.", i+1) { // an item of a list only if a list numbers as the style does
			text = atLineStart(withLabel(escapeMarkdown(label), text))
		} else {
			text = label + " " + atLineStart(text)
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text + "\n")
	}
}

func markdownRuns(t article.Text) string {
	runs := joined(t)
	var b strings.Builder
	for i, in := range runs {
		s := strings.ReplaceAll(escapeMarkdown(in.Text), "\n", "<br>")
		var before, after rune = ' ', ' '
		if i > 0 {
			before, _ = utf8.DecodeLastRuneInString(runs[i-1].Text)
		}
		if i+1 < len(runs) {
			after, _ = utf8.DecodeRuneInString(runs[i+1].Text)
		}
		alone := (i == 0 || runs[i-1].Style == 0) && (i+1 == len(runs) || runs[i+1].Style == 0)
		switch stars := stars(in.Style); {
		case in.Style == 0:
		case stars != "" && alone && flanks(before, in.Text, after):
			s = stars + s + stars
		default:
			s = inHTML(in.Style, s)
		}
		b.WriteString(linkMarkdown(s, in))
	}
	return strings.TrimSpace(b.String())
}

// stars returns the mark of a style, empty if only HTML has one.
func stars(s article.Style) string {
	switch s {
	case article.Italic:
		return "*"
	case article.Bold:
		return "**"
	case article.Bold | article.Italic:
		return "***"
	}
	return ""
}

// flanks reports whether stars around text are read as emphasis: they must
// stand close to it, and not look as if they belonged to a word outside
// (CommonMark 0.31, 6.2).
func flanks(before rune, text string, after rune) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	mark := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	free := func(r rune) bool { return unicode.IsSpace(r) || mark(r) }
	return !unicode.IsSpace(first) && !unicode.IsSpace(last) &&
		(!mark(first) || free(before)) && (!mark(last) || free(after))
}

var plainURL = regexp.MustCompile(`^https?://[!-;=?-~]+$`) // what may stand between < and >

func linkMarkdown(s string, in article.Inline) string {
	switch {
	case in.Link == "":
		return s
	case in.Link == in.Text && in.Style == 0 && plainURL.MatchString(in.Link):
		return "<" + in.Link + ">"
	}
	target := strings.NewReplacer(`\`, "%5C", "<", "%3C", ">", "%3E", "&", `\&`, " ", "%20", "\n", "").Replace(in.Link)
	return "[" + s + "](<" + target + ">)"
}

// escapeMarkdown keeps what is read as a mark inside a line from being one, in
// CommonMark and in what GitHub and pandoc add to it.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>&#~|$^@", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

var lineStart = regexp.MustCompile(`^(\d*)([-+=:.)])`)

// atLineStart does so for what is a mark only where a line begins.
func atLineStart(s string) string { return lineStart.ReplaceAllString(s, `$1\$2`) }

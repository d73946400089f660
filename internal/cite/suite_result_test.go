package cite

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"handout/internal/article"
)

// styledRun is a piece of a result in its looks and its display.
type styledRun struct {
	text  string
	style article.Style
	part  string // "{block}" where a part begins that is displayed apart
}

var displays = [...]string{inline: "{inline}", block: "{block}", leftMargin: "{left-margin}", rightInline: "{right-inline}", indent: "{indent}"}

func (r *run) htmlOf(nodes []*node) string {
	var runs []styledRun
	part := 0
	for _, t := range r.settle(nodes) {
		s := styledRun{text: t.text, style: t.style}
		if t.part != part && t.text != "" {
			s.part, part = displays[t.display], t.part
		}
		runs = append(runs, s)
	}
	return written(runs)
}

// noForms drops what the reference processor prints for nothing.
var noForms = strings.NewReplacer(noForm, "", "[CSL STYLE ERROR: reference with no printed form.]", "")

// expected returns the section RESULT in the form that run returns: whatever
// the mark-up, the same looks are written the same way.
func (f fixture) expected() string {
	want := noForms.Replace(strings.TrimSpace(f["RESULT"]))
	mode := strings.TrimSpace(f["MODE"])
	switch {
	case strings.HasPrefix(mode, "bibliography-header"):
		var keep []string
		for _, line := range strings.Split(want, "\n") {
			key, _, _ := strings.Cut(line, ":")
			if slices.Contains([]string{"entryspacing", "hangingindent", "linespacing", "second-field-align"}, key) {
				keep = append(keep, line)
			}
		}
		slices.Sort(keep)
		return strings.Join(keep, "\n")
	case strings.HasPrefix(mode, "bibliography"):
		if !strings.Contains(want, `<div class="csl-entry">`) {
			return written(parseHTML(strings.TrimSuffix(strings.TrimPrefix(want, `<div class="csl-bib-body">`), "</div>")))
		}
		var lines []string
		for i, entry := range strings.Split(want, `<div class="csl-entry">`) {
			if i > 0 {
				entry = strings.TrimSuffix(strings.TrimSpace(entry), "</div>")
				if last := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(entry), "</div>")); i == strings.Count(want, `<div class="csl-entry">`) {
					entry = last
				}
				lines = append(lines, written(parseHTML(strings.TrimSpace(entry))))
			}
		}
		return strings.Join(lines, "\n")
	}
	var lines []string
	for _, line := range strings.Split(want, "\n") {
		number := ""
		if m := regexp.MustCompile(`^(?:>>|\.\.)(\[\d+\]) ?`).FindStringSubmatch(line); m != nil {
			number, line = m[1]+" ", line[len(m[0]):]
		}
		lines = append(lines, number+written(parseHTML(line)))
	}
	return strings.Join(lines, "\n")
}

var resultTag = regexp.MustCompile(`<(/?)([a-z]+)((?: [^<>]*)?)>`)

// parseHTML reads the mark-up of a result.
func parseHTML(src string) []styledRun {
	var runs []styledRun
	style := article.Style(0)
	var outer []article.Style
	part := ""
	var divs []string
	text := func(s string) {
		if len(divs) == 0 && strings.TrimSpace(s) == "" && strings.Contains(s, "\n") || s == "" {
			return
		}
		runs = append(runs, styledRun{html.UnescapeString(s), style, part})
		part = ""
	}
	for src != "" {
		m := resultTag.FindStringSubmatchIndex(src)
		if m == nil {
			text(src)
			break
		}
		text(src[:m[0]])
		closing, name, attrs := src[m[2]:m[3]] != "", src[m[4]:m[5]], src[m[6]:m[7]]
		src = src[m[1]:]
		switch {
		case name == "div" && closing:
			if len(divs) > 0 {
				divs = divs[:len(divs)-1]
			}
			part = "{inline}"
		case name == "div":
			_, class, _ := strings.Cut(attrs, `"csl-`)
			class, _, _ = strings.Cut(class, `"`)
			divs = append(divs, class)
			part = "{" + class + "}"
		case closing && len(outer) > 0:
			style, outer = outer[len(outer)-1], outer[:len(outer)-1]
		case !closing:
			outer = append(outer, style)
			style = styleOfTag(style, name, strings.ReplaceAll(attrs, " ", ""))
		}
	}
	return runs
}

func styleOfTag(style article.Style, name, attrs string) article.Style {
	switch name {
	case "i", "em":
		return style | article.Italic
	case "b":
		return style | article.Bold
	case "sup":
		return style | article.Superscript
	case "sub":
		return style | article.Subscript
	case "sc":
		return style | article.SmallCaps
	}
	for _, c := range []struct {
		css     string
		on, off article.Style
	}{
		{"font-style:normal", 0, article.Italic}, {"font-style:italic", article.Italic, 0},
		{"font-weight:normal", 0, article.Bold}, {"font-variant:normal", 0, article.SmallCaps},
		{"font-variant:small-caps", article.SmallCaps, 0}, {"text-decoration:none", 0, article.Underline},
		{"text-decoration:underline", article.Underline, 0}, {"baseline", 0, article.Superscript | article.Subscript},
	} {
		if strings.Contains(attrs, c.css) {
			return style&^c.off | c.on
		}
	}
	return style
}

// written writes runs in one way only. Where a part that is displayed apart
// meets what surrounds it, blanks and an empty mark of the line are nothing.
func written(runs []styledRun) string {
	var t article.Text
	for _, r := range runs {
		if r.part != "" {
			for k := len(t) - 1; k >= 0; k-- {
				if t[k].Text = strings.TrimRight(t[k].Text, " \n"); t[k].Text != "" {
					break
				}
			}
			t = append(t, article.Inline{Text: r.part})
			r.text = strings.TrimLeft(r.text, " \n")
		}
		t = append(t, raised(r)...)
	}
	s := strings.ReplaceAll(asPrinted(markup(alike(t))), "\u00a0 ", "  ") // as a browser would part words
	return strings.TrimPrefix(strings.TrimSuffix(s, "{inline}"), "{inline}")
}

// alike makes one run of neighbours that look alike.
func alike(t article.Text) (out article.Text) {
	for _, in := range t {
		if k := len(out); k > 0 && out[k-1].Style == in.Style {
			out[k-1].Text += in.Text
		} else if in.Text != "" {
			out = append(out, in)
		}
	}
	return out
}

// raised writes superscript characters as superscript, as the suite does.
func raised(r styledRun) (t article.Text) {
	for _, c := range r.text {
		in := article.Inline{Text: string(c), Style: r.style}
		if strings.ContainsRune("ªº²³¹℠™", c) || unicode.In(c, raisedLetters) {
			in.Text = norm.NFKD.String(in.Text)
			in.Style |= article.Superscript
		}
		t = append(t, in)
	}
	return t
}

// raisedLetters is the letters and digits of Unicode that are small and high.
var raisedLetters = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x2b0, Hi: 0x2b8, Stride: 1}, {Lo: 0x2e0, Hi: 0x2e4, Stride: 1}, {Lo: 0x1d2c, Hi: 0x1d61, Stride: 1},
	{Lo: 0x1d9b, Hi: 0x1dbf, Stride: 1}, {Lo: 0x2070, Hi: 0x207f, Stride: 1},
}}

package bibliography

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf16"

	"handout/internal/article"
)

// readYAML reads CSL-YAML.
func readYAML(f *file) []article.Reference {
	refs, diags := article.ParseReferences(f.name, []byte(f.src))
	f.diags = append(f.diags, diags...)
	return refs
}

// readJSON reads CSL-JSON.
func readJSON(f *file) []article.Reference {
	var syntax *json.SyntaxError
	if err := json.Unmarshal([]byte(f.src), new(json.RawMessage)); errors.As(err, &syntax) {
		at := max(int(syntax.Offset)-1, 0)
		f.fault(min(at, len(f.src)), "json-syntax", "export it again as CSL-JSON, or look for a comma, quotation mark or bracket that is missing before", "the JSON is broken here: %v", err)
		return nil
	}
	refs, diags := article.ParseExported(f.name, []byte(asYAML(f.src)))
	f.diags = append(f.diags, diags...)
	return refs
}

// asYAML returns JSON as the YAML that means the same, each value where it was.
// YAML 1.2 contains JSON, but its readers know no tabs before a value, no
// escaped slash and no escaped surrogates.
func asYAML(src string) string {
	var b strings.Builder
	b.Grow(len(src))
	for i := 0; i < len(src); {
		switch src[i] {
		case '"':
			end := stringEnd(src, i)
			text := src[i:end]
			if strings.Contains(text, `\/`) || strings.Contains(text, `\u`) {
				text = unescape(text)
			}
			b.WriteString(text)
			i = end
			continue
		case '\t':
			b.WriteByte(' ')
		default:
			b.WriteByte(src[i])
		}
		i++
	}
	return b.String()
}

// stringEnd returns the end of the JSON string that begins at i.
func stringEnd(s string, i int) int {
	for i++; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(s))
}

// unescape writes a JSON string without escaped slashes and surrogates, with
// as many spaces behind it as it becomes shorter.
func unescape(s string) string {
	var b strings.Builder
	saved := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if s[i+1] == '/' {
			b.WriteByte('/')
			i, saved = i+1, saved+1
			continue
		}
		if r := utf16.DecodeRune(codeUnit(s[i:]), codeUnit(s[min(i+6, len(s)):])); r != '\uFFFD' {
			b.WriteRune(r)
			i, saved = i+11, saved+11
			continue
		}
		b.WriteString(s[i : i+2])
		i++
	}
	return b.String() + strings.Repeat(" ", saved)
}

// codeUnit returns the UTF-16 code unit that the escape at the start of s
// stands for, or 0.
func codeUnit(s string) rune {
	if !strings.HasPrefix(s, `\u`) || len(s) < 6 {
		return 0
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		r = r<<4 | rune(strings.IndexByte("0123456789abcdef", c|0x20))
	}
	return r
}

package decode

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"handout/internal/diag"
)

// explain returns what is wrong with a file that is no YAML, where, and what
// to do about it.
func explain(src *source, err error) diag.Diagnostic {
	problem := linePrefix.ReplaceAllString(err.Error(), "")
	at := blame(src, err.Error())
	f := findFault(src, at, problem)
	return diag.Diagnostic{Pos: src.pos(f.at), Width: 1, Rule: "yaml", Message: f.message, Hint: f.hint}
}

var linePrefix = regexp.MustCompile(`^yaml: (line (\d+): )?`)

// blameBudget is how many bytes blame may read to find a fault: enough for any
// article that a person writes, and no more than a second or two.
const blameBudget = 6 << 20

// blame returns the byte that makes the file wrong. The library says no more
// than a line, and often that of the list around the fault; but a file cut off
// behind the fault is wrong in the same way, and one cut off before it is not.
func blame(src *source, said string) int {
	budget := blameBudget
	same := func(end int) bool {
		if budget -= end; budget < 0 {
			return false
		}
		_, err := read(src.text[:end], make([]yaml.Node, 2))
		return err != nil && err.Error() == said
	}
	lines := append(src.lines[1:len(src.lines):len(src.lines)], len(src.text)) // where they end
	line := search(len(lines), func(i int) bool { return same(lines[i]) })
	if budget < 0 { // the library's line must do
		if m := linePrefix.FindStringSubmatch(said); m != nil && m[1] != "" {
			line, _ = strconv.Atoi(m[2])
			return src.lines[min(max(line, 1), len(src.lines))-1]
		}
		return 0
	}
	begin := src.lines[line]
	ends := []int{} // of the line's characters
	for i := range string(src.text[begin:lines[line]]) {
		if i > 0 {
			ends = append(ends, begin+i)
		}
		if len(ends) == 4096 {
			break
		}
	}
	ends = append(ends, lines[line])
	k := search(len(ends), func(i int) bool { return same(ends[i]) })
	if k == 0 {
		return begin
	}
	return ends[k-1]
}

// search is sort.Search for a predicate that costs more the larger i is: it
// looks near the beginning first. It returns n-1 when ok holds nowhere before.
func search(n int, ok func(int) bool) int {
	low, step := 0, 1
	for low+step < n && !ok(low+step-1) {
		low += step
		step *= 2
	}
	high := min(low+step, n) - 1
	for low < high {
		if mid := (low + high) / 2; ok(mid) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// fault is what explain says.
type fault struct {
	at            int
	message, hint string
}

const quoteIt = "put the text in quotes, or below its key behind a |"

// opens says what YAML takes the characters for that a text cannot begin with,
// unless it is quoted.
var opens = map[byte]string{
	'[': "a list",
	'{': "a mapping",
	'*': "the use of an alias",
	'&': "the name of a value",
	'!': "a tag",
	'|': "a text on the lines below",
	'>': "a text on the lines below",
	'@': "",
	'`': "",
	'%': "a directive",
	',': "the next entry of a list",
	']': "the end of a list",
	'}': "the end of a mapping",
	'-': "an entry of a list",
	'?': "a key",
}

// findFault says what the library's problem at byte at most likely comes from.
func findFault(src *source, at int, problem string) fault {
	has := func(s string) bool { return strings.Contains(problem, s) }
	start := valueStart(src, at)
	var first byte
	if start < len(src.text) {
		first = src.text[start]
	}
	_, opening := opens[first]
	tab := at < len(src.text) && src.text[at] == '\t'
	switch {
	case has("tab character") || tab && has("cannot start any token"):
		return fault{at, "a tab cannot indent a line", "use spaces"}
	case has("max depth"):
		return fault{at, "too many lists and mappings within each other", ""}
	case has("unexpected end of stream"):
		return unclosed(src, min(at, len(src.text)-1))
	case has("escape c") || has("hexdecimal"):
		return fault{at, `a backslash between " quotes begins an escape, and this is none`,
			"write \\\\ for a backslash, or use ' quotes"}
	case (first == '"' || first == '\'') && start < at:
		return fault{at, "the text goes on after its closing quote " + string(first), quoteHint(first)}
	case first == '-' && !has("block sequence entries"): // a line of its own, out of line
	case opening && start <= at && !has("could not find"):
		return openingFault(src, start, at, has)
	}
	switch {
	case has("',' or"):
		return fault{at, "this list or mapping in brackets is not closed, or has no comma here", "a text with brackets in it needs quotes"}
	case has("mapping values"):
		return secondColon(src, start, at)
	case has("could not find expected ':'"):
		return fault{start, "this line is neither a key with its value nor part of a text", "a key ends with a colon and a space; a text that goes on is indented deeper than its key"}
	case has("did not find expected key") || has("'-' indicator"):
		return fault{start, "this line does not line up with the ones above", "indent it exactly like the lines it belongs with"}
	case has("directive"):
		return fault{at, "a line cannot begin with %", quoteIt}
	}
	return fault{at, "this is not YAML: " + problem, "a text with special characters needs quotes"}
}

// valueStart returns where, in the line of byte at, the value begins that at
// is part of: behind dashes and a key.
func valueStart(src *source, at int) int {
	line := src.lines[src.pos(at).Line-1]
	n := len(beforeValue.Find(src.text[line:max(at, line)]))
	if n == 0 {
		n = len(indentation.Find(src.text[line:max(at, line)]))
	}
	return line + n
}

var (
	beforeValue = regexp.MustCompile(`^[ \t]*((- +)*[\w$-]+:[ \t]+|(- +)+)`)
	indentation = regexp.MustCompile(`^[ \t]*`)
)

func quoteHint(quote byte) string {
	if quote == '\'' {
		return "put the whole text in quotes, and double a ' within ' quotes"
	}
	return `put the whole text in ' quotes`
}

// openingFault is the fault of a text that begins with a character that means
// something else.
func openingFault(src *source, start, at int, has func(string) bool) fault {
	first := string(src.text[start])
	bracket := first == "[" || first == "{"
	switch {
	case bracket && has("node content"):
		return fault{at, "a comma with nothing before it", "take one out, or put the text in quotes if the " + first + " belongs to it"}
	case bracket && has("',' or") && question.Match(src.text[start:src.lineEnd(start)]):
		return fault{start + question.FindIndex(src.text[start:])[1] - 1,
			"within " + first + " a text with a ? must be quoted", "put the text in quotes"}
	case has("',' or"):
		return fault{start, "the " + first + " here is not closed, or a comma is missing behind it",
			"put the text in quotes if the " + first + " belongs to it"}
	case first == "|" || first == ">":
		return fault{start, "a text behind " + first + " begins on the next line", "move it there and indent it, or put it in quotes"}
	case opens[first[0]] == "":
		return fault{start, "a text cannot begin with " + first + " unless it is quoted", quoteIt}
	}
	return fault{start, "a text that begins with " + first + " must be quoted: YAML takes it for " + opens[first[0]], quoteIt}
}

// question is a question mark that ends a word.
var question = regexp.MustCompile(`[^\s\[{,"']\?`)

// secondColon is the fault of a colon where no key can stand.
func secondColon(src *source, start, at int) fault {
	line := src.lines[src.pos(at).Line-1]
	if beforeValue.Match(src.text[line:start]) {
		return fault{at, "a colon with a space behind it ends a key, and this text has a key already", quoteIt}
	}
	return fault{start, "a key cannot stand here", "look at the line above: it may lack its colon, or this line may be indented too far"}
}

// unclosed is the fault of a quote that is never closed. Where the library
// names no line, it begins in the first.
func unclosed(src *source, at int) fault {
	if c := src.text[at]; c != '"' && c != '\'' {
		at = max(0, bytes.IndexAny(src.text[:src.lineEnd(0)], `"'`))
	}
	return fault{at, "the quote " + string(src.text[at]) + " is not closed", "close it with the same kind of quote"}
}

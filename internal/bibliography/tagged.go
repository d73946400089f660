package bibliography

import (
	"regexp"
	"strings"
)

// line is a tag with its value, from a file in which each stands on a line of
// its own.
type line struct {
	tag, value string
	at         int // where the value stands
}

// tagged cuts f into tagged lines. A line without a tag goes on with the value
// above; one of spaces alone is given as a line without tag and value. What
// stands before the first tag is reported.
func (f *file) tagged(tag *regexp.Regexp, hint string) []line {
	var list []line
	var more []string // of the last value
	flush := func() {
		if n := len(list); n > 0 && len(more) > 0 {
			list[n-1].value = strings.TrimSpace(strings.Join(append([]string{list[n-1].value}, more...), " "))
		}
		more = nil
	}
	started := false
	for n, at := range f.lines {
		end := len(f.src)
		if n+1 < len(f.lines) {
			end = f.lines[n+1]
		}
		text := strings.TrimRight(f.src[at:end], "\r\n")
		switch m := tag.FindStringSubmatchIndex(text); {
		case m != nil:
			flush()
			value := strings.TrimSpace(text[m[4]:m[5]])
			list = append(list, line{text[m[2]:m[3]], value, at + m[4] + strings.Index(text[m[4]:m[5]], value)})
			started = true
		case strings.TrimSpace(text) == "":
			flush()
			list = append(list, line{at: at})
		case !started:
			f.fault(at, "not-a-tag", hint, "the line has no tag")
			return nil
		default:
			more = append(more, strings.TrimSpace(text))
		}
	}
	flush()
	return list
}

// record is the tagged lines of one work.
type record []line

// get returns the first line of the first of the tags that has a value.
func (r record) get(tags ...string) line {
	for _, tag := range tags {
		for _, l := range r {
			if l.tag == tag && l.value != "" {
				return l
			}
		}
	}
	return line{}
}

// all returns the lines of a tag that have a value.
func (r record) all(tag string) []line {
	var list []line
	for _, l := range r {
		if l.tag == tag && l.value != "" {
			list = append(list, l)
		}
	}
	return list
}

// setLine gives a variable the first value of the first of the tags.
func (d *draft) setLine(variable string, r record, tags ...string) {
	l := r.get(tags...)
	d.set(variable, l.value, l.at)
}

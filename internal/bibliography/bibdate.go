package bibliography

import (
	"strconv"
	"strings"
	"time"
)

// dates sets the dates of the work.
func (d *bibDraft) dates() {
	for _, x := range []struct{ variable, prefix string }{
		{"issued", ""}, {"event-date", "event"}, {"original-date", "orig"}, {"accessed", "url"},
	} {
		_, year := d.e.fields[x.prefix+"year"]
		_, date := d.e.fields[x.prefix+"date"]
		if v, ok := d.get(x.prefix + "date"); ok && (date || !year) {
			d.setDate(x.variable, unescaped(v.text), v.at(0))
			continue
		}
		if v, ok := d.get(x.prefix + "year"); ok {
			text, at := d.dayOf(x.prefix, v)
			d.setDate(x.variable, text, at)
		} else if v, ok := d.get(x.prefix + "month"); ok {
			d.warn(v.at(0), "bad-date", "write the year as well", "a month without a year is not printed")
		}
	}
	for _, field := range []string{"lastchecked", "lastaccessed"} {
		if v, ok := d.get(field); ok {
			d.setDate("accessed", plainText(d.decode(v)), v.at(0))
		}
	}
}

// dayOf returns the date in the field of a year and in those of a month and a
// day, the names of which begin with prefix, and where it stands.
func (d *bibDraft) dayOf(prefix string, y value) (text string, at int) {
	m, hasMonth := d.get(prefix + "month")
	v, hasDay := d.get(prefix + "day")
	year := plainText(d.decode(y))
	month, day := strings.TrimSuffix(plainText(d.decode(m)), "."), plainText(d.decode(v))
	switch n, err := strconv.Atoi(month); {
	case !hasMonth && !hasDay:
		return year, y.at(0)
	case !hasMonth:
		return year + "-00-" + day, v.at(0)
	case err == nil && (n < 1 || n > 12): // a season, or a mistake
		return year + "-" + month, m.at(0)
	case err == nil:
		month = time.Month(n).String()
	}
	return strings.TrimSpace(day + " " + month + " " + year), y.at(0)
}

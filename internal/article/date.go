package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"handout/internal/decode"
	"handout/internal/diag"
)

var dateShape = &decode.Shape{
	Def:    "dates",
	Scalar: words.Scalar,
	Map:    dateMapShape,
	List:   &decode.ListShape{Max: 2, Of: &decode.Shape{Name: "date", Def: "date", Scalar: words.Scalar, Map: dateMapShape}},
}

var dateMapShape = &decode.MapShape{
	Any: []string{"year", "date-parts", "raw", "literal", "season"},
	Keys: []decode.Key{
		{Name: "year", Value: words, Doc: "The year."},
		{Name: "month", Value: words, Doc: "The month, 1 to 12."},
		{Name: "day", Value: words, Doc: "The day of the month."},
		{Name: "season", Value: words, Doc: "1 spring, 2 summer, 3 autumn, 4 winter."},
		{Name: "circa", Value: words, Doc: "Whether the date is approximate."},
		{Name: "raw", Value: words, Doc: "The date in one piece, such as 2016-09-05."},
		{Name: "literal", Value: words, Doc: "The date in words, printed as it is."},
		{Name: "date-parts", Doc: "Year, month and day; a second list ends a span.",
			Value: &decode.Shape{List: &decode.ListShape{Max: 2, Of: &decode.Shape{List: &decode.ListShape{Max: 3, Of: words}}}}},
	},
}

// date reads a date variable in any of the forms that pandoc and Zotero write.
func (p *parser) date(v *decode.Value) Date {
	switch v.Kind {
	case decode.Scalar:
		return p.dateText(v)
	case decode.Map:
		return p.dateMap(v)
	}
	var d Date
	for i, item := range v.Items {
		if part := p.date(item); i == 0 {
			d = part
		} else {
			d.To = part.From
		}
	}
	return d
}

func (p *parser) dateMap(v *decode.Value) Date {
	var d Date
	if raw := v.Get("raw"); raw != nil {
		var ok bool
		if d, ok = worded(flat(raw)); !ok {
			d = p.dateText(raw)
		}
	}
	if v.Get("year") != nil {
		d.From = p.dateParts(v, []*decode.Value{v.Get("year"), v.Get("month"), v.Get("day")})
	}
	for i, parts := range v.Get("date-parts").List() {
		switch {
		case i == 0:
			d.From = p.dateParts(parts, parts.Items)
		case len(parts.Items) > 0 && parts.Items[0].String() == "0":
			d.Open = true
		default:
			d.To = p.dateParts(parts, parts.Items)
		}
	}
	if season := v.Get("season"); season != nil {
		if d.Season = seasonOf(season.Text); d.Season == 0 {
			season.Error(&p.diags, "bad-date", diag.Quote(season.Text)+" is no season", "1 is spring, 2 summer, 3 autumn, 4 winter")
		}
	}
	if literal := v.Get("literal"); literal != nil {
		d.Literal = flat(literal)
	}
	d.Circa = d.Circa || yes(v.Get("circa"))
	return d
}

// seasonOf reads a season by number, as CSL, its forerunners (13 to 16) and
// EDTF (21 to 24) count, or by its English name.
func seasonOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		for _, base := range []int{0, 12, 20} {
			if base < n && n <= base+4 {
				return n - base
			}
		}
		return 0
	}
	return map[string]int{"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}[strings.ToLower(s)]
}

// dateParts reads a year, a month and a day, of which the last ones may be
// missing.
func (p *parser) dateParts(at *decode.Value, parts []*decode.Value) DateParts {
	var n [3]int
	for i, part := range parts[:min(len(parts), len(n))] {
		if part == nil || part.Kind != decode.Scalar {
			break
		}
		var err error
		if n[i], err = strconv.Atoi(strings.TrimSpace(part.Text)); err != nil {
			part.Error(&p.diags, "bad-date", diag.Quote(part.Text)+" is no number", "")
			return DateParts{}
		}
	}
	d := DateParts{n[0], n[1], n[2]}
	if !d.exists() {
		at.Error(&p.diags, "bad-date", "there is no such day", "a date is a year, a month and a day, in this order")
	}
	return d
}

// exists reports whether d is in the calendar.
func (d DateParts) exists() bool {
	if d.Year == 0 || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Month == 0 && d.Day > 0 {
		return false
	}
	return d.Day <= time.Date(d.Year, time.Month(max(d.Month, 1))+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

var (
	oneDate    = regexp.MustCompile(`^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?([?~%]?)$`)
	likeADate  = regexp.MustCompile(`^-?[0-9][-0-9/.?~%]*$`)
	isoInstant = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})T[0-9:.]+(Z|[+-]\d{2}:?\d{2})?$`)
)

var wordedDate = regexp.MustCompile(`^(?i)(circa|ca\.?|c\.?|about|\?)? ?(?:(?:(\d{1,2}) )?([a-z]{3,9})\.?(?: (\d{1,2}),?)?,? )?(\d{4})(\?)?$`)

var (
	yearDate    = regexp.MustCompile(`^(\d{4})$`)
	yearFirst   = regexp.MustCompile(`^(\d{4})(?:/(\d{1,2})(?:/(\d{1,2}))?|, ([A-Za-z]+)(?: (\d{1,2}))?)$`)
	yearLast    = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})$`)
	betweenDays = regexp.MustCompile(`^([^-–]*[^-–\s])\s*[-–]\s*([^-–\s][^-–]*)$`)
)

// worded reads dates as people write them in English, alone or two with a dash
// between them: "June 13, 1999", "Spring 2003", "May-June 2001", "4/5/2006".
func worded(s string) (d Date, ok bool) {
	if m := betweenDays.FindStringSubmatch(s); m != nil {
		to, ok := wordedDay(m[2])
		if !ok {
			return d, false
		}
		d, ok = wordedDay(m[1])
		if !ok { // both are of one year
			d, ok = wordedDay(m[1] + " " + strconv.Itoa(to.From.Year))
		}
		d.To = to.From
		return d, ok && d.Season == 0 && to.Season == 0
	}
	if yearDate.MatchString(s) {
		return d, false // as dateText reads it
	}
	return wordedDay(s)
}

// wordedDay reads one such date.
func wordedDay(s string) (d Date, ok bool) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	if m := yearDate.FindStringSubmatch(s); m != nil {
		d.From.Year = number(m[1])
		return d, d.From.exists()
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		d.From = DateParts{number(m[1]), number(m[2]) + monthOf(m[4]), number(m[3] + m[5])}
		return d, d.From.Month > 0 && d.From.exists()
	}
	if m := yearLast.FindStringSubmatch(s); m != nil { // as in America, if that can be
		if d.From = (DateParts{number(m[3]), number(m[1]), number(m[2])}); d.From.Month > 12 {
			d.From.Month, d.From.Day = d.From.Day, d.From.Month
		}
		return d, d.From.exists()
	}
	m := wordedDate.FindStringSubmatch(s)
	if m == nil || m[1]+m[3]+m[6] == "" {
		return d, false
	}
	d.Circa = m[1]+m[6] != ""
	d.From.Year, _ = strconv.Atoi(m[5])
	if m[3] == "" {
		return d, true
	}
	if d.From.Month = monthOf(m[3]); d.From.Month == 0 {
		d.Season = seasonOf(m[3])
		return d, d.Season > 0 && m[2]+m[4] == ""
	}
	d.From.Day, _ = strconv.Atoi(m[2] + m[4])
	return d, d.From.exists() && (m[2] == "" || m[4] == "")
}

// monthOf reads an English month or what it is shortened to, 0 if it is none.
func monthOf(s string) int {
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); len(s) >= 3 && len(s) <= len(name) && strings.EqualFold(name[:len(s)], s) || strings.EqualFold(s, "sept") && m == time.September {
			return int(m)
		}
	}
	return 0
}

// dateText reads 2016, 2016-09, 2016-09-05, a season such as 2016-21, a span
// such as 2016/2018, and ~ or ? behind what is approximate (EDTF, levels 0 and
// 1). Other words are the date's literal form.
func (p *parser) dateText(v *decode.Value) Date {
	text := isoInstant.ReplaceAllString(flat(v), "$1")
	if !likeADate.MatchString(text) {
		return Date{Literal: text}
	}
	first, last, span := strings.Cut(text, "/")
	d, ok := edtf(first)
	if span && ok {
		var to Date
		to, ok = edtf(last)
		d.To, d.Circa = to.From, d.Circa || to.Circa
	}
	if !ok {
		v.Error(&p.diags, "bad-date", diag.Quote(v.Text)+" is no date", "write 2016, 2016-09, 2016-09-05, or 2016/2018 for a span")
		return Date{}
	}
	return d
}

// edtf reads one date.
func edtf(s string) (d Date, ok bool) {
	m := oneDate.FindStringSubmatch(s)
	if m == nil {
		return d, false
	}
	d.From.Year, _ = strconv.Atoi(m[1])
	d.From.Month, _ = strconv.Atoi(m[2])
	d.From.Day, _ = strconv.Atoi(m[3])
	d.Circa = m[4] != ""
	if d.From.Month > 12 && d.From.Day == 0 {
		d.Season = seasonOf(m[2])
		d.From.Month = 0
		return d, d.Season > 0
	}
	return d, d.From.exists()
}

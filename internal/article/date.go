package article

import (
	"regexp"
	"strconv"
	"strings"

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
		part := p.date(item)
		if len(v.Items) > 1 && (part.Literal != "" || part.Open || part.To != (DateParts{})) {
			item.Error(&p.diags, "bad-date", "a span goes from one date to another", "write words that are no date alone, as in issued: in press")
			return Date{}
		}
		if i == 0 {
			d = part
		} else {
			d.From, d.To = d.From.during(d.Season), part.From.during(part.Season)
			d.Season, d.Circa = 0, d.Circa || part.Circa
		}
	}
	p.forward(v, d)
	return d
}

// forward reports a span that ends before it begins.
func (p *parser) forward(v *decode.Value, d Date) {
	if d.reversed() {
		v.Error(&p.diags, "bad-date", "the span ends before it begins", "write the earlier date first")
	}
}

func (p *parser) dateMap(v *decode.Value) Date {
	var d Date
	if raw := v.Get("raw"); raw != nil {
		d = p.dateText(raw)
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
	if parts := v.Get("date-parts"); parts != nil {
		p.forward(parts, d)
	} else { // there a style that prints months as numbers prints no season
		d.setSeason()
	}
	return d
}

// seasonOf reads a season by number, as CSL, its forerunners (13 to 16) and
// EDTF (21 to 24) count, or by its name.
func seasonOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		for _, base := range []int{0, 12, 20} {
			if base < n && n <= base+4 {
				return n - base
			}
		}
		return 0
	}
	return seasonNamed[strings.ToLower(s)]
}

// dateParts reads a year, a month and a day, of which the last ones may be
// missing.
func (p *parser) dateParts(at *decode.Value, parts []*decode.Value) DateParts {
	var n [3]int
	for i, part := range parts[:min(len(parts), len(n))] {
		if part == nil {
			continue
		}
		if part.Kind != decode.Scalar {
			break
		}
		var err error
		if n[i], err = strconv.Atoi(strings.TrimSpace(part.Text)); err != nil {
			part.Error(&p.diags, "bad-date", diag.Quote(part.Text)+" is no number", "")
			return DateParts{}
		}
	}
	d := DateParts{n[0], n[1], n[2]}
	wrong := missing(d)
	if d.Year == 0 {
		wrong = "there is no such day"
	}
	if wrong != "" {
		at.Error(&p.diags, "bad-date", wrong, "a date is a year, a month and a day, in this order")
	}
	return d
}

var likeADate = regexp.MustCompile(`^-?[0-9][-0-9/.?~%]*$`)

// dateText reads a date that is one text. What has no letters must be a date.
func (p *parser) dateText(v *decode.Value) Date {
	text := flat(v)
	d, wrong := ParseDate(text)
	if wrong == "" && (d.Literal != text || !likeADate.MatchString(text)) {
		return d
	}
	hint := "write 2016, 2016-09, 2016-09-05, or 2016/2018 for a span"
	if wrong != "" {
		hint = wrong + ": " + hint
	}
	v.Error(&p.diags, "bad-date", diag.Quote(v.Text)+" is no date", hint)
	return Date{}
}

package cite

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handout/internal/article"
)

// dateFormat is the body of cs:date, in a style or a locale.
type dateFormat struct {
	format    format
	delimiter string
	parts     []datePart
}

// datePart is cs:date-part.
type datePart struct {
	format    format
	name      string // "year", "month", "day"
	form      string
	delimiter string // range-delimiter; "" for an en dash
}

// date is cs:date.
type date struct {
	dateFormat
	variable string
	form     string // "text" or "numeric" when the locale has the format
	only     string // date-parts
}

func (c *compiler) date(e *element) (renderer, error) {
	f, err := parseDateFormat(e)
	if err != nil {
		return nil, err
	}
	d := &date{dateFormat: *f, variable: e.get("variable")}
	d.format.brackets = true
	if d.form, err = oneOf(e, "form", "text", "numeric"); err != nil {
		return nil, err
	}
	d.only, err = oneOf(e, "date-parts", "year-month-day", "year-month", "year")
	return d, err
}

func parseDateFormat(e *element) (*dateFormat, error) {
	f, err := parseFormat(e)
	if err != nil {
		return nil, err
	}
	d := &dateFormat{format: f, delimiter: e.get("delimiter")}
	for _, k := range e.kids {
		if k.name != "date-part" {
			continue
		}
		p := datePart{form: k.get("form"), delimiter: k.get("range-delimiter")}
		if p.name, err = oneOf(k, "name", "year", "month", "day"); err != nil {
			return nil, err
		}
		if p.format, err = parseFormat(k); err != nil {
			return nil, err
		}
		d.parts = append(d.parts, p)
	}
	return d, nil
}

// noDate reports whether d says nothing.
func noDate(d article.Date) bool {
	return d.From == (article.DateParts{}) && d.Season == 0 && d.Literal == ""
}

func (d *date) render(s *scope, out *[]*node, g *calls) {
	g.called = true
	value, ok := s.ref.Dates[d.variable]
	if !ok || noDate(value) || s.hides(d.variable) {
		return
	}
	s.use(d.variable)
	if s.mutes() && (s.inArticle || s.begun) {
		g.filled = true
		return
	}
	s.begun = true
	f := s.localized(d)
	if s.sorting != nil {
		if value.From == (article.DateParts{}) { // words have no place in time
			return
		}
		g.filled = true
		*out = append(*out, s.leaf(sortDate(value, f.parts), plain))
		return
	}
	var nodes []*node
	switch {
	case value.Literal != "" && value.From == (article.DateParts{}):
		nodes = f.literal(s, value.Literal)
	case value.To != (article.DateParts{}):
		nodes = f.span(s, value)
	case value.Open:
		nodes = f.openSpan(s, value)
	default:
		nodes = s.delimit(f.print(s, value.From, value.Season, f.parts, true), f.delimiter)
	}
	if f.format.wrap(s, out, nodes) != nil {
		g.filled = true
	}
}

// localized returns the format to print d with: the style's own, or the
// locale's with the style's changes, which is made once.
func (r *run) localized(d *date) *dateFormat {
	if d.form == "" {
		return &d.dateFormat
	}
	f := r.dates[d]
	if f == nil {
		f = d.localized(r.loc)
		r.dates[d] = f
	}
	return f
}

func (d *date) localized(l *locale) *dateFormat {
	base := l.dates[d.form]
	if base == nil {
		return &dateFormat{}
	}
	f := &dateFormat{format: d.format, delimiter: base.delimiter}
	f.format.look.on |= base.format.look.on
	if f.format.textCase == "" {
		f.format.textCase = base.format.textCase
	}
	for _, p := range base.parts {
		if p.name == "day" && d.only != "" && d.only != "year-month-day" || p.name == "month" && d.only == "year" {
			continue
		}
		for _, own := range d.parts {
			if own.name == p.name {
				p = p.override(own)
			}
		}
		f.parts = append(f.parts, p)
	}
	return f
}

// override returns p with what own sets, but for the affixes.
func (p datePart) override(own datePart) datePart {
	if own.form != "" {
		p.form = own.form
	}
	if own.delimiter != "" {
		p.delimiter = own.delimiter
	}
	if own.format.textCase != "" {
		p.format.textCase = own.format.textCase
	}
	p.format.stripPeriods = p.format.stripPeriods || own.format.stripPeriods
	p.format.look.on |= own.format.look.on
	p.format.look.off |= own.format.look.off
	return p
}

// literal prints a date that is not one in place of the year.
func (f *dateFormat) literal(s *scope, text string) []*node {
	var nodes []*node
	for i := range f.parts {
		if p := &f.parts[i]; p.name == "year" {
			p.format.wrapAs(s, &nodes, s.field(text), theYear)
		}
	}
	return nodes
}

// print prints the given parts of one date. last says that no other date
// follows, so that the year's suffix may stand here.
func (f *dateFormat) print(s *scope, d article.DateParts, season int, parts []datePart, last bool) []*node {
	nodes := s.few()
	for i := range parts {
		p := &parts[i]
		text := p.text(s.loc, d, season)
		if text == "" {
			continue
		}
		r := plain
		if p.name == "year" {
			if r = theYear; s.sameYear && !s.asked { // words before it keep the year
				n := s.list()
				s.yearSuffix(n)
				nodes = append(nodes, n)
				continue
			}
		}
		n := p.format.wrapAs(s, &nodes, s.one(s.leaf(text, plain)), r)
		if p.name != "year" || n == nil || !last {
			continue
		}
		s.yearSuffix(n)
		if era := s.era(d.Year); era != "" { // behind the affixes, as in the reference processor
			k := len(nodes) - 1
			nodes[k] = s.list(nodes[k], s.leaf(era, plain))
		}
	}
	return nodes
}

// yearSuffix adds the letter that tells works of one year apart, unless the
// style places it itself.
func (s *scope) yearSuffix(n *node) {
	if s.hints.suffix != "" && !s.suffixed && !s.placesSuffix() {
		s.suffixed = true
		n.kids = append(n.kids, s.leaf(s.hints.suffix, theYearSuffix))
	}
}

func (s *scope) era(year int) string {
	switch {
	case year < 0:
		return s.loc.term("bc", "", false)
	case year > 0 && year < 1000:
		return s.loc.term("ad", "", false)
	}
	return ""
}

func (p *datePart) text(l *locale, d article.DateParts, season int) string {
	switch p.name {
	case "year":
		y := d.Year
		if y < 0 {
			y = -y
		}
		if y == 0 {
			return ""
		}
		if p.form == "short" {
			return fmt.Sprintf("%02d", y%100)
		}
		return strconv.Itoa(y)
	case "month":
		return p.month(l, d, season)
	}
	if d.Day == 0 || d.Month == 0 || d.Month > 12 {
		return ""
	}
	switch {
	case p.form == "numeric-leading-zeros":
		return fmt.Sprintf("%02d", d.Day)
	case p.form == "ordinal" && (d.Day == 1 || !l.firstDayOnly):
		t, _ := l.lookup(fmt.Sprintf("month-%02d", d.Month), "")
		return l.ordinal(d.Day, t.gender)
	}
	return strconv.Itoa(d.Day)
}

// seasonOf returns the season that stands in the place of a month, as 13 to 16
// or, in EDTF, as 21 to 24; 0 for none.
func seasonOf(month int) int {
	switch {
	case month > 20:
		return (month-21)%4 + 1
	case month > 12:
		return (month-13)%4 + 1
	}
	return 0
}

func (p *datePart) month(l *locale, d article.DateParts, season int) string {
	form := ""
	if p.form == "short" {
		form = "short"
	}
	if season == 0 {
		season = seasonOf(d.Month)
	}
	switch {
	case d.Month > 12 && strings.HasPrefix(p.form, "numeric"):
		return ""
	case season != 0:
		return l.term(fmt.Sprintf("season-%02d", season), form, false)
	case d.Month == 0 || d.Month > 12:
		return ""
	case p.form == "numeric":
		return strconv.Itoa(d.Month)
	case p.form == "numeric-leading-zeros":
		return fmt.Sprintf("%02d", d.Month)
	}
	return l.term(fmt.Sprintf("month-%02d", d.Month), form, false)
}

// span prints a span of dates. The largest part that differs and the smaller
// ones stand twice, the others once. The delimiter is that of the part before
// it, as in the reference processor.
func (f *dateFormat) span(s *scope, d article.Date) []*node {
	var largest string
	twice := func(p datePart) bool { return p.text(s.loc, d.From, d.Season) != "" && p.text(s.loc, d.To, 0) != "" }
	switch has := func(name string) bool {
		return slices.ContainsFunc(f.parts, func(p datePart) bool { return p.name == name && twice(p) })
	}; {
	case d.From.Year != d.To.Year && has("year"):
		largest = "year"
	case d.From.Month != d.To.Month && has("month"):
		largest = "month"
	case d.From.Day != d.To.Day && has("day"):
		largest = "day"
	default:
		return s.delimit(f.print(s, d.From, d.Season, f.parts, true), f.delimiter)
	}
	rank := map[string]int{"day": 1, "month": 2, "year": 3}
	dash := "–"
	first, last := -1, -1 // the parts that stand twice
	for i, p := range f.parts {
		if rank[p.name] <= rank[largest] && twice(p) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	from := slices.Clone(f.parts[first : last+1])
	to := slices.Clone(from)
	end := &from[len(from)-1]
	end.format.suffix = ""
	if end.delimiter != "" {
		dash = end.delimiter
	}
	for i := range to { // as in the reference processor, but the last keeps it
		if i == 0 || i < len(to)-1 {
			to[i].format.prefix = ""
		}
	}
	sameEra := (d.From.Year < 0) == (d.To.Year < 0) && to[len(to)-1].name == "year"
	nodes := f.print(s, d.From, d.Season, f.parts[:first], true)
	left := s.delimit(f.print(s, d.From, d.Season, from, !sameEra), f.delimiter)
	right := s.delimit(f.print(s, d.To, 0, to, true), f.delimiter)
	rest := f.print(s, d.From, 0, f.parts[last+1:], true)
	both := s.list(append(append(left, s.leaf(dash, affix)), right...)...)
	return s.delimit(append(append(nodes, both), rest...), f.delimiter)
}

// openSpan prints a span without an end: a dash follows the year.
func (f *dateFormat) openSpan(s *scope, d article.Date) []*node {
	parts := slices.Clone(f.parts)
	for i := range parts {
		if parts[i].name == "year" {
			parts[i].format.suffix = cmp.Or(parts[i].delimiter, "–")
		}
	}
	return s.delimit(f.print(s, d.From, d.Season, parts, true), f.delimiter)
}

// sortDate returns d as digits whose order is the order of dates, with the
// given parts alone.
func sortDate(d article.Date, parts []datePart) string {
	var b strings.Builder
	for _, p := range []article.DateParts{d.From, d.To} {
		var y, m, day int
		for _, part := range parts {
			switch part.name {
			case "year":
				y = p.Year
			case "month":
				if p.Month <= 12 {
					m = p.Month
				}
			case "day":
				day = p.Day
			}
		}
		fmt.Fprintf(&b, "%06d%02d%02d", y+500000, m, day)
	}
	return b.String()
}

package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a date as people and programs write it: 2016-09-05 and the
// spans, seasons and doubts of ISO 8601-2 (EDTF, levels 0 and 1), 2016/09/05/
// (RIS), 20160905 and 2016 Sep-Oct (MEDLINE), or in English or Spanish words.
// Anything else is kept as it is, in Literal, except what no calendar has or
// what can be read in two ways, and a span that ends before it begins: wrong
// says what.
func ParseDate(s string) (d Date, wrong string) {
	s = bareDate(s)
	d, wrong = readDate(s)
	if wrong == "" && d.reversed() {
		return Date{}, s + " ends before it begins"
	}
	return d, wrong
}

// reversed reports whether d is a span that ends before it begins. Seasons of
// one year are in any order: its winter may be the first or the last of them.
func (d Date) reversed() bool {
	a, b := d.From, d.To
	switch {
	case b == DateParts{}:
		return false
	case a.Year != b.Year:
		return a.Year > b.Year
	case a.season() > 0 || b.season() > 0:
		return false
	case a.Month != b.Month:
		return a.Month > b.Month && b.Month > 0
	}
	return a.Day > b.Day && b.Day > 0
}

// readDate reads a date that is bare.
func readDate(s string) (d Date, wrong string) {
	if m := slashDate.FindStringSubmatch(s); m != nil && (m[2] != "" || strings.Count(s, "/") > 1) {
		d.From = DateParts{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}
		if d.From.Month == 0 && m[4] != "" {
			return ParseDate(m[1] + " " + m[4])
		}
		return d, missing(d.From)
	}
	if m := dottedDate.FindStringSubmatch(s); m != nil {
		return dayAndMonth(s, m)
	}
	if d, wrong, ok := isoDate(s); ok {
		return d, wrong
	}
	if d, ok := dateInWords(s); ok {
		if wrong = missing(d.From); wrong == "" {
			wrong = missing(d.To)
		}
		return d, wrong
	}
	return Date{Literal: s}, ""
}

var (
	slashDate   = regexp.MustCompile(`^(\d{4})/(\d{0,2})(?:/(\d{0,2})(?:/(.*))?)?$`)
	dottedDate  = regexp.MustCompile(`^(\d{1,2})[./](\d{1,2})([./])(\d{4})$`)
	oneDate     = regexp.MustCompile(`^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d\d:\d\d[0-9:.Zz+-]*)?)?)?([?~%]?)$`)
	decade      = regexp.MustCompile(`^(\d\d)([\dXu])[Xu]([?~%]?)$`)
	yearSpan    = regexp.MustCompile(`^(\d\d)(\d\d)(--?|[–—/])(\d\d)$`)
	longDash    = regexp.MustCompile(`^(\d{4}(?:-\d\d){0,2}) ?(?:--|–|—) ?(\d{4}(?:-\d\d){0,2})$`)
	compactDate = regexp.MustCompile(`^([12]\d{3})([01]\d)([0-3]\d)$`)
	unknownPart = regexp.MustCompile(`(?:-(?:XX|uu))+$`)
	copyright   = regexp.MustCompile(`^(?:(?:©|\([cC]\)|cop\.) ?|c)(\d{4})$`)
	namedMonth  = regexp.MustCompile(`^\d{4}/\pL`)
	hyphenated  = regexp.MustCompile(`^(\d{1,2})-(\pL+)-(\d{4})$`)
	lettered    = regexp.MustCompile(`^(\d{4})[a-z]$`)
)

// bareDate takes off what catalogues and authors write around a date: brackets
// of one that is not in the work, the sign of a copyright, the letter that
// tells works of one year apart. Spans of years become those of ISO 8601-2.
func bareDate(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\u00A0", " "))
	if (len(s) == len("2016") || len(s) == len("2016-09-05")) && strings.Trim(s, "0123456789-") == "" {
		return s // as nearly all are
	}
	if len(s) > 2 && s[0] == '[' && strings.IndexByte(s, ']') == len(s)-1 {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	s = copyright.ReplaceAllString(s, "$1")
	s = lettered.ReplaceAllString(s, "$1")
	s = hyphenated.ReplaceAllString(s, "$1 $2 $3")
	s = compactDate.ReplaceAllString(s, "$1-$2-$3")
	s = unknownPart.ReplaceAllString(s, "")
	if namedMonth.MatchString(s) {
		s = s[:4] + " " + strings.ReplaceAll(s[5:], "/", " ")
	}
	if m := yearSpan.FindStringSubmatch(s); m != nil {
		from, to := number(m[1]+m[2]), number(m[1]+m[4])
		month := m[3] == "-" || m[3] == "/"
		if month && to%100 != 0 && (to%100 <= 12 || to%100 >= 21 && to%100 <= 24) {
			return s
		}
		if to < from { // 1999/00
			to += 100
		}
		if to > from && to-from <= 50 {
			return fmt.Sprintf("%04d/%04d", from, to)
		}
	}
	return longDash.ReplaceAllString(s, "$1/$2")
}

// isoDate reads a date or a span as ISO 8601-2 has it. A span without a
// beginning is a literal with its year.
func isoDate(s string) (d Date, wrong string, ok bool) {
	from, to, span := strings.Cut(s, "/")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if !span {
		return oneIsoDate(from)
	}
	open := func(s string) bool { return s == "" || s == ".." || s == "open" }
	end, wrongEnd, okEnd := oneIsoDate(to)
	if open(from) && okEnd {
		return Date{Literal: "–" + strconv.Itoa(end.From.Year)}, wrongEnd, true
	}
	if d, wrong, ok = oneIsoDate(from); !ok || wrong != "" {
		return d, wrong, ok
	}
	switch {
	case open(to):
		d.Open = true
		return d, "", true
	case !okEnd || d.To != (DateParts{}) || end.To != (DateParts{}):
		return Date{}, "", false
	}
	d.From, d.To = d.From.during(d.Season), end.From.during(end.Season)
	d.Season, d.Circa = 0, d.Circa || end.Circa
	return d, wrongEnd, true
}

// oneIsoDate reads one date. Months 21 to 24 are seasons (ISO 8601-2, 4.8),
// 199X is a decade, and the year -0044 is 45 before Christ, since there is a
// year 0.
func oneIsoDate(s string) (d Date, wrong string, ok bool) {
	if m := decade.FindStringSubmatch(s); m != nil {
		first, last := m[2]+"0", m[2]+"9"
		if m[2] == "X" || m[2] == "u" {
			first, last = "00", "99"
		}
		return Date{From: DateParts{Year: number(m[1] + first)}, To: DateParts{Year: number(m[1] + last)}, Circa: m[3] != ""}, "", true
	}
	m := oneDate.FindStringSubmatch(s)
	if m == nil {
		return d, "", false
	}
	d.From = DateParts{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}
	if len(m[1]) == len("-0044") {
		d.From.Year--
	}
	d.Circa = m[4] != ""
	wrong = missing(d.From)
	d.setSeason()
	return d, wrong, true
}

// season returns the season that stands in the place of a month, or 0.
func (p DateParts) season() int {
	if p.Month >= 21 && p.Month <= 24 && p.Day == 0 {
		return p.Month - 20
	}
	return 0
}

// during returns p with a season in the place of its month.
func (p DateParts) during(season int) DateParts {
	if season > 0 && p.Month == 0 {
		p.Month = 20 + season
	}
	return p
}

// setSeason takes a season out of the place of a month, where d is no span.
func (d *Date) setSeason() {
	if n := d.From.season(); n > 0 && d.To == (DateParts{}) {
		d.Season, d.From.Month = n, 0
	}
}

// dayAndMonth reads 5.9.2016, which has the day first, and 25/9/2016, if a day
// over 12 shows which is which.
func dayAndMonth(s string, m []string) (d Date, wrong string) {
	a, b := number(m[1]), number(m[2])
	d.From = DateParts{Year: number(m[4]), Month: b, Day: a}
	switch {
	case m[3] == "." || a > 12 || a == b:
	case b > 12:
		d.From.Month, d.From.Day = a, b
	default:
		return Date{}, fmt.Sprintf("%s may be %d %s or %d %s", s, a, time.Month(b), b, time.Month(a))
	}
	return d, missing(d.From)
}

// missing says what is wrong with a day that no calendar has.
func missing(p DateParts) string {
	switch {
	case p.Year > 9999:
		return fmt.Sprintf("there is no year %d", p.Year)
	case p.Month < 0 || p.Month > 12 && p.season() == 0:
		return fmt.Sprintf("there is no month %d", p.Month)
	case p.Day == 0:
		return ""
	case p.Month == 0:
		return fmt.Sprintf("the day %d has no month", p.Day)
	}
	if time.Date(p.Year, time.Month(p.Month), p.Day, 0, 0, 0, 0, time.UTC).Day() != p.Day {
		return fmt.Sprintf("there is no day %d in month %d of %d", p.Day, p.Month, p.Year)
	}
	return ""
}

// number returns the number in s, or 0.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var dateToken = regexp.MustCompile(`\d+(?:st|nd|rd|th)\b|\d+|\pL+\.?|[-–—/]+|[^\s,;\pL\d]`)

// dateInWords reads dates such as 5 September 2016, 2016 Sep-Oct, Sept. 5-7,
// 2016, Spring 2016, 5 de mayo de 2016 and c. 1990.
func dateInWords(s string) (d Date, ok bool) {
	var span bool
	side := &d.From
	for _, t := range dateToken.FindAllString(s, -1) {
		n, err := strconv.Atoi(strings.TrimRight(t, "sthndr"))
		word := strings.ToLower(strings.TrimSuffix(t, "."))
		switch {
		case err == nil && len(t) == 4 && n > 31 && side.Year == 0:
			side.Year = n
		case err == nil && n > 0 && n <= 31 && side.Day == 0:
			side.Day = n
		case MonthNamed(word) > 0 && side.Month == 0:
			side.Month = MonthNamed(word)
		case seasonNamed[word] > 0 && side.Month == 0:
			side.Month = 20 + seasonNamed[word]
		case word == "c" || word == "ca" || word == "circa" || word == "about":
			d.Circa = true
		case word == "of" || word == "de" || word == "del":
		case strings.Trim(t, "-–—/") == "" && !span && d.From != (DateParts{}):
			span, side = true, &d.To
		default:
			return d, false
		}
	}
	if span {
		share(&d)
	}
	d.setSeason()
	return d, d.From.Year > 0 && (!span || d.To != (DateParts{}))
}

// share gives each end of a span what only the other says.
func share(d *Date) {
	if d.To == (DateParts{}) {
		return
	}
	if d.From.Year == 0 {
		d.From.Year = d.To.Year
	}
	if d.From.Month == 0 && d.From.Day > 0 {
		d.From.Month = d.To.Month
	}
	if d.To.Year == 0 {
		d.To.Year = d.From.Year
	}
	if d.To.Month == 0 && d.To.Day > 0 {
		d.To.Month = d.From.Month
	}
}

var seasonNamed = map[string]int{
	"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4,
	"primavera": 1, "verano": 2, "otoño": 3, "invierno": 4,
}

// monthNames are the months in the languages of handouts. "Sept" and
// "setiembre" are found too.
var monthNames = [...][]string{
	1: {"january", "enero"}, 2: {"february", "febrero"}, 3: {"march", "marzo"}, 4: {"april", "abril"},
	5: {"may", "mayo"}, 6: {"june", "junio"}, 7: {"july", "julio"}, 8: {"august", "agosto"},
	9: {"september", "septiembre", "setiembre"}, 10: {"october", "octubre"},
	11: {"november", "noviembre"}, 12: {"december", "diciembre"},
}

// MonthNamed returns the number of the month, 1 to 12, whose English or Spanish
// name is word or begins with it. word is in small letters; with less than three
// of them, or if no month begins so, it is 0.
func MonthNamed(word string) int {
	if len(word) < 3 {
		return 0
	}
	for n, names := range monthNames {
		for _, name := range names {
			if strings.HasPrefix(name, word) {
				return n
			}
		}
	}
	return 0
}

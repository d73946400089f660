package bibliography

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"handout/internal/article"
)

var (
	isoDate   = regexp.MustCompile(`^(-?\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d\d:\d\d[0-9:.Zz+-]*)?)?)?([?~%]?)$`)
	slashDate = regexp.MustCompile(`^(\d{4})/(\d{0,2})(?:/(\d{0,2})(?:/(.*))?)?$`)
	dateToken = regexp.MustCompile(`\d+|\pL+\.?|[-–—/]+|[^\s,;\pL\d]`)
)

// parseDate reads a date as people and programs write it: 2016-09-05 and the
// spans of ISO 8601-2 (as BibLaTeX has them), 2016/09/05/ (RIS), 2016 Sep-Oct
// (MEDLINE), or in English words. Anything else is kept as it is, in Literal,
// except days and months that do not exist: these are reported in wrong.
func parseDate(s string) (d article.Date, wrong string) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\u00A0", " "))
	if m := slashDate.FindStringSubmatch(s); m != nil && !isSpan(s) {
		d.From = article.DateParts{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}
		if d.From.Month == 0 && m[4] != "" {
			return parseDate(m[1] + " " + m[4])
		}
		return d, missing(d.From)
	}
	from, to, span := strings.Cut(s, "/")
	if m := isoDate.FindStringSubmatch(strings.TrimSpace(from)); m != nil {
		switch to = strings.TrimSpace(to); {
		case span && (to == "" || to == ".." || to == "open"):
			return article.Date{Literal: from + "–"}, ""
		case !span:
			return oneDate(m)
		}
		if n := isoDate.FindStringSubmatch(to); n != nil {
			if d, wrong = oneDate(m); wrong != "" {
				return d, wrong
			}
			end, wrong := oneDate(n)
			if d.Season != 0 || end.Season != 0 {
				return article.Date{Literal: s}, ""
			}
			d.To, d.Circa = end.From, d.Circa || end.Circa
			return d, wrong
		}
	}
	if d, ok := dateInWords(s); ok {
		if wrong = missing(d.From); wrong == "" {
			wrong = missing(d.To)
		}
		return d, wrong
	}
	return article.Date{Literal: s}, ""
}

// isSpan reports whether s is a span of two years, not a year and a month.
func isSpan(s string) bool { return len(s) == 9 && s[4] == '/' && strings.Count(s, "/") == 1 }

// oneDate returns the date in a match of isoDate. Months 21 to 24 are seasons
// (ISO 8601-2, 4.8).
func oneDate(m []string) (d article.Date, wrong string) {
	d.From = article.DateParts{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}
	d.Circa = m[4] != ""
	if n := d.From.Month; n >= 21 && n <= 24 && d.From.Day == 0 {
		d.Season, d.From.Month = n-20, 0
	}
	return d, missing(d.From)
}

// missing says what is wrong with a day that no calendar has.
func missing(p article.DateParts) string {
	switch {
	case p.Month > 12:
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

// dateInWords reads dates such as 5 September 2016, 2016 Sep-Oct, Sept. 5-7,
// 2016, Spring 2016 and c. 1990.
func dateInWords(s string) (d article.Date, ok bool) {
	var span bool
	side := &d.From
	for _, t := range dateToken.FindAllString(s, -1) {
		n, err := strconv.Atoi(t)
		word := strings.ToLower(strings.TrimSuffix(t, "."))
		switch {
		case err == nil && len(t) == 4 && side.Year == 0:
			side.Year = n
		case err == nil && len(t) <= 2 && n > 0 && n <= 31 && side.Day == 0:
			side.Day = n
		case monthOf(word) > 0 && side.Month == 0:
			side.Month = monthOf(word)
		case seasons[word] > 0 && d.Season == 0:
			d.Season = seasons[word]
		case word == "c" || word == "ca" || word == "circa" || word == "about":
			d.Circa = true
		case strings.Trim(t, "-–—/") == "" && !span:
			span, side = true, &d.To
		default:
			return d, false
		}
	}
	if span {
		share(&d)
	}
	return d, d.From.Year > 0 && (d.From.Day == 0 || d.From.Month > 0) &&
		(!span || d.To != (article.DateParts{}) && d.Season == 0)
}

// share gives each end of a span what only the other says.
func share(d *article.Date) {
	if d.To == (article.DateParts{}) {
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

var seasons = map[string]int{"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

var months = [...]string{1: "january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december"}

// monthOf returns the number of the English month that word is or begins, or 0.
func monthOf(word string) int {
	if len(word) < 3 {
		return 0
	}
	for n, month := range months {
		if strings.HasPrefix(month, word) {
			return n
		}
	}
	return 0
}

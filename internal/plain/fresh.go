package plain

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"handout/internal/article"
	"handout/internal/diag"
)

// notice is how many months ahead a review is announced.
const notice = 2

// Due returns the day on which the article must be reviewed again, and whether
// it says one.
func Due(a *article.Article) (time.Time, bool) {
	if a.Reviewed == nil || a.Reviewed.Months == 0 || a.Reviewed.On.IsZero() {
		return time.Time{}, false
	}
	return monthsAfter(a.Reviewed.On, a.Reviewed.Months), true
}

// monthsAfter returns the same day n months later, or the last day of a month
// that has no such day.
func monthsAfter(day time.Time, n int) time.Time {
	later := day.AddDate(0, n, 0)
	if later.Day() != day.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return later
}

// Expiring says that the review of a falls due within that many days of today
// (a warning), or was due before (an error). Of an article without a due date
// it says nothing.
func Expiring(a *article.Article, today time.Time, days int) diag.List {
	due, ok := Due(a)
	today = midnight(today)
	if !ok || due.After(today.AddDate(0, 0, days)) {
		return nil
	}
	return diag.List{dueOn(a, due, today)}
}

// dueOn says on what day the review of a is due, or was.
func dueOn(a *article.Article, due, today time.Time) diag.Diagnostic {
	d := diag.Diagnostic{
		Pos:      a.Reviewed.Pos,
		Severity: diag.Warning,
		Message:  "the review falls due on " + due.Format(time.DateOnly),
		Rule:     "review-due",
		Hint:     "read it against its sources, then change reviewed: on",
	}
	if today.After(due) {
		d.Severity, d.Rule = diag.Error, "review-overdue"
		d.Message = "the review was due on " + due.Format(time.DateOnly)
	}
	return d
}

// Days reads a span of time such as 60d, 8w, 2m or 1y as days; a month counts
// 30, a year 365.
func Days(s string) (int, error) {
	unit := map[byte]int{'d': 1, 'w': 7, 'm': 30, 'y': 365}
	if n := len(s); n > 1 && n < 7 && unit[s[n-1]] > 0 && isDigits(s[:n-1]) {
		count, err := strconv.Atoi(s[:n-1])
		return count * unit[s[n-1]], err
	}
	return 0, fmt.Errorf("%q is no span of time", s)
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func checkReviewed(c *checker) {
	switch r := c.article.Reviewed; {
	case r == nil:
		c.add(diag.Warning, diag.Pos{}, 0, "add reviewed: {on: the day, by: who, every: 24 months}", "nobody has said that it is true")
	case r.Months == 0:
		c.add(diag.Warning, r.Pos, 0, "add every: 24 months", "the review says not how long it holds")
	case !c.opt.Today.IsZero() && r.On.After(midnight(c.opt.Today).AddDate(0, 0, 1)):
		c.add(diag.Warning, r.Pos, 0, "write the day as year-month-day", "the review of %s is still to come", r.On.Format(time.DateOnly))
	}
}

// checkDue is for both rules, the one before the day and the one after it.
func checkDue(c *checker) {
	due, ok := Due(c.article)
	today := midnight(c.opt.Today)
	if !ok || c.opt.Today.IsZero() || today.Before(monthsAfter(due, -notice)) {
		return
	}
	if d := dueOn(c.article, due, today); d.Rule == c.rule {
		c.add(d.Severity, d.Pos, 0, d.Hint, "%s", d.Message)
	}
}

// isDigits reports whether w is made of digits.
func isDigits(w string) bool {
	return w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

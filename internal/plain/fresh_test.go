package plain

import (
	"testing"
	"time"

	"handout/internal/article"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestFreshness(t *testing.T) {
	for _, tt := range []struct {
		on     string
		months int
		today  string
		rule   string // "" for none
	}{
		{"2024-11-24", 24, "2026-09-23", ""},
		{"2024-11-24", 24, "2026-09-24", "review-due"},
		{"2024-11-24", 24, "2026-11-24", "review-due"},
		{"2024-11-24", 24, "2026-11-25", "review-overdue"},
		{"2024-02-29", 12, "2025-02-28", "review-due"}, // no 29th
		{"2024-02-29", 12, "2025-03-01", "review-overdue"},
		{"2024-08-31", 6, "2024-12-27", ""},
		{"2024-08-31", 6, "2024-12-28", "review-due"},
		{"2026-11-25", 24, "2026-11-24", ""}, // the day has begun elsewhere
		{"2026-11-26", 24, "2026-11-24", "no-review"},
		{"2026-11-24", 0, "2026-11-24", "no-review"},
	} {
		a := &article.Article{Language: "en", Reviewed: &article.Reviewed{On: day(tt.on), Months: tt.months}}
		got := ""
		for _, d := range Check(a, Options{Today: day(tt.today)}).Findings {
			switch d.Rule {
			case "review-due", "review-overdue", "no-review":
				got += d.Rule
			}
		}
		if got != tt.rule {
			t.Errorf("reviewed %s for %d months, today %s: %q, want %q", tt.on, tt.months, tt.today, got, tt.rule)
		}
	}
}

// Without a day nothing depends on the clock.
func TestNoToday(t *testing.T) {
	a := &article.Article{Language: "en", Reviewed: &article.Reviewed{On: day("1999-01-01"), Months: 1}}
	for _, d := range Check(a, Options{}).Findings {
		if d.Rule == "review-overdue" || d.Rule == "review-due" || d.Rule == "no-review" {
			t.Error(d.Error())
		}
	}
}

func TestExpiring(t *testing.T) {
	a := &article.Article{Reviewed: &article.Reviewed{On: day("2024-11-24"), Months: 24}}
	const due, overdue = "warning: the review falls due on 2026-11-24 [review-due]", "error: the review was due on 2026-11-24 [review-overdue]"
	for today, want := range map[string]string{"2026-09-24": "", "2026-09-25": due, "2026-11-24": due, "2026-11-25": overdue} {
		got := ""
		for _, d := range Expiring(a, day(today), 60) {
			got += d.Error()
		}
		if got != want {
			t.Errorf("on %s: %q, want %q", today, got, want)
		}
	}
	if Expiring(&article.Article{}, day("2026-11-24"), 9999) != nil {
		t.Error("an article without a review expires")
	}
}

func TestDays(t *testing.T) {
	for s, want := range map[string]int{"60d": 60, "8w": 56, "2m": 60, "1y": 365, "0d": 0} {
		if got, err := Days(s); got != want || err != nil {
			t.Errorf("Days(%q) = %d, %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "d", "60", "-1d", "1.5y", "60 d", "9999999d", "six"} {
		if n, err := Days(s); err == nil {
			t.Errorf("Days(%q) = %d", s, n)
		}
	}
}

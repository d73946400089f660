package article

import (
	"cmp"
	"fmt"
	"testing"
)

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2016", "2016"},
		{"2016-09", "2016-9"},
		{"2016-9-5", "2016-9-5"},
		{"2016-09-05T10:20:30Z", "2016-9-5"},
		{"20160905", "2016-9-5"},
		{"2016/09/05/", "2016-9-5"},
		{"2016///Spring", "2016 season 1"},
		{"2016/9", "2016-9"},
		{"2016/Sep/05", "2016-9-5"},
		{"2016/Sep-Oct", "2016-9 to 2016-10"},
		{"876", "876"},
		{"-0044-03-15", "-45-3-15"}, // ISO 8601 counts the year 0
		{"-44", "-44"},              // CSL does not
		{"2016-21", "2016 season 1"},
		{"1999?", "1999 circa"},
		{"2016-09~", "2016-9 circa"},
		{"2016-09/2016-10", "2016-9 to 2016-10"},
		{"2016-09/2017~", "2016-9 to 2017 circa"},
		{"2016/2017", "2016 to 2017"},
		{"2016-21/2016-22", "2016-21 to 2016-22"},
		{"2016-09--2016-10", "2016-9 to 2016-10"},
		{"199X", "1990 to 1999"},
		{"19XX?", "1900 to 1999 circa"},
		{"2016-09-XX", "2016-9"},
		{"2016/..", "2016 open"},
		{"2016/", "2016 open"},
		{"2016-09-05/..", "2016-9-5 open"},
		{"../2016", `"–2016"`},
		{"/2016", `"–2016"`},
		{"1998-99", "1998 to 1999"},
		{"2016/17", "2016 to 2017"},
		{"2009–10", "2009 to 2010"},
		{"2009-10", "2009-10"},
		{"1999/00", "1999 to 2000"},
		{"1999-00", "1999 to 2000"},
		{"1999–02", "1999 to 2002"},
		{"1999/02", "1999-2"},
		{"2016/00", "2016"},
		{"[2016]", "2016"},
		{"[1990?]", "1990 circa"},
		{"©2016", "2016"},
		{"c2016", "2016"}, // a copyright
		{"c. 2016", "2016 circa"},
		{"2016a", "2016"},
		{"2016 Sep 5", "2016-9-5"},
		{"September 5th, 2016", "2016-9-5"},
		{"5-September-2016", "2016-9-5"},
		{"Sept. 5-7, 2016", "2016-9-5 to 2016-9-7"},
		{"5–7 September 2016", "2016-9-5 to 2016-9-7"},
		{"2016 Dec-2017 Jan", "2016-12 to 2017-1"},
		{"2016--2017", "2016 to 2017"},
		{"Fall 2016", "2016 season 3"},
		{"Summer-Fall 2016", "2016-22 to 2016-23"},
		{"Winter 2016-2017", "2016-24 to 2017"},
		{"ca. 1990", "1990 circa"},
		{"5 de mayo de 2016", "2016-5-5"},
		{"ene. 2016", "2016-1"},
		{"otoño 2016", "2016 season 3"},
		{"5.9.2016", "2016-9-5"},
		{"25/9/2016", "2016-9-25"},
		{"9/25/2016", "2016-9-25"},
		{"in press", `"in press"`},
		{"3rd Quarter 2016", `"3rd Quarter 2016"`},
		{"9/5/2016", "9/5/2016 may be 9 May or 5 September"},
		{"5 2016", "the day 5 has no month"},
		{"2016-99", "there is no month 99"},
		{"2016-13", "there is no month 13"},
		{"2015-02-29", "there is no day 29 in month 2 of 2015"},
		{"2016//5", "the day 5 has no month"},
		{"2016-00-05", "the day 5 has no month"},
		{"c 1990", "1990 circa"},
		{"c1990", "1990"},
		{"2016-09/10", "2016-09/10 ends before it begins"},
		{"2017/2016", "2017/2016 ends before it begins"},
		{"2016-10/2016-09", "2016-10/2016-09 ends before it begins"},
		{"2016-09-05/2016-09-04", "2016-09-05/2016-09-04 ends before it begins"},
		{"2016-09/2016", "2016-9 to 2016"},
		{"September-August 2016", "September-August 2016 ends before it begins"},
		{"7-5 September 2016", "7-5 September 2016 ends before it begins"},
		{"2017 Jan-2016 Dec", "2017 Jan-2016 Dec ends before it begins"},
		{"Winter-Spring 2016", "2016-24 to 2016-21"},
		{"31 April 2016", "there is no day 31 in month 4 of 2016"},
	}
	for _, test := range tests {
		d, wrong := ParseDate(test.in)
		if got := cmp.Or(wrong, dateText(d)); got != test.want {
			t.Errorf("%q: got %s, want %s", test.in, got, test.want)
		}
	}
}

// dateText prints a date as far as it is known.
func dateText(d Date) string {
	if d.Literal != "" {
		return fmt.Sprintf("%q", d.Literal)
	}
	parts := func(p DateParts) string {
		s := fmt.Sprint(p.Year)
		if p.Month > 0 {
			s += fmt.Sprintf("-%d", p.Month)
		}
		if p.Day > 0 {
			s += fmt.Sprintf("-%d", p.Day)
		}
		return s
	}
	s := parts(d.From)
	if d.To != (DateParts{}) {
		s += " to " + parts(d.To)
	}
	if d.Open {
		s += " open"
	}
	if d.Season > 0 {
		s += fmt.Sprintf(" season %d", d.Season)
	}
	if d.Circa {
		s += " circa"
	}
	return s
}

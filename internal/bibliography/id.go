package bibliography

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"handout/internal/article"
)

// stem returns the id of a work that has none: who made it, or the first word
// of its title, and its year.
func stem(r article.Reference) string {
	var who string
	for _, variable := range []string{"author", "editor", "director"} {
		if names := r.Names[variable]; who == "" && len(names) > 0 {
			who = squash(names[0].NonDroppingParticle + names[0].Family)
			if who == "" {
				who = firstWord(names[0].Literal)
			}
		}
	}
	for _, variable := range []string{"title", "container-title"} {
		if who == "" {
			who = firstWord(r.Strings[variable])
		}
	}
	if who == "" {
		who = "work"
	}
	if year := r.Dates["issued"].From.Year; year > 0 {
		return fmt.Sprintf("%s%d", who, year)
	}
	return who
}

// firstWord returns the first word of a title or an organisation's name that
// is no article.
func firstWord(s string) string {
	words := strings.Fields(markup.ReplaceAllString(s, ""))
	for i, w := range words {
		w = squash(w)
		if w != "" && (!slices.Contains([]string{"the", "a", "an", "el", "la", "los", "las"}, w) || i == len(words)-1) {
			return w
		}
	}
	return ""
}

// squash returns the letters and digits of s in lower case, without accents.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(s))
}

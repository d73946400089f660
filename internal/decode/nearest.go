package decode

import "strings"

// Nearest returns the one of names that name was most likely meant to be, or
// "" when none is close.
func Nearest(name string, names []string) string {
	const longest = 64 // of the names, and of what is worth comparing
	if len(name) > longest {
		return ""
	}
	best, least := "", max(1, len([]rune(name))/3)+1
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n
		}
		if d := distance(strings.ToLower(name), strings.ToLower(n)); d < least {
			best, least = n, d
		}
	}
	return best
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that make b of a (optimal string alignment, after Damerau and
// Levenshtein).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var before []int
	above := make([]int, len(t)+1)
	for j := range above {
		above[j] = j
	}
	for i := range s {
		row := make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			change := 1
			if s[i] == t[j] {
				change = 0
			}
			row[j+1] = min(above[j]+change, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above = above, row
	}
	return above[len(t)]
}

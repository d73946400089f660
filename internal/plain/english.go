package plain

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// syllables.txt is made from the CMU Pronouncing Dictionary by
// TestMakeSyllables: a count, then the words the rule of english gets wrong.
//
//go:embed syllables.txt
var syllablesFile string

var irregular = sync.OnceValue(func() map[string]int {
	words := make(map[string]int, 4000)
	for line := range strings.Lines(syllablesFile) {
		count, list, ok := strings.Cut(line, ":")
		n, err := strconv.Atoi(count)
		if !ok || err != nil {
			continue // the notice
		}
		for w := range strings.FieldsSeq(list) {
			words[w] = n
		}
	}
	return words
})

// english counts the syllables of a word in small letters.
func english(w string) int {
	if n, ok := irregular()[w]; ok {
		return n
	}
	stem, ending, _ := strings.Cut(w, "'")
	extra := 0
	switch ending {
	case "s":
		if hasSuffix(stem, "s", "z", "x", "ch", "sh", "ce", "ge", "se", "ze") {
			extra = 1
		}
	case "t": // didn't, but not can't
		if hasSuffix(stem, "dn", "sn", "tn") {
			extra = 1
		}
	case "ve", "ll":
		if stem != "" && !isVowel(stem[len(stem)-1]) {
			extra = 1
		}
	default:
		stem += ending
	}
	if ending != "" {
		if n, ok := irregular()[stem]; ok {
			return n + extra
		}
	}
	return max(byRule(stem)+extra, 1)
}

// byRule counts groups of vowels, takes away the silent e and adds one where
// neighbouring vowels are said apart.
func byRule(w string) int {
	n := 0
	for i := 0; i < len(w); {
		if !isVowel(w[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(w) && isVowel(w[j]) {
			j++
		}
		n += 1 + apart(w[:i], w[i:j], w[j:])
		if silent(w[:i], w[i:j], w[j:]) {
			n--
		}
		i = j
	}
	switch {
	case hasSuffix(w, "ically"):
		n--
	case hasSuffix(w, "sm", "sms", "thm", "thms"):
		n++
	}
	return n
}

// silent reports whether the vowels are an e that only lengthens what is
// before it.
func silent(before, vowels, after string) bool {
	if vowels != "e" && vowels != "ue" || before == "" {
		return false
	}
	last := before[len(before)-1]
	afterConsonant := len(before) > 1 && !isVowel(before[len(before)-2])
	if vowels == "ue" {
		return (last == 'g' || last == 'q') && (after == "" || after == "s" || after == "d") && vowelsIn(before) > 0
	}
	syllabic := last == 'l' && afterConsonant && !hasSuffix(before, "ll", "rl")
	switch after {
	case "":
		return !syllabic && vowelsIn(before) > 0
	case "s":
		return !syllabic && !strings.ContainsRune("szxcg", rune(last)) && !hasSuffix(before, "ch", "sh") && vowelsIn(before) > 0
	case "d":
		return !syllabic && last != 't' && last != 'd' && !(last == 'r' && afterConsonant && !hasSuffix(before, "rr")) && vowelsIn(before) > 0
	case "ly", "less", "ness", "ful", "fully", "some":
		return !syllabic && vowelsIn(before) > 0
	case "ment", "ments":
		return last != 'l' && last != 'r' && vowelsIn(before) > 0
	}
	return false
}

// vowelsIn returns how many vowels w has.
func vowelsIn(w string) int {
	count := 0
	for i := range len(w) {
		if isVowel(w[i]) {
			count++
		}
	}
	return count
}

// hiatus is a group of vowels that makes two syllables where the letters on
// both sides allow it.
type hiatus struct {
	vowels string
	not    string   // letters that may not stand before; "^" is the word's beginning
	ends   []string // what the word goes on with and ends in; nil for anything
	starts []string // what it goes on with; asked when ends does not hold
}

// hiatuses holds every hiatus by its vowels.
var hiatuses = func() map[string][]hiatus {
	byVowels := map[string][]hiatus{}
	for _, h := range []hiatus{
		{"ia", "tcsgx", nil, []string{""}},
		{"ia", "", nil, []string{"t", "b", "st"}},
		{"io", "tcsgxnl", nil, []string{""}},
		{"io", "tcsgx", nil, []string{"l", "r", "d", "p", "t", "c", "s"}},
		{"iu", "", nil, []string{""}},
		{"ii", "^", nil, []string{""}},
		{"uo", "^q", nil, []string{""}},
		{"yi", "^", nil, []string{""}},
		{"ayi", "^", nil, []string{""}},
		{"eyi", "^", nil, []string{""}},
		{"oyi", "^", nil, []string{""}},
		{"aya", "^", nil, []string{""}},
		{"oya", "^", nil, []string{""}},
		{"ayo", "^", nil, []string{""}},
		{"yo", "^", nil, []string{""}},
		{"oui", "^", nil, []string{""}},
		{"ai", "", []string{"c", "cs"}, []string{"sm"}},
		{"ei", "", []string{"ng", "ty", "st"}, []string{"sm"}},
		{"oi", "", []string{"ng", "ngs", "c", "st"}, nil},
		{"ui", "qg", []string{"ng", "ty"}, []string{"tous", "sm", "st", "n"}},
		{"ui", "q", []string{"ng"}, nil},
		{"uie", "", nil, []string{""}},
		{"uia", "", nil, []string{""}},
		{"eo", "g", nil, []string{"n"}},
		{"eo", "", nil, []string{"g", "l", "d", "r", "s", "m", "t", "v", "b"}},
		{"ua", "gq", nil, []string{""}},
		{"ue", "gq", []string{"l", "ls", "r", "st"}, []string{"nc", "nt"}},
		{"uou", "", nil, []string{""}},
		{"iou", "tcsgx", nil, []string{""}},
		{"eou", "gct", nil, []string{""}},
		{"ea", "^c", []string{"n", "tion", "ting", "ted"}, nil},
		{"eu", "", []string{"m", "s"}, nil},
		{"oe", "", []string{"t"}, []string{"m", "v"}},
		{"ie", "tcsgx", nil, []string{"nt", "nc", "ty", "t"}},
		{"ie", "", []string{"r", "rs", "st"}, nil},
		{"ya", "^", nil, []string{"r", "n"}},
		{"aye", "", nil, []string{"r"}},
		{"eye", "", nil, []string{"r"}},
		{"oye", "", nil, []string{"r", "e"}},
		{"ye", "^", nil, []string{"r"}},
	} {
		byVowels[h.vowels] = append(byVowels[h.vowels], h)
	}
	return byVowels
}()

// apart returns how many syllables a group of vowels has beyond the first.
func apart(before, vowels, after string) int {
	last := "^"
	if before != "" {
		last = before[len(before)-1:]
	}
	for _, h := range hiatuses[vowels] {
		if !strings.Contains(h.not, last) && (slices.Contains(h.ends, after) || hasPrefix(after, h.starts...)) {
			return 1
		}
	}
	if len(vowels) > 3 {
		return 1
	}
	return 0
}

// isVowel reports whether a letter is or may be a vowel.
func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

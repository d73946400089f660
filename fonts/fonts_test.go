package fonts

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

var _ = flag.Bool("update", false, "accepted by every package; there are no golden files here")

var styles = []Style{Regular, Bold, Italic, BoldItalic}

// told returns the runs as text: the face, and in brackets the characters of
// every glyph that stands for more or less than one.
func told(runs []Run) string {
	var b strings.Builder
	for i, r := range runs {
		if i > 0 {
			b.WriteString(" | ")
		}
		b.WriteString(strings.TrimRight(r.Face.Name()[:2], "-") + ":")
		for _, g := range r.Glyphs {
			if utf8.RuneCountInString(g.Text) == 1 {
				b.WriteString(g.Text)
			} else {
				fmt.Fprintf(&b, "[%s]", g.Text)
			}
		}
	}
	return b.String()
}

func TestShape(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"School OT", "At:School OT"},
		{"  two  spaces ", "At:  two  spaces "},
		{"αβ", "So:αβ"},
		{"the α-helix", "At:the  | So:α | At:-helix"},
		{"Жизнь, да", "So:Жизнь | At:,  | So:да"},
		{"✓Yes", "So:✓ | At:Yes"},
		{"trường học", "So:trường | At:  | So:học"}, // words stay in one face
		{"re\u0301sume\u0301", "At:r[e\u0301]sum[e\u0301]"},
		{"ho\u0323c", "So:h[o\u0323]c"}, // a mark keeps its base, and the base its word
		{"re\u00adport\u200b\ufeff\u2060", "At:report"},
		{"\u00ad", ""},
		{"a\u00a0b\u202fc\u2009d", "At:a\u00a0b\u202fc\u2009d"},
		{"well\u2011known\u2010to", "At:well\u2011known\u2010to"},
		{"5 µg", "At:5 µg"},
		{"✓\ufe0f ok", "So:✓ | At: ok"},
		{"Straße ¼ ½ 20 °C “so” – … €", "At:Straße ¼ ½ 20 °C “so” – … €"},
	} {
		for _, style := range styles {
			runs, err := Default().Shape(c.text, style, "en")
			if err != nil {
				t.Errorf("%q %v: %v", c.text, style, err)
				continue
			}
			if got := told(runs); got != c.want {
				t.Errorf("%q %v:\n got %q\nwant %q", c.text, style, got, c.want)
			}
			check(t, c.text, runs)
		}
	}
}

// check holds for whatever is shaped: no glyph is .notdef, all the text is
// there, and the widths add up.
func check(t *testing.T, text string, runs []Run) {
	t.Helper()
	var b strings.Builder
	for _, r := range runs {
		var sum int32
		for _, g := range r.Glyphs {
			if g.ID == 0 || int(g.ID) >= r.Face.NumGlyphs() {
				t.Errorf("%q: glyph %d of %s", text, g.ID, r.Face.Name())
			}
			b.WriteString(g.Text)
			sum += int32(g.Advance)
		}
		if sum != r.Width {
			t.Errorf("%q: width %d, advances %d", text, r.Width, sum)
		}
		if len(r.Glyphs) == 0 || r.Glyphs[0].Text == "" {
			t.Errorf("%q: a run without text", text)
		}
	}
	want := strings.Map(func(r rune) rune {
		if Ignorable(r) {
			return -1
		}
		return r
	}, text)
	if b.String() != want {
		t.Errorf("%q: glyphs say %q", text, b.String())
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		text   string
		rune   rune
		offset int
	}{
		{"\u4e2d", '\u4e2d', 0},
		{"so \U0001F600", '\U0001F600', 3},
		{"α\u00ad \u00ad中", '中', 7},
		{"a\u20f0", '\u20f0', 1}, // a mark in no face
		{"tab\there", '\t', 3},
		{"line\n", '\n', 4},
		{"\x00", 0, 0},
		{"bad \xff", utf8.RuneError, 4},
		{"\ue000", '\ue000', 0},
		{"שלום", 'ש', 0},
	} {
		runs, err := Default().Shape(c.text, Regular, "en")
		var missing *MissingError
		if !errors.As(err, &missing) || *missing != (MissingError{c.rune, c.offset}) {
			t.Errorf("%q: %v, %v; want %U at %d", c.text, runs, err, c.rune, c.offset)
		}
	}
	if got, want := (&MissingError{'中', 0}).Error(), "no typeface has the character '中' (U+4E2D)"; got != want {
		t.Errorf("got %s", got)
	}
}

func width(t *testing.T, text string) (w int32) {
	t.Helper()
	runs, err := Default().Shape(text, Regular, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		w += r.Width
	}
	return w
}

func TestWidth(t *testing.T) {
	if av, apart := width(t, "AV"), width(t, "A")+width(t, "V"); av >= apart {
		t.Errorf("AV is %d wide, its letters %d", av, apart)
	}
	if whole, parts := width(t, "To AV y"), width(t, "To")+2*width(t, " ")+width(t, "AV")+width(t, "y"); whole != parts {
		t.Errorf("a line is %d wide, its words %d", whole, parts)
	}
	if e, accented := width(t, "e"), width(t, "e\u0301"); e != accented {
		t.Errorf("e is %d wide, with an accent %d", e, accented)
	}
	if thin, space := width(t, "\u202f"), width(t, " "); thin <= 0 || thin >= space {
		t.Errorf("a narrow space is %d wide, a space %d", thin, space)
	}
	a := Default().Face(Regular)
	runs, _ := Default().Shape("A", Regular, "en")
	if got := a.Advance(runs[0].Glyphs[0].ID); got != runs[0].Width {
		t.Errorf("A advances %d, shaped %d", got, runs[0].Width)
	}
}

func TestLanguage(t *testing.T) {
	// Romanian and Moldavian set a comma below where others set a cedilla.
	in := func(lang string) uint16 {
		runs, err := Default().Shape("ş", Regular, lang)
		if err != nil {
			t.Fatal(err)
		}
		return runs[0].Glyphs[0].ID
	}
	if in("en") == in("ro") {
		t.Error("the language makes no difference")
	}
}

func TestFaces(t *testing.T) {
	for _, style := range styles {
		for _, f := range Default().faces[style] {
			x0, y0, x1, y1 := f.Bounds()
			if !(0 < f.XHeight() && f.XHeight() < f.CapHeight() && f.CapHeight() < f.Ascent() && 0 < f.Descent() &&
				x0 < 0 && y0 < 0 && x1 > 1000 && y1 > 600 && f.UnderlinePosition() < 0 && f.UnderlineThickness() > 0) {
				t.Errorf("%s has odd metrics", f.Name())
			}
			if leans := f.ItalicAngle() < 0; leans != (style&Italic != 0) {
				t.Errorf("%s leans %v degrees", f.Name(), f.ItalicAngle())
			}
			if bold := f.Weight() >= 700; bold != (style&Bold != 0) {
				t.Errorf("%s weighs %d", f.Name(), f.Weight())
			}
			var buf sfnt.Buffer
			name, err := reopen(t, whole(f)).Name(&buf, sfnt.NameIDPostScript)
			if err != nil || name != f.Name() {
				t.Errorf("%s calls itself %s, %v", f.Name(), name, err)
			}
		}
	}
}

// whole is the file that the face was made of.
func whole(f *Face) []byte {
	data, _ := files.ReadFile(f.Name() + ".ttf")
	return data
}

func reopen(t *testing.T, data []byte) *sfnt.Font {
	t.Helper()
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return font
}

func TestRune(t *testing.T) {
	for _, style := range styles {
		for _, f := range Default().faces[style] {
			found := 0
			for id := range f.NumGlyphs() {
				r := f.Rune(uint16(id))
				if r == 0 {
					continue
				}
				found++
				if got, _ := f.font().NominalGlyph(r); int(got) != id {
					t.Errorf("%s: glyph %d is said to be %U, which is %d", f.Name(), id, r, got)
				}
			}
			if found < 300 || f.Rune(uint16(f.NumGlyphs())) != 0 {
				t.Errorf("%s: %d glyphs have a character", f.Name(), found)
			}
			id, _ := f.font().NominalGlyph('-')
			if r := f.Rune(uint16(id)); r != '-' {
				t.Errorf("%s: the hyphen is %U", f.Name(), r)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	data := whole(Default().Face(Regular))
	for _, n := range []int{0, 4, 12, 100, 300, len(data) / 2, len(data) - 4} {
		if _, err := parse("cut", data[:n]); err == nil {
			t.Errorf("a font of %d bytes is taken for whole", n)
		}
	}
}

func TestConcurrent(t *testing.T) {
	var f Family // its cache is empty
	f.faces = Default().faces
	var group sync.WaitGroup
	said := make([]string, 8)
	for i := range said {
		group.Go(func() {
			for n := range 400 {
				runs, err := f.Shape(fmt.Sprintf("Tom’s goal %d: schön, да", n%300), Style(n%4), "en")
				if err != nil {
					t.Error(err)
				}
				said[i] += told(runs)
				_ = append(runs[0].Glyphs, Glyph{ID: 1}) // must not reach the others
			}
		})
	}
	group.Wait()
	for _, s := range said {
		if s != said[0] {
			t.Fatal("what is shaped depends on who else shapes")
		}
	}
}

func TestCacheIsBounded(t *testing.T) {
	var f Family
	f.faces = Default().faces
	for n := range 3 * shardLimit * len(f.cache.shards) {
		f.cache.put(said{text: fmt.Sprint(n)}, nil)
	}
	if _, err := f.Shape(strings.Repeat("long", textLimit), Regular, "en"); err != nil {
		t.Fatal(err)
	}
	for i := range f.cache.shards {
		runs := f.cache.shards[i].runs
		if len(runs) > shardLimit {
			t.Errorf("%d texts in a shard", len(runs))
		}
		for key := range runs {
			if len(key.text) > textLimit {
				t.Errorf("%q is held", key.text)
			}
		}
	}
}

func FuzzShape(f *testing.F) {
	for _, s := range []string{"School OT", "e\u0301\u0323x", "\u00ad\u200d\ufe0f", "α中", "ﬁ ﬃ", "a\u0300\u0301\u0302\u0303", "\xff", "Việt\u2011Nam ậ"} {
		f.Add(s, uint8(0), "en")
	}
	f.Fuzz(func(t *testing.T, text string, style uint8, lang string) {
		runs, err := Default().Shape(text, Style(style), lang)
		var missing *MissingError
		if errors.As(err, &missing) {
			r, _ := utf8.DecodeRuneInString(text[missing.Offset:])
			if r != missing.Rune {
				t.Errorf("%q: %U is said to be at %d", text, missing.Rune, missing.Offset)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		check(t, text, runs)
		again, _ := Default().Shape(text, Style(style), lang)
		if told(runs) != told(again) {
			t.Errorf("%q is shaped in two ways", text)
		}
	})
}

func BenchmarkShape(b *testing.B) {
	const text = "Clinic OT works on the skills that your child needs at home and in play, too."
	b.Run("seen", func(b *testing.B) {
		for b.Loop() {
			Default().Shape(text, Regular, "en")
		}
	})
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			shape(text, Default().faces[Regular], "en")
		}
	})
}

// alike reports whether two fonts have the same glyph and advance under an id.
func alike(t *testing.T, a, b *sfnt.Font, id uint16) bool {
	t.Helper()
	var shapes [2]sfnt.Segments
	var advances [2]fixed.Int26_6
	for i, font := range []*sfnt.Font{a, b} {
		var buf sfnt.Buffer
		var err error
		if shapes[i], err = font.LoadGlyph(&buf, sfnt.GlyphIndex(id), fixed.I(1000), nil); err != nil {
			t.Fatal(err)
		}
		if advances[i], err = font.GlyphAdvance(&buf, sfnt.GlyphIndex(id), fixed.I(1000), 0); err != nil {
			t.Fatal(err)
		}
	}
	return advances[0] == advances[1] && slices.Equal(shapes[0], shapes[1])
}

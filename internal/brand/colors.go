package brand

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Colors are those that a clinic chooses. Words in Accent can be read on white
// and on Tint, Rule is seen on both, and the quietest words can be read on Tint.
type Colors struct {
	Accent Color // of headings, links and numbers
	Rule   Color // of the rules that matter
	Tint   Color // behind boxes and headers of tables
}

// Usual is the colours of a sheet without a brand, and Quiet that of its
// quietest words.
var (
	Usual = Colors{Accent: Color{0x0B, 0x4A, 0x5E}, Rule: Color{0x0B, 0x4A, 0x5E}, Tint: Color{0xEA, 0xF2, 0xF4}}
	Quiet = Color{0x4A, 0x4F, 0x52}
	white = Color{0xFF, 0xFF, 0xFF}
)

// The least contrasts (WCAG 2.2, 1.4.3 and 1.4.11).
const (
	ofWords = 4.5
	ofRules = 3.0
)

var (
	colorPattern = regexp.MustCompile(`^#?[0-9A-Fa-f]{6}$`)
	colorShape   = &decode.Shape{Def: "color", Scalar: &decode.ScalarShape{Pattern: colorPattern, Means: `a colour in quotes, such as "#0B4A5E"`}}
)

var colorsShape = &decode.Shape{Name: "colors", Def: "colors", Map: &decode.MapShape{
	Any: []string{"accent", "rule", "tint"},
	Keys: []decode.Key{
		{Name: "accent", Value: colorShape, Doc: "The colour of headings and links. It must be dark enough to read on white and on the tint."},
		{Name: "rule", Value: colorShape, Doc: "The colour of thick lines, the accent if not said. It may be lighter than the accent."},
		{Name: "tint", Value: colorShape, Doc: "The colour behind boxes, a pale shade of the accent if not said."},
	},
}}

// colors returns the colours in v. One that fails is an error that names the
// nearest one that passes; the others are judged as if that stood in its place.
func (p *parser) colors(v *decode.Value) *Colors {
	if v == nil {
		return nil
	}
	c := Usual
	accent, rule, tint := v.Get("accent"), v.Get("rule"), v.Get("tint")
	under := func(Color) Color { return c.Tint } // what words in a colour stand on, beside white
	if tint != nil {
		c.Tint = p.color(tint, lighten, demand{"tint", ofWords, "the words on it", func(Color) []Color { return []Color{Quiet} }})
	} else if accent != nil {
		under = Color.tintOf
	}
	onBoth := func(c Color) []Color { return []Color{white, under(c)} }
	if accent != nil {
		c.Accent = p.color(accent, darken, demand{"accent", ofWords, "text", onBoth})
		c.Rule = c.Accent
	}
	c.Tint = under(c.Accent)
	if rule != nil {
		under = func(Color) Color { return c.Tint }
		c.Rule = p.color(rule, darken, demand{"rule", ofRules, "lines", onBoth})
	}
	return &c
}

// demand is what is asked of a colour.
type demand struct {
	key     string
	least   float64             // contrast
	of      string              // what has it
	against func(Color) []Color // the colours it has it with
}

func (d demand) met(c Color) bool { return d.worst(c) >= d.least }

func (d demand) worst(c Color) float64 {
	worst := 21.0
	for _, other := range d.against(c) {
		worst = min(worst, Contrast(c, other))
	}
	return worst
}

// color returns the colour in v, or the nearest that meets the demand.
func (p *parser) color(v *decode.Value, mend func(Color, func(Color) bool) Color, d demand) Color {
	var c Color
	rgb, err := hex.DecodeString(strings.TrimPrefix(v.Text, "#"))
	if err != nil {
		panic(err) // its shape has been checked
	}
	c = Color{rgb[0], rgb[1], rgb[2]}
	if d.met(c) {
		return c
	}
	better := mend(c, d.met)
	what := "too light"
	if better.luminance() > c.luminance() {
		what = "too dark"
	}
	p.diags.Add(diag.Diagnostic{Pos: v.Pos, Width: v.Width, Rule: "low-contrast",
		Message: fmt.Sprintf("%s %s is %s: %s would have a contrast of %s, and %.4g:1 is the least", d.key, c, what, d.of, ratio(d.worst(c)), d.least),
		Hint:    fmt.Sprintf("the nearest that passes, in colour and in grey: %s: %q", d.key, better)})
	return better
}

// ratio prints a contrast, never as more than it is.
func ratio(contrast float64) string {
	return fmt.Sprintf("%.1f:1", float64(int(contrast*10))/10)
}

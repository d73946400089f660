package brand

import (
	"fmt"
	"math"
)

// Color is an sRGB colour.
type Color struct{ R, G, B uint8 }

// String returns c as it is written in a brand: #0B4A5E.
func (c Color) String() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// grey returns c as a printer without colours shows it: the grey that is as
// light.
func (c Color) grey() Color {
	g := encoded(c.luminance())
	return Color{g, g, g}
}

// luminance returns how light c is, from 0 to 1 (WCAG 2.2, "relative
// luminance").
func (c Color) luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// linear and encoded turn a channel of sRGB into a share of its light and back
// (IEC 61966-2-1). A share out of range is taken to the nearer end.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func encoded(light float64) uint8 {
	x := light * 12.92
	if light > 0.0031308 {
		x = 1.055*math.Pow(light, 1/2.4) - 0.055
	}
	return uint8(math.Round(255 * min(max(x, 0), 1)))
}

// Contrast returns the contrast of two colours, from 1 to 21 (WCAG 2.2,
// "contrast ratio"): the lesser of what they have in colour and in grey.
func Contrast(a, b Color) float64 {
	return min(contrast(a, b), contrast(a.grey(), b.grey()))
}

func contrast(a, b Color) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// tone is a colour as the eye orders it: lightness from 0 to 1, chroma, and
// hue in radians. It is OKLab (Björn Ottosson, "A perceptual color space for
// image processing", 2020) in polar coordinates.
type tone struct{ light, chroma, hue float64 }

func (c Color) tone() tone {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	x := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	y := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	return tone{0.2104542553*l + 0.7936177850*m - 0.0040720468*s, math.Hypot(x, y), math.Atan2(y, x)}
}

// color returns t as a screen shows it: as colourful as it can be of its
// lightness and hue, but not more than t.
func (t tone) color() Color {
	low, high := 0.0, t.chroma
	if t.shown() {
		low = high
	}
	for range 24 {
		if mid := (low + high) / 2; (tone{t.light, mid, t.hue}).shown() {
			low = mid
		} else {
			high = mid
		}
	}
	r, g, b := tone{t.light, low, t.hue}.rgb()
	return Color{encoded(r), encoded(g), encoded(b)}
}

// shown reports whether sRGB has t.
func (t tone) shown() bool {
	const slack = 1e-4
	r, g, b := t.rgb()
	return min(r, g, b) >= -slack && max(r, g, b) <= 1+slack
}

// rgb returns the shares of light of t, which are out of range when sRGB does
// not have it.
func (t tone) rgb() (r, g, b float64) {
	x, y := t.chroma*math.Cos(t.hue), t.chroma*math.Sin(t.hue)
	cube := func(v float64) float64 { return v * v * v }
	l := cube(t.light + 0.3963377774*x + 0.2158037573*y)
	m := cube(t.light - 0.1055613458*x - 0.0638541728*y)
	s := cube(t.light - 0.0894841775*x - 1.2914855480*y)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

// nearest returns c as little darker as makes it pass, or as little lighter,
// and of the same hue. What is as dark, or as light, as can be must pass.
func (c Color) nearest(end float64, passes func(Color) bool) Color {
	if passes(c) {
		return c
	}
	t := c.tone()
	fails, good := t.light, end
	for range 24 {
		t.light = (fails + good) / 2
		if passes(t.color()) {
			good = t.light
		} else {
			fails = t.light
		}
	}
	t.light = good
	return t.color()
}

// darken and lighten return the nearest colour that passes.
func darken(c Color, passes func(Color) bool) Color  { return c.nearest(0, passes) }
func lighten(c Color, passes func(Color) bool) Color { return c.nearest(1, passes) }

// tintOf returns the tint that goes with c where a brand names none.
func (c Color) tintOf() Color {
	t := c.tone()
	return tone{0.957, min(t.chroma/8, 0.012), t.hue}.color()
}

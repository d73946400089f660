package build

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"handout/internal/pdf/pdftest"
	"handout/layout"
)

// asPromised holds a finished file to what its profile promises.
func asPromised(data []byte, profile layout.Profile) error {
	sheets, err := pdftest.Sheets(data)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		err := contrasts(s)
		switch profile {
		case layout.LargePrint:
			err = firstOf(err, large(s), short(s), clearOf(s, 72))
		case layout.Grayscale:
			err = firstOf(err, colourless(s), clearOf(s, 18))
		default:
			err = firstOf(err, clearOf(s, 18))
		}
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// large holds that all type is of 18 points or more and upright, and that
// everything but pictures is black, its lines of a point or more.
func large(s pdftest.Sheet) error {
	for _, m := range s.Marks {
		switch {
		case m.Drawing:
		case m.Kind == "text" && m.Size < 18:
			return fmt.Errorf("%q is set in %.2f points", m.Words, m.Size)
		case m.Kind == "text" && (m.Slant != 0 || strings.Contains(m.Font, "Italic")):
			return fmt.Errorf("%q is set in %s", m.Words, m.Font)
		case m.Kind != "image" && m.Color != [3]float64{}:
			return fmt.Errorf("%s %q is of the colour %v", m.Kind, m.Words, m.Color)
		case m.Kind != "text" && min(m.X1-m.X0, m.Y1-m.Y0) < 0.999:
			return fmt.Errorf("a %s is %.2f by %.2f points", m.Kind, m.X1-m.X0, m.Y1-m.Y0)
		}
	}
	for _, op := range []string{"rg", "RG"} {
		if s.Operators[op] {
			return fmt.Errorf("the operator %s is used", op)
		}
	}
	return nil
}

// short holds that no line has more than 43 characters.
func short(s pdftest.Sheet) error {
	var words []pdftest.Mark
	for _, m := range s.Marks {
		if m.Kind == "text" {
			words = append(words, m)
		}
	}
	slices.SortStableFunc(words, func(a, b pdftest.Mark) int { return int(math.Copysign(1, b.Baseline-a.Baseline)) })
	for len(words) > 0 {
		n := 1 // on the first line, with what is raised above it
		for n < len(words) && words[0].Baseline-words[n].Baseline < 10 {
			n++
		}
		line := slices.SortedFunc(slices.Values(words[:n]), func(a, b pdftest.Mark) int { return int(math.Copysign(1, a.X0-b.X0)) })
		text := ""
		for i, m := range line {
			if i > 0 && m.X0 > line[i-1].X1+0.4*m.Size { // as beside a bullet
				text += " "
			}
			text += m.Words
		}
		if n := uniseg.GraphemeClusterCount(strings.TrimSpace(text)); n > 43 {
			return fmt.Errorf("%q is %d characters long", text, n)
		}
		words = words[n:]
	}
	return nil
}

// clearOf holds that nothing is painted nearer to an edge than the margin.
func clearOf(s pdftest.Sheet, margin float64) error {
	for _, m := range s.Marks {
		if m.Kind == "text" && strings.TrimSpace(m.Words) == "" {
			continue
		}
		trailing := 0.0
		if m.Kind == "text" {
			trailing = float64(len(m.Words)-len(strings.TrimRight(m.Words, " "))) * m.Size / 5
		}
		if m.X0 < margin || m.Y0 < margin || m.X1-trailing > s.Width-margin || m.Y1 > s.Height-margin {
			return fmt.Errorf("%s %q from %.1f %.1f to %.1f %.1f is in the margin", m.Kind, m.Words, m.X0, m.Y0, m.X1, m.Y1)
		}
	}
	return nil
}

// colourless holds that neither an operator nor a picture has a colour, and
// that no hatching is behind words.
func colourless(s pdftest.Sheet) error {
	for _, op := range []string{"rg", "RG"} {
		if s.Operators[op] {
			return fmt.Errorf("the operator %s is used", op)
		}
	}
	for _, m := range s.Marks {
		if m.Kind == "image" && m.Space != "/DeviceGray" {
			return fmt.Errorf("a picture is in %s", m.Space)
		}
	}
	for i, text := range s.Marks {
		if text.Kind != "text" || strings.TrimSpace(text.Words) == "" {
			continue
		}
		for _, m := range s.Marks[:i] {
			if m.Kind == "stroke" && m.X0 < text.X1 && m.X1 > text.X0 && m.Y0 < text.Baseline+text.Size/2 && m.Y1 > text.Baseline {
				return fmt.Errorf("%q is on a stroke", text.Words)
			}
		}
	}
	return nil
}

// contrasts holds that every text has a contrast of 4.5:1 or better against
// what is behind it (WCAG 2.2, 1.4.3), in colour and when a printer makes grey
// of it (ISO 32000-1, 10.3.2).
func contrasts(s pdftest.Sheet) error {
	grey := func(c [3]float64) [3]float64 {
		y := 0.3*c[0] + 0.59*c[1] + 0.11*c[2]
		return [3]float64{y, y, y}
	}
	for i, text := range s.Marks {
		if text.Kind != "text" {
			continue
		}
		for _, part := range []float64{0.02, 0.5, 0.98} {
			x, y := text.X0+(text.X1-text.X0)*part, text.Baseline+text.Size/4
			under := [3]float64{1, 1, 1}
			for _, m := range s.Marks[:i] {
				if m.X0 > x || x > m.X1 || m.Y0 > y || y > m.Y1 {
					continue
				}
				switch m.Kind {
				case "fill":
					under = m.Color
				case "image":
					return fmt.Errorf("%q is on a picture", text.Words)
				}
			}
			for _, c := range []float64{contrast(text.Color, under), contrast(grey(text.Color), grey(under))} {
				if c < 4.5 {
					return fmt.Errorf("%q has a contrast of %.2f:1", text.Words, c)
				}
			}
		}
	}
	return nil
}

// contrast is that of two colours (WCAG 2.2, "contrast ratio").
func contrast(a, b [3]float64) float64 {
	luminance := func(c [3]float64) float64 {
		for i, v := range c {
			if v <= 0.04045 {
				c[i] = v / 12.92
			} else {
				c[i] = math.Pow((v+0.055)/1.055, 2.4)
			}
		}
		return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

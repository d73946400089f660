package svg

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "renew golden files")

// TestDrawn holds what the drawings in testdata become. Each was compared by
// eye with what another program draws.
func TestDrawn(t *testing.T) {
	files(t, "drawn", func(src []byte) string {
		d, faults := Parse(src)
		if d == nil {
			t.Fatal(faults)
		}
		return dump(d)
	})
}

// TestRefused holds what is said of drawings that are not good.
func TestRefused(t *testing.T) {
	files(t, "refused", func(src []byte) string {
		d, faults := Parse(src)
		if d != nil || len(faults) == 0 {
			t.Errorf("it is taken, with %v", faults)
		}
		var b strings.Builder
		for _, f := range faults {
			fmt.Fprintf(&b, "%v\n  %s\n", f, f.Hint)
		}
		return b.String()
	})
}

// files compares what f makes of every file of a folder with the golden file
// beside it.
func files(t *testing.T, folder string, f func(src []byte) string) {
	paths, _ := filepath.Glob(filepath.Join("testdata", folder, "*.svg"))
	if len(paths) == 0 {
		t.Fatal("no drawings")
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, golden := f(src), strings.TrimSuffix(path, ".svg")+".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(golden); err != nil || string(want) != got {
			t.Errorf("%s is not\n%s", golden, got)
		}
	}
}

// dump prints a drawing as path data, rounded so that it reads well.
func dump(d *Drawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s x %s\n", short(d.Width), short(d.Height))
	for _, s := range d.Shapes {
		if c := s.Fill; c != nil {
			fmt.Fprintf(&b, "fill #%02x%02x%02x ", c.R, c.G, c.B)
			if s.EvenOdd {
				b.WriteString("evenodd ")
			}
		}
		if p := s.Stroke; p != nil {
			fmt.Fprintf(&b, "stroke #%02x%02x%02x %s cap %d join %d miter %s ", p.Color.R, p.Color.G, p.Color.B, short(p.Width), p.Cap, p.Join, short(p.Miter))
			if len(p.Dash) > 0 {
				fmt.Fprintf(&b, "dash %v from %v ", p.Dash, p.Offset)
			}
		}
		for i, part := range s.Path {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteByte("MLCZ"[part.Op])
			for _, at := range part.At[:[]int{1, 1, 3, 0}[part.Op]] {
				fmt.Fprintf(&b, " %s,%s", short(at.X), short(at.Y))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func short(v float64) string {
	s := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// TestLimits holds that a file that is too much is refused before it takes
// time or memory.
func TestLimits(t *testing.T) {
	svg := func(inside string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">` + inside + `</svg>`
	}
	ten := func(id, of string) string {
		return `<g id="` + id + `">` + strings.Repeat(`<use href="#`+of+`"/>`, 10) + `</g>`
	}
	for name, src := range map[string]string{
		"deep":       svg(strings.Repeat("<g>", 100) + strings.Repeat("</g>", 100)),
		"many":       svg(strings.Repeat("<g/>", maxElements+1)),
		"long":       svg(`<path d="M0 0` + strings.Repeat("h1", maxSegments+1) + `"/>`),
		"big":        svg(strings.Repeat(" ", maxBytes)),
		"multiplied": svg(`<path id="z" d="M0 0h9"/>` + ten("a", "z") + ten("b", "a") + ten("c", "b") + ten("d", "c") + ten("e", "d")),
		"rules":      svg("<style>" + strings.Repeat("g{}", maxRules+1) + "</style>" + `<path d="M0 0h9v9"/>`),
	} {
		if d, faults := Parse([]byte(src)); d != nil || len(faults) == 0 {
			t.Errorf("%s is taken", name)
		}
	}
}

// FuzzSVG holds that whatever is drawn has a size and points that a page can
// have, and that whatever is not says why.
func FuzzSVG(f *testing.F) {
	for _, folder := range []string{"drawn", "refused"} {
		paths, _ := filepath.Glob(filepath.Join("testdata", folder, "*.svg"))
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, faults := Parse(src)
		if d == nil {
			if len(faults) == 0 || slices.ContainsFunc(faults, func(f Fault) bool { return f.Line < 1 || f.Message == "" }) {
				t.Errorf("refused with %v", faults)
			}
			return
		}
		if !(d.Width > 0 && d.Height > 0 && usable(d.Width) && usable(d.Height)) || len(d.Shapes) == 0 {
			t.Fatalf("%v by %v with %d shapes", d.Width, d.Height, len(d.Shapes))
		}
		for _, s := range d.Shapes {
			if s.Fill == nil && s.Stroke == nil || s.Path[0].Op != MoveTo {
				t.Fatalf("a shape that is not to be seen: %+v", s)
			}
			for _, part := range s.Path {
				for _, at := range part.At {
					if !usable(at.X) || !usable(at.Y) {
						t.Fatalf("a point at %v", at)
					}
				}
			}
		}
	})
}

// Package fonts is the typefaces that every handout is set in, and the shaping
// of words into their glyphs.
//
// Atkinson Hyperlegible Next, drawn for readers with low vision, is the main
// typeface; Source Sans 3 stands behind it for what it lacks: Greek, Cyrillic,
// Vietnamese, ticks. Both are part of the program; no font is looked for on
// the machine. All values are immutable and safe for concurrent use, and all
// distances are in thousandths of an em.
package fonts

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"sync"
)

//go:embed *.ttf
var files embed.FS

// Style picks a face of a family. Bold and Italic combine.
type Style uint8

const (
	Regular    Style = 0
	Bold       Style = 1
	Italic     Style = 2
	BoldItalic Style = Bold | Italic
)

func (s Style) String() string {
	return [...]string{"Regular", "Bold", "Italic", "BoldItalic"}[s&BoldItalic]
}

// Family is faces that are set together: for every style a main face, and
// those behind it for the characters it lacks.
type Family struct {
	faces [4][]*Face // by style, in the order they are tried
	cache cache
}

// Default returns the family the program carries. It is read once per process.
func Default() *Family { return family() }

// typefaces are those of the family, the main one first.
var typefaces = []string{"AtkinsonHyperlegibleNext", "SourceSans3"}

func fileName(typeface string, style Style) string { return fmt.Sprintf("%s-%v", typeface, style) }

func read(typeface string, style Style) ([]byte, error) {
	return files.ReadFile(fileName(typeface, style) + ".ttf")
}

var family = sync.OnceValue(func() *Family {
	var f Family
	for style := range f.faces {
		for _, typeface := range typefaces {
			data, err := read(typeface, Style(style))
			if err != nil {
				panic(err) // a fault of the build, as in regexp.MustCompile
			}
			face, err := parse(fileName(typeface, Style(style)), data)
			if err != nil {
				panic(err)
			}
			f.faces[style] = append(f.faces[style], face)
		}
	}
	return &f
})

// Sum returns the SHA-256 of all the typefaces that the program carries.
func Sum() [sha256.Size]byte { return sum() }

var sum = sync.OnceValue(func() (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, typeface := range typefaces {
		for style := range Style(4) {
			data, err := read(typeface, style)
			if err != nil {
				panic(err) // a fault of the build, as in regexp.MustCompile
			}
			h.Write(data)
		}
	}
	h.Sum(sum[:0])
	return sum
})

// Face returns the main face of a style, for its metrics.
func (f *Family) Face(style Style) *Face { return f.faces[style&BoldItalic][0] }

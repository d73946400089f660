package layout

import "handout/internal/brand"

// Sheet is what a handout is printed on and for: everything about it that is
// not the article's.
type Sheet struct {
	Paper   Paper
	Profile Profile
	Codes   Codes        // "" is LinkCodes
	Brand   *brand.Brand // nil for none
}

// Paper is a size of sheet, upright.
type Paper struct {
	Name          string
	Width, Height Length
}

// Letter and A4 are the papers a handout is printed on.
var (
	Letter = Paper{"letter", 612 * Pt, 792 * Pt}
	A4     = Paper{"a4", 595276, 841890}
)

// Papers lists every paper by the name it is asked for.
var Papers = []Paper{Letter, A4}

// PaperNamed returns the paper called name.
func PaperNamed(name string) (Paper, bool) {
	for _, p := range Papers {
		if p.Name == name {
			return p, true
		}
	}
	return Paper{}, false
}

// Profile is a way of setting an article, for readers or printers of one kind.
type Profile string

// The profiles.
const (
	Standard   Profile = "standard"    // prints well on any printer
	LargePrint Profile = "large-print" // for readers with low vision
	Grayscale  Profile = "grayscale"   // without a colour
)

// Profiles lists every profile by the name it is asked for.
var Profiles = []Profile{Standard, LargePrint, Grayscale}

// ProfileNamed returns the profile called name.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range Profiles {
		if string(p) == name {
			return p, true
		}
	}
	return "", false
}

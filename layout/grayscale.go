package layout

// greyPalette is the colours of a sheet without any: what is blue elsewhere is
// black here and stands out by its weight.
var greyPalette = palette{
	black:  Color{0x1A, 0x1A, 0x1A},
	accent: Color{},
	bar:    Color{},
	quiet:  Color{0x40, 0x40, 0x40},
	tint:   white,
	hair:   Color{0x80, 0x80, 0x80},
}

// The strokes that stand for a tint.
const (
	hatchBar    = 7 * Pt     // width of a hatched bar
	hatchPitch  = 7 * Pt / 2 // from stroke to stroke, along an edge
	hatchWeight = 7 * Pt / 10
)

// hatch draws strokes across a rectangle, rising to the right at 45 degrees.
func hatch(x, y, w, h Length, c Color) []Frame {
	const edge = hatchWeight / 2 // a stroke's corners reach this far beyond its ends
	x, y, w, h = x+edge, y+edge, w-2*edge, h-2*edge
	var frames []Frame
	for at := hatchPitch / 2; at < w+h; at += hatchPitch {
		// The stroke is the points whose distances from the left edge and from
		// the top add up to at.
		from, to := max(at-h, 0), min(at, w)
		if to-from < hatchWeight {
			continue
		}
		frames = append(frames, &Path{Points: [][2]Length{{x + from, y + at - from}, {x + to, y + at - to}}, Width: hatchWeight, Color: c})
	}
	return frames
}

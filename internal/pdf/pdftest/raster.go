package pdftest

import (
	"fmt"
	"image"

	"github.com/ledongthuc/pdf"
	"golang.org/x/image/vector"
)

// Figure is a figure of the structure.
type Figure struct {
	Alt  string
	Page int        // from 0
	Box  [4]float64 // left, bottom, right and top, in points
}

// Figures returns all of them in reading order.
func Figures(data []byte) (all []Figure, err error) {
	f, err := Open(data)
	if err != nil {
		return nil, err
	}
	f.walk(f.root.Key("StructTreeRoot").Key("K"), func(e element) {
		for _, k := range e.kids {
			if k.element {
				k.walk()
			}
		}
		if e.Key("S").Name() == "Figure" && len(e.kids) > 0 {
			figure := Figure{Alt: e.Key("Alt").Text(), Page: e.kids[0].page}
			for i := range figure.Box {
				figure.Box[i] = e.Key("A").Key("BBox").Index(i).Float64()
			}
			all = append(all, figure)
		}
	})
	return all, nil
}

// Raster returns a page, counted from 0, as it looks at the given number of
// pixels to the inch: of what is painted, the paths that are filled with black
// and do not overlap.
func Raster(data []byte, number int, dpi float32) (out *image.Gray, err error) {
	f, err := Open(data)
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("page %d: %v", number+1, r)
		}
	}()
	page := f.pages[number]
	box := page.Key("MediaBox")
	c := raster{scale: dpi / 72, height: float32(box.Index(3).Float64()), black: true}
	size := image.Rect(0, 0, int(float32(box.Index(2).Float64())*c.scale), int(c.height*c.scale))
	c.filled = vector.NewRasterizer(size.Dx(), size.Dy())
	pdf.Interpret(page.Key("Contents"), func(stack *pdf.Stack, op string) {
		v := make([]float32, stack.Len())
		for i := len(v) - 1; i >= 0; i-- {
			v[i] = float32(stack.Pop().Float64())
		}
		c.operator(op, v)
	})
	ink := image.NewAlpha(size)
	c.filled.Draw(ink, size, image.Opaque, image.Point{})
	out = image.NewGray(size)
	for i, a := range ink.Pix {
		out.Pix[i] = 255 - a
	}
	return out, nil
}

// raster is a page while its operators are followed.
type raster struct {
	scale, height float32
	filled        *vector.Rasterizer // in pixels, downward
	path          []stroke
	black         bool // the colour that fills
	saved         []bool
}

// stroke is an operator of a path, with its points in pixels.
type stroke struct {
	op byte
	at []float32
}

func (c *raster) operator(op string, v []float32) {
	switch op {
	case "q":
		c.saved = append(c.saved, c.black)
	case "Q":
		c.black, c.saved = c.saved[len(c.saved)-1], c.saved[:len(c.saved)-1]
	case "g":
		c.black = v[0] == 0
	case "rg":
		c.black = v[0]+v[1]+v[2] == 0
	case "re":
		x, y, w, h := v[0], v[1], v[2], v[3]
		c.add('m', x, y)
		c.add('l', x+w, y)
		c.add('l', x+w, y+h)
		c.add('l', x, y+h)
		c.add('h')
	case "m", "l", "c", "h":
		c.add(op[0], v...)
	case "f", "f*", "B", "B*":
		if c.black {
			c.fill()
		}
		c.path = nil
	case "S", "n":
		c.path = nil
	case "cm":
		panic("transformations are not followed")
	}
}

func (c *raster) add(op byte, v ...float32) {
	at := make([]float32, len(v))
	for i := 0; i+1 < len(v); i += 2 {
		at[i], at[i+1] = v[i]*c.scale, (c.height-v[i+1])*c.scale
	}
	c.path = append(c.path, stroke{op, at})
}

func (c *raster) fill() {
	for _, s := range c.path {
		switch s.op {
		case 'm':
			c.filled.MoveTo(s.at[0], s.at[1])
		case 'l':
			c.filled.LineTo(s.at[0], s.at[1])
		case 'c':
			c.filled.CubeTo(s.at[0], s.at[1], s.at[2], s.at[3], s.at[4], s.at[5])
		case 'h':
			c.filled.ClosePath()
		}
	}
}

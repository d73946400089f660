package article

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats of pixels that are read
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
	"handout/internal/svg"
)

// Picture is a picture's file. Its parts must not be changed.
type Picture struct {
	File          string // slash-separated, below the folder it was read from
	Alt           string // what it shows; empty only if it is decorative
	Format        string // "png", "jpeg" or "svg"
	Width, Height int    // pixels, as it is seen upright; 0 of a drawing
	Bytes         []byte // the file, turned upright if Exif asks for it; nil of a drawing
	Drawing       *svg.Drawing
}

// PictureFault is why a picture cannot be used, and the way out.
type PictureFault struct{ Message, Hint string }

const (
	maxImageSize = 20 << 20 // bytes
	maxPixels    = 50_000_000
)

const smaller = "make it smaller; 2000 pixels across are enough for a page"

// LoadPicture reads the picture called name from files, the folder of what
// names it (of, such as "article"); nil if that comes from no folder. The
// picture has no Alt yet, and is to be used only if there is no fault.
func LoadPicture(files fs.FS, name, of string) (Picture, []PictureFault) {
	one := func(message, hint string) (Picture, []PictureFault) {
		return Picture{File: name}, []PictureFault{{message, hint}}
	}
	quoted := diag.Quote(name)
	clean := path.Clean(name)
	switch {
	case files == nil:
		return one("the "+of+" comes from no folder, so it can have no pictures", "save it as a file beside its pictures")
	case strings.Contains(name, `\`):
		return one(quoted+" is no path", "write / between folders, on Windows too")
	case path.IsAbs(name) || strings.Contains(name, ":") || clean == ".." || strings.HasPrefix(clean, "../"):
		return one(quoted+" is outside the "+of+"'s folder", "copy the picture beside the "+of)
	}
	content, fault := readPicture(files, clean, of)
	if fault != nil {
		return one(fault.Message, fault.Hint)
	}
	if looksSVG(clean, content) {
		drawing, faults := svg.Parse(content)
		return Picture{File: clean, Format: "svg", Drawing: drawing}, inLines(quoted, faults)
	}
	pic, fault := pixels(content, quoted)
	if fault != nil {
		return one(fault.Message, fault.Hint)
	}
	pic.File = clean
	return pic, nil
}

// looksSVG tells whether a file is meant to be a drawing: by its name, or since
// it is XML.
func looksSVG(name string, content []byte) bool {
	return strings.EqualFold(path.Ext(name), ".svg") || bytes.HasPrefix(bytes.TrimSpace(content), []byte("<"))
}

// inLines says of each fault of a drawing in which line it is.
func inLines(quoted string, faults []svg.Fault) (all []PictureFault) {
	for _, f := range faults {
		all = append(all, PictureFault{fmt.Sprintf("%s, line %d: %s", quoted, f.Line, f.Message), f.Hint})
	}
	return all
}

// pixels returns the PNG or JPEG picture in content, called quoted in messages.
func pixels(content []byte, quoted string) (Picture, *PictureFault) {
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case err != nil:
		return Picture{}, &PictureFault{quoted + " is no PNG, JPEG or SVG picture", "save it as one of these"}
	case config.Width*config.Height == 0:
		return Picture{}, &PictureFault{quoted + " has no pixels", ""}
	case config.Width > maxPixels/config.Height:
		return Picture{}, &PictureFault{fmt.Sprintf("%s has %d by %d pixels, more than the %d million that can be read",
			quoted, config.Width, config.Height, maxPixels/1_000_000), smaller}
	}
	p := Picture{Format: format, Width: config.Width, Height: config.Height, Bytes: content}
	img, _, err := image.Decode(bytes.NewReader(content))
	if o := turned(content); err == nil && format == "jpeg" && o > 1 { // the camera left the turning to the screen
		p.Bytes, err = upright(img, o)
		if o > 4 {
			p.Width, p.Height = p.Height, p.Width
		}
	}
	if err != nil {
		return Picture{}, &PictureFault{fmt.Sprintf("%s is damaged: %v", quoted, err), "save the picture again"}
	}
	return p, nil
}

// readPicture returns the content of a file.
func readPicture(files fs.FS, name, of string) ([]byte, *PictureFault) {
	quoted := diag.Quote(name)
	f, err := files.Open(name)
	if err != nil {
		return nil, unopened(files, name, of, err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err == nil && info.IsDir():
		return nil, &PictureFault{quoted + " is a folder", "name a file in it"}
	case err == nil && !info.Mode().IsRegular():
		return nil, &PictureFault{quoted + " is no file", ""}
	}
	content, err := io.ReadAll(io.LimitReader(f, maxImageSize+1))
	switch {
	case err != nil:
		return nil, &PictureFault{fmt.Sprintf("%s cannot be read: %v", quoted, cause(err)), ""}
	case len(content) > maxImageSize:
		return nil, &PictureFault{fmt.Sprintf("%s has more than the %d MB that can be read", quoted, maxImageSize>>20), smaller}
	}
	return content, nil
}

// unopened says why a file could not be opened.
func unopened(files fs.FS, name, of string, err error) *PictureFault {
	if !errors.Is(err, fs.ErrNotExist) {
		return &PictureFault{fmt.Sprintf("%s cannot be read: %v", diag.Quote(name), cause(err)), "copy the picture beside the " + of}
	}
	var names []string
	entries, _ := fs.ReadDir(files, path.Dir(name))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	hint := "paths begin at the " + of + "'s folder"
	if near := decode.Nearest(path.Base(name), names); near != "" {
		hint = "did you mean " + diag.Quote(path.Join(path.Dir(name), near)) + "?"
	}
	return &PictureFault{"there is no file " + diag.Quote(name), hint}
}

// cause returns what went wrong without the path, which the message has.
func cause(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

package article

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats that are read
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"strings"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Image is a picture. Alt is empty when it is Decorative, and only then.
type Image struct {
	Pos           diag.Pos
	File          string // slash-separated, below the article's folder
	FilePos       diag.Pos
	Alt           string
	Decorative    bool
	Caption       Text
	Format        string // "png" or "jpeg"
	Width, Height int    // pixels
	Bytes         []byte // the file
}

func (b *Image) Position() diag.Pos { return b.Pos }
func (b *Image) Kind() string       { return "image" }

func (b *Image) mapText(f func(Text) Text) Block {
	c := *b
	c.Caption = f(b.Caption)
	return &c
}

const imageDoc = "A picture, PNG or JPEG, from the article's folder."

var imageShape = &decode.Shape{Name: "image", Def: "image", Map: &decode.MapShape{Any: []string{"alt", "decorative"}, Keys: []decode.Key{
	{Name: "file", Required: true, Value: words, Example: "picture.png", Doc: "The picture's file, in the article's folder or below it."},
	{Name: "alt", Value: words, Doc: "What the picture shows, for those who cannot see it."},
	{Name: "decorative", Value: &decode.Shape{Scalar: &decode.ScalarShape{Bool: true}},
		Doc: "Write true when the picture says nothing that the text does not; it needs no alt then."},
	{Name: "caption", Value: words, Doc: "Words below the picture."},
}}}

const (
	maxImageSize = 20 << 20 // bytes
	maxPixels    = 50_000_000
)

func parseImage(p *parser, v *decode.Value, pos diag.Pos) Block {
	b := &Image{Pos: pos, Alt: flat(v.Get("alt")), Decorative: v.Get("decorative").Is("true"), Caption: p.line(v.Get("caption"))}
	p.fieldless(v.Get("alt"))
	switch decorative := v.Get("decorative"); {
	case b.Decorative && b.Alt != "":
		v.Key("alt").Error(&p.diags, "decorative-alt", "a decorative picture has no alt", "keep one of the two keys")
	case decorative != nil && !b.Decorative && b.Alt == "" && !v.Incomplete():
		decorative.Error(&p.diags, "missing-alt", `image has no "alt"`, "say what the picture shows")
	}
	if file := v.Get("file"); file != nil {
		b.File, b.FilePos = file.Text, file.Pos
		if fault := p.load(b); fault != nil {
			file.Error(&p.diags, "bad-image", fault.message, fault.hint)
		}
	}
	return b
}

// imageFault is why a picture cannot be used.
type imageFault struct{ message, hint string }

// load reads the picture's file.
func (p *parser) load(b *Image) *imageFault {
	name := diag.Quote(b.File)
	switch clean := path.Clean(b.File); {
	case p.files == nil:
		return &imageFault{"an article that comes from no folder can have no pictures", "save the article as a file beside its pictures"}
	case strings.Contains(b.File, `\`):
		return &imageFault{name + " is no path", "write / between folders, on Windows too"}
	case path.IsAbs(b.File) || strings.Contains(b.File, ":") || clean == ".." || strings.HasPrefix(clean, "../"):
		return &imageFault{name + " is outside the article's folder", "copy the picture beside the article"}
	default:
		b.File = clean
	}
	content, fault := p.read(b.File)
	if fault != nil {
		return fault
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case err != nil:
		return &imageFault{name + " is no PNG or JPEG picture", "save it as one of these"}
	case config.Width*config.Height == 0:
		return &imageFault{name + " has no pixels", ""}
	case config.Width > maxPixels/config.Height:
		return &imageFault{fmt.Sprintf("%s has %d by %d pixels, more than the %d million that can be read", name, config.Width, config.Height, maxPixels/1_000_000),
			"make it smaller; 2000 pixels across are enough for a page"}
	}
	if _, _, err := image.Decode(bytes.NewReader(content)); err != nil {
		return &imageFault{fmt.Sprintf("%s is damaged: %v", name, err), "save the picture again"}
	}
	if format == "jpeg" && turned(content) {
		return &imageFault{name + " lies on its side: the camera left the turning to the screen", "turn it upright in a picture program and save it"}
	}
	b.Format, b.Width, b.Height, b.Bytes = format, config.Width, config.Height, content
	return nil
}

// read returns the content of a file of the article's folder.
func (p *parser) read(name string) ([]byte, *imageFault) {
	quoted := diag.Quote(name)
	f, err := p.files.Open(name)
	if err != nil {
		return nil, p.unopened(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err == nil && info.IsDir():
		return nil, &imageFault{quoted + " is a folder", "name a file in it"}
	case err == nil && !info.Mode().IsRegular():
		return nil, &imageFault{quoted + " is no file", ""}
	}
	content, err := io.ReadAll(io.LimitReader(f, maxImageSize+1))
	switch {
	case err != nil:
		return nil, &imageFault{fmt.Sprintf("%s cannot be read: %v", quoted, cause(err)), ""}
	case len(content) > maxImageSize:
		return nil, &imageFault{fmt.Sprintf("%s has more than the %d MB that can be read", quoted, maxImageSize>>20), "make it smaller; 2000 pixels across are enough for a page"}
	}
	return content, nil
}

// unopened says why a file could not be opened.
func (p *parser) unopened(name string, err error) *imageFault {
	if !errors.Is(err, fs.ErrNotExist) {
		return &imageFault{fmt.Sprintf("%s cannot be read: %v", diag.Quote(name), cause(err)), "copy the picture beside the article"}
	}
	var names []string
	entries, _ := fs.ReadDir(p.files, path.Dir(name))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	hint := "paths begin at the article's folder"
	if near := decode.Nearest(path.Base(name), names); near != "" {
		hint = "did you mean " + diag.Quote(path.Join(path.Dir(name), near)) + "?"
	}
	return &imageFault{"there is no file " + diag.Quote(name), hint}
}

// cause returns what went wrong without the path, which the message has.
func cause(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

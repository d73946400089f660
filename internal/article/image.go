package article

import (
	"handout/internal/decode"
	"handout/internal/diag"
)

// Image is a picture between the blocks of text. Its Alt is empty when it is
// Decorative, and only then.
type Image struct {
	Pos diag.Pos
	Picture
	FilePos    diag.Pos
	Decorative bool
	Caption    Text
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

func parseImage(p *parser, v *decode.Value, pos diag.Pos) Block {
	b := &Image{Pos: pos, Decorative: v.Get("decorative").Is("true"), Caption: p.line(v.Get("caption"))}
	p.fieldless(v.Get("alt"))
	if file := v.Get("file"); file != nil {
		var faults []PictureFault
		b.FilePos = file.Pos
		b.Picture, faults = LoadPicture(p.files, file.Text, "article")
		for _, f := range faults {
			file.Error(&p.diags, "bad-image", f.Message, f.Hint)
		}
	}
	b.Alt = flat(v.Get("alt"))
	switch decorative := v.Get("decorative"); {
	case b.Decorative && b.Alt != "":
		v.Key("alt").Error(&p.diags, "decorative-alt", "a decorative picture has no alt", "keep one of the two keys")
	case decorative != nil && !b.Decorative && b.Alt == "" && !v.Incomplete():
		decorative.Error(&p.diags, "missing-alt", `image has no "alt"`, "say what the picture shows")
	}
	return b
}

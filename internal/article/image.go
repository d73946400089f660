package article

import (
	"regexp"
	"strconv"
	"strings"

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
	Share      int // percent of the measure; 0 for the picture's own size
}

func (b *Image) Position() diag.Pos { return b.Pos }
func (b *Image) Kind() string       { return "image" }

func (b *Image) texts(f func(*Text)) { f(&b.Caption) }

func (b *Image) clone() Block {
	c := *b
	return &c
}

const imageDoc = "A picture, PNG, JPEG or simple SVG, from the article's folder."

var imageShape = &decode.Shape{Name: "image", Def: "image", Map: &decode.MapShape{Any: []string{"alt", "decorative"}, Keys: []decode.Key{
	{Name: "file", Required: true, Value: words, Example: "picture.png", Doc: "The picture's file, in the article's folder or below it."},
	{Name: "alt", Value: words, Doc: "What the picture shows, for those who cannot see it."},
	{Name: "decorative", Value: &decode.Shape{Scalar: &decode.ScalarShape{Bool: true}},
		Doc: "Write true when the picture says nothing that the text does not; it needs no alt then."},
	{Name: "caption", Value: words, Doc: "Words below the picture."},
	{Name: "width", Doc: "How wide it is, as a part of the lines of text, from 10% to 100%. Without it a picture has 150 pixels to the inch.",
		Value: &decode.Shape{Scalar: &decode.ScalarShape{Pattern: regexp.MustCompile(`^([1-9][0-9]|100)%$`), Means: "a part of the width such as 50%, from 10% to 100%"}}},
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
	b.Share, _ = strconv.Atoi(strings.TrimSuffix(v.Get("width").String(), "%"))
	p.fieldless(v.Get("alt"))
	switch decorative := v.Get("decorative"); {
	case b.Decorative && b.Alt != "":
		v.Key("alt").Error(&p.diags, "decorative-alt", "a decorative picture has no alt", "keep one of the two keys")
	case decorative != nil && !b.Decorative && b.Alt == "" && !v.Incomplete():
		decorative.Error(&p.diags, "missing-alt", `image has no "alt"`, "say what the picture shows")
	}
	if alt := v.Get("alt"); alt != nil && b.Alt == b.Caption.String() {
		p.diags.Add(diag.Diagnostic{
			Pos: alt.Pos, Width: alt.Width, Severity: diag.Warning, Rule: "alt-caption",
			Message: "alt says the same as the caption, so a screen reader says it twice",
			Hint:    "let alt say what the picture shows, and the caption what it is there for",
		})
	}
	return b
}

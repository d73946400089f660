package brand

import (
	_ "embed" // for the starter
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"handout/internal/article"
	"handout/internal/decode"
	"handout/internal/diag"
)

// Parse returns the brand in src, and everything that is wrong with it in the
// order of its lines. The brand is nil when the list holds an error. The name
// goes into positions; files is the brand's folder, from which its logo is
// read, and may be nil.
//
// Words in the accent colour keep a contrast of 4.5:1 against white and
// against the tint, rules 3:1, in colour and as grey; a colour that does not is
// an error whose hint is the nearest one that does.
func Parse(name string, src []byte, files fs.FS) (*Brand, diag.List) {
	v, diags := decode.Parse(name, src)
	if v == nil {
		diags.Sort()
		return nil, diags
	}
	v, faults := decode.Check(v, shape, "the brand")
	p := &parser{files: files, diags: append(diags, faults...)}
	var b *Brand
	if v != nil {
		b = p.brand(v)
	}
	p.diags.Sort()
	if p.diags.Failed() {
		return nil, p.diags
	}
	return b, p.diags
}

// Schema returns the format of a brand as a JSON Schema (draft 2020-12), of
// the same definition that Parse checks by.
func Schema() []byte {
	return decode.Schema(shape, "Handout brand", "What a clinic puts on all its handouts: brand.yaml, beside the articles or in a folder above them.")
}

//go:embed starter.yaml
var starter []byte

// Starter returns a brand to begin with: it is good as it is, and its comments
// say what belongs where.
func Starter() []byte { return slices.Clone(starter) }

var (
	words   = &decode.Shape{Def: "words", Scalar: &decode.ScalarShape{}}
	passage = &decode.Shape{Def: "passage", Scalar: words.Scalar, List: &decode.ListShape{Of: words}}
)

// Papers are the names a brand may give its paper.
var Papers = []string{"letter", "a4"}

var shape = &decode.Shape{Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "name", Required: true, Value: words, Example: "Sample Clinic", Doc: "The clinic's name, as it stands at the head of each page."},
	{Name: "language", Value: words, Doc: "The language of the words in this file, as a tag such as en or es, if some articles are in another."},
	{Name: "logo", Value: logoShape, Doc: "The clinic's picture, at the head of the first page."},
	{Name: "address", Value: passage, Doc: "Where the clinic is: a list, one line of the address an entry."},
	{Name: "phone", Value: words, Doc: "The phone number that parents call, as it is printed."},
	{Name: "website", Value: words, Doc: "The address of the clinic's web site. A QR code stands beside it."},
	{Name: "colors", Value: colorsShape, Doc: "The clinic's own colours, each checked for contrast."},
	{Name: "disclaimer", Value: passage, Doc: "What the handout is not, such as: It does not take the place of your therapist's advice."},
	{Name: "language_help", Value: passage, Doc: "The notice that help in other languages is free. It stands in a box, in large type. Mark each language: [Gratis.]{lang=es}."},
	{Name: "paper", Value: &decode.Shape{Scalar: &decode.ScalarShape{Enum: Papers}}, Doc: "The paper to print on; --paper goes before it."},
	{Name: "citation_style", Value: words, Doc: "The style of citations in articles that name none, such as mla, apa or ama, or a .csl file in the brand's folder."},
	{Name: "check", Value: checkShape, Doc: "What the plain-language check is to ask of articles that do not say it themselves."},
}}}

var logoShape = &decode.Shape{Name: "logo", Def: "logo", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "file", Required: true, Value: words, Example: "logo.png", Doc: "The picture's file, in the brand's folder or below it."},
	{Name: "alt", Required: true, Value: words, Example: "what the picture shows", Doc: "What the picture shows, for those who cannot see it."},
	{Name: "side", Value: &decode.Shape{Scalar: &decode.ScalarShape{Enum: []string{"left", "right"}}}, Doc: "The side of the page it stands on; left if not said."},
}}}

var checkShape = &decode.Shape{Name: "check", Def: "check", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "grade", Required: true, Value: &decode.Shape{Scalar: &decode.ScalarShape{Int: true, Min: 1, Max: 12}}, Example: "6", Doc: "The school grade to aim for, 6 if not said."},
}}}

type parser struct {
	files fs.FS
	diags diag.List
}

func (p *parser) brand(v *decode.Value) *Brand {
	b := &Brand{
		Pos:          v.Pos,
		Name:         p.name(v.Get("name")),
		Logo:         p.logo(v.Get("logo")),
		Address:      p.address(v.Get("address")),
		Phone:        p.line(v.Get("phone"), "phone"),
		Website:      p.website(v.Get("website")),
		Disclaimer:   p.prose(v.Get("disclaimer")),
		LanguageHelp: p.prose(v.Get("language_help")),
		Colors:       p.colors(v.Get("colors")),
		Paper:        v.Get("paper").String(),
	}
	if tag := v.Get("language"); tag != nil {
		var faults diag.List
		b.Language, faults = article.Language(tag)
		p.diags = append(p.diags, faults...)
	}
	if style := v.Get("citation_style"); style != nil {
		b.CitationStyle, b.StylePos = strings.TrimSpace(style.Text), style.Pos
	}
	if grade := v.Get("check").Get("grade"); grade != nil {
		b.Grade, _ = strconv.Atoi(grade.Text)
	}
	return b
}

// prose returns the paragraphs of v.
func (p *parser) prose(v *decode.Value) []article.Text {
	texts, faults := article.Prose(v)
	p.diags = append(p.diags, faults...)
	return texts
}

// line returns v's words, which must be one line.
func (p *parser) line(v *decode.Value, key string) article.Text {
	if v == nil {
		return nil
	}
	texts := p.prose(v)
	if len(texts) != 1 || strings.Contains(strings.TrimSpace(v.Text), "\n") {
		v.Error(&p.diags, "bad-value", key+" must be one line", "")
		return nil
	}
	return texts[0]
}

// longestName is how many characters the head of a page has room for.
const longestName = 80

func (p *parser) name(v *decode.Value) article.Text {
	name := p.line(v, "name")
	if n := utf8.RuneCountInString(name.String()); n > longestName {
		v.Error(&p.diags, "too-long", "the name has "+strconv.Itoa(n)+" characters, and the head of a page has room for "+strconv.Itoa(longestName),
			"move what is not the name to the address")
	}
	return name
}

// address returns the lines of an address.
func (p *parser) address(v *decode.Value) []article.Text {
	var lines []article.Text
	for _, item := range v.List() {
		if strings.Contains(strings.TrimSpace(item.Text), "\n") {
			item.Error(&p.diags, "bad-address", "an address is a list of its lines", "put a dash before each line")
			return nil
		}
		lines = append(lines, p.prose(item)...)
	}
	return lines
}

// bareSite is a web address as people say it.
var bareSite = regexp.MustCompile(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(/[!-~]*)?$`)

// website returns the address in v.
func (p *parser) website(v *decode.Value) *article.Link {
	if v == nil {
		return nil
	}
	if text := strings.TrimSpace(v.Text); bareSite.MatchString(text) {
		v.Error(&p.diags, "bad-link", "the address "+diag.Quote(text)+" lacks its beginning", "write https://"+text)
		return nil
	}
	l, faults := article.WebAddress(v)
	p.diags = append(p.diags, faults...)
	return l
}

func (p *parser) logo(v *decode.Value) *Logo {
	file := v.Get("file")
	if file == nil {
		return nil
	}
	picture, faults := article.LoadPicture(p.files, file.Text, "brand")
	for _, f := range faults {
		file.Error(&p.diags, "bad-image", f.Message, f.Hint)
	}
	picture.Alt = strings.Join(strings.Fields(v.Get("alt").String()), " ")
	return &Logo{Picture: picture, Right: v.Get("side").String() == "right"}
}

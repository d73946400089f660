package article

import "handout/internal/diag"

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

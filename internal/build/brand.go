package build

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync"

	"handout/internal/article"
	"handout/internal/brand"
	"handout/internal/cite"
	"handout/internal/decode"
	"handout/internal/diag"
	"handout/layout"
)

// NoBrand, as the name of a brand's file, stands for no brand at all.
const NoBrand = "none"

// clinic is a brand as it was read. The methods work on a nil *clinic, which
// stands for no brand.
type clinic struct {
	brand  *brand.Brand      // nil if it is not good
	style  *StyleFile        // its citation style, if that is a file
	diags  diag.List         // what is wrong with it
	fault  *Error            // or why it could not be read at all
	texts  map[string][]byte // the files it is made from that are text, by their paths
	opened []os.FileInfo     // all of them
	looked []string          // the folders where these are, or were looked for
	sum    [sha256.Size]byte // of all of them
}

func (c *clinic) failed() bool { return c != nil && (c.fault != nil || c.diags.Failed()) }

// found returns what is wrong with c. It is told in full the first time, as
// told remembers, and then only that it keeps another article, called name,
// from being built.
func (c *clinic) found(name string, told map[*clinic]bool) diag.List {
	if told[c] {
		return diag.List{{Pos: diag.Pos{File: name}, Rule: "brand", Message: "the brand is not good, as said above", Hint: "mend it, or leave it out with --brand " + NoBrand}}
	}
	told[c] = true
	if c.fault != nil {
		return diag.List{c.fault.Diagnostic}
	}
	return c.diags
}

func (c *clinic) outcome() Outcome {
	if c.fault != nil {
		return c.fault.Outcome
	}
	return Faulty
}

// clinics reads each brand of a run once.
type clinics struct {
	named string // the file of the one brand of all articles, or NoBrand; else each article's is looked for

	mu   sync.Mutex
	read map[string]func() *clinic // by the path of the brand's file
}

// of returns the clinic whose articles are in the folder dir, nil for none: that of the
// nearest brand.yaml, in dir or in a folder above it, up to the root.
func (c *clinics) of(dir string) *clinic {
	path := c.named
	if path == "" {
		path = nearestBrand(dir)
	}
	if path == "" || path == NoBrand {
		return nil
	}
	c.mu.Lock()
	read := c.read[path]
	if read == nil {
		if c.read == nil {
			c.read = map[string]func() *clinic{}
		}
		read = sync.OnceValue(func() *clinic { return readBrand(path) })
		c.read[path] = read
	}
	c.mu.Unlock()
	return read()
}

// nearestBrand returns the path of the brand for a folder; "" if it has none.
func nearestBrand(dir string) string {
	for dir = filepath.Clean(dir); ; {
		path := filepath.Join(dir, brand.FileName)
		// A link that leads nowhere is found too, and said to do so.
		if _, err := os.Lstat(path); err == nil {
			return path
		}
		here, err := os.Stat(dir)
		if err != nil {
			return ""
		}
		above := filepath.Dir(dir)
		if base := filepath.Base(dir); base == "." || base == ".." {
			above = filepath.Join(dir, "..")
		}
		if next, err := os.Stat(above); err != nil || os.SameFile(here, next) {
			return ""
		}
		dir = above
	}
}

func readBrand(path string) *clinic {
	c := new(clinic)
	src, files, fault := Job{Source: path}.readAs(context.Background(), "a brand", decode.MaxSize, articleExts, nil)
	if fault != nil {
		c.fault, c.looked = fault, []string{filepath.Dir(path)}
		return c
	}
	defer files.root.Close()
	c.brand, c.diags = brand.Parse(path, src, files)
	if c.brand != nil {
		c.cite(files)
	}
	c.texts, c.opened, c.looked, c.sum = files.texts, files.opened, files.looked, files.hash().sum()
	return c
}

// cite reads the brand's citation style and tries it.
func (c *clinic) cite(files *folder) {
	a := &article.Article{Language: "en", CitationStyle: c.brand.CitationStyle, StylePos: c.brand.StylePos}
	var how cite.Options
	if isStyleFile(a.CitationStyle) {
		var found diag.List
		if c.style, found = files.style(a.CitationStyle, a.StylePos, "brand"); found.Failed() {
			c.diags = append(c.diags, found...)
			return
		}
		how = cite.Options{CSL: c.style.Text, File: c.style.Path}
	}
	_, found := cite.Resolve(a, how)
	c.diags = append(c.diags, found...)
}

// on returns s with the clinic's brand, and on its paper unless s has one.
func (c *clinic) on(s layout.Sheet) layout.Sheet {
	usual := layout.Letter
	if c != nil && c.brand != nil {
		s.Brand = c.brand
		if paper, named := layout.PaperNamed(c.brand.Paper); named {
			usual = paper
		}
	}
	if s.Paper == (layout.Paper{}) {
		s.Paper = usual
	}
	return s
}

// prefer gives a what the clinic prefers wherever a says nothing itself.
func (c *clinic) prefer(a *article.Article) *article.Article {
	if c == nil {
		return a
	}
	b := *a
	if b.CitationStyle == "" {
		b.CitationStyle, b.StylePos = c.brand.CitationStyle, c.brand.StylePos
	}
	if b.Check.Grade == 0 {
		b.Check.Grade = c.brand.Grade
	}
	return &b
}

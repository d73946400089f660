package layout

import (
	"fmt"
	"strings"
	"time"
)

// words are what the program itself says on a sheet, in one language.
type words struct {
	keyPoints, sources string
	reviewed           string // before the date of review
	by                 string // between that date and the reviewer
	again              string // before the month of the next review
	author             string // before the authors' names
	checkBox           string // read aloud for a box to tick
	blank              string // read aloud for a line to write on
	toSource           string // what a citation leads to
	page               string // "%d of %d"
	date, month        func(time.Time) string
}

var english = words{
	keyPoints: "Key points",
	sources:   "Sources",
	reviewed:  "Last reviewed",
	by:        "by",
	again:     "Next review due",
	author:    "Written by",
	checkBox:  "check box",
	blank:     "blank to fill in",
	toSource:  "To this source in the list",
	page:      "%d of %d",
	date:      func(t time.Time) string { return t.Format("January 2, 2006") },
	month:     func(t time.Time) string { return t.Format("January 2006") },
}

var monthsES = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	"agosto", "septiembre", "octubre", "noviembre", "diciembre"}

var spanish = words{
	keyPoints: "Lo más importante",
	sources:   "Fuentes",
	reviewed:  "Última revisión:",
	by:        "por",
	again:     "Próxima revisión:",
	author:    "Escrito por",
	checkBox:  "casilla",
	blank:     "espacio para llenar",
	toSource:  "A esta fuente en la lista",
	page:      "%d de %d",
	date: func(t time.Time) string {
		return fmt.Sprintf("%d de %s de %d", t.Day(), monthsES[t.Month()-1], t.Year())
	},
	month: func(t time.Time) string {
		return fmt.Sprintf("%s de %d", monthsES[t.Month()-1], t.Year())
	},
}

// wordsFor returns the words for a BCP 47 language, and false if there are
// none and English stands in.
func wordsFor(language string) (words, bool) {
	switch base, _, _ := strings.Cut(strings.ToLower(language), "-"); base {
	case "en":
		return english, true
	case "es":
		return spanish, true
	}
	return english, false
}

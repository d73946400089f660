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
	toSource           string // what a citation leads to
	page               string // "%d of %d"
	online             string // what the address of a handout leads to
	scan               string // over the codes of sources
	code               string // read aloud before the address in a QR code
	each               string // before the names of the things compared
	continued          string // behind the title of what goes on on another page
	and                func(next string) string
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
	toSource:  "To this source in the list",
	page:      "%d of %d",
	online:    "This handout on the web",
	scan:      "Point a phone’s camera at a code to open the source.",
	code:      "QR code:",
	each:      "Each topic below has a part for:",
	continued: "(continued)",
	and:       func(string) string { return "and" },
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
	toSource:  "A esta fuente en la lista",
	page:      "%d de %d",
	online:    "Esta hoja en internet",
	scan:      "Apunte la cámara de un teléfono a un código para abrir la fuente.",
	code:      "Código QR:",
	each:      "Cada tema de abajo tiene una parte para:",
	continued: "(continuación)",
	and:       andES,
	date: func(t time.Time) string {
		return fmt.Sprintf("%d de %s de %d", t.Day(), monthsES[t.Month()-1], t.Year())
	},
	month: func(t time.Time) string {
		return fmt.Sprintf("%s de %d", monthsES[t.Month()-1], t.Year())
	},
}

// andES is "e" before the sound i, which swallows a "y" (Real Academia
// Española, Diccionario panhispánico de dudas, "y", 2.1).
func andES(next string) string {
	next = strings.ToLower(next)
	for _, start := range []string{"i", "í", "hi", "hí"} {
		if rest, ok := strings.CutPrefix(next, start); ok && (rest == "" || !strings.Contains("aeo", rest[:1])) {
			return "e"
		}
	}
	return "y"
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

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
	handoutPage        string // the same where a packet has numbers of its own
	packetPage         string // of all of a packet
	atPage             string // where in the packet an article begins
	packet             string // title of a packet's list of articles
	more               string // for the titles that a list has no room for
	each               string // before the names of the things compared
	continued          string // behind the title of what goes on on another page
	and                func(next string) string
	online             string // what the address of a handout leads to
	scan               string // over the codes of sources
	code               string // read aloud before the address in a QR code
	date, month        func(time.Time) string
}

var english = words{
	keyPoints:   "Key points",
	sources:     "Sources",
	reviewed:    "Last reviewed",
	by:          "by",
	again:       "Next review due",
	author:      "Written by",
	checkBox:    "check box",
	blank:       "blank to fill in",
	toSource:    "To this source in the list",
	page:        "%d of %d",
	handoutPage: "Handout page %d of %d",
	packetPage:  "Packet page %d of %d",
	atPage:      "page %d",
	packet:      "In this packet",
	more:        "and %d more",
	each:        "Each topic below has a part for:",
	continued:   "(continued)",
	and:         func(string) string { return "and" },
	online:      "This handout on the web",
	scan:        "Point a phone’s camera at a code to open the source.",
	code:        "QR code:",
	date:        func(t time.Time) string { return t.Format("January 2, 2006") },
	month:       func(t time.Time) string { return t.Format("January 2006") },
}

var monthsES = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	"agosto", "septiembre", "octubre", "noviembre", "diciembre"}

var spanish = words{
	keyPoints:   "Lo más importante",
	sources:     "Fuentes",
	reviewed:    "Última revisión:",
	by:          "por",
	again:       "Próxima revisión:",
	author:      "Escrito por",
	checkBox:    "casilla",
	blank:       "espacio para llenar",
	toSource:    "A esta fuente en la lista",
	page:        "%d de %d",
	handoutPage: "Folleto: página %d de %d",
	packetPage:  "Paquete: página %d de %d",
	atPage:      "página %d",
	packet:      "En este paquete",
	more:        "y %d más",
	each:        "Cada tema de abajo tiene una parte para:",
	continued:   "(continuación)",
	and:         andES,
	online:      "Esta hoja en internet",
	scan:        "Apunte la cámara de un teléfono a un código para abrir la fuente.",
	code:        "Código QR:",
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

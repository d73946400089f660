package bibliography

import "strings"

// languages maps Babel's and MARC's (MEDLINE's) names of languages to BCP 47.
var languages = map[string]string{
	"english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
	"canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ", "eng": "en",
	"spanish": "es", "mexican": "es-MX", "spa": "es", "español": "es",
	"german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "nswissgerman": "de-CH", "ger": "de", "deu": "de",
	"french": "fr", "francais": "fr", "français": "fr", "canadien": "fr-CA", "fre": "fr", "fra": "fr",
	"portuguese": "pt", "portuges": "pt", "brazilian": "pt-BR", "brazil": "pt-BR", "por": "pt",
	"italian": "it", "ita": "it", "dutch": "nl", "dut": "nl", "nld": "nl", "catalan": "ca", "cat": "ca", "basque": "eu",
	"galician": "gl", "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da", "norwegian": "no", "norsk": "no", "nor": "no",
	"nynorsk": "nn", "finnish": "fi", "fin": "fi", "icelandic": "is", "polish": "pl", "pol": "pl", "czech": "cs", "cze": "cs",
	"slovak": "sk", "hungarian": "hu", "magyar": "hu", "hun": "hu", "romanian": "ro", "rum": "ro", "russian": "ru", "rus": "ru",
	"ukrainian": "uk", "ukr": "uk", "greek": "el", "gre": "el", "turkish": "tr", "tur": "tr", "croatian": "hr", "serbian": "sr",
	"slovene": "sl", "hebrew": "he", "heb": "he", "arabic": "ar", "ara": "ar", "persian": "fa", "per": "fa",
	"chinese": "zh", "chi": "zh", "zho": "zh", "japanese": "ja", "jpn": "ja", "korean": "ko", "kor": "ko",
	"vietnamese": "vi", "vie": "vi", "latin": "la", "lat": "la",
}

// languageTag returns the BCP 47 tag of a language, or the name as it is.
func languageTag(name string) string {
	name = strings.TrimSpace(name)
	if tag, ok := languages[strings.ToLower(name)]; ok {
		return tag
	}
	return strings.ReplaceAll(name, "_", "-")
}

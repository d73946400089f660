package cite

import (
	"embed"
	"path"
	"strconv"
	"strings"
	"sync"
)

// termKey names a term in one of its forms: "" for long, "short", "verb",
// "verb-short" and "symbol". Ordinals have a gender instead.
type termKey struct{ name, form, gender string }

type term struct {
	single, multiple string
	gender           string
	match            string // of ordinals
}

// localeFile is one locale file, or a cs:locale element of a style.
type localeFile struct {
	lang    string // "" for every language
	terms   map[termKey]term
	dates   map[string]*dateFormat // "text", "numeric"
	options map[string]string
}

// locale is what a style sees: files and the style's own terms, merged.
type locale struct {
	lang          string
	terms         map[termKey]term
	dates         map[string]*dateFormat
	pointInQuote  bool // punctuation-in-quote
	firstDayOnly  bool // limit-day-ordinals-to-day-1
	quotes, inner [2]string
	genders       map[string]bool // for which there are ordinals
}

func parseLocale(e *element) (*localeFile, error) {
	l := &localeFile{
		lang:    e.get("lang"),
		terms:   map[termKey]term{},
		dates:   map[string]*dateFormat{},
		options: map[string]string{},
	}
	for _, k := range e.kids {
		switch k.name {
		case "style-options":
			for _, a := range k.attrs {
				l.options[a.name] = a.value
			}
		case "date":
			f, err := parseDateFormat(k)
			if err != nil {
				return nil, err
			}
			l.dates[k.get("form")] = f
		case "terms":
			for _, t := range k.kids {
				if t.name == "term" {
					l.add(t)
				}
			}
		}
	}
	return l, nil
}

func (l *localeFile) add(e *element) {
	form := e.get("form")
	if form == "long" {
		form = ""
	}
	k := termKey{e.get("name"), form, e.get("gender-form")}
	k.name = termName(k.name)
	t := term{single: termText(e), gender: e.get("gender"), match: e.get("match")}
	t.multiple = t.single
	if s := e.kid("single"); s != nil {
		t.single = termText(s)
		t.multiple = t.single
	}
	if m := e.kid("multiple"); m != nil {
		t.multiple = termText(m)
	}
	t.single = strings.ReplaceAll(t.single, "'", "’")
	t.multiple = strings.ReplaceAll(t.multiple, "'", "’")
	l.terms[k] = t
}

// termText returns the words of a term, which is empty if it is a blank line.
func termText(e *element) string {
	if strings.Contains(e.text, "\n") && strings.TrimSpace(e.text) == "" {
		return ""
	}
	return e.text
}

// termName returns the one name of a term that can be written in two ways.
func termName(name string) string {
	switch name {
	case "sub verbo":
		return "sub-verbo"
	case "editortranslator":
		return "editor-translator"
	}
	return name
}

func isOrdinal(name string) bool { return name == "ordinal" || strings.HasPrefix(name, "ordinal-") }

// merge lays f over l. As in the reference processor, a term that another
// language has in one form is drawn from it in all, and a style that has no
// term "ordinal" only changes endings that the language has.
func (l *locale) merge(f *localeFile, ofStyle bool) {
	if !ofStyle && primary(f.lang) != "en" {
		for old := range l.terms {
			if _, ok := f.terms[termKey{name: old.name}]; ok && old.form != "" {
				delete(l.terms, old)
			}
		}
	}
	if _, ok := f.terms[termKey{name: "ordinal"}]; ok { // it replaces all ordinals
		for old := range l.terms {
			if isOrdinal(old.name) {
				delete(l.terms, old)
			}
		}
	}
	for k, t := range f.terms {
		if ofStyle && isOrdinal(k.name) && f.terms[termKey{name: "ordinal"}] == (term{}) && !l.hasOrdinal(k.name) {
			continue
		}
		l.terms[k] = t
	}
	for k, d := range f.dates {
		l.dates[k] = d
	}
	if v, ok := f.options["punctuation-in-quote"]; ok {
		l.pointInQuote = v == "true"
	}
	if v, ok := f.options["limit-day-ordinals-to-day-1"]; ok {
		l.firstDayOnly = v == "true"
	}
}

// hasOrdinal reports whether the language has an ending, for any gender, or
// endings of the old kind.
func (l *locale) hasOrdinal(name string) bool {
	if _, ok := l.terms[termKey{name: "ordinal"}]; !ok {
		return true
	}
	for k := range l.terms {
		if k.name == name {
			return true
		}
	}
	return false
}

// locale returns the terms for a language, drawn from the style before the
// locales and Handout's own, from the dialect before the language, and last
// from English. It is shared and must not be changed.
func (s *Style) locale(lang string, locales []*Locale) *locale {
	if len(locales) == 0 {
		if l, ok := s.merged.Get(lang); ok {
			return l
		}
	}
	var files []*localeFile
	for _, l := range locales {
		files = append(files, l.file)
	}
	l := s.merge(lang, append(files, ownLocales()...))
	if len(locales) == 0 {
		s.merged.Put(lang, l, 200*len(l.terms))
	}
	return l
}

func (s *Style) merge(lang string, files []*localeFile) *locale {
	l := &locale{lang: lang, terms: make(map[termKey]term, 700), dates: map[string]*dateFormat{}}
	find := func(match func(string) bool) {
		for _, f := range files {
			if match(f.lang) {
				l.merge(f, false)
				return
			}
		}
	}
	base := primary(lang)
	find(func(s string) bool { return primary(s) == "en" })
	find(func(s string) bool { return strings.EqualFold(s, "en-US") })
	if base != "en" {
		find(func(s string) bool { return primary(s) == base })
		find(func(s string) bool { return strings.EqualFold(s, dialects[base]) })
	}
	find(func(s string) bool { return strings.EqualFold(s, lang) })
	if !strings.Contains(lang, "-") {
		lang = dialects[base]
	}
	wanted := []string{"", base, dialects[base], lang}
	for i, want := range wanted {
		if i > 1 && (want == "" || want == wanted[i-1]) {
			continue
		}
		for _, f := range s.locales {
			if strings.EqualFold(f.lang, want) {
				l.merge(f, true)
				if want == "" {
					continue
				}
			}
		}
	}
	l.genders = map[string]bool{}
	for k := range l.terms {
		if k.gender != "" && isOrdinal(k.name) {
			l.genders[k.gender] = true
		}
	}
	l.quotes = [2]string{l.term("open-quote", "", false), l.term("close-quote", "", false)}
	l.inner = [2]string{l.term("open-inner-quote", "", false), l.term("close-inner-quote", "", false)}
	return l
}

// dialects says which dialect a bare language means.
var dialects = map[string]string{"en": "en-US", "es": "es-ES", "de": "de-DE", "fr": "fr-FR", "pt": "pt-PT", "zh": "zh-CN",
	"af": "af-ZA", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB", "da": "da-DK", "el": "el-GR", "et": "et-EE",
	"fa": "fa-IR", "fi": "fi-FI", "he": "he-IL", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "is": "is-IS", "it": "it-IT",
	"ja": "ja-JP", "km": "km-KH", "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "nb": "nb-NO", "nl": "nl-NL",
	"nn": "nn-NO", "pl": "pl-PL", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-RS", "sv": "sv-SE",
	"th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN"}

// primary returns the language of a BCP 47 tag, in small letters.
func primary(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

// term returns a term, or "" when neither it nor a form to fall back on exists.
func (l *locale) term(name, form string, plural bool) string {
	t, _ := l.lookup(name, form)
	if plural {
		return t.multiple
	}
	return t.single
}

func (l *locale) lookup(name, form string) (term, bool) {
	if form == "long" {
		form = ""
	}
	name = termName(name)
	for {
		if t, ok := l.terms[termKey{name: name, form: form}]; ok {
			return t, true
		}
		switch form {
		case "verb-short":
			form = "verb"
		case "symbol":
			form = "short"
		case "":
			return term{}, false
		default:
			form = ""
		}
	}
}

// ordinal returns n with its suffix, as "2nd", for a noun of that gender.
func (l *locale) ordinal(n int, gender string) string {
	return strconv.Itoa(n) + l.suffix(n, gender)
}

func (l *locale) suffix(n int, gender string) string {
	general, ok := l.terms[termKey{"ordinal", "", ""}]
	if !ok {
		return l.oldSuffix(n, gender)
	}
	if gender != "" && !l.genders[gender] {
		gender = ""
	}
	for _, mod := range []int{100, 10} {
		last := n % mod
		t, ok := l.terms[termKey{ordinalName(last), "", gender}]
		if ok && t.matches(n, last, mod) {
			return t.single
		}
	}
	if t, ok := l.terms[termKey{"ordinal", "", gender}]; ok {
		return t.single
	}
	return general.single
}

// matches reports whether the ordinal term for last, which ends n, is about n.
func (t *term) matches(n, last, mod int) bool {
	switch t.match {
	case "whole-number":
		return n == last
	case "last-two-digits":
		return n%100 == last
	case "last-digit":
		return true
	}
	return mod == 10 || last >= 10
}

// oldSuffix is the scheme of CSL 1.0, which had four endings.
func (l *locale) oldSuffix(n int, gender string) string {
	last := n % 10
	if last == 0 || last > 3 || n%100/10 == 1 {
		last = 4
	}
	if t, ok := l.terms[termKey{ordinalName(last), "", gender}]; ok {
		return t.single
	}
	return l.terms[termKey{ordinalName(last), "", ""}].single
}

func ordinalName(n int) string {
	if n < 10 {
		return "ordinal-0" + strconv.Itoa(n)
	}
	return "ordinal-" + strconv.Itoa(n)
}

// longOrdinal returns n as a word, as "second", or else with a suffix.
func (l *locale) longOrdinal(n int, gender string) string {
	if n >= 1 && n <= 10 {
		name := "long-" + ordinalName(n)
		for _, g := range []string{gender, ""} {
			if t, ok := l.terms[termKey{name, "", g}]; ok {
				return t.single
			}
		}
	}
	return l.ordinal(n, gender)
}

//go:embed locales/*.xml styles/*.csl
var shipped embed.FS

// ownLocales returns the locale files that the program brings along.
var ownLocales = sync.OnceValue(func() []*localeFile {
	var files []*localeFile
	entries, _ := shipped.ReadDir("locales")
	for _, e := range entries {
		src, err := shipped.ReadFile(path.Join("locales", e.Name()))
		if err != nil {
			continue
		}
		if f, err := ParseLocale(src); err == nil {
			files = append(files, f.file)
		}
	}
	return files
})

// Locale is a CSL locale file: the terms and date formats of one language.
type Locale struct{ file *localeFile }

// ParseLocale reads a locale file; the error says at which line it is wrong.
func ParseLocale(src []byte) (*Locale, error) {
	root, err := parseXML(src)
	if err != nil {
		return nil, err
	}
	if root.name != "locale" {
		return nil, faultf(root.line, "<%s> is not a locale", shorten(root.name))
	}
	f, err := parseLocale(root)
	if err != nil {
		return nil, err
	}
	return &Locale{f}, nil
}

package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handout/internal/article"
)

// long prints a personal name in full.
func (s *scope) long(e *nameElement, o *nameOptions, n *article.Name, i int, inverted bool) []*node {
	given, p := s.given(o, n, i), *n
	nodes := s.few()
	if o.initials != nil && !strings.Contains(*o.initials, ".") {
		p.Suffix = strings.ReplaceAll(p.Suffix, ".", "")
	}
	if !romanesque(p) || p.StaticOrdering || s.ref.familyFirst() {
		return s.fixedOrder(e, p, given)
	}
	if !inverted || p.Family == "" {
		e.wrapGiven(s, &nodes, given)
		family := s.few()
		particle, tail := "", ""
		if p.DroppingParticle != "" {
			particle = p.DroppingParticle + "\x00"
		}
		if p.Suffix != "" {
			tail = "\x00" + p.Suffix
			if p.CommaSuffix {
				tail = "," + tail
			}
		}
		e.wrapFamily(s, &family, []string{particle, p.NonDroppingParticle, p.Family}, e, tail)
		if len(nodes) > 0 && len(family) > 0 {
			nodes = append(nodes, s.leaf(" ", affix))
		}
		return append(nodes, family...)
	}
	demoted := s.demotes()
	separator := o.separatorOr()
	if s.sorting != nil {
		separator = " "
	}
	if demoted {
		e.wrapFamily(s, &nodes, []string{p.Family}, nil, "")
	} else {
		e.wrapFamily(s, &nodes, []string{p.NonDroppingParticle, p.Family}, nil, "")
	}
	after := s.few()
	rest, last := []string{given, p.DroppingParticle}, ""
	switch {
	case demoted:
		last = p.NonDroppingParticle
	case s.sorting != nil: // the particles belong to the family name
		rest = []string{p.DroppingParticle, given}
	}
	e.wrapDemoted(s, &after, rest, last)
	if len(after) > 0 {
		nodes = append(append(nodes, s.delimiter(separator)...), after...)
	}
	if p.Suffix != "" {
		nodes = append(append(nodes, s.delimiter(separator)...), s.field(p.Suffix)...)
	}
	return nodes
}

// familyFirst reports whether the work's language puts family names first; as
// in the reference processor, dialects of two of them do not.
func (w *work) familyFirst() bool {
	switch lang := w.Strings["language"]; primary(lang) {
	case "ja", "zh":
		return true
	default:
		return lang == "hu" || lang == "vi"
	}
}

// fixedOrder prints a name whose family name always comes first.
func (s *scope) fixedOrder(e *nameElement, p article.Name, given string) []*node {
	nodes := s.few()
	if !romanesque(p) {
		bare := e.in(&p)
		bare.wrapFamily(s, &nodes, []string{p.NonDroppingParticle, p.Family}, nil, "")
		bare.wrapGiven(s, &nodes, given, p.DroppingParticle)
		return nodes
	}
	bare := &nameElement{family: *e.family.bare(), given: *e.given.bare()}
	bare.wrapFamily(s, &nodes, []string{join(p.NonDroppingParticle, p.Family)}, nil, "")
	if given != "" {
		nodes = append(nodes, s.leaf(" ", affix))
	}
	bare.wrapGiven(s, &nodes, given)
	return nodes
}

// demotes reports whether a particle of the family name stands behind it where
// the family name comes first.
func (s *scope) demotes() bool {
	if s.sorting != nil {
		return s.style.demote != "never"
	}
	return s.style.demote == "" || s.style.demote == "display-and-sort"
}

// wrapFamily prints the family name between its affixes, which enclose the
// particles before it and a suffix after it. A particle that ends in "\x00"
// looks like the given name, which g formats; tail is a comma, "\x00" and the
// suffix.
func (e *nameElement) wrapFamily(s *scope, out *[]*node, words []string, g *nameElement, tail string) {
	nodes := s.few()
	for i, w := range words {
		f := e.family
		if strings.HasSuffix(w, "\x00") && g != nil {
			w = w[:len(w)-1]
			f = g.given
		}
		if w == "" {
			continue
		}
		if i < len(words)-1 && len(nodes) > 0 { // only the name itself is set close to a particle
			nodes = append(nodes, s.leaf(s.loc.particleSpace(), affix))
			f.bare().wrap(s, &nodes, s.field(w))
			continue
		}
		s.spaced(&nodes, f.bare(), w)
	}
	if comma, suffix, ok := strings.Cut(tail, "\x00"); ok && suffix != "" && len(nodes) > 0 {
		nodes = append(nodes, s.leaf(comma+" ", affix))
		nodes = append(nodes, s.field(suffix)...)
	}
	f := format{prefix: e.family.prefix, suffix: e.family.suffix}
	f.wrap(s, out, nodes)
}

// wrapGiven prints the given name and particles that look like it.
func (e *nameElement) wrapGiven(s *scope, out *[]*node, words ...string) {
	e.wrapDemoted(s, out, words, "")
}

// wrapDemoted also prints a particle of the family name after the given name.
func (e *nameElement) wrapDemoted(s *scope, out *[]*node, words []string, particle string) {
	nodes := s.few()
	add := func(f *format, w string) {
		if w == "" {
			return
		}
		if len(nodes) > 0 {
			nodes = append(nodes, s.leaf(" ", affix))
		}
		f.wrap(s, &nodes, s.field(w))
	}
	for _, w := range words {
		add(e.given.bare(), w)
	}
	add(e.family.bare(), particle)
	f := format{prefix: e.given.prefix, suffix: e.given.suffix}
	f.wrap(s, out, nodes)
}

// spaced appends a word, after a space unless the word before ends in an
// apostrophe or a hyphen, as in "d’Arc" and "al-Hakim".
func (s *scope) spaced(nodes *[]*node, f *format, word string) {
	if len(*nodes) > 0 {
		before := (*nodes)[len(*nodes)-1].tail()
		if r, _ := utf8.DecodeLastRuneInString(before); !strings.ContainsRune("'’-‐", r) {
			*nodes = append(*nodes, s.leaf(s.loc.particleSpace(), affix))
		}
	}
	f.wrap(s, nodes, s.field(word))
}

// particleSpace is what parts a particle from the family name; some languages
// keep the two on one line.
func (l *locale) particleSpace() string {
	switch primary(l.lang) {
	case "fr", "ru", "cs":
		return "\u00a0"
	}
	return " "
}

// tail returns the text of n's last leaf.
func (n *node) tail() string {
	for i := len(n.kids) - 1; i >= 0; i-- {
		if t := n.kids[i].tail(); t != "" {
			return t
		}
	}
	return n.text
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + " " + b
	}
	return a + b
}

// given returns the given name as the style writes it, in full or as initials.
func (s *scope) given(o *nameOptions, p *article.Name, i int) string {
	if p.Given == "" || p.Family == "" || !romanesque(*p) {
		return p.Given
	}
	if o.initials == nil {
		if s.level(o, p, i) == initialGiven && s.style.citation.initialsOnly() && o.form == "short" {
			return initials(p.Given, "", s.style.initialsHyphen)
		}
		return p.Given
	}
	if o.initialize == no || s.level(o, p, i) == fullGiven {
		given := p.Given
		if o.initialize == no && !s.style.initialsHyphen {
			given = strings.ReplaceAll(given, "-", " ")
		}
		return dotted(given, *o.initials)
	}
	return initials(p.Given, *o.initials, s.style.initialsHyphen)
}

// romanesque reports whether a name is in a script that puts the given name
// first and parts words by spaces, or has no letters.
func romanesque(p article.Name) bool {
	letters := false
	for _, part := range [...]string{p.Family, p.Given, p.Literal} {
		for _, r := range part {
			if !unicode.IsLetter(r) {
				continue
			}
			if r < 0x2000 || unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Armenian, unicode.Georgian) {
				return true
			}
			letters = true
		}
	}
	return !letters
}

// initials shortens given names: "Jean-Luc Marie" with "." is "J.-L.M.".
func initials(given, mark string, hyphens bool) string {
	var b strings.Builder
	wordBefore := false // the last piece was a whole word
	pieces := givenPieces(make([]piece, 0, 8), given)
	for i := 0; i < len(pieces); i++ {
		w := pieces[i]
		r, size := utf8.DecodeRuneInString(w.text)
		switch {
		case unicode.IsUpper(r) || unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Georgian): // which have no capitals
			letters := w.text[:size]
			if w.dot { // "Ph." and "Yu." are initials of several letters
				letters = w.text
			}
			if w.hyphen && hyphens && b.Len() > 0 {
				trimmed := strings.TrimRight(b.String(), blanks)
				b.Reset()
				b.WriteString(trimmed + "-")
			} else if wordBefore {
				b.WriteByte(' ')
			}
			b.WriteString(letters + mark)
			wordBefore = false
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && utf8.RuneCountInString(w.text) == 1: // "&"
			b.WriteString(w.text)
			wordBefore = true
		case w.hyphen && hyphens:
			// the second half of "Xiao-ming" leaves no initial
		default:
			cutset := " "
			if i+1 < len(pieces) && pieces[i+1].hyphen {
				cutset = blanks
			}
			s := strings.TrimRight(b.String(), cutset)
			b.Reset()
			b.WriteString(s)
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.text)
			for ; i+1 < len(pieces) && pieces[i+1].hyphen; i++ { // "l-Hasan" is one word
				w = pieces[i+1]
				b.WriteString("-" + w.text)
			}
			if w.dot {
				b.WriteByte('.')
			}
			wordBefore = true
		}
	}
	return strings.TrimRight(b.String(), blanks)
}

// blanks is what initialize-with may end in.
const blanks = " \u00a0"

// piece is a part of a given name.
type piece struct {
	text   string
	hyphen bool // follows a hyphen
	dot    bool // stood before a full stop
}

// givenPieces takes a given name apart at spaces, hyphens and full stops, and
// appends what it finds to pieces.
func givenPieces(pieces []piece, given string) []piece {
	hyphen := false
	from := 0
	cut := func(i int, dot bool) {
		if from < i {
			pieces = append(pieces, piece{given[from:i], hyphen, dot})
			hyphen = false
		}
	}
	for i, r := range given {
		switch r {
		case ' ', '\u00a0', '.', '-', '‐', '–':
			cut(i, r == '.')
			from = i + utf8.RuneLen(r)
			if r == '-' || r == '‐' || r == '–' {
				hyphen = true
			}
		}
	}
	cut(len(given), false)
	return pieces
}

// dotted puts mark after the initials that a given name has, and leaves its
// other words alone.
func dotted(given, mark string) string {
	var b strings.Builder
	b.Grow(len(given) + 8)
	pieces := givenPieces(make([]piece, 0, 8), given)
	for i, w := range pieces {
		initial := w.isInitial() && (w.dot || i+1 == len(pieces) || !pieces[i+1].hyphen || pieces[i+1].isInitial())
		if i > 0 {
			s := b.String()
			switch {
			case w.hyphen && !pieces[i-1].dot && !initial:
				trimmed := strings.TrimRight(s, blanks)
				b.Reset()
				b.WriteString(trimmed + "-")
			case pieces[i-1].isInitial() && initial:
			case strings.TrimRight(s, blanks) == s:
				b.WriteByte(' ')
			}
		}
		b.WriteString(w.text)
		if initial {
			b.WriteString(mark)
		}
	}
	return strings.TrimRight(b.String(), blanks)
}

func (w piece) isInitial() bool {
	return w.dot || utf8.RuneCountInString(w.text) == 1 && unicode.IsUpper([]rune(w.text)[0])
}

// splitAll is splitParticles for a list; nil if that changes nothing.
func splitAll(list []article.Name) []article.Name {
	var own []article.Name
	for i, n := range list {
		if p := splitParticles(n); p != n {
			if own == nil {
				own = slices.Clone(list)
			}
			own[i] = p
		}
	}
	return own
}

// splitParticles finds the particles that stand in a family or a given name:
// "van der" in the family name "van der Vlist", "de" in the given names "Jean
// de". A family name in quotation marks is left whole.
func splitParticles(p article.Name) article.Name {
	if p.Literal != "" && p.Family == "" && p.Given == "" {
		return p
	}
	if n := len(p.Family); n > 2 && p.Family[0] == '"' && p.Family[n-1] == '"' {
		p.Family = p.Family[1 : n-1]
		return p
	}
	if p.NonDroppingParticle != "" { // whoever knows it has taken the name apart
		return p
	}
	if p.Given != "" {
		p.NonDroppingParticle, p.Family = leadingParticle(p.Family)
	}
	if p.Suffix == "" {
		if given, suffix, ok := strings.Cut(p.Given, ", "); ok && !strings.Contains(suffix, ",") {
			p.Given, p.Suffix = given, suffix
		} else if given, suffix, ok := strings.Cut(p.Given, ",! "); ok {
			p.Given, p.Suffix = given, "! "+suffix
		}
		if s, ok := strings.CutPrefix(p.Suffix, "! "); ok {
			p.Suffix, p.CommaSuffix = s, true
		}
	}
	if given, particle := trailingParticle(p.Given); particle != "" && p.Family != "" {
		p.Given, p.DroppingParticle = given, particle
	}
	return p
}

// leadingParticle splits "van der Vlist" and "d’Arc" before the first capital.
func leadingParticle(family string) (particle, rest string) {
	at := -1
	for i, r := range family {
		if unicode.IsUpper(r) {
			at = i
			break
		}
		if unicode.IsLetter(r) && !unicode.IsLower(r) && !unicode.Is(unicode.Lm, r) {
			return "", family
		}
	}
	if at <= 0 {
		return "", family
	}
	before := family[:at]
	if r, _ := utf8.DecodeLastRuneInString(before); !strings.ContainsRune(" '’-‐", r) {
		i := strings.LastIndexByte(before, ' ') // "abc dEf"
		if i < 0 {
			return "", family
		}
		at = i + 1
	}
	return strings.TrimSpace(family[:at]), family[at:]
}

// trailingParticle splits "Jean de" after the last word with a capital.
func trailingParticle(given string) (rest, particle string) {
	if last := given[strings.LastIndexByte(given, ' ')+1:]; last == given || last == "" || !isParticle(last) {
		return given, ""
	}
	words := strings.Split(given, " ")
	i := len(words)
	for i > 1 && words[i-1] != "" && isParticle(words[i-1]) {
		i--
	}
	return strings.TrimSpace(strings.Join(words[:i], " ")), strings.Join(words[i:], " ")
}

// isParticle reports whether w has small letters alone, and apostrophes.
func isParticle(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) && !strings.ContainsRune("'’-‐.", r) {
			return false
		}
	}
	return true
}

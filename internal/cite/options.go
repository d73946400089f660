package cite

// nameOptions is the attributes of cs:name that cs:style, cs:citation and
// cs:bibliography may set for all names below them. What is not set is
// inherited.
type nameOptions struct {
	and            string
	form           string
	order          string // name-as-sort-order
	beforeEtAl     string
	beforeLast     string
	delimiter      *string
	namesDelimiter *string
	separator      *string // sort-separator
	initials       *string // initialize-with
	initialize     answer
	useLast        answer
	min, first     int // et-al-min, et-al-use-first; unset when not
	laterMin       int
	laterFirst     int
}

const unset = -1

// noOptions sets nothing.
var noOptions = nameOptions{min: unset, first: unset, laterMin: unset, laterFirst: unset}

type answer uint8

const (
	unanswered answer = iota
	yes
	no
)

// differsLater reports whether names are shortened otherwise where a work is
// cited again.
func (o nameOptions) differsLater() bool {
	return o.laterMin != unset && o.laterMin != o.min || o.laterFirst != unset && o.laterFirst != o.first
}

func (o *nameOptions) delimiterOr() string {
	if o.delimiter == nil {
		return ", "
	}
	return *o.delimiter
}

func (o *nameOptions) separatorOr() string {
	if o.separator == nil {
		return ", "
	}
	return *o.separator
}

// ownOptions reads the attributes of cs:name.
func ownOptions(e *element) (nameOptions, error) { return readOptions(e, "form", "delimiter") }

// inheritedOptions reads those of an element above it.
func inheritedOptions(e *element) (nameOptions, error) {
	return readOptions(e, "name-form", "name-delimiter")
}

func readOptions(e *element, form, delimiter string) (o nameOptions, err error) {
	pointer := func(name string) *string {
		if v, ok := e.lookup(name); ok {
			return new(v)
		}
		return nil
	}
	truth := func(name string) answer {
		switch e.get(name) {
		case "true":
			return yes
		case "false":
			return no
		}
		return unanswered
	}
	o = nameOptions{
		delimiter:      pointer(delimiter),
		namesDelimiter: pointer("names-delimiter"),
		separator:      pointer("sort-separator"),
		initials:       pointer("initialize-with"),
		initialize:     truth("initialize"),
		useLast:        truth("et-al-use-last"),
	}
	word := func(to *string, name string, values ...string) {
		if err == nil {
			*to, err = oneOf(e, name, values...)
		}
	}
	word(&o.and, "and", "text", "symbol")
	word(&o.form, form, "long", "short", "count")
	word(&o.order, "name-as-sort-order", "first", "all")
	word(&o.beforeEtAl, "delimiter-precedes-et-al", "contextual", "after-inverted-name", "always", "never")
	word(&o.beforeLast, "delimiter-precedes-last", "contextual", "after-inverted-name", "always", "never")
	count := func(to *int, name string) {
		if err == nil {
			*to, err = number(e, name, unset)
		}
	}
	count(&o.min, "et-al-min")
	count(&o.first, "et-al-use-first")
	count(&o.laterMin, "et-al-subsequent-min")
	count(&o.laterFirst, "et-al-subsequent-use-first")
	return o, err
}

// over returns o with what is not set in it taken from base.
func (o nameOptions) over(base *nameOptions) nameOptions {
	set := func(to *string, from string) {
		if *to == "" {
			*to = from
		}
	}
	point := func(to **string, from *string) {
		if *to == nil {
			*to = from
		}
	}
	count := func(to *int, from int) {
		if *to == unset {
			*to = from
		}
	}
	set(&o.and, base.and)
	set(&o.form, base.form)
	set(&o.order, base.order)
	set(&o.beforeEtAl, base.beforeEtAl)
	set(&o.beforeLast, base.beforeLast)
	point(&o.delimiter, base.delimiter)
	point(&o.namesDelimiter, base.namesDelimiter)
	point(&o.separator, base.separator)
	point(&o.initials, base.initials)
	if o.initialize == unanswered {
		o.initialize = base.initialize
	}
	if o.useLast == unanswered {
		o.useLast = base.useLast
	}
	count(&o.min, base.min)
	count(&o.first, base.first)
	count(&o.laterMin, base.laterMin)
	count(&o.laterFirst, base.laterFirst)
	return o
}

// nameOptions returns what holds for n in the present area. As in the reference
// processor, s.outer lends the first cs:names within it when to say "et al.", in
// the list of references.
func (s *scope) nameOptions(n *names, lends bool) nameOptions {
	o := n.name.options.over(&s.area.options)
	o = o.over(&s.style.options)
	if n.delimiter != nil {
		o.namesDelimiter = n.delimiter
	}
	if lends && s.inList && s.outer != nil && s.outer.name != nil {
		outer := s.outer.name.options.over(&s.area.options)
		cut := noOptions
		cut.min, cut.first, cut.useLast = outer.min, outer.first, outer.useLast
		o = cut.over(&o)
	}
	if k := s.sorting; k != nil {
		if o.form != "count" {
			o.order = "all"
		}
		if k.min != unset {
			o.min, o.laterMin = k.min, unset
		}
		if k.first != unset {
			o.first, o.laterFirst = k.first, unset
		}
		if k.useLast != unanswered {
			o.useLast = k.useLast
		}
	}
	return o
}

package article

import (
	"strconv"

	"handout/internal/decode"
	"handout/internal/diag"
)

// Check is what the article asks of whoever checks how plain it is.
type Check struct {
	Grade  int // the school grade to aim for; 0 when not said
	Ignore []Ignore
}

// Ignore switches a rule off. Whether there is such a rule is not known here.
type Ignore struct {
	Pos     diag.Pos // of the rule's name
	Rule    string
	Because string
}

var checkShape = &decode.Shape{Name: "check", Def: "check", Map: &decode.MapShape{
	Any: []string{"grade", "ignore"},
	Keys: []decode.Key{
		{Name: "grade", Value: &decode.Shape{Scalar: &decode.ScalarShape{Int: true, Min: 1, Max: 12}},
			Doc: "The school grade to aim for, 6 if not said. Over it is a warning, more than two over it an error."},
		{Name: "ignore", Value: &decode.Shape{List: &decode.ListShape{Of: ignoreShape}},
			Doc: "Rules to switch off for this article. The report counts them."},
	},
}}

var ignoreShape = &decode.Shape{Name: "entry", Map: &decode.MapShape{Keys: []decode.Key{
	{Name: "rule", Required: true, Value: words, Example: "passive-voice", Doc: "The rule's name, as the report has it in brackets."},
	{Name: "because", Required: true, Value: words, Example: "why it does not fit here", Doc: "Why the rule does not fit this article."},
}}}

func checkOf(v *decode.Value) Check {
	var c Check
	if grade := v.Get("grade"); grade != nil {
		c.Grade, _ = strconv.Atoi(grade.Text)
	}
	for _, e := range v.Get("ignore").List() {
		rule := e.Get("rule")
		if rule == nil {
			continue // reported as missing
		}
		c.Ignore = append(c.Ignore, Ignore{rule.Pos, flat(rule), flat(e.Get("because"))})
	}
	return c
}

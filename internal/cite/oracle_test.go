package cite

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handout/internal/article"
)

// shared is where the official styles and the strings of the reference
// processor lie when the project is checked out beside its test data.
const shared = "../../../shared/csl"

type oracle struct {
	Meta struct {
		Styles map[string]string
	}
	Items []json.RawMessage
	Alone map[string]map[string]struct {
		Bib    struct{ Label, HTML string }
		Intext map[string]struct{ HTML string }
	}
	Together map[string]struct {
		Order    []string
		Label    []string
		HTML     []string
		Clusters map[string]struct {
			IDs  []string
			HTML string
		}
	}
	Sweeps map[string]struct {
		Items []json.RawMessage
		Out   map[string]map[string]struct{ Bib, Label, Cite string }
	}
}

// noForm is what the reference processor prints for nothing.
const noForm = "[NO_PRINTED_FORM]"

// TestOracle compares with the reference processor, string by string.
func TestOracle(t *testing.T) {
	src, err := os.ReadFile(shared + "/oracle.json")
	if err != nil {
		t.Skip("no oracle here")
	}
	var o oracle
	if err := json.Unmarshal(src, &o); err != nil {
		t.Fatal(err)
	}
	locales := officialLocales(t)
	var total, same int
	check := func(what, got, want string) {
		total++
		if got == "" {
			got = noForm
		}
		got, want = asPrinted(got), asPrinted(want)
		if got == want {
			same++
			return
		}
		t.Logf("%s\n got  %s\n want %s", what, got, want)
	}
	items := parseItems(t, o.Items)
	for _, key := range slices.Sorted(mapKeys(o.Meta.Styles)) {
		style := officialStyle(t, o.Meta.Styles[key])
		for _, ref := range items {
			want, ok := o.Alone[key][ref.ID]
			if !ok {
				continue
			}
			res := style.Format("en-US", []article.Reference{ref}, nil, locales...)
			for _, e := range res.Entries {
				check(key+" "+ref.ID, markup(e.Text), want.Bib.HTML)
				if want.Bib.Label != "" {
					check(key+" "+ref.ID+" label", markup(e.Label), want.Bib.Label)
				}
			}
			cite := func(c article.Citation) string {
				return markup(style.Format("en-US", []article.Reference{ref}, []article.Citation{c}, locales...).Citations[0])
			}
			for _, mode := range slices.Sorted(mapKeys(want.Intext)) {
				c := citeIn(mode, ref.ID)
				got := cite(c)
				if mode == "narrative" {
					// the names and the rest, of which either may be nothing
					got = cmp.Or(cite(citeIn("authorOnly", ref.ID)), noForm) + " " + cmp.Or(cite(citeIn("rest", ref.ID)), noForm)
					if style.Note {
						names := cmp.Or(cite(citeIn("authorOnly", ref.ID)), noForm)
						got = names + " " + names
					}
					if whole := cite(c); strings.TrimSpace(strings.ReplaceAll(got, noForm, "")) != strings.TrimSpace(whole) {
						t.Errorf("%s %s: the narrative citation is %q, its parts %q", key, ref.ID, whole, got)
					}
				}
				check(key+" "+ref.ID+" "+mode, got, want.Intext[mode].HTML)
			}
		}
		if want, ok := o.Together[key]; ok {
			var refs []article.Reference
			for _, ref := range items {
				if slices.Contains(want.Order, ref.ID) {
					refs = append(refs, ref)
				}
			}
			res := style.Format("en-US", refs, nil, locales...)
			for i, e := range res.Entries {
				check(fmt.Sprint(key, " together ", i), e.ID+" "+markup(e.Text), want.Order[i]+" "+want.HTML[i])
				if want.Label[i] != "" {
					check(fmt.Sprint(key, " together label ", i), markup(e.Label), want.Label[i])
				}
			}
			for _, name := range slices.Sorted(mapKeys(want.Clusters)) {
				var c article.Citation
				var cited []article.Reference
				for _, id := range want.Clusters[name].IDs {
					c.Items = append(c.Items, article.CitationItem{ID: id})
					cited = append(cited, refs[slices.IndexFunc(refs, func(r article.Reference) bool { return r.ID == id })])
				}
				res := style.Format("en-US", cited, []article.Citation{c}, locales...)
				check(key+" together "+name, markup(res.Citations[0]), want.Clusters[name].HTML)
			}
		}
		for name, sweep := range o.Sweeps {
			for _, ref := range parseItems(t, sweep.Items) {
				want := sweep.Out[key][ref.ID]
				res := style.Format("en-US", []article.Reference{ref}, []article.Citation{{Items: []article.CitationItem{{ID: ref.ID}}}}, locales...)
				if len(res.Entries) > 0 {
					check(key+" "+name+" "+ref.ID, markup(res.Entries[0].Text), want.Bib)
				}
				check(key+" "+name+" cite "+ref.ID, markup(res.Citations[0]), want.Cite)
			}
		}
	}
	percent := 100 * float64(same) / float64(total)
	t.Logf("%d of %d strings are the same: %.2f %%", same, total, percent)
	if percent < 99 {
		t.Errorf("%.2f %% of the strings are the same, want 99", percent)
	}
}

func citeIn(mode, id string) article.Citation {
	item := article.CitationItem{ID: id}
	c := article.Citation{}
	switch mode {
	case "page":
		item.Label, item.Locator = "page", "12"
	case "pages":
		item.Label, item.Locator = "page", "12-14"
	case "paragraph":
		item.Label, item.Locator = "paragraph", "4"
	case "suppressAuthor", "rest":
		item.SuppressAuthor = true
	case "authorOnly":
		item.AuthorOnly = true
	case "narrative":
		c.InText = true
	}
	c.Items = []article.CitationItem{item}
	return c
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func officialStyle(t testing.TB, name string) *Style {
	src, err := os.ReadFile(filepath.Join(shared, "styles", name+".csl"))
	if err != nil {
		t.Fatal(err)
	}
	s, diags := ParseStyle(name, src)
	if s == nil {
		t.Fatal(diags)
	}
	return s
}

func officialLocales(t testing.TB) []*Locale {
	files, _ := filepath.Glob(shared + "/locales/*.xml")
	return readLocales(t, files)
}

func readLocales(t testing.TB, files []string) []*Locale {
	var out []*Locale
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		l, err := ParseLocale(src)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func parseItems(t testing.TB, items []json.RawMessage) []article.Reference {
	src, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	refs, diags := article.ParseReferences("items.json", src)
	if len(diags) > 0 {
		t.Log(diags)
	}
	return refs
}

// markup writes runs the way the oracle does.
func markup(t article.Text) string {
	var b strings.Builder
	for _, in := range t {
		s := strings.NewReplacer("&", "&#38;", "<", "&#60;", ">", "&#62;").Replace(in.Text)
		for _, m := range []struct {
			style article.Style
			tag   string
		}{
			{article.SmallCaps, "sc"}, {article.Subscript, "sub"}, {article.Superscript, "sup"},
			{article.Bold, "b"}, {article.Italic, "i"},
		} {
			if in.Style&m.style != 0 {
				s = "<" + m.tag + ">" + s + "</" + m.tag + ">"
			}
		}
		b.WriteString(s)
	}
	return b.String()
}

// asPrinted drops what two ways of writing the same runs may differ in.
func asPrinted(s string) string {
	for _, tag := range []string{"i", "b", "sup", "sub", "sc"} {
		s = strings.ReplaceAll(s, "</"+tag+"><"+tag+">", "")
	}
	return strings.TrimSpace(s)
}

func readShared(t testing.TB, name string) []byte {
	src, err := os.ReadFile(filepath.Join(shared, name))
	if err != nil {
		t.Skip("no official styles here")
	}
	return src
}

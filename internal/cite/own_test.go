package cite

import (
	"encoding/json"
	"os"
	"testing"
)

func TestOwn(t *testing.T) {
	src, err := os.ReadFile(shared + "/oracle.json")
	if err != nil {
		t.Skip("no oracle here")
	}
	var o oracle
	if err := json.Unmarshal(src, &o); err != nil {
		t.Fatal(err)
	}
	refs := parseItems(t, o.Items)
	for name, key := range map[string]string{"mla": "mla9", "apa": "apa7", "ama": "ama11", "vancouver": "vancouver", "chicago": "chicago18-author-date"} {
		s, err := shipped.ReadFile("styles/" + name + ".csl")
		if err != nil {
			continue
		}
		st, d := ParseStyle(name, s)
		if st == nil {
			t.Fatal(d)
		}
		all := st.Format("en-US", refs, nil)
		want := map[string]string{}
		for i, id := range o.Together[key].Order {
			want[id] = o.Together[key].HTML[i]
		}
		for id, w := range o.Alone[key] {
			if want[id] == "" {
				want[id] = w.Bib.HTML
			}
		}
		for _, e := range all.Entries {
			if asPrinted(markup(e.Text)) != asPrinted(want[e.ID]) {
				t.Logf("%s %s\n own %s\n off %s", name, e.ID, markup(e.Text), want[e.ID])
			}
		}
	}
}

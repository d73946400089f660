package rows

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		what, name, src string
		want            string // columns and rows with their lines, or the faults
	}{
		{"csv", "a.csv", "child,next\nAda,May 1\nBo,\"June 2, noon\"\n", "[child next] 2[Ada|May 1] 3[Bo|June 2, noon]"},
		{"a byte-order mark, carriage returns", "a.csv", "\uFEFFchild\r\nAda\r\n", "[child] 2[Ada]"},
		{"semicolons", "a.csv", "child;next\nAda;1,5\n", "[child next] 2[Ada|1,5]"},
		{"tabs", "a.txt", "child\tnext\nAda\tx\n", "[child next] 2[Ada|x]"},
		{"names as in a spreadsheet", "a.csv", "Child, Next-visit\nAda,x\n", "[child next_visit] 2[Ada|x]"},
		{"a line break in a value", "a.csv", "child\n\"Ada\n  of here\"\nBo\n", "[child] 2[Ada of here] 4[Bo]"},
		{"marks are text", "a.csv", "child\n**x** [@id] {{y}}\n", "[child] 2[**x** [@id] {{y}}]"},
		{"JSON lines", "a.jsonl", `{"child": "Ada", "n": 2}` + "\n\n" + `{"n": 3.50, "child": "Bo"}`, "[child n] 1[Ada|2] 3[Bo|3.50]"},
		{"JSON by its look", "-", `{"child":"Ada"}`, "[child] 1[Ada]"},

		{"nothing", "a.csv", "", "1:1 no-header"},
		{"a header alone", "a.csv", "child\n", "1:1 no-rows"},
		{"ragged rows", "a.csv", "child,next\nAda\nBo,x,y\n", "2:1 ragged-row, 3:1 ragged-row"},
		{"two columns of one name", "a.csv", "child,Child\nAda,Bo\n", "1:7 duplicate-column"},
		{"a column without a name", "a.csv", "child,\nAda,Bo\n", "1:7 no-name"},
		{"a lone quotation mark", "a.csv", "child\nAda \"x\n", "2:5 bad-csv"},
		{"a quotation that does not end", "a.csv", "child\n\"Ada\nBo\n", "3:4 bad-csv"},
		{"UTF-16", "a.csv", "\xFF\xFEc\x00", "1:1 encoding"},
		{"Latin-1", "a.csv", "child\nAd\xE9\n", "2:3 encoding"},
		{"a zero byte", "a.csv", "child\nA\x00\n", "2:2 encoding"},
		{"a turned line", "a.csv", "child\nA\u202Ex\n", "2:1 hidden-character"},
		{"a control character", "a.csv", "child\nx,\n", "2:1 ragged-row"},
		{"too long", "a.csv", "child\n" + strings.Repeat("x", 2001) + "\n", "2:1 long-value"},
		{"no JSON", "a.jsonl", "{\"child\": \"Ada\"}\n[1]\n{\"child\": tru}\n", "2:1 bad-json, 3:10 bad-json"},
		{"JSON that is no text", "a.jsonl", `{"child": ["Ada"]}`, "1:11 bad-json"},
		{"JSON of other keys", "a.jsonl", "{\"a\": 1}\n{\"b\": 1}\n{}\n", "2:1 ragged-row, 3:1 ragged-row"},
		{"two objects in a line", "a.jsonl", `{"a": 1} {"a": 2}`, "1:10 bad-json"},
	} {
		t.Run(c.what, func(t *testing.T) {
			table, diags := Parse(c.name, []byte(c.src))
			var got strings.Builder
			if table != nil {
				var names []string
				for _, c := range table.Columns {
					names = append(names, c.Name)
				}
				fmt.Fprint(&got, names)
				for _, r := range table.Rows {
					fmt.Fprintf(&got, " %d[%s]", r.Line, strings.Join(r.Values, "|"))
				}
			}
			for i, d := range diags {
				if i > 0 {
					got.WriteString(", ")
				}
				fmt.Fprintf(&got, "%d:%d %s", d.Pos.Line, d.Pos.Column, d.Rule)
			}
			if got.String() != c.want {
				t.Errorf("got  %s\nwant %s", got.String(), c.want)
			}
		})
	}
}

// FuzzParse holds that a table is whole or told to be faulty, and that no fault
// says what stands in it.
func FuzzParse(f *testing.F) {
	for _, src := range []string{"child,next\nAda,x\n", "a;b\n\"x\"\"y\";\n", `{"a": "b"}`, "\xFF\xFE", "a\n\"b\n"} {
		f.Add(src, true)
		f.Add(src, false)
	}
	f.Fuzz(func(t *testing.T, src string, json bool) {
		name := "t.csv"
		if json {
			name = "t.jsonl"
		}
		table, diags := Parse(name, []byte(src))
		if (table == nil) != diags.Failed() {
			t.Fatalf("table %v, faults %v", table != nil, diags)
		}
		again, told := Parse(name, []byte(strings.ReplaceAll(src, "secret", "hidden")))
		if len(told) != len(diags) || (again == nil) != (table == nil) {
			t.Fatalf("%v, and of other words %v", diags, told)
		}
		for i := range told {
			if told[i].Message != diags[i].Message {
				t.Fatalf("%q tells words of the data", told[i].Message)
			}
		}
		if table == nil {
			return
		}
		for _, r := range table.Rows {
			if len(r.Values) != len(table.Columns) || r.Line < 1 {
				t.Fatalf("row %+v of %d columns", r, len(table.Columns))
			}
			for _, v := range r.Values {
				if !utf8.ValidString(v) || strings.ContainsAny(v, "\n\r\t\x00") {
					t.Fatalf("value %q", v)
				}
			}
		}
	})
}

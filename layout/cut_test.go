package layout

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "renew golden files")
	cuts   = flag.Int("cuts", 20_000, "random lists that TestCutLaws cuts")
)

// TestCutLaws cuts random lists into pages and holds the laws that cut
// promises.
func TestCutLaws(t *testing.T) {
	for seed := range uint64(*cuts) {
		r := randomList{rand.New(rand.NewPCG(seed, 1)), 0}
		l := r.list(2 + r.IntN(14))
		height := Length(20 + r.IntN(120))
		if err := cutLaws(l, height); err != nil {
			t.Fatalf("seed %d, pages %d high: %v\n%s", seed, height, err, tell(l, ""))
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add(uint64(1), uint16(80))
	f.Fuzz(func(t *testing.T, seed uint64, height uint16) {
		r := randomList{rand.New(rand.NewPCG(seed, 2)), 0}
		l := r.list(2 + r.IntN(30))
		if err := cutLaws(l, Length(height)); err != nil {
			t.Fatalf("%v\n%s", err, tell(l, ""))
		}
	})
}

// cutLaws paginates l and returns the law that was broken, if any.
func cutLaws(l list, height Length) error {
	want := streams(l)
	got := map[string][]string{}
	whole := wholeRows(l)
	pages := paginate(l, height)
	for i, page := range pages {
		lines := 0
		for name, ids := range streams(page) {
			lines += len(ids)
			got[name] = append(got[name], ids...)
		}
		if lines == 0 && len(page.trimmed()) == 0 {
			return fmt.Errorf("page %d is empty", i+1)
		}
		if h := page.height(); h > height && !overfull(page, height) {
			return fmt.Errorf("page %d is %d high, over %d, though it could be cut", i+1, h, height)
		}
		for _, n := range page {
			if n.row != nil && whole[n.row] {
				delete(whole, n.row)
			}
		}
	}
	for name, ids := range want {
		if !slices.Equal(ids, got[name]) {
			return fmt.Errorf("%s: lines %v became %v", name, ids, got[name])
		}
	}
	for r := range whole {
		if r.height()+20 <= height { // 20: the highest header a random table has
			return fmt.Errorf("a row %d high was cut, though a page of %d holds it", r.height(), height)
		}
	}
	return nil
}

// overfull tells whether page has nothing on it that could have been put
// elsewhere: a header's copies, then a lone line or a row of first lines.
func overfull(page list, height Length) bool {
	var body list
	for _, n := range page {
		if n.space || isHeader(n) {
			continue
		}
		body = append(body, n)
	}
	if len(body) != 1 {
		return false
	}
	if r := body[0].row; r != nil {
		for _, c := range r.cells {
			if len(streams(c)["page"]) > 1 && r.top+c.height()+r.bottom > height {
				return false
			}
		}
	}
	return true
}

func isHeader(n node) bool { return len(n.frames) == 1 && n.frames[0].(*Fill).W == -1 }

// streams returns the ids of l's lines in order: those that stand in l itself
// under "page", and those of each column of each row under the row's name.
func streams(l list) map[string][]string {
	all := map[string][]string{}
	var walk func(l list, name string)
	walk = func(l list, name string) {
		for _, n := range l {
			for _, f := range n.frames {
				if id := f.(*Fill); id.W >= 0 {
					all[name] = append(all[name], fmt.Sprint(id.W))
				}
			}
			if n.row != nil {
				for i, c := range n.row.cells {
					walk(c, fmt.Sprintf("row %d.%d", n.row.dress.width, i))
				}
			}
		}
	}
	walk(l, "page")
	return all
}

// wholeRows returns the rows of l.
func wholeRows(l list) map[*row]bool {
	rows := map[*row]bool{}
	for _, n := range l {
		if n.row != nil {
			rows[n.row] = true
		}
	}
	return rows
}

// randomList makes lists whose lines are numbered by the width of a Fill.
type randomList struct {
	*rand.Rand
	n Length
}

func (r *randomList) line() node {
	r.n++
	return node{height: Length(1 + r.IntN(30)), keep: r.IntN(3) == 0, frames: []Frame{&Fill{W: r.n}}}
}

func (r *randomList) list(n int) list {
	var l list
	for range n {
		switch r.IntN(8) {
		case 0:
			l.gap(Length(r.IntN(40)))
		case 1:
			l = append(l, r.row(nil))
		case 2:
			h := &head{height: Length(1 + r.IntN(20))}
			h.again = func() list { return list{{height: h.height, frames: []Frame{&Fill{W: -1}}}} }
			for range 1 + r.IntN(4) {
				l = append(l, r.row(h))
			}
		default:
			l = append(l, r.line())
		}
	}
	return l
}

func (r *randomList) row(h *head) node {
	r.n++
	out := row{top: Length(r.IntN(5)), bottom: Length(r.IntN(5)), dress: dress{width: r.n}}
	for range 1 + r.IntN(3) {
		var c list
		for range r.IntN(7) {
			c = append(c, r.line())
			if r.IntN(5) == 0 {
				c.gap(Length(r.IntN(9)))
			}
		}
		out.cells = append(out.cells, c)
	}
	n := out.node()
	n.head, n.keep = h, r.IntN(4) == 0
	return n
}

// tell prints l for a failure's report.
func tell(l list, indent string) string {
	var b strings.Builder
	for _, n := range l {
		fmt.Fprintf(&b, "%sheight %d keep %v space %v", indent, n.height, n.keep, n.space)
		for _, f := range n.frames {
			fmt.Fprintf(&b, " line %d", f.(*Fill).W)
		}
		b.WriteByte('\n')
		if n.row != nil {
			for _, c := range n.row.cells {
				b.WriteString(tell(c, indent+"  | "))
				b.WriteString(indent + "  ---\n")
			}
		}
	}
	return b.String()
}

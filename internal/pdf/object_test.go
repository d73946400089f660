package pdf

import (
	"bytes"
	"math"
	"reflect"
	"strconv"
	"testing"

	"github.com/go-pdf/fpdf"
)

func TestValue(t *testing.T) {
	for _, c := range []struct {
		in   string
		want any
	}{
		{"/Name", name("Name")},
		{"<</A 1/B[2 0 R -3.5]\n/C(a\\)(b))/D<</E null>>>>", dict{
			"A": token("1"), "B": array{ref(2), token("-3.5")}, "C": token("(a\\)(b))"), "D": dict{"E": token("null")}}},
		{"[1 0 2 0 R]", array{token("1"), token("0"), ref(2)}},
		{"[", nil}, {"<</A", nil}, {"<<1 2>>", nil}, {"", nil}, {">>", nil}, {"(open", token("(open")},
	} {
		r := &reader{data: []byte(c.in)}
		got, err := r.value()
		if c.want == nil && err == nil || c.want != nil && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s is read as %#v, %v", c.in, got, err)
		}
	}
}

func drawing(t testing.TB) []byte {
	canvas := fpdf.New("P", "pt", "Letter", "")
	canvas.SetCompression(false)
	canvas.RegisterImageOptionsReader("x", fpdf.ImageOptions{ImageType: "png"}, bytes.NewReader(pngOf(t, gradient(3, 3))))
	canvas.AddPage()
	canvas.RawWriteStr(keptPlace)
	var b bytes.Buffer
	if err := canvas.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzRead reads broken versions of what fpdf writes: no panic, no endless
// recursion.
func FuzzRead(f *testing.F) {
	f.Add(drawing(f))
	f.Add([]byte("1 0 obj<</Length 1 0 R>>stream\nxref 0 2 0 0 f 0 0 n trailer<</Root 1 0 R>>startxref 32"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := open(data)
		if err != nil {
			return
		}
		newFile(new(buffers)).drawn(r, &painter{buffers: &buffers{ops: []byte("BT ET"), given: []int{5}}})
		for i := range r.offsets {
			r.object(ref(i))
		}
	})
}

func TestAppendInt(t *testing.T) {
	for n := -12_000; n <= 12_000; n++ {
		if got := string(appendInt(nil, n)); got != strconv.Itoa(n) {
			t.Fatalf("%d is written as %s", n, got)
		}
	}
	if got := string(appendInt(nil, int64(math.MinInt64))); got != "-9223372036854775808" {
		t.Errorf("the least number is written as %s", got)
	}
}

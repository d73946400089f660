package pdf

import (
	"bytes"
	"testing"

	"handout/internal/pdf/pdftest"
	"handout/internal/tag"
)

// A stamp is found again, stands for every byte of the file, and leaves it a
// file that others read.
func TestStamp(t *testing.T) {
	m := newSheet(t)
	m.line(m.doc.Tree.Add(tag.P), "Rest and drink.")
	file := m.write()
	if from, pages, ok := Stamped(file); !ok || from != (Digest{}) || pages != 1 {
		t.Fatalf("a new file has the stamp %x, %d pages, %v", from, pages, ok)
	}
	before := bytes.Clone(file)
	want := Digest{1, 2, 3, 15: 0xFF}
	stamp(file, want)
	if from, pages, ok := Stamped(file); !ok || from != want || pages != 1 {
		t.Fatalf("the stamp is %x, %d pages, %v", from, pages, ok)
	}
	if len(file) != len(before) {
		t.Errorf("%d bytes became %d", len(before), len(file))
	}
	if _, err := pdftest.Text(file); err != nil {
		t.Error(err)
	}
	other := bytes.Clone(file)
	stamp(other, Digest{})
	if !bytes.Equal(other, before) {
		t.Error("the stamp that was there before makes another file")
	}
	for i := range file {
		changed := bytes.Clone(file)
		changed[i] ^= 1
		if _, _, ok := Stamped(changed); ok {
			t.Errorf("a change of byte %d is not seen", i)
		}
		if _, _, ok := Stamped(file[:i]); ok {
			t.Errorf("that the file ends at byte %d is not seen", i)
		}
	}
	for _, more := range []string{"\n", "1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n", string(file)} {
		if _, _, ok := Stamped(append(bytes.Clone(file), more...)); ok {
			t.Errorf("%d bytes more are not seen", len(more))
		}
	}
}

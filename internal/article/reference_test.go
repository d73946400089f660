package article

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReferences holds what the files of reference managers are read as.
func TestReferences(t *testing.T) {
	for _, path := range inputs(t, "references") {
		name := filepath.Base(path)
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		refs, diags := ParseReferences(name, src)
		var d dumper
		for _, r := range refs {
			d.reference(r)
		}
		var said bytes.Buffer
		if err := diags.Print(&said, map[string][]byte{name: src}); err != nil {
			t.Fatal(err)
		}
		golden(t, "references/"+strings.TrimSuffix(name, filepath.Ext(name))+".txt", []byte(d.String()+said.String()))
	}
}

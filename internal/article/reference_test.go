package article

import (
	"bytes"
	"fmt"
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

// TestNames reads names as people write them.
func TestNames(t *testing.T) {
	tests := []struct{ in, want string }{
		{`{family: Smith, given: JA}`, "{Family:Smith Given:J. A."},
		{`{family: SMITH, given: JA}`, "{Family:SMITH Given:JA"},
		{`"Smith, J. A."`, "{Family:Smith Given:J. A."},
		{`{family: "King, Jr.", given: Martin}`, "{Family:King Given:Martin DroppingParticle: NonDroppingParticle: Suffix:Jr."},
		{`"Smith, Jane; Doe, John"`, `"Smith, Jane; Doe, John" is more than one name`},
		{`"Smith, Jane and Doe, John"`, `"Smith, Jane and Doe, John" is more than one name`},
		{`Smith and Sons`, "{Family: Given: DroppingParticle: NonDroppingParticle: Suffix: CommaSuffix:false StaticOrdering:false Literal:Smith and Sons"},
	}
	for _, test := range tests {
		refs, diags := ParseReferences("x.yaml", []byte("- {id: a, type: book, author: "+test.in+"}"))
		got := fmt.Sprintf("%+v", refs[0].Names["author"][0])
		for _, d := range diags {
			got = d.Message
		}
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: got %s, want %s", test.in, got, test.want)
		}
	}
}

package build

import (
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	inFolder(t, "empty.yaml", "folder/")
	for name, size := range map[string]int{"largest.yaml": MaxSize, "larger.yaml": MaxSize + 1} {
		if err := os.WriteFile(name, make([]byte, size), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		source, stdin string
		size          int
		rule          string
	}{
		{source: "empty.yaml"},
		{source: "largest.yaml", size: MaxSize},
		{source: Std, stdin: "title: x", size: 8},
		{source: "larger.yaml", rule: "too-big"},
		{source: Std, stdin: strings.Repeat("x", MaxSize+1), rule: "too-big"},
		{source: "folder", rule: "not-a-file"},
		{source: "nowhere.yaml", rule: "no-file"},
		{source: "empty.yaml/x.yaml", rule: "unreadable"},
		{source: "/dev/zero", rule: "not-a-file"},
	}
	for _, test := range tests {
		if _, err := os.Stat("/dev/zero"); err != nil && test.source == "/dev/zero" {
			continue
		}
		src, files, fault := Job{Source: test.source}.read(t.Context(), strings.NewReader(test.stdin))
		switch {
		case fault != nil && fault.Rule != test.rule, fault == nil && test.rule != "":
			t.Errorf("%s: got %v, want %q", test.source, fault, test.rule)
		case fault == nil && len(src) != test.size:
			t.Errorf("%s: got %d bytes, want %d", test.source, len(src), test.size)
		case fault == nil:
			files.root.Close()
		}
	}
}

// A named pipe is refused at once: opening it would wait for its other end.
func TestReadPipe(t *testing.T) {
	inFolder(t, "a.yaml")
	if err := exec.Command("mkfifo", "pipe.yaml", "pipe.png").Run(); err != nil {
		t.Skip(err)
	}
	if _, _, fault := (Job{Source: "pipe.yaml"}).read(t.Context(), nil); fault == nil || fault.Rule != "not-a-file" {
		t.Errorf("got %v", fault)
	}
	_, files, fault := Job{Source: "a.yaml"}.read(t.Context(), nil)
	if fault != nil {
		t.Fatal(fault)
	}
	defer files.root.Close()
	if _, err := fs.ReadFile(files, "pipe.png"); err == nil {
		t.Error("a pipe was read as a picture")
	}
}

// The pictures of an article come from its folder, whatever a name says.
func TestFolder(t *testing.T) {
	inFolder(t, "secret", "shelf/a.yaml", "shelf/in.png", "shelf/deep/in.png", "shelf/sub/")
	abs, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for old, new := range map[string]string{"../secret": "shelf/up", "in.png": "shelf/same", abs + "/secret": "shelf/abs"} {
		if err := os.Symlink(old, new); err != nil {
			t.Skip(err)
		}
	}
	_, files, fault := Job{Source: "shelf/a.yaml"}.read(t.Context(), nil)
	if fault != nil {
		t.Fatal(fault)
	}
	defer files.root.Close()
	for name, ok := range map[string]bool{
		"in.png": true, "deep/in.png": true, "same": true,
		"../secret": false, "deep/../../secret": false, abs + "/secret": false, "up": false, "abs": false, "sub": false, "none": false, "": false,
	} {
		if _, err := fs.ReadFile(files, name); (err == nil) != ok {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if len(files.opened) != 4 {
		t.Errorf("the record holds %d files, want the article and three pictures", len(files.opened))
	}
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// watching is the program watching a folder.
type watching struct {
	t        *testing.T
	dir      string
	cmd      *exec.Cmd
	out, err told
}

// told is what a program has said since it was last asked. The buffer is not
// embedded: its ReadFrom would be used in place of Write, without the lock.
type told struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (s *told) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buffer.Write(p)
}

// take takes text from what was said, if it is there, and all before it.
func (s *told) take(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := strings.Index(s.buffer.String(), text)
	if i >= 0 {
		s.buffer.Next(i + len(text))
	}
	return i >= 0
}

func (s *told) rest() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.buffer.Reset()
	return s.buffer.String()
}

func startWatch(t *testing.T, dir string, args ...string) *watching {
	t.Helper()
	w := &watching{t: t, dir: dir, cmd: command(t, dir, append([]string{"watch"}, args...)...)}
	w.cmd.Stdout, w.cmd.Stderr = &w.out, &w.err
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.cmd.Process.Kill(); w.cmd.Wait() })
	w.says(&w.err, "watching")
	return w
}

// says waits for the program to say text.
func (w *watching) says(where *told, text string) {
	w.t.Helper()
	for end := time.Now().Add(20 * time.Second); !where.take(text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatalf("the program does not say %q; standard output: %s\nstandard error: %s", text, w.out.rest(), w.err.rest())
		}
	}
}

func (w *watching) builds(output string) {
	w.t.Helper()
	w.says(&w.out, filepath.FromSlash(output)+"\n")
}

func (w *watching) write(name, content string) {
	w.t.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watching) read(name string) string {
	w.t.Helper()
	data, err := os.ReadFile(w.path(name))
	w.do(err)
	return string(data)
}

func number(n int) string {
	return fmt.Sprintf("title: Number %d\nlanguage: en\nbody:\n  - text: Rest and drink.\n", n)
}

// The watch builds what is saved, in whichever way an editor saves, and nothing
// else; what is broken keeps its last good handout.
func TestWatch(t *testing.T) {
	w := &watching{t: t, dir: t.TempDir()}
	w.write("handouts/a.yaml", number(1))
	w.write("handouts/b.yaml", number(2))
	w = startWatch(t, w.dir)
	w.builds("output/a.pdf")
	w.builds("output/b.pdf")

	// In place.
	w.write("handouts/a.yaml", number(3))
	w.builds("output/a.pdf")

	// By a new file in the place of the old one, as vim does.
	w.write("handouts/a.yaml~", number(4))
	w.do(os.Rename(w.path("handouts/a.yaml~"), w.path("handouts/a.yaml")))
	w.builds("output/a.pdf")

	// By deleting the old one first, and by moving it away.
	w.do(os.Remove(w.path("handouts/a.yaml")))
	w.write("handouts/a.yaml", number(5))
	w.builds("output/a.pdf")
	w.do(os.Rename(w.path("handouts/a.yaml"), w.path("handouts/a.bak")))
	w.write("handouts/a.yaml", number(6))
	w.builds("output/a.pdf")

	// In several steps.
	f, err := os.Create(w.path("handouts/a.yaml"))
	w.do(err)
	for _, part := range strings.SplitAfter(number(7), "\n") {
		_, err := f.WriteString(part)
		w.do(err)
		time.Sleep(10 * time.Millisecond)
	}
	w.do(f.Close())
	w.builds("output/a.pdf")

	// Broken, broken otherwise, mended.
	good := w.read("output/a.pdf")
	w.write("handouts/a.yaml", number(8)+"bdy: []\n")
	w.says(&w.err, `a.yaml:5:1: error: unknown key "bdy"`)
	w.says(&w.err, "output"+string(filepath.Separator)+"a.pdf is still the last good one\n")
	w.write("handouts/b.yaml", number(9))
	w.builds("output/b.pdf")
	w.write("handouts/a.yaml", "title: [")
	w.says(&w.err, "a.yaml:1:8: error")
	if w.read("output/a.pdf") != good {
		t.Error("a broken article took its last good handout with it")
	}
	if text := w.err.rest(); strings.Contains(text, "bdy") {
		t.Errorf("an error was said twice: %s", text)
	}
	w.write("handouts/a.yaml", number(7))
	w.says(&w.err, "a.pdf is good as it was\n")
	w.write("handouts/a.yaml", number(10))
	w.builds("output/a.pdf")

	// A new article, one in a new folder's place, and one gone.
	w.write("handouts/c.yaml", number(11))
	w.builds("output/c.pdf")
	w.do(os.Rename(w.path("handouts"), w.path("away")))
	w.says(&w.err, "no folder handouts")
	w.write("handouts/d.yaml", number(12))
	w.builds("output/d.pdf")
	w.write("handouts/d.yaml", number(13))
	w.builds("output/d.pdf")

	if text := w.out.rest(); text != "" {
		t.Errorf("built for nothing: %s", text)
	}
	w.interrupt()
}

// interrupt ends the watch as people do.
func (w *watching) interrupt() {
	if runtime.GOOS == "windows" {
		return
	}
	w.do(w.cmd.Process.Signal(os.Interrupt))
	if err := w.cmd.Wait(); err != nil {
		w.t.Errorf("Ctrl-C ended the watch with %v", err)
	}
}

// What an article is made from is watched where it is.
func TestWatchFiles(t *testing.T) {
	w := &watching{t: t, dir: t.TempDir()}
	bib := "@book{sample, author = {Sample, Ann}, title = {A sample}, year = %d}\n"
	w.write("a.yaml", "title: A\nlanguage: en\nbibliography: lib/shelf.bib\nbody:\n  - image: {file: img/dot.png, alt: A dot.}\n  - text: Rest. [@sample]\n")
	w.write("lib/shelf.bib", fmt.Sprintf(bib, 2020))
	w = startWatch(t, w.dir, "a.yaml", "-o", "a.pdf")
	w.says(&w.err, "no file") // the picture
	w.do(os.WriteFile(filepath.Join(w.dir, "dot.png"), pngOf(t, 2), 0o666))
	w.do(os.Mkdir(w.path("img"), 0o777))
	w.do(os.Rename(w.path("dot.png"), w.path("img/dot.png")))
	w.builds("a.pdf")
	w.do(os.WriteFile(w.path("img/dot.png"), pngOf(t, 3), 0o666))
	w.builds("a.pdf")
	w.write("lib/shelf.bib", fmt.Sprintf(bib, 2021))
	w.builds("a.pdf")
	w.interrupt()

	w = startWatch(t, w.dir, "**/*.yaml", "-o", "out/{dir}/{stem}.pdf")
	w.builds("out/a.pdf")
	w.write("new/deep/b.yaml", number(1))
	w.builds("out/new/deep/b.pdf")
	w.write("new/deep/b.yaml", number(2))
	w.builds("out/new/deep/b.pdf")
	w.interrupt()
}

// A handout that is new in the data is built, and none while the data is wrong.
func TestWatchData(t *testing.T) {
	w := &watching{t: t, dir: t.TempDir()}
	w.write("a.yaml", "title: A plan for {{child}}\nlanguage: en\nbody:\n  - text: Rest and drink.\n")
	w.write("data/families.csv", "child\nSample One\n")
	w = startWatch(t, w.dir, "a.yaml", "--data", "data/families.csv", "-o", "out/")
	w.builds("out/a.00001.pdf")
	w.write("data/families.csv", "child\nSample One\nSample Two\n")
	w.builds("out/a.00002.pdf")
	w.write("data/families.csv", "child,shoe\nSample One\n")
	w.says(&w.err, "ragged-row")
	w.write("data/families.csv", "child\nSample Three\n")
	w.builds("out/a.00001.pdf")
}

// A watch builds anew what is of a clinic whose brand has changed, wherever the
// brand lies.
func TestWatchBrand(t *testing.T) {
	w := &watching{t: t, dir: t.TempDir()}
	w.write("clinic/brand.yaml", "name: Sample Clinic\n")
	w.write("clinic/shelf/a.yaml", number(1))
	w = startWatch(t, w.dir, "clinic/shelf")
	w.builds("output/a.pdf")
	w.write("clinic/brand.yaml", "name: Another Clinic\n")
	w.builds("output/a.pdf")
	w.write("clinic/brand.yaml", "nmae: Another Clinic\n")
	w.says(&w.err, `brand.yaml:1:1: error: unknown key "nmae"`)
	w.says(&w.err, "a.pdf is still the last good one\n")
	w.write("clinic/brand.yaml", "name: Mended Clinic\n")
	w.builds("output/a.pdf")
	w.write("clinic/shelf/brand.yaml", "name: Nearer Clinic\n")
	w.builds("output/a.pdf")
}

// A packet is built anew when one of its articles changes, and keeps its last
// good state while one is broken.
func TestWatchPacket(t *testing.T) {
	w := &watching{t: t, dir: t.TempDir()}
	w.write("a.yaml", number(1))
	w.write("b.yaml", strings.TrimSpace(number(2))+strings.Repeat(" The nurse will see you at ten.", 30)+"\n")
	w = startWatch(t, w.dir, "b.yaml", "a.yaml", "--merge", "packet.pdf")
	w.says(&w.err, "b.yaml: reading level")
	w.builds("packet.pdf")
	w.write("a.yaml", number(3))
	w.builds("packet.pdf")

	good, read := w.read("packet.pdf"), w.read("b.yaml")
	w.write("b.yaml", number(4)+"bdy: []\n")
	w.says(&w.err, `b.yaml:5:1: error: unknown key "bdy"`)
	w.says(&w.err, "packet.pdf: error: the packet was not built: 1 of its 2 articles could not be set")
	w.says(&w.err, "packet.pdf is still the last good one\n")
	if w.read("packet.pdf") != good {
		t.Error("a broken article took the last good packet with it")
	}
	w.write("b.yaml", read)
	w.says(&w.err, "packet.pdf is good as it was\n")
	w.write("b.yaml", number(5))
	w.builds("packet.pdf")
	if text := w.out.rest(); text != "" {
		t.Errorf("built for nothing: %s", text)
	}
	w.interrupt()
}

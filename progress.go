package main

import (
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress shows on a terminal how far a long run is. What is written to it
// stands above the bar; anywhere else than on a terminal it is written and no
// more.
type progress struct {
	io.Writer // the terminal, or what it was redirected to
	terminal  bool
	began     time.Time

	lines *mpb.Progress // nil until the run is long
	bar   *mpb.Bar
}

// newProgress returns the progress of a run that is told of on w.
func newProgress(w io.Writer) *progress {
	return &progress{Writer: w, terminal: isTerminal(w) && os.Getenv("TERM") != "dumb", began: time.Now()}
}

// long is how long a run takes until it gets a bar.
const long = time.Second

// at says that so many of all handouts are done.
func (p *progress) at(done, all int) {
	if p.bar == nil && p.terminal && done < all && time.Since(p.began) > long {
		p.lines = mpb.New(mpb.WithOutput(p.Writer), mpb.WithWidth(40))
		p.bar = p.lines.New(int64(all), mpb.BarStyle(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d")),
			mpb.AppendDecorators(decor.NewAverageETA(decor.ET_STYLE_GO, p.began, nil), decor.Name(" left")),
			mpb.BarRemoveOnComplete())
	}
	if p.bar != nil {
		p.bar.SetCurrent(int64(done))
	}
}

// Write writes whole lines.
func (p *progress) Write(b []byte) (int, error) {
	if p.bar != nil {
		return p.lines.Write(b)
	}
	return p.Writer.Write(b)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.lines.Wait()
		p.bar = nil
	}
}

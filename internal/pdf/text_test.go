package pdf

import (
	"bytes"
	"testing"
)

// TestEscaped reads literal strings as the standard says (7.3.4.2): every byte
// must come back, and none may end the string or be changed on the way.
func TestEscaped(t *testing.T) {
	for c := range 256 {
		written := appendEscaped(nil, byte(c))
		read := written
		switch {
		case string(written) == `\r`:
			read = []byte("\r")
		case written[0] == '\\':
			read = written[1:]
		case bytes.ContainsAny(written, "()\r"):
			t.Errorf("%q cannot stand in a string", written)
		}
		if len(read) != 1 || int(read[0]) != c {
			t.Errorf("byte %d is read as %q", c, read)
		}
	}
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// A file's identifier (14.4) has two halves. The first is a digest of the
// file's bytes, so that the same content has the same identifier, and so that a
// file that was cut short or changed no longer agrees with it. The second is
// the digest of what the file was made from. Nothing else has to be kept to
// know whether a file is still what it would be if it were made again, and no
// reader minds: to it both are bytes without a meaning.

// Digest stands for all that a file was made from.
type Digest [16]byte

const (
	idKey  = "/ID["
	idHalf = 2 + 2*len(Digest{}) // in angle brackets and hexadecimal digits
)

// stamp writes the digest of what it was made from into a file as Write
// makes it.
func stamp(file []byte, from Digest) {
	id := identifier(file)
	if id == nil {
		panic("no file of Write's") // a fault of the program, in any case
	}
	appendHalf(id[idHalf:idHalf], from)
	appendHalf(id[:0], content(file, id))
}

// Stamped returns the digest that Write wrote into a file, and how many pages
// the file has. It is not ok when the file is none of ours, is not whole or was
// changed.
func Stamped(file []byte) (from Digest, pages int, ok bool) {
	id := identifier(file)
	if id == nil || !bytes.Equal(id[:idHalf], appendHalf(nil, content(file, id))) {
		return Digest{}, 0, false
	}
	if _, err := hex.Decode(from[:], id[idHalf+1:2*idHalf-1]); err != nil {
		return Digest{}, 0, false
	}
	pages, ok = number(file, bytes.LastIndex(file, []byte(pagesKey))+len(pagesKey))
	return from, pages, ok
}

// pagesKey is what the number of pages stands behind in a file of ours: in an
// object that is the last in the clear.
const pagesKey = "/Type/Pages/Count "

// identifier returns both halves of the identifier, a part of the file; nil
// when the file does not end as ours do.
func identifier(file []byte) []byte {
	const start, end = "startxref\n", "\n%%EOF\n"
	at := bytes.LastIndex(file, []byte(start))
	if at < 0 || !bytes.HasSuffix(file, []byte(end)) {
		return nil
	}
	xref, ok := number(file, at+len(start))
	if !ok || xref >= at {
		return nil
	}
	dict := file[xref:at]
	i := bytes.Index(dict, []byte(idKey))
	if i < 0 || len(dict) < i+len(idKey)+2*idHalf {
		return nil
	}
	return dict[i+len(idKey):][:2*idHalf]
}

// number reads the digits at an offset.
func number(file []byte, at int) (n int, ok bool) {
	end := at
	for end < len(file) && '0' <= file[end] && file[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(string(file[at:end]))
	return n, err == nil
}

// content returns the digest of the file's bytes, all but the first half of the
// identifier, which it is to become.
func content(file, id []byte) (d Digest) {
	at := cap(file) - cap(id)
	h := sha256.New()
	h.Write(file[:at])
	h.Write(file[at+idHalf:])
	copy(d[:], h.Sum(nil))
	return d
}

func appendHalf(b []byte, d Digest) []byte {
	return append(hex.AppendEncode(append(b, '<'), d[:]), '>')
}

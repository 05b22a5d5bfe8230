package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Headers that the loader reads, in lower case.
const (
	lengthHeader  = "content-length:"
	chunkedHeader = "transfer-encoding: chunked"
)

// answer reads one HTTP/1.1 response. With keep set, the body is appended to it; else it is thrown away.
func answer(r *bufio.Reader, keep []byte) (status int, body []byte, err error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return 0, nil, err
	}
	if len(line) < 12 {
		return 0, nil, fmt.Errorf("bench: not an HTTP answer: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, nil, err
	}
	length, chunked := 0, false
	for {
		if line, err = r.ReadSlice('\n'); err != nil {
			return 0, nil, err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			break
		}
		switch {
		case len(line) > len(lengthHeader) && strings.EqualFold(string(line[:len(lengthHeader)]), lengthHeader):
			length, _ = strconv.Atoi(string(bytes.TrimSpace(line[len(lengthHeader):])))
		case strings.EqualFold(string(line), chunkedHeader):
			chunked = true
		}
	}
	if chunked {
		body, err = chunks(r, keep)
		return status, body, err
	}
	body, err = take(r, length, keep)
	return status, body, err
}

// take reads n bytes.
func take(r *bufio.Reader, n int, keep []byte) ([]byte, error) {
	if keep == nil {
		_, err := r.Discard(n)
		return nil, err
	}
	at := len(keep)
	keep = append(keep, make([]byte, n)...)
	_, err := io.ReadFull(r, keep[at:])
	return keep, err
}

// chunks reads a body in chunks; we know no trailers.
func chunks(r *bufio.Reader, keep []byte) ([]byte, error) {
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		n, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 32)
		if err != nil {
			return nil, err
		}
		if keep, err = take(r, int(n), keep); err != nil {
			return nil, err
		}
		if _, err := r.Discard(2); err != nil || n == 0 {
			return keep, err
		}
	}
}

package channeltest

import (
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"
)

// malformed is how many bodies every parser is given in a test run; CountVariable names another number.
const malformed = 20_000

// Variables of the environment: how many malformed bodies each parser is given, and the seed that draws them. Without a
// seed every run draws others.
const (
	CountVariable = "FIRSTLINE_TEST_MALFORMED"
	SeedVariable  = "FIRSTLINE_TEST_SEED"
)

func variable(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// Eater is a parser under test. read says that it made something of the body, err that what it did is wrong.
type Eater func(body []byte) (read bool, err error)

// Malformed gives a parser bodies that are made of good ones, with something wrong with them: cut, spliced, nested too
// deep, numbers that nothing holds, bytes that are no text, fields that stand there twice. It fails for every body at which
// eat panics, with which it does something wrong, or for which it takes longer than 100 ms each time.
func Malformed(t *testing.T, good [][]byte, eat Eater) {
	t.Helper()
	n := variable(t, SeedVariable, uint64(time.Now().UnixNano()))
	m := meal{mangler: newMangler(n, good), eat: eat}
	for range variable(t, CountVariable, malformed) {
		if m.course(); len(m.bad) == 10 {
			break
		}
	}
	for _, text := range m.bad {
		t.Errorf("seed %d, %s", n, text)
	}
	if m.read == 0 {
		t.Errorf("seed %d: none of %d bodies was read at all: that proves nothing", n, m.count)
	}
	t.Logf("%d malformed bodies, %d MiB, seed %d: %d found bad, %d read in spite of it; the longest took %s", m.count, m.bytes>>20, n, len(m.bad), m.read,
		m.longest.Round(time.Microsecond))
}

// meal is what a parser was given so far.
type meal struct {
	*mangler
	eat                Eater
	count, bytes, read int
	longest            time.Duration
	bad                []string
}

// course is one body.
func (m *meal) course() {
	body := m.next()
	m.count++
	m.bytes += len(body)
	took, read, err := m.eaten(body)
	for again := 0; took > slowest && again < 30; again++ { // the machine may have been busy with something else
		second, _, _ := m.eaten(body)
		took = min(took, second)
	}
	if m.longest = max(m.longest, took); took > slowest {
		err = fmt.Errorf("it took %s", took)
	}
	if read {
		m.read++
	}
	if err != nil {
		m.bad = append(m.bad, fmt.Sprintf("body %d: %v\n%.300q", m.count, err, body))
	}
}

// eaten gives one body to the parser and measures it. A panic is an error.
func (m *meal) eaten(body []byte) (took time.Duration, read bool, err error) {
	began := time.Now()
	defer func() {
		took = time.Since(began)
		if p := recover(); p != nil {
			err = fmt.Errorf("it panics: %v\n%s", p, debug.Stack())
		}
	}()
	read, err = m.eat(body)
	return 0, read, err
}

// eat is everything that a stranger's bytes reach behind the door. A signature in capital letters is the same signature.
func (h Hook) eat(body []byte) (read bool, err error) {
	for name, values := range h.Sign(body) {
		if len(body) == 0 {
			break
		}
		n := int(body[0]) % len(values[0])
		for _, forged := range []string{string(body[:min(len(body), 300)]), values[0][:n], values[0][:n] + string(body[0]+1) + values[0][n+1:]} {
			header := h.Sign(body)
			header.Set(name, forged)
			if !strings.EqualFold(forged, values[0]) && h.Adapter.Verify(header, body) == nil {
				return false, fmt.Errorf("%s: %q passed as a signature", name, forged)
			}
		}
	}
	if h.Adapter.Verify(http.Header{}, body) == nil {
		return false, fmt.Errorf("it passed without a signature")
	}
	return h.swallow(body)
}

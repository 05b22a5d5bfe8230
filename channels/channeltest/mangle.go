package channeltest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
)

// mangler makes malformed bodies out of good ones: what an attacker, a broken proxy or a network of tomorrow may send.
type mangler struct {
	rng   *rand.Rand
	seeds []seed
}

// seed is a good body and where its keys and its values that hold no others stand.
type seed struct {
	body         []byte
	keys, values []span
}

type span struct{ from, to int }

func newMangler(n uint64, bodies [][]byte) *mangler {
	m := &mangler{rng: rand.New(rand.NewPCG(n, 17))}
	for _, b := range bodies {
		m.seeds = append(m.seeds, taken(b))
	}
	return m
}

// taken takes a body apart. One that is no JSON has no places, and is mangled byte by byte.
func taken(body []byte) seed {
	s := seed{body: body}
	d := json.NewDecoder(bytes.NewReader(body))
	var depth []bool // of each open level: it is an object
	key := false     // a key comes next
	for {
		from := d.InputOffset()
		t, err := d.Token()
		if err != nil {
			return s
		}
		to := int(d.InputOffset())
		at := span{int(from) + len(body[from:to]) - len(bytes.TrimLeft(body[from:to], " \t\r\n,:")), to}
		switch delim, is := t.(json.Delim); {
		case is && (delim == '{' || delim == '['):
			depth = append(depth, delim == '{')
			key = delim == '{'
			continue
		case is:
			depth = depth[:len(depth)-1]
		case key:
			s.keys, key = append(s.keys, at), false
			continue
		default:
			s.values = append(s.values, at)
		}
		key = len(depth) > 0 && depth[len(depth)-1]
	}
}

// most is the longest body that is made, in bytes: as much as the door lets in.
const most = 1 << 20

// next is one malformed body: a good one with one thing wrong with it, or some more.
func (m *mangler) next() []byte {
	s := m.seeds[m.rng.IntN(len(m.seeds))]
	body := slices.Clone(s.body)
	if places := s.values; len(places) > 0 && m.rng.IntN(5) > 0 {
		body = m.replaced(body, places[m.rng.IntN(len(places))])
	} else if len(s.keys) > 0 && m.rng.IntN(2) == 0 {
		body = m.rekeyed(s)
	} else {
		body = m.damaged(body)
	}
	for m.rng.IntN(4) == 0 {
		body = m.damaged(body)
	}
	return body[:min(len(body), most)]
}

// replaced puts something else in the place of a value.
func (m *mangler) replaced(body []byte, at span) []byte {
	return slices.Concat(body[:at.from], []byte(m.value(string(body[at.from:at.to]))), body[at.to:])
}

// value is what nobody expects there.
func (m *mangler) value(old string) string {
	switch m.rng.IntN(12) {
	case 0:
		return m.pick("null", "true", "false", "[]", "{}", `""`, "0", "-0", `"x"`, "")
	case 1:
		return m.pick("1e999", "-1e999", "1e-999", "9223372036854775808", "-9223372036854775809", "1.5", "0x10", "NaN", "١٢", "1e", "--1") + m.pick("", "0", "e9")
	case 2:
		return strings.Repeat(m.pick("9", "0", "1."), 1+m.rng.IntN(400))
	case 3:
		return `"` + m.junk() + `"`
	case 4:
		return `"` + strings.Trim(old, `"`) + m.junk() + `"`
	case 5:
		return "[" + old + "," + old + "]"
	case 6:
		return `{"` + m.junk() + `":` + old + `}`
	case 7:
		return m.deep(old)
	case 8:
		return `"` + strings.Repeat(m.pick("a", "长", "<@U1> ", "<", "&amp;", "\\ud83d", "👩‍👧", "*_~`"), m.size()) + `"`
	case 9:
		return strings.Trim(old, `"`)
	case 10:
		return `"` + strings.ReplaceAll(old, `"`, `\"`) + `"`
	}
	return old + m.pick(",", "]", "}", ":", `"`, "\\") + old
}

// junk is text that is none: broken UTF-8, NUL, lone halves of a pair, direction marks, controls.
func (m *mangler) junk() string {
	return m.pick("\x00", `\u0000`, "\xff\xfe", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", `\ud800`, `\udc00\ud800`, `\uD83D\u0000`, "\u202e", "\u2028", "\r\n", "\x1b[2J",
		`\x41`, `\u12`, "\t", "'; DROP TABLE session;--", "<script>", "../../etc", "%00", "%", "\ufeff")
}

// size is a length that is mostly small, and now and then as much as fits.
func (m *mangler) size() int {
	if m.rng.IntN(200) == 0 {
		return 1 + m.rng.IntN(100_000)
	}
	return 1 + m.rng.IntN(300)
}

// deep hides a value behind many levels, some of them left open.
func (m *mangler) deep(old string) string {
	n := m.size()
	if m.rng.IntN(2) == 0 {
		return strings.Repeat("[", n) + old + strings.Repeat("]", m.rng.IntN(n+1))
	}
	return strings.Repeat(`{"a":`, n) + old + strings.Repeat("}", m.rng.IntN(n+1))
}

// rekeyed names a field anew: like another one, which then stands there twice, or like none that is known.
func (m *mangler) rekeyed(s seed) []byte {
	at, other := s.keys[m.rng.IntN(len(s.keys))], s.keys[m.rng.IntN(len(s.keys))]
	name := string(s.body[other.from:other.to])
	switch m.rng.IntN(4) {
	case 0:
		name = strings.ToUpper(name)
	case 1:
		name = `"` + m.junk() + `"`
	}
	return slices.Concat(s.body[:at.from], []byte(name), s.body[at.to:])
}

// damaged does to the bytes what needs no knowledge of them.
func (m *mangler) damaged(body []byte) []byte {
	from := m.rng.IntN(len(body) + 1)
	to := from + m.rng.IntN(len(body)-from+1)
	other := m.seeds[m.rng.IntN(len(m.seeds))].body
	switch m.rng.IntN(8) {
	case 0:
		return body[:from]
	case 1:
		return body[from:]
	case 2:
		return slices.Concat(body[:from], body[to:])
	case 3:
		return slices.Concat(body[:to], body[from:])
	case 4:
		return slices.Concat(body[:from], other[m.rng.IntN(len(other)+1):])
	case 5:
		return slices.Concat(body[:from], []byte(m.junk()), body[from:])
	case 6:
		return slices.Concat(body[:from], body, body[from:])
	}
	for range 1 + m.rng.IntN(8) {
		if len(body) > 0 {
			body[m.rng.IntN(len(body))] ^= byte(1 << m.rng.IntN(8))
		}
	}
	return body
}

func (m *mangler) pick(from ...string) string { return from[m.rng.IntN(len(from))] }

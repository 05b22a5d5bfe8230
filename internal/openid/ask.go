package openid

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"firstline/internal/desk"
)

// Trip is what we want to know again when somebody comes back from a provider.
type Trip struct {
	Provider string    `json:"p"`
	Next     string    `json:"n"` // where the person wanted to go
	Until    time.Time `json:"t"`
}

// Ask is what one trip is known by. The state goes through the provider; nonce and verifier are made of it and of the browser's secret,
// so that nothing has to be remembered here, and any node can go on.
type Ask struct{ State, Nonce, Verifier string }

// Seals makes and opens states. A state is a note to ourselves that nobody else can read, change, or use in another browser.
type Seals struct{ box cipher.AEAD }

// TripLasts is how long somebody may take at the provider.
const TripLasts = 10 * time.Minute

// NewSeals makes Seals of a key that all nodes share, of 32 bytes.
func NewSeals(key []byte) (*Seals, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Seals{box}, nil
}

// Browser draws the secret of a browser, for its cookie.
func Browser() string { return rand.Text() + rand.Text() }

// Begin gives what a trip that begins now is known by.
func (s *Seals) Begin(t Trip, browser string) Ask {
	text, _ := json.Marshal(t) // strings and a time of this century always marshal
	nonce := make([]byte, s.box.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return ask(base64.RawURLEncoding.EncodeToString(s.box.Seal(nonce, nonce, text, []byte(browser))), browser)
}

// End opens what came back in a browser. A failure is of kind desk.Forbidden, code sso_state.
func (s *Seals) End(state, browser, provider string, now time.Time) (Trip, Ask, error) {
	var t Trip
	raw, err := base64.RawURLEncoding.DecodeString(state)
	if n := s.box.NonceSize(); err == nil && browser != "" && len(raw) > n {
		text, err := s.box.Open(nil, raw[:n], raw[n:], []byte(browser))
		if err == nil && json.Unmarshal(text, &t) == nil && t.Provider == provider && now.Before(t.Until) {
			return t, ask(state, browser), nil
		}
	}
	return Trip{}, Ask{}, ErrState()
}

// ErrState says that a trip did not begin in this browser, took too long, or has ended before.
func ErrState() error {
	return desk.Fail(desk.Forbidden, "sso_state", "this sign-in did not begin in this browser, took too long, or was used before: begin again")
}

func ask(state, browser string) Ask {
	made := func(of string) string {
		h := hmac.New(sha256.New, []byte(browser))
		_, _ = h.Write([]byte(of + " " + state)) // never fails
		return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
	}
	return Ask{State: state, Nonce: made("nonce"), Verifier: made("verifier")}
}

package webchat

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"
)

// Identity is how the site around the chat says who its customer is: it signs a token (JWT, HS256) with a secret that only
// it and the desk have (S-ID1). The zero value takes no such tokens.
type Identity struct {
	Secret   []byte // at least 32 bytes; nil = off
	Previous []byte // verifies too, while the site changes the secret; nil = none
	Issuer   string // iss has to be this; empty = any or none
	Audience string // aud has to hold this; empty = any or none
}

// on says whether signed identities are taken at all.
func (i Identity) on() bool { return len(i.Secret) > 0 }

// SignedKey begins the key of a conversation whose customer the site has vouched for; the site's own id of the customer
// (sub) follows. No unverified visitor can have such a key: theirs are 26 letters and digits that we drew (public).
const SignedKey = "sub:"

const (
	identityBytes = 4096                 // longest token
	subBytes      = 200 - len(SignedKey) // longest sub: a key has 200 bytes at most
	identityAhead = 24 * time.Hour       // exp may lie so far ahead
	identitySkew  = time.Minute          // how far the site's clock may be off, either way
)

// claims are what the desk reads of a token.
type claims struct {
	jwt.RegisteredClaims
	Name string `json:"name"`
}

// person is a customer for whom the site has vouched.
type person struct {
	sub, name string
	until     time.Time // exp: the skew not included
}

// identities reads the tokens of one channel.
type identities struct {
	keys   jwt.VerificationKeySet
	parser *jwt.Parser
	now    func() time.Time
}

// newIdentities is nil where the channel takes no signed identities.
func newIdentities(cfg Identity, now func() time.Time) *identities {
	if !cfg.on() {
		return nil
	}
	i := &identities{now: now, keys: jwt.VerificationKeySet{Keys: []jwt.VerificationKey{cfg.Secret}}}
	if len(cfg.Previous) > 0 {
		i.keys.Keys = append(i.keys.Keys, cfg.Previous)
	}
	options := []jwt.ParserOption{jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithStrictDecoding(),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(identitySkew), jwt.WithTimeFunc(now)}
	if cfg.Issuer != "" {
		options = append(options, jwt.WithIssuer(cfg.Issuer))
	}
	if cfg.Audience != "" {
		options = append(options, jwt.WithAudience(cfg.Audience))
	}
	i.parser = jwt.NewParser(options...)
	return i
}

// read verifies a token. The error says in words what is wrong with it, to be read by whoever builds the site: nothing of the
// token is in it, and at most 100 bytes. Keys that a token names itself (jku, jwk, kid) are not looked at.
func (i *identities) read(token string) (person, error) {
	switch {
	case i == nil:
		return person{}, errors.New("this chat takes no signed identities (identity_secret is not set)")
	case len(token) > identityBytes:
		return person{}, fmt.Errorf("the token has more than %d bytes", identityBytes)
	}
	var c claims
	got, err := i.parser.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return i.keys, nil })
	if err != nil {
		return person{}, wrongWith(err)
	}
	if _, must := got.Header["crit"]; must {
		return person{}, errors.New("the token asks for something that the desk does not know (crit)")
	}
	if c.ExpiresAt.After(i.now().Add(identityAhead + identitySkew)) {
		return person{}, fmt.Errorf("exp is more than %.0f hours ahead", identityAhead.Hours())
	}
	if err := checkSub(c.Subject); err != nil {
		return person{}, err
	}
	return person{sub: c.Subject, name: cleanName(c.Name), until: c.ExpiresAt.Time}, nil
}

// wrongWith puts an error of the library into words that name no part of the token.
func wrongWith(err error) error {
	var typ *json.UnmarshalTypeError
	switch {
	case errors.Is(err, jwt.ErrTokenMalformed) && errors.As(err, &typ):
		return errors.New("a claim has the wrong type: sub, name and iss are texts, exp is a number")
	case errors.Is(err, jwt.ErrTokenMalformed), errors.Is(err, jwt.ErrInvalidType):
		return errors.New("the token is no JWT")
	case errors.Is(err, jwt.ErrTokenUnverifiable):
		return errors.New("the token's algorithm is not HS256")
	case errors.Is(err, jwt.ErrTokenSignatureInvalid) && !errors.Is(err, jwt.ErrSignatureInvalid):
		return errors.New("the token's algorithm is not HS256")
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return errors.New("the signature does not match identity_secret")
	case errors.Is(err, jwt.ErrTokenExpired):
		return errors.New("the token has expired")
	case errors.Is(err, jwt.ErrTokenRequiredClaimMissing):
		return errors.New("the token lacks exp, or iss or aud where the channel wants them")
	case errors.Is(err, jwt.ErrTokenNotValidYet), errors.Is(err, jwt.ErrTokenUsedBeforeIssued):
		return errors.New("the token is not valid yet (nbf or iat): is the site's clock right?")
	case errors.Is(err, jwt.ErrTokenInvalidIssuer):
		return errors.New("iss is not identity_issuer")
	case errors.Is(err, jwt.ErrTokenInvalidAudience):
		return errors.New("aud is not identity_audience")
	}
	return errors.New("the token cannot be verified")
}

// brailleBlank shows nothing, and no category of Unicode says so.
const brailleBlank = '\u2800'

// checkSub takes every id of a customer that can be told from every other one by eye and by the record. What JSON could not
// read stands as U+FFFD: two ids that differ only there would be one.
func checkSub(sub string) error {
	switch {
	case sub == "":
		return errors.New("sub, the site's id of the customer, is missing")
	case len(sub) > subBytes:
		return fmt.Errorf("sub has more than %d bytes", subBytes)
	case strings.TrimSpace(sub) != sub, strings.ContainsFunc(sub, func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) || r == brailleBlank
	}):
		return errors.New("sub has characters that cannot be seen, or spaces at its ends")
	}
	return nil
}

// Package openid asks a provider of OpenID Connect who somebody is (S-AU1): the code flow with PKCE, state and nonce. It decides what may
// be believed of the answer; it refuses tokens of another issuer, for another client, out of time, of another request, or without a
// signature of the provider's, and it never writes a token down. Whom the answer makes of somebody here is for others (internal/api/people),
// and so is which addresses may be called.
package openid

package config

import "time"

// Webchat is one chat page with its widget.
type Webchat struct {
	AllowedOrigins []string // sites that may carry the widget, beside our own page
	Colour         string   // #rrggbb
	NoReceipts     bool     // whether visitors have read an answer is neither asked for nor kept

	Ask        []string      // what is asked before the first message: name, contact, order
	Privacy    string        // address of the privacy notice; empty = there is none
	Consent    bool          // nothing is taken from who has not agreed to it
	LeaveAfter time.Duration // of waiting, after which a message may be left instead; 0 = never

	IdentitySecret   Secret // with which the site around the chat says who its customer is; empty = it does not
	IdentityPrevious Secret // the one before, while the site changes it
	IdentityIssuer   string // iss of the site's tokens; empty = any
	IdentityAudience string // aud of the site's tokens; empty = any
}

func webchatSettings(c *Channel) []setting {
	w := &c.Webchat
	return []setting{
		{key: "allowed_origins", val: origins(&w.AllowedOrigins), sample: "https://www.example.com",
			doc: "Sites that may carry the widget. The page of this desk itself always may."},
		{key: "colour", val: colour(&w.Colour), sample: "#1f5fd0",
			doc: "Colour of the widget's button and header. Empty: the design's own, which also knows dark screens."},
		{key: "ask", val: some(&w.Ask, 2, "name", "contact", "order"), sample: "name",
			doc: "What the page asks before the first message, once on a browser; a visitor may leave it out. Agents see it with the first message. Empty: nothing."},
		{key: "privacy_url", val: webPage(&w.Privacy), sample: "https://www.example.com/privacy",
			doc: "Where the page's line about privacy leads. Empty: there is no such line."},
		{key: "consent", val: boolean(&w.Consent), def: "false",
			doc: "Whether a visitor has to agree to the page at privacy_url before anything is taken. When that was is kept with every message."},
		{key: "leave_after", val: duration(&w.LeaveAfter, 0, 24*time.Hour), def: "3m",
			doc: "A visitor who has waited for so long is offered to leave a message with a telephone number or an address instead. 0s: never. Outside of the hours it is always offered."},
		noReceipts(&w.NoReceipts),
		{key: "identity_secret", val: secret(&w.IdentitySecret), sample: "<32 or more random characters>",
			doc: "The site signs with it who its customer is (a JWT, HS256), and that customer has one conversation on every browser. At least 32 bytes, drawn at random, for this channel alone. Empty: every visitor is unverified."},
		{key: "identity_secret_previous", val: secret(&w.IdentityPrevious), sample: "<the secret before>",
			doc: "Verifies too while the secret is being changed. Remove it afterwards."},
		{key: "identity_issuer", val: text(&w.IdentityIssuer, 200), sample: "https://www.example.com",
			doc: "The iss that the site's tokens must have. Empty: it is not looked at."},
		{key: "identity_audience", val: text(&w.IdentityAudience, 200), sample: "firstline-web",
			doc: "The aud that the site's tokens must have; needed where one secret signs for anything else, too. Empty: it is not looked at."},
	}
}

// noReceipts is the key of every network that can tell what was read.
func noReceipts(off *bool) setting {
	return setting{key: "no_read_receipts", val: boolean(off), def: "false",
		doc: "Customers may read unobserved: whether they have read an answer is neither asked for nor kept. Agents then see that it was sent, and no more. What was noted before stays."}
}

func webchatCheck(c Channel, f facts) []Problem {
	w, at := c.Webchat, f.at
	if w.Consent && w.Privacy == "" {
		return []Problem{{Key: at + ".consent", What: "asks visitors to agree to a notice that is nowhere", near: []string{at}, Do: "set privacy_url, or remove the key"}}
	}
	switch {
	case w.IdentitySecret.Empty() && w.IdentityPrevious.Empty():
		return nil
	case w.IdentitySecret.Empty():
		return []Problem{{Key: at + ".identity_secret_previous", What: "stands without identity_secret, so no identity is taken at all", near: []string{at},
			Do: "set identity_secret, or remove the key"}}
	}
	ps := sharedSecret(at, "identity_secret", w.IdentitySecret, f.sample)
	if !w.IdentityPrevious.Empty() {
		ps = append(ps, sharedSecret(at, "identity_secret_previous", w.IdentityPrevious, "")...)
	}
	return ps
}

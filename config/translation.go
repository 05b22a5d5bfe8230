package config

import "time"

// Translation is the department's own service that translates texts. An empty URL: nothing is translated, and no text leaves the desk.
type Translation struct {
	URL          string
	Secret       Secret // signs what is asked
	Timeout      time.Duration
	AllowPrivate bool
}

func translationSettings(c *Config) []setting {
	t := &c.Translation
	return []setting{
		{key: "translation.url", val: endpoint(&t.URL), sample: "https://translate.example.com/firstline",
			doc: "Where a text is posted, signed, when somebody asks for its translation (docs/translation.md). Empty: nothing is translated, and no text leaves the desk. http only on this machine."},
		{key: "translation.secret", val: secret(&t.Secret), sample: "<32 or more random characters>",
			doc: "Signs what is asked, as the webhook channel signs what it posts. At least 32 characters, drawn at random."},
		{key: "translation.timeout", val: duration(&t.Timeout, time.Second, 20*time.Second), def: "5s",
			doc: "How long an answer may take. The conversation does not wait for it."},
		{key: "translation.allow_private", val: boolean(&t.AllowPrivate), def: "false",
			doc: "Let the url lead to a private network or to this machine."},
	}
}

func translationCheck(t Translation, sample string) []Problem {
	if t.URL == "" {
		return nil
	}
	receiver := Webhook{URL: t.URL, AllowPrivate: t.AllowPrivate}
	return append(receiver.urlCheck("translation"), sharedSecret("translation", "secret", t.Secret, sample)...)
}

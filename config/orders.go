package config

import "time"

// Orders is where the shop's own system is asked what a customer has ordered. An empty URL: nobody is asked.
type Orders struct {
	URL          string
	Secret       Secret // signs the question
	Timeout      time.Duration
	AllowPrivate bool
}

func orderSettings(c *Config) []setting {
	o := &c.Orders
	return []setting{
		{key: "orders.url", val: endpoint(&o.URL), sample: "https://shop.example.com/firstline/orders",
			doc: "Where the shop's own system is asked, signed, which orders a customer has; agents see the answer beside the conversation. Empty: nobody is asked. http only on this machine."},
		{key: "orders.secret", val: secret(&o.Secret), sample: "<32 or more random characters>",
			doc: "Signs the question, as the webhook channel signs what it posts. At least 32 characters, drawn at random."},
		{key: "orders.timeout", val: duration(&o.Timeout, time.Second, 20*time.Second), def: "5s",
			doc: "How long an answer may take. The conversation does not wait for it."},
		{key: "orders.allow_private", val: boolean(&o.AllowPrivate), def: "false",
			doc: "Let the url lead to a private network or to this machine."},
	}
}

func ordersCheck(o Orders, sample string) []Problem {
	if o.URL == "" {
		return nil
	}
	receiver := Webhook{URL: o.URL, AllowPrivate: o.AllowPrivate}
	return append(receiver.urlCheck("orders"), sharedSecret("orders", "secret", o.Secret, sample)...)
}

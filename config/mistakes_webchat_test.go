package config

// webchatMistakes are those of a web chat to which the site around it says who its customers are: a secret that others
// could guess makes everybody who guesses it any customer.
func webchatMistakes() map[string]mistake {
	begin := "channels:\n  - id: web\n    type: webchat\n"
	return map[string]mistake{
		"web chat with consent to nothing": {
			yaml: begin + "    consent: true\n",
			want: []string{"desk.yaml:4:14: channels.web.consent: asks visitors to agree to a notice that is nowhere; set privacy_url, or remove the key"},
		},
		"web chat with a notice that is no page": {
			yaml: begin + "    privacy_url: javascript:alert(1)\n",
			want: []string{"desk.yaml:4:18: channels.web.privacy_url: \"javascript:alert(1)\" is not the address of a page; write an http or https URL, such as https://www.example.com/privacy"},
		},
		"web chat that asks too much": {
			yaml: begin + "    ask: [name, contact, order]\n",
			want: []string{"desk.yaml:4:10: channels.web.ask: has 3 questions; keep the 2 that matter most"},
		},
		"web chat that asks what is none of its business": {
			yaml: begin + "    ask: [age]\n",
			want: []string{"desk.yaml:4:10: channels.web.ask: \"age\" cannot be asked; choose from name, contact, order"},
		},
		"web chat with a short identity_secret": {
			yaml: begin + "    identity_secret: " + strong[:31] + "\n",
			want: []string{"desk.yaml:4:22: channels.web.identity_secret: has 31 characters where 32 are needed; set a random one, such as this new one: " + sample},
		},
		"web chat with a repeated letter": {
			yaml: begin + "    identity_secret: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
			want: []string{"desk.yaml:4:22: channels.web.identity_secret: is weak: about 0 bits where 128 are needed; set a random one, such as this new one: " + sample},
		},
		"web chat with a weak secret before": {
			yaml: begin + "    identity_secret: " + strong + "\n    identity_secret_previous: short\n",
			want: []string{"desk.yaml:5:31: channels.web.identity_secret_previous: has 5 characters where 32 are needed; set the one that was in use, or remove the key"},
		},
		"web chat with only the secret before": {
			yaml: begin + "    identity_secret_previous: " + strong + "\n",
			want: []string{"desk.yaml:4:31: channels.web.identity_secret_previous: stands without identity_secret, so no identity is taken at all; set identity_secret, or remove the key"},
		},
	}
}

package config

// webhookMistakes are those of a connected system: an address that everybody reads along or that nobody allowed, and
// secrets that protect nothing.
func webhookMistakes() map[string]mistake {
	begin := "channels:\n  - id: shop\n    type: webhook\n"
	url := begin + "    url: https://shop.example.org/firstline\n"
	return map[string]mistake{
		"webhook channel with nothing": {
			yaml: begin,
			want: []string{
				"desk.yaml:2:5: channels.shop.url: is missing; set the address to which answers are posted",
				"desk.yaml:2:5: channels.shop.secret: is missing: without it anyone who knows the address can write as a customer; set a random one, such as this new one: " + sample,
			},
		},
		"webhook channel in the clear": {
			yaml: begin + "    url: http://shop.example.org/\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: is not https: everybody on the way could read what customers are told; write https://…"},
		},
		"webhook channel to this machine": {
			yaml: begin + "    url: http://localhost:9000/\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to a private network or to this machine; set allow_private: true if that is meant"},
		},
		"webhook channel to a private network": {
			yaml: begin + "    url: https://[::ffff:10.1.2.3]/\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to a private network or to this machine; set allow_private: true if that is meant"},
		},
		"webhook channel to a provider's network": {
			yaml: begin + "    url: https://100.64.0.1/\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to a private network or to this machine; set allow_private: true if that is meant"},
		},
		"webhook channel to this machine by another name": {
			yaml: begin + "    url: https://LocalHost./\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to a private network or to this machine; set allow_private: true if that is meant"},
		},
		"webhook channel to a cloud's credentials": {
			yaml: begin + "    url: http://169.254.169.254/\n    allow_private: true\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to an address that is never called: link-local, reserved, or where clouds keep their credentials; write the receiver's own address"},
		},
		"webhook channel to a cloud's credentials inside": {
			yaml: begin + "    url: https://[fd00:ec2::254]/\n    allow_private: true\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to an address that is never called: link-local, reserved, or where clouds keep their credentials; write the receiver's own address"},
		},
		"webhook channel to nowhere": {
			yaml: begin + "    url: https://[64:ff9b::a9fe:a9fe]/\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: leads to an address that is never called: link-local, reserved, or where clouds keep their credentials; write the receiver's own address"},
		},
		"webhook channel with a password in the address": {
			yaml: begin + "    url: https://u:p@shop.example.org/\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: names a user; write the address alone: the signature says who calls"},
		},
		"webhook channel to a name": {
			yaml: begin + "    url: shop.example.org\n    secret: " + strong + "\n",
			want: []string{"desk.yaml:4:10: channels.shop.url: is not an address to call; write an http or https URL without a fragment"},
		},
		"webhook channel with a short secret": {
			yaml: url + "    secret: " + strong[:31] + "\n",
			want: []string{"desk.yaml:5:13: channels.shop.secret: has 31 characters where 32 are needed; set a random one, such as this new one: " + sample},
		},
		"webhook channel with a repeated letter": {
			yaml: url + "    secret: " + strong + "\n    secret_previous: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
			want: []string{"desk.yaml:6:22: channels.shop.secret_previous: is weak: about 0 bits where 128 are needed; set the one that was in use, or remove the key"},
		},
		"webhook channel with a sample": {
			yaml: url + "    secret: replace-me-with-32-random-letters\n",
			want: []string{"desk.yaml:5:13: channels.shop.secret: is a sample; set a random one, such as this new one: " + sample},
		},
	}
}

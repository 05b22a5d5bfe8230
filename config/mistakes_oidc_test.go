package config

// providerMistakes are those of single sign-on: a provider that everybody could play, and a way that leads nobody in.
func providerMistakes() map[string]mistake {
	begin := "public_url: https://desk.example.org\nauth:\n  oidc:\n    - id: corp\n"
	rest := "      client_id: desk\n      client_secret: s3cr3t-of-the-provider\n"
	whole := begin + "      issuer: https://sso.example.org/realms/corp\n" + rest
	return map[string]mistake{
		"provider with nothing": {
			yaml: begin,
			want: []string{
				"desk.yaml:4:7: auth.oidc.corp.issuer: is missing; set the provider's issuer",
				"desk.yaml:4:7: auth.oidc.corp.client_id: is missing; set what the provider calls this desk",
				"desk.yaml:4:7: auth.oidc.corp.client_secret: is missing; set the one that the provider shows, best in FIRSTLINE_AUTH_OIDC_<ID>_CLIENT_SECRET or its _FILE",
			},
		},
		"provider in the clear": {
			yaml: begin + "      issuer: http://sso.example.org\n" + rest,
			want: []string{"desk.yaml:5:15: auth.oidc.corp.issuer: is not https: everybody on the way could sign in as anybody; write https://…"},
		},
		"provider inside that nobody allowed": {
			yaml: begin + "      issuer: https://10.1.2.3/realms/corp\n" + rest,
			want: []string{"desk.yaml:5:15: auth.oidc.corp.issuer: leads to a private network or to this machine; set allow_private: true if that is meant"},
		},
		"provider where clouds keep credentials": {
			yaml: begin + "      issuer: https://169.254.169.254/\n      allow_private: true\n" + rest,
			want: []string{"desk.yaml:5:15: auth.oidc.corp.issuer: leads to an address that is never called: link-local, reserved, or where clouds keep their credentials; write the provider's own address"},
		},
		"provider with a query": {
			yaml: begin + "      issuer: https://sso.example.org/?realm=corp\n" + rest,
			want: []string{"desk.yaml:5:15: auth.oidc.corp.issuer: is not an issuer; write the address alone, without user and query"},
		},
		"provider without a public_url": {
			yaml: "auth:\n  oidc:\n    - {id: corp, issuer: https://sso.example.org, client_id: d, client_secret: s}\n",
			want: []string{"desk.yaml:2:3: public_url: is missing: a provider sends people back to it; set it to the address of this desk"},
		},
		"two providers of one id": {
			yaml: whole + "    - id: corp\n      issuer: https://sso.example.org\n" + rest,
			want: []string{`desk.yaml:8:11: auth.oidc[1].id: "corp" is the id of an earlier provider; give each provider an id of its own`},
		},
		"provider that is no table": {
			yaml: "public_url: https://desk.example.org\nauth:\n  oidc: [corp]\n",
			want: []string{"desk.yaml:3:10: auth.oidc[0]: takes keys below it, not a value; begin it with - id:"},
		},
		"providers that are no list": {
			yaml: "auth:\n  oidc: corp\n",
			want: []string{"desk.yaml:2:3: auth.oidc: takes a list, not a value; begin each provider with - id:, or write [] for none"},
		},
		"misspelt key of a provider": {
			yaml: whole + "      isuer: https://sso.example.org\n",
			want: []string{"desk.yaml:8:7: auth.oidc.corp.isuer: is not a known key; did you mean issuer?"},
		},
		"short account without a domain": {
			yaml: whole + "      drop_domain: true\n",
			want: []string{"desk.yaml:8:20: auth.oidc.corp.drop_domain: stands beside 0 domains: two people could have one account; name exactly one in domains, or remove the key"},
		},
		"domain with an @": {
			yaml: whole + "      domains: ['@example.org']\n",
			want: []string{`desk.yaml:8:16: auth.oidc.corp.domains: "@example.org" is not a domain; write it as it stands behind the @, such as example.com`},
		},
		"new people without a group": {
			yaml: whole + "      unknown: create\n",
			want: []string{"desk.yaml:4:7: auth.oidc.corp.unknown_group: is missing; name the group of new people"},
		},
		"nobody but administrators": {
			yaml: "auth:\n  password_login: admins\n",
			want: []string{"desk.yaml:2:19: auth.password_login: leaves everybody but administrators without a way in; add a provider to auth.oidc, or remove the key"},
		},
		"variable of no provider": {
			yaml: whole, env: []string{"FIRSTLINE_AUTH_OIDC_CROP_CLIENT_SECRET=abc"},
			want: []string{"FIRSTLINE_AUTH_OIDC_CROP_CLIENT_SECRET: names no provider that the file has, or none of its keys; correct the name, or add the provider to auth.oidc"},
		},
	}
}

package config

import "maps"

type mistake struct {
	yaml  string
	env   []string
	flags []Flag
	types []string
	want  []string
}

func mistakes() map[string]mistake {
	all := map[string]mistake{}
	for _, part := range []map[string]mistake{
		keyMistakes(), valueMistakes(), storageMistakes(), channelMistakes(), secretMistakes(), webhookMistakes(), webchatMistakes(), providerMistakes(), envMistakes(), syntaxMistakes(),
	} {
		maps.Copy(all, part)
	}
	return all
}

func keyMistakes() map[string]mistake {
	return map[string]mistake{
		"unknown key": {
			yaml: "colour_scheme: dark\n",
			want: []string{"desk.yaml:1:1: colour_scheme: is not a known key; remove it; firstline config doc lists every key"},
		},
		"misspelt key in a table": {
			yaml: "session:\n  capasity: 3\n",
			want: []string{"desk.yaml:2:3: session.capasity: is not a known key; did you mean session.capacity?"},
		},
		"misspelt table": {
			yaml: "target:\n  first_reply: 60s\n",
			want: []string{"desk.yaml:1:1: target: is not a known key; did you mean targets?"},
		},
		"key in the wrong table": {
			yaml: "first_reply: 60s\n",
			want: []string{"desk.yaml:1:1: first_reply: is not a known key; did you mean targets.first_reply?"},
		},
		"key given twice": {
			yaml: "locale: en\nlisten: :80\nlocale: zh-TW\n",
			want: []string{"desk.yaml:3:1: locale: is given twice, first in line 1; keep one of the two"},
		},
		"no value": {
			yaml: "redis:\n",
			want: []string{`desk.yaml:1:1: redis: has no value; write one, "" for none, or remove the line`},
		},
		"empty value where there is a default": {
			yaml: "locale: \"\"\n",
			want: []string{"desk.yaml:1:9: locale: is empty; write a value, or remove the key for the default, zh-CN"},
		},
		"table for a value": {
			yaml: "listen:\n  host: localhost\n",
			want: []string{"desk.yaml:2:3: listen: takes one value (host:port), not a table; write it behind the colon"},
		},
		"value for a table": {
			yaml: "targets: 60s\n",
			want: []string{"desk.yaml:1:1: targets: takes keys below it, not a value; give it first_reply, next_reply, warnings, apology, answer, completion, satisfaction, silence, hops"},
		},
		"value for a list": {
			yaml: "trusted_proxies: 10.0.0.1\n",
			want: []string{"desk.yaml:1:18: trusted_proxies: takes a list, not a value; write it in brackets: [one, two]"},
		},
		"list of tables": {
			yaml: "trusted_proxies:\n  - {from: 10.0.0.1}\n",
			want: []string{"desk.yaml:2:6: trusted_proxies: has an item that is a table; write plain items: [one, two]"},
		},
		"flag of no key": {
			flags: []Flag{{"--colour", "colour", "red"}},
			want:  []string{"--colour: colour: is not a known key; correct the program: this flag sets nothing"},
		},
	}
}

func valueMistakes() map[string]mistake {
	return map[string]mistake{
		"port out of range": {
			yaml: "listen: localhost:70000\n",
			want: []string{`desk.yaml:1:9: listen: "localhost:70000" is not an address to listen on; write host:port, such as 127.0.0.1:8080`},
		},
		"time of day without its minutes": {
			yaml: "quality:\n  draw_at: 5\n",
			want: []string{`desk.yaml:2:12: quality.draw_at: "5" is not a time of day; write hours and minutes, such as 05:00`},
		},
		"time of day in one digit": {
			yaml: "quality:\n  draw_at: 5:30\n",
			want: []string{`desk.yaml:2:12: quality.draw_at: "5:30" is not a time of day; write hours and minutes, such as 05:00`},
		},
		"draw at midnight": {
			yaml: "quality:\n  draw_at: 00:00\n",
			want: []string{"desk.yaml:2:12: quality.draw_at: 00:00 is out of range; choose from 00:10 to 23:59"},
		},
		"reason that is no code": {
			yaml: "quality:\n  replace_reasons: [test_chat, 其他]\n",
			want: []string{`desk.yaml:2:20: quality.replace_reasons: "其他" is not a code; use 1 to 32 of a-z, 0-9 and _`},
		},
		"numbers without a year": {
			yaml: "complaints:\n  number: TS-{serial:6}\n",
			want: []string{`desk.yaml:2:11: complaints.number: "TS-{serial:6}" is no form for numbers; write {year} and {serial:6} once each, such as TS-{year}-{serial:6}`},
		},
		"numbers without a digit": {
			yaml: "complaints:\n  number: TS-{year}-{serial:0}\n",
			want: []string{`desk.yaml:2:11: complaints.number: "TS-{year}-{serial:0}" is no form for numbers; write {year} and {serial:6} once each, such as TS-{year}-{serial:6}`},
		},
		"reason given twice": {
			env:  []string{"FIRSTLINE_QUALITY_REPLACE_REASONS=test_chat,test_chat"},
			want: []string{"FIRSTLINE_QUALITY_REPLACE_REASONS: quality.replace_reasons: test_chat is given twice; keep one of the two"},
		},
		"port alone": {
			yaml: "listen: 8080\n",
			want: []string{`desk.yaml:1:9: listen: "8080" is not an address to listen on; write host:port, such as 127.0.0.1:8080`},
		},
		"same address twice": {
			yaml: "listen: :8080\nadmin_listen: :8080\n",
			want: []string{"desk.yaml:2:15: admin_listen: is the same address as listen; choose another port, or remove it to have /metrics on the main listener"},
		},
		"public address with a path": {
			yaml: "public_url: https://example.org/desk\n",
			want: []string{`desk.yaml:1:13: public_url: "https://example.org/desk" has more than a scheme and a host; write https://example.org`},
		},
		"public address without a scheme": {
			yaml: "public_url: desk.example.org\n",
			want: []string{`desk.yaml:1:13: public_url: "desk.example.org" is not a web address; write the scheme and the host, such as https://desk.example.com`},
		},
		"duration in words": {
			yaml: "targets: {next_reply: one minute}\n",
			want: []string{`desk.yaml:1:23: targets.next_reply: "one minute" is not a duration; write a number with a unit, such as 60s, 5m or 24h`},
		},
		"duration out of range": {
			yaml: "targets: {next_reply: 1s}\n",
			want: []string{"desk.yaml:1:23: targets.next_reply: 1s is out of range; choose from 5s to 24h"},
		},
		"number in words": {
			yaml: "session: {capacity: eight}\n",
			want: []string{`desk.yaml:1:21: session.capacity: "eight" is not a whole number; write a number from 1 to 200`},
		},
		"number out of range": {
			yaml: "session: {capacity: 0}\n",
			want: []string{"desk.yaml:1:21: session.capacity: 0 is out of range; choose from 1 to 200"},
		},
		"size with a wrong unit": {
			yaml: "accept: {max_body: 1MB}\n",
			want: []string{`desk.yaml:1:20: accept.max_body: "1MB" is not a size; write bytes as a number, or a number with KiB or MiB, such as 1MiB`},
		},
		"size out of range": {
			yaml: "accept: {max_body: 1KiB}\n",
			want: []string{"desk.yaml:1:20: accept.max_body: 1KiB is out of range; choose from 16KiB to 64MiB"},
		},
		"zone by offset": {
			yaml: "time_zone: UTC+8\n",
			want: []string{`desk.yaml:1:12: time_zone: "UTC+8" is not a time zone; write an IANA name, such as Asia/Shanghai`},
		},
		"zone of the machine": {
			yaml: "time_zone: Local\n",
			want: []string{`desk.yaml:1:12: time_zone: "Local" is not a time zone; write an IANA name, such as Asia/Shanghai`},
		},
		"network that is none": {
			yaml: "trusted_proxies: [10.0.0.0/8, lan]\n",
			want: []string{`desk.yaml:1:18: trusted_proxies: "lan" is not a network; write an address or a CIDR network, such as 10.0.0.0/8`},
		},
		"network of everyone": {
			yaml: "trusted_proxies: [0.0.0.0/0]\n",
			want: []string{`desk.yaml:1:18: trusted_proxies: "0.0.0.0/0" would trust every sender; list the proxies only`},
		},
		"sign-in limits crossed": {
			yaml: "auth:\n  session_idle: 8h\n  session_max: 2h\n",
			want: []string{"desk.yaml:3:16: auth.session_max: 2h is shorter than auth.session_idle (8h); make session_max the longer one"},
		},
		"short passwords": {
			yaml: "auth: {min_password: 6}\n",
			want: []string{"desk.yaml:1:22: auth.min_password: 6 is out of range; choose from 8 to 64"},
		},
		"long name": {
			yaml: "organisation: 客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客客\n",
			want: []string{"desk.yaml:1:15: organisation: is 81 characters long; use at most 80"},
		},
		"line break in a name": {
			yaml: "organisation: \"a\\nb\"\n",
			want: []string{"desk.yaml:1:15: organisation: holds a control character; write it on one line"},
		},
		"node id": {
			yaml: "node: {id: Desk_1}\n",
			want: []string{`desk.yaml:1:12: node.id: "Desk_1" is not a node id; use at most 64 of a-z, 0-9 and -`},
		},
	}
}

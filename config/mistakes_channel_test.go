package config

const (
	tg     = "channels:\n  - id: tg\n    type: telegram\n    token: \"123456789:" + strong + "abc\"\n"
	public = "public_url: https://desk.example.org\n"
)

func channelMistakes() map[string]mistake {
	return map[string]mistake{
		"channels as a table": {
			yaml: "channels:\n  tg: {type: telegram}\n",
			want: []string{"desk.yaml:1:1: channels: takes a list, not a table; begin each channel with - id:, or write [] for none"},
		},
		"channel as a word": {
			yaml: "channels: [telegram]\n",
			want: []string{"desk.yaml:1:12: channels[0]: takes keys below it, not a value; begin it with - id:"},
		},
		"channel without an id": {
			yaml: "channels:\n  - type: webchat\n",
			want: []string{"desk.yaml:2:5: channels[0].id: is missing; give each channel an id of its own"},
		},
		"channel without a type": {
			yaml: "channels:\n  - id: web\n",
			want: []string{"desk.yaml:2:5: channels.web.type: is missing; choose from telegram, slack, webchat, webhook"},
		},
		"id with capitals": {
			yaml: "channels:\n  - {id: My_Bot, type: webchat}\n",
			want: []string{`desk.yaml:2:10: channels[0].id: "My_Bot" is not a channel id; use 1 to 32 of a-z, 0-9 and -`},
		},
		"id that is too long": {
			yaml: "channels:\n  - {id: a-very-long-id-that-nobody-would-type, type: webchat}\n",
			want: []string{`desk.yaml:2:10: channels[0].id: "a-very-long-id-that-nobody-would-type" is not a channel id; use 1 to 32 of a-z, 0-9 and -`},
		},
		"id given to two": {
			yaml: "channels:\n  - {id: web, type: webchat}\n  - {id: web, type: webchat}\n",
			want: []string{`desk.yaml:3:10: channels[1].id: "web" is the id of an earlier channel; give each channel an id of its own`},
		},
		"id of the built-in channel": {
			yaml: "channels:\n  - {id: manual, type: webchat}\n",
			want: []string{`desk.yaml:2:10: channels.manual.id: "manual" is the channel of what people write down, which every desk has; give each channel an id of its own`},
		},
		"type nobody knows": {
			yaml: "channels:\n  - {id: x, type: icq, uin: 5, token: t}\n",
			want: []string{
				`desk.yaml:2:19: channels.x.type: "icq" is not a channel type; choose from telegram, slack, webchat, webhook`,
				"desk.yaml:2:24: channels.x.uin: is not a known key; remove it; this channel takes id, type, name, quiet_alarm",
			},
		},
		"type without an adapter": {
			yaml:  "channels:\n  - {id: s, type: slack, bot_token: xoxb-1}\n",
			types: []string{"telegram", "webchat"},
			want:  []string{"desk.yaml:2:19: channels.s.type: this program has no adapter for slack yet; remove the channel, or choose from telegram, webchat"},
		},
		"key of another network": {
			yaml: "channels:\n  - id: web\n    type: webchat\n    api_url: http://x\n",
			want: []string{"desk.yaml:4:5: channels.web.api_url: is a key of telegram and slack channels, and this is webchat; remove it"},
		},
		"misspelt key of a channel": {
			yaml: tg + "    mod: poll\n",
			want: []string{"desk.yaml:5:5: channels.tg.mod: is not a known key; did you mean mode?"},
		},
		"mode of another network": {
			yaml: tg + "    mode: socket\n",
			want: []string{`desk.yaml:5:11: channels.tg.mode: "socket" is not one of the choices; choose from poll, webhook`},
		},
		"webhook without a public address": {
			yaml: tg + "    mode: webhook\n    webhook_secret: " + strong + "\n",
			want: []string{"desk.yaml:5:11: public_url: is missing, and channels.tg needs it for a webhook; set it to the address of this desk, such as https://desk.example.com"},
		},
		"webhook without TLS": {
			yaml: "public_url: http://desk.example.org\n" + tg + "    mode: webhook\n    webhook_secret: " + strong + "\n",
			want: []string{"desk.yaml:1:13: public_url: is not https, and the network of channels.tg calls no other; put a proxy with TLS in front and write https://…"},
		},
		"webhook on a port that is not called": {
			yaml: "public_url: https://desk.example.org:444\n" + tg + "    mode: webhook\n    webhook_secret: " + strong + "\n",
			want: []string{"desk.yaml:1:13: public_url: has the port 444, and Telegram calls only 443, 80, 88 and 8443; let the desk be reached on one of them, or set channels.tg.mode to poll"},
		},
		"widget for every site": {
			yaml: "channels:\n  - {id: web, type: webchat, allowed_origins: [\"*\"]}\n",
			want: []string{`desk.yaml:2:47: channels.web.allowed_origins: "*" would let every site speak for a customer; list the sites that carry the widget`},
		},
		"colour": {
			yaml: "channels:\n  - {id: web, type: webchat, colour: blue}\n",
			want: []string{`desk.yaml:2:38: channels.web.colour: "blue" is not a colour; write it as "#rrggbb", with the quotes`},
		},
		"API address": {
			yaml: tg + "    api_url: localhost:9000\n",
			want: []string{`desk.yaml:5:14: channels.tg.api_url: "localhost:9000" is not an API address; write an http or https URL without user or query`},
		},
	}
}

func secretMistakes() map[string]mistake {
	webhook := public + tg + "    mode: webhook\n"
	return map[string]mistake{
		"telegram without a token": {
			yaml: "channels:\n  - {id: tg, type: telegram}\n",
			want: []string{"desk.yaml:2:6: channels.tg.token: is missing; set the token that @BotFather gave, best in FIRSTLINE_CHANNELS_TG_TOKEN or its _FILE"},
		},
		"token from the documentation": {
			yaml: "channels:\n  - {id: tg, type: telegram, token: \"123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11\"}\n",
			want: []string{"desk.yaml:2:37: channels.tg.token: is a sample, not a token; set the token that @BotFather gave, best in FIRSTLINE_CHANNELS_TG_TOKEN or its _FILE"},
		},
		"token that is none": {
			yaml: "channels:\n  - {id: tg, type: telegram, token: hush}\n",
			want: []string{"desk.yaml:2:37: channels.tg.token: does not look like a bot token (digits, a colon, 35 letters); set the token that @BotFather gave, best in FIRSTLINE_CHANNELS_TG_TOKEN or its _FILE"},
		},
		"token with a space": {
			yaml: "channels:\n  - {id: tg, type: telegram, token: \"hush hush\"}\n",
			want: []string{"desk.yaml:2:37: channels.tg.token: holds a space or a character that is not plain ASCII; copy it again, without quotes or line breaks inside"},
		},
		"webhook without a secret": {
			yaml: webhook,
			want: []string{"desk.yaml:6:11: channels.tg.webhook_secret: is missing: without it anyone who knows the address can write as a customer; set a random one, such as this new one: " + sample},
		},
		"webhook with a short secret": {
			yaml: webhook + "    webhook_secret: Tr0ub4dor3\n",
			want: []string{"desk.yaml:7:21: channels.tg.webhook_secret: is weak: about 60 bits where 128 are needed; set a random one, such as this new one: " + sample},
		},
		"webhook with a repeated letter": {
			yaml: webhook + "    webhook_secret: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
			want: []string{"desk.yaml:7:21: channels.tg.webhook_secret: is weak: about 0 bits where 128 are needed; set a random one, such as this new one: " + sample},
		},
		"webhook with a sample secret": {
			yaml: webhook + "    webhook_secret: your-32-char-random-string-here\n",
			want: []string{"desk.yaml:7:21: channels.tg.webhook_secret: is a sample; set a random one, such as this new one: " + sample},
		},
		"webhook with letters that the header cannot hold": {
			yaml: webhook + "    webhook_secret: \"" + strong + "!\"\n",
			want: []string{"desk.yaml:7:21: channels.tg.webhook_secret: holds characters that Telegram does not take (letters, digits, _ and -, at most 256); set a random one, such as this new one: " + sample},
		},
		"slack socket without its tokens": {
			yaml: "channels:\n  - {id: s, type: slack, bot_token: xapp-1}\n",
			want: []string{
				"desk.yaml:2:6: channels.s.app_token: is missing; set what the app's page shows, best in FIRSTLINE_CHANNELS_S_APP_TOKEN or its _FILE",
				"desk.yaml:2:37: channels.s.bot_token: does not begin with xoxb-; set what the app's page shows, best in FIRSTLINE_CHANNELS_S_BOT_TOKEN or its _FILE",
			},
		},
		"slack events without a secret": {
			yaml: public + "channels:\n  - {id: s, type: slack, bot_token: xoxb-1, mode: events}\n",
			want: []string{"desk.yaml:3:51: channels.s.signing_secret: is missing; set what the app's page shows, best in FIRSTLINE_CHANNELS_S_SIGNING_SECRET or its _FILE"},
		},
	}
}

func envMistakes() map[string]mistake {
	return map[string]mistake{
		"unknown variable": {
			env:  []string{"FIRSTLINE_TARGET_FIRST_REPLY=30s"},
			want: []string{"FIRSTLINE_TARGET_FIRST_REPLY: is not a known variable; did you mean FIRSTLINE_TARGETS_FIRST_REPLY?"},
		},
		"wrong value": {
			env:  []string{"FIRSTLINE_SESSION_CAPACITY=lots"},
			want: []string{`FIRSTLINE_SESSION_CAPACITY: session.capacity: "lots" is not a whole number; write a number from 1 to 200`},
		},
		"wrong secret is not quoted": {
			env:  []string{"FIRSTLINE_DATABASE=oracle://u:hush@db"},
			want: []string{"FIRSTLINE_DATABASE: database: is neither a SQLite file nor a PostgreSQL URL; write sqlite:PATH or postgres://user:password@host:5432/name"},
		},
		"secret twice": {
			env:  []string{"FIRSTLINE_REDIS=redis://r", "FIRSTLINE_REDIS_FILE=/run/secrets/token"},
			want: []string{"FIRSTLINE_REDIS_FILE: redis: is given together with FIRSTLINE_REDIS; keep one of the two"},
		},
		"secret file missing": {
			env:  []string{"FIRSTLINE_DATABASE_FILE=/run/secrets/gone"},
			want: []string{`FIRSTLINE_DATABASE_FILE: database: the file "/run/secrets/gone" cannot be read (file does not exist); check the path and its permissions`},
		},
		"secret file empty": {
			env:  []string{"FIRSTLINE_DATABASE_FILE=/run/secrets/empty"},
			want: []string{"FIRSTLINE_DATABASE_FILE: database: the file it names is empty; write the secret into the file"},
		},
		"file form of what is no secret": {
			env:  []string{"FIRSTLINE_LISTEN_FILE=/run/listen"},
			want: []string{"FIRSTLINE_LISTEN_FILE: is not a known variable; did you mean FIRSTLINE_LISTEN?"},
		},
		"channel nobody declared": {
			env:  []string{"FIRSTLINE_CHANNELS_TG_TOKEN=hush"},
			want: []string{"FIRSTLINE_CHANNELS_TG_TOKEN: names no channel; add the channel to the file, or set FIRSTLINE_CHANNELS_<ID>_TYPE, with an id of 1 to 32 of a-z, 0-9 and -"},
		},
		"misspelt key of a channel variable": {
			env:  []string{"FIRSTLINE_CHANNELS_WEB_COLOR=#ff0000"},
			want: []string{"FIRSTLINE_CHANNELS_WEB_COLOR: channels.web.color: is not a known key; did you mean colour?"},
		},
		"channel variable of another network": {
			env:  []string{"FIRSTLINE_CHANNELS_WEB_TOKEN=hush"},
			want: []string{"FIRSTLINE_CHANNELS_WEB_TOKEN: channels.web.token: is a key of telegram channels, and this is webchat; remove it"},
		},
		"type changed": {
			env:  []string{"FIRSTLINE_CHANNELS_WEB_TYPE=telegram"},
			want: []string{"FIRSTLINE_CHANNELS_WEB_TYPE: channels.web.type: would change the type from webchat; change it in the file"},
		},
		"id changed": {
			env:  []string{"FIRSTLINE_CHANNELS_WEB_ID=site"},
			want: []string{"FIRSTLINE_CHANNELS_WEB_ID: channels.web.id: is the channel's own name; change it in the file"},
		},
		"one variable, two channels": {
			yaml: "channels:\n  - {id: x, type: slack, app_token: xapp-1, bot_token: xoxb-1}\n  - {id: x-bot, type: telegram}\n",
			env:  []string{"FIRSTLINE_CHANNELS_X_BOT_TOKEN=123456789:" + strong + "abc"},
			want: []string{
				"desk.yaml:3:6: channels.x-bot.token: is missing; set the token that @BotFather gave, best in FIRSTLINE_CHANNELS_X_BOT_TOKEN or its _FILE",
				"FIRSTLINE_CHANNELS_X_BOT_TOKEN: could mean channel x or x-bot; rename one of the two channels",
			},
		},
	}
}

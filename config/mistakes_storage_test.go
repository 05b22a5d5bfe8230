package config

import "testing"

func storageMistakes() map[string]mistake {
	return map[string]mistake{
		"another database": {
			yaml: "database: mysql://root:hush@db/desk\n",
			want: []string{"desk.yaml:1:11: database: is neither a SQLite file nor a PostgreSQL URL; write sqlite:PATH or postgres://user:password@host:5432/name"},
		},
		"database in memory": {
			yaml: "database: \"sqlite::memory:\"\n",
			want: []string{"desk.yaml:1:11: database: asks for a database in memory, which loses every message with the process; name a file, such as sqlite:desk.db"},
		},
		"options that weaken sqlite": {
			yaml: "database: sqlite:desk.db?_pragma=synchronous(off)\n",
			want: []string{"desk.yaml:1:11: database: has options after the file's name; name the file only; the program sets journal and fsync itself"},
		},
		"options that weaken postgres": {
			yaml: "database: postgres://u:p@db/desk?synchronous_commit=off\n",
			want: []string{"desk.yaml:1:11: database: sets synchronous_commit, which decides whether an acknowledged message survives; remove it; the program sets it itself"},
		},
		"postgres without a database": {
			yaml: "database: postgres://u:p@db:5432\n",
			want: []string{"desk.yaml:1:11: database: names no database; write the database's name at the end: postgres://user:password@host:5432/name"},
		},
		"postgres without a host": {
			yaml: "database: postgres:///desk\n",
			want: []string{"desk.yaml:1:11: database: is not a PostgreSQL URL; write postgres://user:password@host:5432/name"},
		},
		"sample password": {
			yaml: "database: postgres://desk:changeme@db/desk\n",
			want: []string{"desk.yaml:1:11: database: still has the sample password; set the real one"},
		},
		"redis of another scheme": {
			yaml: "redis: http://r:6379\n",
			want: []string{"desk.yaml:1:8: redis: is not a Redis URL; write redis://host:6379, rediss://host:6379 or a list of host:port"},
		},
		"redis without a host": {
			yaml: "redis: redis://:secretpass@:6379\n",
			want: []string{"desk.yaml:1:8: redis: has a host without a name or a port; write host:port for each, separated by commas"},
		},
		"redis option": {
			yaml: "redis: redis://r:6379/0?protocol=2\n",
			want: []string{"desk.yaml:1:8: redis: has an option that is not known; only master=NAME may stand after the ?"},
		},
		"redis database": {
			yaml: "redis: redis://r:6379/99\n",
			want: []string{"desk.yaml:1:8: redis: has a database number out of range; write a number from 0 to 15 after the slash"},
		},
		"redis escape": {
			yaml: "redis: redis://u:%zz@r:6379\n",
			want: []string{"desk.yaml:1:8: redis: has characters that a URL cannot hold; percent-encode the user and the password"},
		},
		"redis sample password": {
			yaml: "redis: redis://:your-password@r:6379\n",
			want: []string{"desk.yaml:1:8: redis: still has the sample password; set the real one"},
		},
		"sentinel without a master": {
			yaml: "redis: a:26379,b:26379\nredis_mode: sentinel\n",
			want: []string{"desk.yaml:1:8: redis: Sentinel needs the master's name; add it: redis://host:26379,host:26379/0?master=NAME"},
		},
		"single with two hosts": {
			yaml: "redis_mode: single\nredis: a:6379,b:6379\n",
			want: []string{"desk.yaml:2:8: redis: redis_mode is single but there are several hosts; name one host, or set redis_mode: cluster"},
		},
		"cluster with a database": {
			yaml: "redis: redis://a:6379,b:6379/3\n",
			want: []string{"desk.yaml:1:8: redis: a cluster has database 0 only; remove the number after the slash"},
		},
		"mode without redis": {
			yaml: "redis_mode: cluster\n",
			want: []string{"desk.yaml:1:13: redis: redis_mode is cluster but there is no address; set redis, or remove redis_mode"},
		},
		"texts go within the window to come back": {
			yaml: "keep:\n  texts: 24h\n  raw: 0s\n",
			want: []string{"desk.yaml:2:10: keep.texts: 24h is out of range; choose from 0s, or 720h to 438000h"},
		},
		"visitors may hand in more than is kept": {
			yaml: "media:\n  max_size: 25MiB\n  chat_max_size: 26214401\n",
			want: []string{"desk.yaml:3:18: media.chat_max_size: 26214401 bytes is more than media.max_size (25MiB); make chat_max_size no larger: visitors would be promised what is then refused"},
		},
		"two seal keys": {
			yaml: "seal:\n  key: " + strong + "\n  key_file: /k\n",
			want: []string{"desk.yaml:2:8: seal.key: is given together with seal.key_file; keep one of the two"},
		},
		"weak seal key": {
			yaml: "seal: {key: 0123456789}\n",
			want: []string{"desk.yaml:1:13: seal.key: is weak: about 33 bits where 128 are needed; set a random one, such as this new one: " + sample},
		},
	}
}

func syntaxMistakes() map[string]mistake {
	return map[string]mistake{
		"quote left open": {
			yaml: "locale: en\norganisation: \"Zhongyuan\n",
			want: []string{
				"desk.yaml:2:15: not valid YAML: could not find end character of double-quoted text; correct the syntax",
				`   2 | organisation: "Zhongyuan`,
				"     |               ^",
			},
		},
		"syntax error beside a secret": {
			yaml: "channels:\n  - id: tg\n    token: \"123456789:hush\n",
			want: []string{
				"desk.yaml:3:12: not valid YAML: could not find end character of double-quoted text; correct the syntax",
				"   3 |     token: ***",
				"     |            ^",
			},
		},
		"forgotten colon": {
			yaml: "locale: en\ntoken 123456789:hush\n",
			want: []string{
				"desk.yaml:2:1: not valid YAML: non-map value is specified; correct the syntax",
				"   2 | token: ***",
				"     | ^",
			},
		},
		"tab": {
			yaml: "session:\n\tcapacity: 3\n",
			want: []string{
				"desk.yaml:2:1: not valid YAML: found character '\t' that cannot start any token; correct the syntax",
				"   2 |  capacity: 3",
				"     | ^",
			},
		},
		"a sentence": {
			yaml: "hello\n",
			want: []string{"desk.yaml:1:1: has no keys; write key: value, as firstline config default shows"},
		},
		"two documents": {
			yaml: "locale: en\n---\nlocale: zh-CN\n",
			want: []string{"desk.yaml:3:7: is a second document; keep one, without ---"},
		},
		"alias": {
			yaml: "organisation: &o x\nlocale: *o\n",
			want: []string{"desk.yaml:1:15: uses a YAML feature that a configuration has no use for (anchor); write the value itself"},
		},
		"not text": {
			yaml: "locale: en\norganisation: \xff\xfe\n",
			want: []string{"desk.yaml:2:1: the line is not UTF-8 text; save the file as UTF-8"},
		},
		"deep": {
			yaml: "a: {b: {c: {d: {e: {f: {g: {h: {i: {j: 1}}}}}}}}}\n",
			want: []string{"desk.yaml:1:36: is nested too deeply; follow the example: firstline config default"},
		},
	}
}

// TestChatLimitFollows: a smaller limit of the department holds for visitors too, without being said twice.
func TestChatLimitFollows(t *testing.T) {
	t.Parallel()
	cfg, err := Load(Source{File: "desk.yaml", Data: []byte("media:\n  max_size: 5MiB\n")})
	if err != nil || cfg.Media.ChatMaxSize != 5<<20 {
		t.Errorf("%d bytes (%v), want 5 MiB", cfg.Media.ChatMaxSize, err)
	}
}

package config

import (
	"strconv"
	"strings"
	"time"
)

// setting is one key: the field it fills and everything a person is told about it.
type setting struct {
	key    string // path below its table, such as "targets.first_reply"
	val    value
	def    string // as a user would write it; a list is comma-separated
	doc    string // one or two sentences
	code   string // the service code's rule, when there is one
	sample string // shown in the example file in place of an empty default
}

const day = 24 * time.Hour

// settings is the table of every key outside the channels, tied to the fields of c.
func settings(c *Config) []setting {
	var all []setting
	for _, part := range [][]setting{
		placeSettings(c), redisSettings(c), personSettings(c), ruleSettings(c), qualitySettings(c), complaintSettings(c), guardSettings(c), mediaSettings(c), keepSettings(c), orderSettings(c), translationSettings(c), nodeSettings(c),
	} {
		all = append(all, part...)
	}
	return all
}

func placeSettings(c *Config) []setting {
	return []setting{
		{key: "listen", val: hostPort(&c.Listen), def: "127.0.0.1:8080",
			doc: "Where customers, agents and webhooks come in. Put a proxy with TLS in front before opening it to the world."},
		{key: "admin_listen", val: hostPort(&c.AdminListen), sample: "127.0.0.1:9090",
			doc: "A listener of its own for /metrics and profiling. Empty: /metrics is on the main listener and there is no profiling."},
		{key: "public_url", val: webOrigin(&c.PublicURL), sample: "https://desk.example.com",
			doc: "How customers and networks reach this desk. Needed by every channel in webhook or events mode, and for links in messages."},
		{key: "data_dir", val: folder(&c.DataDir), def: "./firstline-data",
			doc: "Folder for the SQLite file, the seals and uploads. One program at a time may use it."},
		{key: "database", val: database(&c.Database), def: "sqlite:", sample: "postgres://firstline:<password>@db.internal:5432/firstline",
			doc: "The record. sqlite: alone is firstline.db in data_dir; more than one node needs PostgreSQL."},
	}
}

func redisSettings(c *Config) []setting {
	return []setting{
		{key: "redis", val: redisURL(&c.Redis), sample: "redis://:<password>@redis.internal:6379/0",
			doc: "The live state. Empty: inside this process, which is enough for one node. Several hosts are a cluster; ?master=NAME is Sentinel."},
		{key: "redis_mode", val: redisMode(&c.Redis.Mode), sample: "cluster",
			doc: "Overrides what redis suggests, for a cluster behind one address."},
	}
}

func personSettings(c *Config) []setting {
	return []setting{
		{key: "organisation", val: text(&c.Organisation, 80), def: "客服中心", sample: "中原物业", code: "SCR-12",
			doc: "The name that greetings and closings use."},
		{key: "locale", val: choice(&c.Locale, "zh-CN", "zh-TW", "en"), def: "zh-CN",
			doc: "Language of the scripts and of the inbox, until an agent chooses another."},
		{key: "time_zone", val: zone(&c.TimeZone), def: "Asia/Shanghai",
			doc: "The department's own clock: greetings by time of day, working days, reports."},
		{key: "log.level", val: choice(&c.Log.Level, "debug", "info", "warn", "error"), def: "info",
			doc: "The least serious thing that is logged."},
		{key: "log.format", val: choice(&c.Log.Format, "json", "console"), def: "json",
			doc: "json for machines, console for people."},
	}
}

func ruleSettings(c *Config) []setting {
	s, t := &c.Session, &c.Targets
	return []setting{
		{key: "session.reopen_window", val: duration(&s.ReopenWindow, 0, 30*day), def: "24h",
			doc: "A customer who writes again this soon after the close continues the same session."},
		{key: "session.capacity", val: number(&s.Capacity, 1, 200), def: "8", code: "RTE-08",
			doc: "How many open sessions one agent may hold, unless the agent has a figure of their own."},
		{key: "session.own_texts", val: number(&s.OwnTexts, 1, 2000), def: strconv.Itoa(OwnTexts), code: "SCR-01",
			doc: "How many texts of their own an agent may keep beside the department's scripts."},
		{key: "session.away_approval", val: boolean(&s.AwayApproval), def: "false", code: "DUT-04",
			doc: "An agent who wants to go away says why and until when, and stays until a superior approves. The regulations ask it of who goes out, and leave breaks open."},
		{key: "session.busy_approval", val: boolean(&s.BusyApproval), def: "false", code: "DUT-04",
			doc: "The same of an agent who wants to be busy: at the desk, without new customers for a while."},
		{key: "session.offline_grace", val: duration(&s.OfflineGrace, 5*time.Second, time.Hour), def: "60s", code: "DUT-03",
			doc: "An agent whose inbox is gone for longer hands the waiting customers back."},
		{key: "session.hours", val: folder(&s.Hours), sample: "/etc/firstline/hours", code: "CHN-02",
			doc: "Folder with the working hours of the groups, such as service.yaml. A group without a file is there round the clock."},
		{key: "session.matters", val: folder(&s.Matters), sample: "/etc/firstline/matters.yaml", code: "ORG-02",
			doc: "File with what customers can want: categories, whose work they are, by which words they are recognised, departments, the ladder. Without it the one for the desk's language that comes with the program."},
		{key: "session.phrases", val: folder(&s.Phrases), sample: "/etc/firstline/phrases.yaml", code: "FBD-01",
			doc: "File with the phrases that agents may not, or should not, say to customers. Without it the list for the desk's language that comes with the program."},
		{key: "targets.first_reply", val: duration(&t.FirstReply, 5*time.Second, day), def: "60s", code: "SLA-01",
			doc: "The customer's first message is answered by a person within this time."},
		{key: "targets.next_reply", val: duration(&t.NextReply, 5*time.Second, day), def: "60s", code: "SLA-01",
			doc: "Every later message of the customer is answered by a person within this time."},
		{key: "targets.warnings", val: durations(&t.Warnings, time.Second, day), def: "30s, 10s", code: "SLA-01",
			doc: "The agent is warned when so much is left of a target. none: not at all."},
		{key: "targets.apology", val: boolean(&t.Apology), def: "true", code: "SCR-06",
			doc: "When a target has passed the waiting customer gets the apology of the script pack, once for each turn."},
		{key: "targets.answer", val: duration(&t.Answer, 0, 30*day), def: "0s", code: "SLA-02",
			doc: "The customer has the real answer (the flow's step of the reply) within this time. 0s: no such target; the regulations leave the figure open."},
		{key: "targets.completion", val: duration(&t.Completion, 0, 30*day), def: "0s", code: "SLA-02",
			doc: "A session is closed within this time. 0s: no such target; the regulations leave the figure open."},
		{key: "targets.satisfaction", val: number(&t.Satisfied, 0, 100), def: "0", code: "SLA-02",
			doc: "So many per cent of the customers who give a rating are to be satisfied (4 or 5 of 5). 0: no such target; the regulations leave the figure open."},
		{key: "targets.silence", val: duration(&t.Silence, 0, day), def: "60s", code: "SLA-01",
			doc: "An agent who has left the customer without any answer for so long loses the session to a colleague. 0s: never."},
		{key: "targets.hops", val: number(&t.Hops, 0, 20), def: "2", code: "RTE-13",
			doc: "How many agents may lose a session like that before a lead is asked to take it."},
	}
}

func qualitySettings(c *Config) []setting {
	q := &c.Quality
	return []setting{
		{key: "quality.per_agent", val: number(&q.PerAgent, 1, 200), def: "20", code: "QA-01",
			doc: "How many transcripts of each agent are drawn every day to be checked. Who has fewer has all of them checked."},
		{key: "quality.draw_at", val: timeOfDay(&q.DrawAt, 10*time.Minute), def: "05:00",
			doc: "When the day before is drawn, on the department's clock."},
		{key: "quality.block_hours", val: number(&q.BlockHours, 1, 24), def: "1",
			doc: "The sample is in proportion to blocks of so many hours and to channels. 24 is no blocks."},
		{key: "quality.replace_reasons", val: reasons(&q.ReplaceReasons), def: "test_chat,other_language,technical_defect",
			doc: "For which reasons a reviewer may have a drawn transcript replaced. [] allows none."},
	}
}

func complaintSettings(c *Config) []setting {
	r := &c.Complaints
	return []setting{
		{key: "complaints.number", val: numbering(&r.Number), def: "TS-{year}-{serial:6}", code: "CMP-03",
			doc: "How the numbers of the complaint register are written: {year}, and {serial:6} with at least so many digits. Numbers that were given stay."},
		{key: "complaints.general_days", val: number(&r.General, 0, 60), def: "0", code: "CMP-10",
			doc: "A general complaint is closed so many days after the one on which it was registered. 0: the same day."},
		{key: "complaints.major_days", val: number(&r.Major, 0, 60), def: "3", code: "CMP-10",
			doc: "A major complaint is closed so many days after the one on which it was registered."},
		{key: "complaints.extension_days", val: number(&r.Extension, 1, 60), def: "3", code: "CMP-08",
			doc: "The one extension that a complaint can get adds so many days at most."},
		{key: "complaints.department_days", val: number(&r.Department, 0, 60), def: "3", code: "CMP-08",
			doc: "A department answers within so many days, when no date is given."},
		{key: "complaints.day_ends", val: timeOfDay(&r.DayEnds, 12*time.Hour), def: "23:59",
			doc: "Until when a day is that day for these deadlines, on the department's clock. What comes later has the next day."},
		{key: "complaints.verify", val: boolean(&r.Verify), def: "true", code: "SLA-07",
			doc: "A complaint is investigated, verified and decided on the day of its registration, or on the next working day of the complaint group."},
		{key: "complaints.investigation_days", val: number(&r.Investigation, 0, 60), def: "0", code: "SLA-08",
			doc: "A department says what it has found out within so many working days of the complaint group. 0: no target, as the source leaves the figure open."},
		{key: "complaints.solution_days", val: number(&r.Solution, 0, 60), def: "0", code: "SLA-08",
			doc: "A department gives its solution within so many working days. 0: no target, as the source leaves the figure open."},
		{key: "complaints.contact", val: boolean(&r.Contact), def: "true", code: "CMP-06",
			doc: "A department that gets a complaint owes the customer a contact at once."},
		{key: "complaints.apology", val: boolean(&r.Apology), def: "true", code: "SCR-06",
			doc: "A session whose complaint was found valid is not closed with its closing script before somebody has apologised to the customer."},
		{key: "complaints.fault_apology", val: choice(&r.FaultApology, FaultAlways, FaultWarn, FaultBlock), def: FaultWarn, code: "SCR-21",
			doc: "What becomes of the apology for a fault of ours while the session's complaint has not been found valid: always said, said with a warning, or blocked."},
	}
}

func guardSettings(c *Config) []setting {
	a := &c.Auth
	return []setting{
		{key: "accept.max_body", val: size(&c.Accept.MaxBody, 16<<10, 64<<20), def: "1MiB",
			doc: "The largest webhook body that is read. Telegram and Slack stay far below the default."},
		{key: "trusted_proxies", val: prefixes(&c.TrustedProxies), sample: "10.0.0.0/8",
			doc: "Proxies whose X-Forwarded-For is believed. Empty: the peer's own address counts."},
		// One hour and one day are the limits NIST SP 800-63B-4 advises for AAL2.
		{key: "auth.session_idle", val: duration(&a.SessionIdle, 5*time.Minute, 30*day), def: "1h",
			doc: "Signed out after this long without use. An open inbox counts as use."},
		{key: "auth.session_max", val: duration(&a.SessionMax, time.Hour, 90*day), def: "24h",
			doc: "Signed out after this long in any case."},
		{key: "auth.min_password", val: number(&a.MinPassword, 8, 64), def: "8",
			doc: "The fewest characters of a password. 15 are advised."},
		{key: "auth.password_lasts", val: age(&a.PasswordLasts, day, 10*365*day), def: "0s",
			doc: "How old a password may become: then a new one has to be chosen at the next sign-in. NIST SP 800-63B-4 advises against it. 0s: as old as you like."},
		{key: "auth.one_place", val: boolean(&a.OnePlace), def: "false",
			doc: "Nobody is signed in twice: who signs in elsewhere is asked whether to take over, which ends the sign-in that is there. By way of a provider it is taken over without a question."},
		{key: "auth.password_login", val: choice(&a.PasswordLogin, PasswordAll, PasswordAdmins), def: PasswordAll,
			doc: "Who may sign in with a password: everybody, or only administrators where all others have to use single sign-on (auth.oidc). Administrators always may."},
		{key: "auth.second_factor", val: choice(&a.SecondFactor, FactorOff, FactorOffered, FactorSupervisors, FactorEverybody), def: FactorOffered,
			doc: "Codes of an app at the sign-in. offered: who likes sets them up; supervisors: supervisors, managers and admins have to; everybody: everybody has to. off: nobody is asked for one."},
		{key: "auth.remember", val: age(&a.Remember, time.Hour, 30*day), def: "168h",
			doc: "For how long a browser is remembered when somebody ticks that: it stays signed in without use, and needs no code of the second factor. Never shorter than session_max. 0s: not offered."},
		{key: "auth.help", val: text(&a.Help, 80), sample: "分机 8001",
			doc: "Whom to ask who cannot sign in, as the sign-in page shows it. Empty: the administrator, without a name."},
	}
}

func keepSettings(c *Config) []setting {
	return []setting{
		{key: "keep.texts", val: age(&c.Keep.Texts, 30*day, 50*365*day), def: "0s", code: "REC-06",
			doc: "How long texts, notes, files and the customer's name are kept after a session was closed. Then they go for good; the log with its digests stays. Not while a complaint of the session is open. 0s: for ever."},
		{key: "keep.raw", val: age(&c.Keep.Raw, 7*day, 50*365*day), def: "0s", code: "REC-06",
			doc: "How long the bodies of what networks handed us are kept once they were carried or settled. 0s: for ever."},
	}
}

func mediaSettings(c *Config) []setting {
	m := &c.Media
	return []setting{
		{key: "media.dir", val: folder(&m.Dir), sample: "/srv/firstline/files",
			doc: "Folder with the bytes of files that customers and agents send; the record has only what is known of them. Empty: files, beside the SQLite file or in data_dir. All nodes on one record need one folder."},
		{key: "media.max_size", val: size(&m.MaxSize, 64<<10, 1<<30), def: "25MiB",
			doc: "The largest file that is kept, whoever sends it. Networks have limits of their own."},
		{key: "media.chat_max_size", val: size(&m.ChatMaxSize, 64<<10, 1<<30), def: "10MiB",
			doc: "The largest file that a visitor of the web chat may hand in; never more than media.max_size, which holds where this is not given."},
		{key: "media.chat_budget", val: size(&m.ChatBudget, 1<<20, 1<<40), def: "1024MiB",
			doc: "How much all visitors of web chats together may have handed in and not sent; more is refused until some of it is sent, taken back or a day old."},
		{key: "media.min_free", val: size(&m.MinFree, 0, 1<<40), def: "1024MiB",
			doc: "While the disk with media.dir has less room than this, files are not taken in: what is handed in is refused, what is fetched waits. 0: no such floor."},
		{key: "media.fetchers", val: number(&m.Fetchers, 1, 64), def: "4",
			doc: "How many files one node fetches from networks at once."},
	}
}

func nodeSettings(c *Config) []setting {
	return []setting{
		{key: "seal.key", val: secret(&c.Seal.Key), sample: "<32 or more random characters>",
			doc: "Key of the seals over the session records. Keep it outside the database and its backups, the same on all nodes."},
		{key: "seal.key_file", val: folder(&c.Seal.KeyFile), sample: "/etc/firstline/seal.key",
			doc: "File with the key instead. When neither is given, seal.key in data_dir, made at the first start."},
		{key: "seal.every", val: duration(&c.Seal.Every, time.Second, 10*time.Minute), def: "10s",
			doc: "How often the heads are sealed: the longest time in which a deletion could go unseen."},
		{key: "node.id", val: nodeID(&c.Node.ID), sample: "desk-1",
			doc: "Name of this process among the nodes. Empty: made anew at each start."},
		{key: "node.lease_ttl", val: duration(&c.Node.LeaseTTL, time.Second, 5*time.Minute), def: "2500ms",
			doc: "A node that is silent for longer loses its partitions to the others."},
		{key: "watch.every", val: duration(&c.Watch.Every, time.Second, time.Hour), def: "60s",
			doc: "How often each network is asked whether the channel works. Leads and above are told after two bad answers in a row."},
	}
}

// envName is the variable of a key: targets.first_reply is FIRSTLINE_TARGETS_FIRST_REPLY.
func envName(key string) string {
	return envPrefix + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(key))
}

package config

import (
	"fmt"
	"io"
	"strings"
)

// Doc writes the reference page, docs/configuration.md.
func Doc(w io.Writer) error {
	var p page
	p.line("# Configuration")
	p.line("")
	p.line("<!-- Generated: go test ./config -update. Edit config/settings.go and the channel files instead. -->")
	for _, s := range intro() {
		p.line("")
		p.line(s)
	}
	p.heading("Keys")
	for _, s := range settings(&Config{}) {
		p.row(s, s.key, envName(s.key))
	}
	p.heading("Single sign-on: each item of `" + providersKey + "`")
	for _, s := range providerSettings(&Provider{}) {
		p.row(s, s.key, providerVariableName(s))
	}
	p.heading("Keys of every channel")
	for _, s := range commonSettings(&Channel{}) {
		if s.key == "id" {
			p.row(s, s.key, "") // the id is part of every variable's name
			continue
		}
		p.channelRow(s)
	}
	for _, n := range networks() {
		p.heading(n.title + " (`type: " + n.typ + "`)")
		for _, s := range n.settings(&Channel{}) {
			p.channelRow(s)
		}
	}
	_, err := io.WriteString(w, p.String())
	return err
}

func intro() []string {
	return []string{
		"Firstline runs without any configuration. What is set is read in this order, and the later one wins: " +
			"the defaults, the YAML file (`--config FILE`, or the file that `FIRSTLINE_CONFIG` names), the environment, the flags.",
		"A problem never comes alone: all of them are printed together, each with its place, its key and what to do. " +
			"`firstline config check` prints them without starting, `firstline config default` prints a file to begin with " +
			"([config/example.yaml](../config/example.yaml)), `firstline config doc` prints this page.",
		"**Secrets** are best kept out of the file: every key marked *secret* is also read from the file that its variable " +
			"with `_FILE` at the end names (`FIRSTLINE_DATABASE_FILE=/run/secrets/database`). They are never printed, whatever is logged. " +
			"Sample values from a documentation are refused.",
		"**Lists** are written `[one, two]` in YAML and `one,two` in a variable. **Durations** carry a unit: `60s`, `5m`, `24h`. " +
			"An empty variable counts as not set. An unknown `FIRSTLINE_` variable is refused like an unknown key, " +
			"except `FIRSTLINE_TEST_…` and what Kubernetes sets for a service called firstline (`FIRSTLINE_SERVICE_…`, `FIRSTLINE_PORT…`).",
		"**Channels** in the environment: `FIRSTLINE_CHANNELS_<ID>_<KEY>`, the id in capitals with `_` for `-`: " +
			"the token of `tg-cn` is `FIRSTLINE_CHANNELS_TG_CN_TOKEN`. `FIRSTLINE_CHANNELS_<ID>_TYPE` adds a channel that the file does not have. " +
			"Without a `channels` key there is one web chat, `web`; `channels: []` serves none.",
		"**Single sign-on** in the environment: `FIRSTLINE_AUTH_OIDC_<ID>_<KEY>` sets a key of a provider that the file has, best of all its secret.",
		"**Held settings.** Targets, groups, hours, scripts, phrases, categories and the organisation's name are administered in the browser; the keys below only say " +
			"where a new department starts. A key that is given explicitly (file, environment or flag) *holds* its settings: the browser shows them read-only and " +
			"says where they are set, and a change is refused. `targets.…`, `session.reopen_window`, `session.offline_grace`, `session.capacity`, `session.own_texts`, `session.away_approval` and `session.busy_approval` hold the targets, " +
			"`session.hours` the hours of all groups, `session.phrases` the phrases, `session.matters` categories and flows, `organisation` the organisation's name. Remove the key to decide it in the browser again.",
		"The last column names the rule of the service code that the key carries out.",
	}
}

func (p *page) heading(title string) {
	p.line("")
	p.line("## " + title)
	p.line("")
	p.line("| key | variable | type | default | range | meaning | rule |")
	p.line("|---|---|---|---|---|---|---|")
}

func (p *page) channelRow(s setting) {
	p.row(s, s.key, envPrefix+"CHANNELS_<ID>_"+strings.ToUpper(s.key))
}

func (p *page) row(s setting, key, env string) {
	kind := s.val.kind
	if s.val.secret && kind != "secret" {
		kind += ", secret"
	}
	p.line(fmt.Sprintf("| `%s` | %s | %s | %s | %s | %s | %s |", key, code(env), kind, code(s.def), s.val.limit, cell(s.doc), s.code))
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

// cell keeps a sentence inside its table cell.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`).Replace(s)
}

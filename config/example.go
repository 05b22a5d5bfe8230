package config

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Default writes the example file: every key with its default, and the ones
// without a default as a comment with a sample. It loads as it is and gives the
// defaults.
func Default(w io.Writer) error {
	var p page
	p.line("# Firstline's configuration. Every line shows the default; what is commented out is not set.")
	p.line("# Every key can also come from the environment, and a secret from a file named there:")
	p.line("# targets.first_reply is FIRSTLINE_TARGETS_FIRST_REPLY, database is FIRSTLINE_DATABASE or FIRSTLINE_DATABASE_FILE.")
	p.line("# Check a file before a restart: firstline config check --config FILE")
	open := ""
	all := settings(&Config{})
	for i, s := range all {
		tab, _, below := strings.Cut(s.key, ".")
		switch {
		case !below:
			p.line("")
			open = ""
			p.setting(s, "", false)
		default:
			off := !anyDefault(all, tab)
			if tab != open {
				p.line("")
				p.line(comment(off) + tab + ":")
				open = tab
			}
			s.key = strings.TrimPrefix(s.key, tab+".")
			p.setting(s, "  ", off)
		}
		if above, _, _ := strings.Cut(providersKey, "."); tab == above && (i == len(all)-1 || !strings.HasPrefix(all[i+1].key, tab+".")) {
			p.provider()
		}
	}
	p.channels()
	_, err := io.WriteString(w, p.String())
	return err
}

// page collects lines.
type page struct{ strings.Builder }

func (p *page) line(s string) { p.WriteString(strings.TrimRight(s, " ") + "\n") }

// setting writes the sentence and the line of one key; off comments the line out
// together with its table.
func (p *page) setting(s setting, indent string, off bool) {
	note := s.doc
	if s.val.limit != "" {
		note += " (" + s.val.limit + ")"
	}
	if s.code != "" {
		note += " " + s.code
	}
	for _, part := range wrap(note, 110) {
		p.line(comment(off) + indent + "# " + part)
	}
	if s.def != "" && s.sample != "" {
		p.line(comment(off) + indent + "# For example " + s.key + ": " + yamlText(s, s.sample))
	}
	text := indent + s.key + ": " + yamlText(s, s.def)
	if s.def == "" {
		text = indent + s.key + ": " + yamlText(s, s.sample)
		if !off {
			text = indent + "# " + strings.TrimPrefix(text, indent)
		}
	}
	p.line(comment(off) + text)
}

// channels writes the default channel, and one sample of every other type.
func (p *page) channels() {
	p.line("")
	p.line("# The accounts on the networks. [] serves none. In the environment: FIRSTLINE_CHANNELS_<ID>_<KEY>,")
	p.line("# and FIRSTLINE_CHANNELS_<ID>_TYPE adds a channel that is not in the file.")
	p.line("channels:")
	for _, d := range defaultChannels() {
		p.line("  - id: " + d.ID)
		p.line("    type: " + d.Type)
		for _, s := range channelSettings(&d)[2:] {
			p.setting(s, "    ", false)
		}
	}
	for _, n := range networks() {
		if n.typ == defaultChannels()[0].Type {
			continue
		}
		p.line("")
		p.line(fmt.Sprintf("  # - id: %s-1", n.typ))
		p.line("  #   type: " + n.typ)
		for _, s := range n.settings(&Channel{}) {
			for _, part := range wrap(s.doc, 110) {
				p.line("  #   # " + part)
			}
			text := s.def
			if text == "" {
				text = s.sample
			}
			p.line("  #   " + s.key + ": " + yamlText(s, text))
		}
	}
}

// provider writes a sample of one place to sign in at, in the table that is open.
func (p *page) provider() {
	_, key, _ := strings.Cut(providersKey, ".")
	p.line("  # Places to sign in at (single sign-on, OpenID Connect). In the environment: FIRSTLINE_AUTH_OIDC_<ID>_<KEY>.")
	p.line("  # " + key + ":")
	for i, s := range providerSettings(&Provider{}) {
		dash := "  "
		if i == 0 {
			dash = "- "
		}
		for _, part := range wrap(s.doc, 110) {
			p.line("  #     # " + part)
		}
		text := s.def
		if text == "" {
			text = s.sample
		}
		p.line("  #   " + dash + s.key + ": " + yamlText(s, text))
	}
}

// wrap breaks a sentence into lines of about width letters.
func wrap(text string, width int) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(text) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case len(*last)+1+len(word) > width:
			lines = append(lines, word)
		default:
			*last += " " + word
		}
	}
	return lines
}

func comment(off bool) string {
	if off {
		return "#"
	}
	return ""
}

func anyDefault(all []setting, tab string) bool {
	for _, s := range all {
		if strings.HasPrefix(s.key, tab+".") && s.def != "" {
			return true
		}
	}
	return false
}

// yamlText writes a value so that YAML reads it back as the same text.
func yamlText(s setting, text string) string {
	if s.val.setList == nil {
		return yamlScalar(text)
	}
	var items []string
	for _, item := range splitList(text) {
		items = append(items, yamlScalar(item))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func yamlScalar(text string) string {
	if strings.Trim(text, secretLetters+"./:") == "" && text != "" && !strings.HasSuffix(text, ":") {
		return text
	}
	return strconv.Quote(text)
}

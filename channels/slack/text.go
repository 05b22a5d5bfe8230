package slack

import (
	"cmp"
	"strings"
)

// plain turns Slack's markup into the text that its author saw (docs.slack.dev, "Formatting message text"): references
// become names, links their words and address, the three entities their characters. Emphasis and emoji stay as typed.
func plain(text string) string {
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(text, "<")
		out.WriteString(entities(before))
		if !open {
			return out.String()
		}
		inner, after, closed := strings.Cut(rest, ">")
		if !closed {
			out.WriteString("<" + entities(rest))
			return out.String()
		}
		out.WriteString(reference(inner))
		text = after
	}
}

// reference is what stood between < and >.
func reference(inner string) string {
	target, label, _ := strings.Cut(inner, "|")
	target, label = entities(target), entities(label)
	if target == "" {
		return label
	}
	id := target[1:]
	switch target[0] {
	case '@':
		return "@" + cmp.Or(label, id)
	case '#':
		return "#" + cmp.Or(label, id)
	case '!':
		return special(id, label)
	}
	for _, before := range []string{"", "https://", "http://", "mailto:", "tel:"} {
		if label == "" || target == before+label { // the words say all of the address
			return cmp.Or(label, target)
		}
	}
	return label + " (" + target + ")"
}

// special is !here, !channel, !subteam^S1|@experts, !date^1392734382^{date}|Feb 18.
func special(id, label string) string {
	if label != "" {
		return label
	}
	name, _, _ := strings.Cut(id, "^")
	return "@" + name
}

// entities undoes escape, once: &amp;lt; is the text &lt;.
func entities(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

package webchat

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"firstline/channels"
	"firstline/internal/desk"
)

// Parse reads one stored message. A body that names another conversation than it was stored under is an error: it was
// not written by this package.
func (a *Adapter) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	var b body
	if err := json.Unmarshal(raw.Body, &b); err != nil {
		return nil, fmt.Errorf("web chat message: %w", err)
	}
	if b.Visitor == "" || b.Visitor != raw.Key {
		return nil, fmt.Errorf("web chat message of visitor %q is stored under %q", b.Visitor, raw.Key)
	}
	if !goodID(b.ClientID) {
		return nil, fmt.Errorf("web chat message of visitor %q has no usable client_id", b.Visitor)
	}
	text := cleanText(b.Text)
	files := handedIn(b.Files)
	if text == "" && len(files) == 0 {
		return nil, nil
	}
	kind := desk.KindText
	if len(files) > 0 {
		kind = files[0].Kind
	}
	return []desk.Inbound{{
		Address:    raw.Address(),
		ExternalID: b.ClientID,
		SenderID:   b.Visitor,
		SenderName: cleanName(b.Name),
		Language:   cleanLang(b.Lang),
		Kind:       kind,
		Text:       text,
		Files:      files,
		SentAt:     sentAt(b.At, raw.Received),
		Survey:     survey(b.Survey),
	}}, nil
}

// handedIn are the files that a message names. What they are is found out when they are taken over.
func handedIn(ids []string) []desk.File {
	var out []desk.File
	for i, id := range ids[:min(len(ids), maxFiles)] {
		if goodID(id) && !slices.Contains(ids[:i], id) {
			out = append(out, desk.File{Kind: channels.UploadKind(id), Ref: channels.UploadRef + id})
		}
	}
	return out
}

// sentAt believes the browser's clock only where it cannot be wrong by much in our favour: a message that waited
// offline is older than its arrival, never newer.
func sentAt(at, received desk.Millis) desk.Millis {
	if at <= 0 || at > received {
		return received
	}
	return at
}

// cleanText repairs what a database or a screen would stumble over: broken UTF-8, NUL and other control characters,
// line ends of other systems, white space at the ends.
func cleanText(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// nameAtMost is the longest name of a visitor, in characters.
const nameAtMost = 80

// cleanName takes out of a name what could make it look like another one: controls, direction marks, zero widths.
func cleanName(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, cleanText(s))
	if r := []rune(s); len(r) > nameAtMost {
		s = string(r[:nameAtMost])
	}
	return strings.TrimSpace(s)
}

// cleanLang is the tag in its canonical form, or nothing.
func cleanLang(s string) string {
	if len(s) > 35 {
		return ""
	}
	tag, err := language.Parse(s)
	if err != nil {
		return ""
	}
	return tag.String()
}

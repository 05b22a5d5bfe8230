package slack

import (
	"cmp"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
)

// file is a file that hangs on a message, as far as it is read (docs.slack.dev, "File objects").
type file struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Mimetype string `json:"mimetype"`
	Subtype  string `json:"subtype"` // slack_audio, slack_video: recorded in Slack
	Mode     string `json:"mode"`    // external, tombstone, hidden_by_limit; hosted and others otherwise
	Outside  bool   `json:"is_external"`
	Size     int64  `json:"size"`
	Width    int    `json:"original_w"`
	Height   int    `json:"original_h"`
	Millis   int64  `json:"duration_ms"`
	Private  string `json:"url_private"`
	Download string `json:"url_private_download"`
}

// elsewhere says that the file lies with somebody else, such as an online drive: Slack has only its address.
func (f file) elsewhere() bool { return (f.Outside || f.Mode == "external") && f.Private != "" }

// link is what a reader can do with a file that lies elsewhere.
func (f file) link() string {
	return channels.Storable(strings.TrimSpace(cmp.Or(f.Title, f.Name) + " (" + f.Private + ")"))
}

// known is what the event tells. It is fetched from where the event says, or, where that is nothing (Slack Connect:
// file_access is check_file_info), from where files.info says.
func (f file) known() desk.File {
	return desk.File{Kind: f.kind(), Name: channels.Storable(f.Name), Type: channels.Storable(f.Mimetype), Size: max(f.Size, 0), Width: max(f.Width, 0), Height: max(f.Height, 0),
		Seconds: int((max(f.Millis, 0) + 999) / 1000), Ref: channels.Storable(cmp.Or(f.Download, f.Private, f.ID))}
}

func (f file) kind() desk.Kind {
	if f.Subtype == "slack_audio" {
		return desk.KindVoice
	}
	return channels.KindOf(f.Mimetype)
}

package telegram

import "encoding/json"

// The JSON shapes of S: Client.cpp Json* as far as the stand-in fills them;
// field names and types match models.* of the pinned client library.

type userJSON struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

type meJSON struct {
	userJSON
	CanJoinGroups   bool `json:"can_join_groups"`
	CanReadAll      bool `json:"can_read_all_group_messages"`
	InlineQueries   bool `json:"supports_inline_queries"`
	CanConnect      bool `json:"can_connect_to_business"`
	HasMainWebApp   bool `json:"has_main_web_app"`
	HasTopicsInChat bool `json:"has_topics_enabled"`
}

type chatJSON struct {
	ID        int64  `json:"id"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
	Type      string `json:"type"`
}

type chatFullJSON struct {
	chatJSON
	ActiveUsernames []string        `json:"active_usernames,omitempty"`
	AccentColor     int             `json:"accent_color_id"`
	MaxReactions    int             `json:"max_reaction_count"`
	GiftTypes       map[string]bool `json:"accepted_gift_types"`
}

type messageJSON struct {
	ID       int64           `json:"message_id"`
	From     *userJSON       `json:"from,omitempty"`
	Chat     *chatJSON       `json:"chat"`
	Date     int64           `json:"date"`
	EditDate int64           `json:"edit_date,omitempty"`
	Thread   int64           `json:"message_thread_id,omitempty"`
	IsTopic  bool            `json:"is_topic_message,omitempty"`
	ReplyTo  *messageJSON    `json:"reply_to_message,omitempty"`
	Text     string          `json:"text,omitempty"`
	Entities json.RawMessage `json:"entities,omitempty"`
	*mediaJSON
	*serviceJSON
	Markup json.RawMessage `json:"reply_markup,omitempty"`
}

// mediaJSON is what a message other than a text carries.
type mediaJSON struct {
	Album     string        `json:"media_group_id,omitempty"`
	Photo     []fileJSON    `json:"photo,omitempty"`
	Sticker   *stickerJSON  `json:"sticker,omitempty"`
	Voice     *fileJSON     `json:"voice,omitempty"`
	Video     *fileJSON     `json:"video,omitempty"`
	Audio     *fileJSON     `json:"audio,omitempty"`
	Document  *fileJSON     `json:"document,omitempty"`
	VideoNote *fileJSON     `json:"video_note,omitempty"`
	Animation *fileJSON     `json:"animation,omitempty"`
	Venue     *venueJSON    `json:"venue,omitempty"`
	Location  *locationJSON `json:"location,omitempty"`
	Contact   *contactJSON  `json:"contact,omitempty"`
	Caption   string        `json:"caption,omitempty"`
}

// fileJSON is any of PhotoSize, Voice, Video, Audio, Document, VideoNote, File.
type fileJSON struct {
	Duration int    `json:"duration,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Length   int    `json:"length,omitempty"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size,omitempty"`
	Path     string `json:"file_path,omitempty"`

	Thumb *fileJSON `json:"thumbnail,omitempty"`
}

type stickerJSON struct {
	fileJSON
	Emoji      string `json:"emoji,omitempty"`
	SetName    string `json:"set_name,omitempty"`
	IsAnimated bool   `json:"is_animated"`
	IsVideo    bool   `json:"is_video"`
	Type       string `json:"type"`
}

type locationJSON struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type venueJSON struct {
	Location locationJSON `json:"location"`
	Title    string       `json:"title"`
	Address  string       `json:"address"`
}

type contactJSON struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	UserID    int64  `json:"user_id,omitempty"`
}

// serviceJSON is what a message tells about its chat.
type serviceJSON struct {
	Joined      []userJSON `json:"new_chat_members,omitempty"`
	Left        *userJSON  `json:"left_chat_member,omitempty"`
	MigrateTo   int64      `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom int64      `json:"migrate_from_chat_id,omitempty"`
}

type callbackJSON struct {
	ID           string       `json:"id"`
	From         *userJSON    `json:"from"`
	Message      *messageJSON `json:"message"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data"`
}

type memberJSON struct {
	Chat *chatJSON   `json:"chat"`
	From *userJSON   `json:"from"`
	Date int64       `json:"date"`
	Old  memberState `json:"old_chat_member"`
	New  memberState `json:"new_chat_member"`
}

type memberState struct {
	User   userJSON `json:"user"`
	Status string   `json:"status"`
	// Until is set, to 0, only for "kicked", as Telegram does.
	Until *int64 `json:"until_date,omitempty"`
}

type webhookInfoJSON struct {
	URL              string   `json:"url"`
	Certificate      bool     `json:"has_custom_certificate"`
	Pending          int      `json:"pending_update_count"`
	LastErrorDate    int64    `json:"last_error_date,omitempty"`
	LastErrorMessage string   `json:"last_error_message,omitempty"`
	MaxConnections   int      `json:"max_connections,omitempty"`
	IP               string   `json:"ip_address,omitempty"`
	AllowedUpdates   []string `json:"allowed_updates,omitempty"`
}

// without returns the message as others quote it: S: JsonMessage stores a
// reply one level deep only.
func (m *messageJSON) without() *messageJSON {
	if m.ReplyTo == nil {
		return m
	}
	flat := *m
	flat.ReplyTo = nil
	return &flat
}

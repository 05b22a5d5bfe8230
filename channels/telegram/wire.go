package telegram

import "fmt"

// What is read of an update. The library's own types are not used here: they refuse a whole update for one value of a kind
// that Telegram has added since, and with it what a customer said.

// update is one thing that happened.
type update struct {
	ID      int64       `json:"update_id"`
	Message *message    `json:"message"`
	Edited  *message    `json:"edited_message"`
	Member  *membership `json:"my_chat_member"`
	Press   *press      `json:"callback_query"`
	React   *reaction   `json:"message_reaction"`
}

type chat struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
	Forum bool   `json:"is_forum"` // a group with topics
}

// The types of chat that are told apart.
const (
	private = "private"
	channel = "channel"
)

type person struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Language string `json:"language_code"`
}

type message struct {
	ID      int64   `json:"message_id"`
	From    *person `json:"from"`
	As      *chat   `json:"sender_chat"` // whoever writes in the name of a channel or of the group itself
	Chat    chat    `json:"chat"`
	Date    int64   `json:"date"` // seconds
	Copied  bool    `json:"is_automatic_forward"`
	ReplyTo *struct {
		ID int64 `json:"message_id"`
	} `json:"reply_to_message"`
	Text            string   `json:"text"`
	Entities        []entity `json:"entities"`
	Caption         string   `json:"caption"`
	CaptionEntities []entity `json:"caption_entities"`
	WasChat         int64    `json:"migrate_from_chat_id"`
	content
}

// entity is a marked place of a text, in UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url"`
}

// content is what a message other than a text carries; of most kinds it counts only that they are there.
type content struct {
	Photo     []file    `json:"photo"` // one picture in several sizes
	Sticker   *file     `json:"sticker"`
	Voice     *file     `json:"voice"`
	VideoNote *file     `json:"video_note"`
	Video     *file     `json:"video"`
	Audio     *file     `json:"audio"`
	Animation *file     `json:"animation"`
	Document  *file     `json:"document"`
	Location  *location `json:"location"`
	Venue     *struct {
		Title   string `json:"title"`
		Address string `json:"address"`
	} `json:"venue"`
	Contact *struct {
		Phone string `json:"phone_number"`
		First string `json:"first_name"`
		Last  string `json:"last_name"`
	} `json:"contact"`
	Poll  *struct{} `json:"poll"`
	Dice  *struct{} `json:"dice"`
	Story *struct{} `json:"story"`
	Paid  *struct{} `json:"paid_media"`
}

// file is any of Telegram's kinds of file.
type file struct {
	ID       string `json:"file_id"`
	Name     string `json:"file_name"`
	Type     string `json:"mime_type"`
	Size     int64  `json:"file_size"` // bytes
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Length   int    `json:"length"`   // both of them, of a round film
	Duration int    `json:"duration"` // seconds

	// Of a sticker.
	Emoji    string `json:"emoji"`
	Animated bool   `json:"is_animated"`
	Film     bool   `json:"is_video"`
	Thumb    *file  `json:"thumbnail"`
}

type location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// point is a place as people and maps write it: latitude and longitude in degrees.
func (l location) point() string { return fmt.Sprintf("%.6f, %.6f", l.Latitude, l.Longitude) }

// press is one on a button below a message of ours.
type press struct {
	ID      string   `json:"id"`
	From    *person  `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

// reaction is what somebody's signs below a message are now.
type reaction struct {
	Chat chat    `json:"chat"`
	ID   int64   `json:"message_id"`
	User *person `json:"user"`
	Date int64   `json:"date"` // seconds
	New  []struct {
		Type  string `json:"type"`
		Emoji string `json:"emoji"`
	} `json:"new_reaction"`
}

// membership is a change of what the bot may do in a chat.
type membership struct {
	Chat chat `json:"chat"`
	Old  struct {
		Status string `json:"status"`
	} `json:"old_chat_member"`
	New struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

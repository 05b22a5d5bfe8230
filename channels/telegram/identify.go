package telegram

import (
	"encoding/json"
	"strconv"

	"github.com/go-telegram/bot/models"

	"firstline/channels"
)

// kinds are the kinds of update that we read.
func kinds() []string {
	return []string{models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage, models.AllowedUpdateMyChatMember, models.AllowedUpdateCallbackQuery,
		models.AllowedUpdateMessageReaction}
}

// identity is the little that the accept path reads.
type identity struct {
	ID      *int64   `json:"update_id"`
	Message *located `json:"message"`
	Edited  *located `json:"edited_message"`
	Member  *located `json:"my_chat_member"`
	React   *located `json:"message_reaction"`
	Press   struct {
		Message *located `json:"message"`
	} `json:"callback_query"`
}

type located struct {
	Thread  int64 `json:"message_thread_id"`
	IsTopic bool  `json:"is_topic_message"`
	Chat    struct {
		ID int64 `json:"id"`
	} `json:"chat"`
}

// where is what says to which conversation the update belongs; nil = to none.
func (u identity) where() *located {
	for _, l := range []*located{u.Message, u.Edited, u.Member, u.React, u.Press.Message} {
		if l != nil && l.Chat.ID != 0 {
			return l
		}
	}
	return nil
}

// thread is the topic; a reply chain in an ordinary group has a thread id too, and is no topic.
func (m *located) thread() int64 {
	if !m.IsTopic {
		return 0
	}
	return m.Thread
}

// identify reads an update's identity: Telegram's update_id, and the chat, with the topic where a group has topics.
func identify(body []byte) (channels.Identity, bool) {
	var u identity
	if err := json.Unmarshal(body, &u); err != nil || u.ID == nil {
		return channels.Identity{}, false
	}
	id := channels.Identity{EventID: strconv.FormatInt(*u.ID, 10), Order: *u.ID}
	if l := u.where(); l != nil {
		id.Key = key(l.Chat.ID, l.thread())
	}
	return id, true
}

// key is the conversation key: the chat's id, and behind a slash the topic's.
func key(chat, thread int64) string {
	k := strconv.FormatInt(chat, 10)
	if thread != 0 {
		k += "/" + strconv.FormatInt(thread, 10)
	}
	return k
}

package telegram

import (
	"context"
	"net/http"
	"strings"
)

// method is one method of the Bot API. run may block only in getUpdates.
type method struct {
	name     string // as the manual writes it
	recorded bool   // in the ledger, because people notice it
	run      func(ctx context.Context, b *Bot, p params) (any, *apiError)
}

// described is a result with a description beside it.
type described struct {
	result any
	note   string
}

// lookup finds a method by its lower-case name (S: Query::Query lowers it).
func lookup(name string) method {
	switch name {
	case "sendmessage":
		return method{"sendMessage", true, sendMessage}
	case "editmessagetext":
		return method{"editMessageText", true, editMessageText}
	case "editmessagecaption":
		return method{"editMessageCaption", true, editMessageCaption}
	case "editmessagereplymarkup":
		return method{"editMessageReplyMarkup", true, editMessageReplyMarkup}
	case "sendphoto":
		return method{"sendPhoto", true, sends("photo")}
	case "senddocument":
		return method{"sendDocument", true, sends("document")}
	case "sendvideo":
		return method{"sendVideo", true, sends("video")}
	case "sendaudio":
		return method{"sendAudio", true, sends("audio")}
	case "sendvoice":
		return method{"sendVoice", true, sends("voice")}
	case "deletemessage":
		return method{"deleteMessage", true, deleteMessage}
	case "sendchataction":
		return method{"sendChatAction", true, sendChatAction}
	case "answercallbackquery":
		return method{"answerCallbackQuery", true, answerCallbackQuery}
	case "getupdates":
		return method{"getUpdates", false, getUpdates}
	case "setwebhook":
		return method{"setWebhook", false, setWebhook}
	case "deletewebhook":
		return method{"deleteWebhook", false, deleteWebhook}
	case "getwebhookinfo":
		return method{"getWebhookInfo", false, getWebhookInfo}
	case "getme":
		return method{"getMe", false, getMe}
	case "getchat":
		return method{"getChat", false, getChat}
	case "getfile":
		return method{"getFile", false, getFile}
	}
	return method{}
}

func getMe(_ context.Context, b *Bot, _ params) (any, *apiError) {
	// Groups show the stand-in's bots every message, hence CanReadAll.
	return meJSON{userJSON: b.me, CanJoinGroups: true, CanReadAll: true}, nil
}

func getChat(_ context.Context, b *Bot, p params) (any, *apiError) {
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	full := chatFullJSON{chatJSON: *c.json(), MaxReactions: 11, GiftTypes: map[string]bool{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
		"premium_subscription": false, "gifts_from_channels": false,
	}}
	if full.Username != "" {
		full.ActiveUsernames = []string{full.Username}
	}
	return full, nil
}

// sendChatAction is S: Client::process_send_chat_action_query, get_chat_action.
func sendChatAction(_ context.Context, b *Bot, p params) (any, *apiError) {
	switch p.str("action") {
	case "cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice",
		"upload_audio", "upload_voice", "upload_photo", "upload_document", "choose_sticker",
		"pick_up_location", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, badRequest("wrong parameter action in request")
	}
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.barred != nil {
		return nil, c.barred
	}
	c.actions = append(c.actions, p.str("action"))
	return true, nil
}

// answerCallbackQuery knows a tap for as long as its update may live.
func answerCallbackQuery(_ context.Context, b *Bot, p params) (any, *apiError) {
	if !b.tapOpen(p.str("callback_query_id")) { // S: fail_query_with_error, QUERY_ID_INVALID
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	return true, nil
}

// getFile is S: Client::process_get_file_query.
func getFile(_ context.Context, b *Bot, p params) (any, *apiError) {
	id := p.str("file_id")
	if id == "" {
		return nil, badRequest("file_id not specified")
	}
	f, found := b.file(id)
	switch {
	case !found:
		return nil, badRequest("invalid file_id")
	case len(f.data) > 20<<20: // S: MAX_DOWNLOAD_FILE_SIZE
		return nil, badRequest("file is too big")
	}
	return fileJSON{FileID: id, UniqueID: uniqueID(id), Size: len(f.data), Path: f.path}, nil
}

// serveFile hands out the bytes of a file that getFile named.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, path string) {
	token, name, _ := strings.Cut(path, "/")
	b := s.botByToken(token)
	if b == nil {
		refuse(w, unknownToken(token))
		return
	}
	f, found := b.fileAt(name)
	if !found || r.Method != http.MethodGet && r.Method != http.MethodHead {
		refuse(w, notFound("Not Found"))
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(f.data)
}

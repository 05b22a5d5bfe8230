package bench

import "strconv"

// Updates makes Telegram text updates of about 330 bytes.
type Updates struct {
	Secret  string
	Host    string
	Path    string // /hooks/tg
	Base    int64  // first update_id
	Senders int64  // chats 1…Senders take turns; 0 = every update a new one
	First   int64  // first chat id
}

// Request writes the n-th update.
func (u Updates) Request(n int64, buf []byte) []byte {
	chat := u.First + n
	if u.Senders > 0 {
		chat = u.First + (n*2654435761)%u.Senders
	}
	id := strconv.FormatInt(u.Base+n, 10)
	c := strconv.FormatInt(chat, 10)
	body := `{"update_id":` + id + `,"message":{"message_id":` + id + `,"from":{"id":` + c + `,"is_bot":false,"first_name":"Customer ` + c +
		`","language_code":"zh-hans"},"chat":{"id":` + c + `,"first_name":"Customer ` + c + `","type":"private"},"date":1795300000,"text":"` +
		`付款后一直转圈, 请帮我查一下订单 ` + id + `"}}`
	buf = append(buf, "POST "+u.Path+" HTTP/1.1\r\nHost: "+u.Host+"\r\nX-Telegram-Bot-Api-Secret-Token: "+u.Secret+
		"\r\nContent-Type: application/json\r\nContent-Length: "...)
	buf = strconv.AppendInt(buf, int64(len(body)), 10)
	return append(append(buf, "\r\n\r\n"...), body...)
}

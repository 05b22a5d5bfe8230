package telegram_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

// inbox is a bot that is asked by hand what it was told.
type inbox struct {
	*telegram.Adapter
	t   *testing.T
	srv *faketelegram.Server
	li  *faketelegram.User
	log *wiretap
}

func newInbox(t *testing.T) *inbox {
	t.Helper()
	srv := faketelegram.New(faketelegram.Options{Limits: faketelegram.Unlimited()})
	log := &wiretap{srv: srv}
	api := httptest.NewServer(log)
	t.Cleanup(api.Close)
	return &inbox{Adapter: adapter(t, api.URL), t: t, srv: srv, li: srv.User(7, "李女士", "zh-hans"), log: log}
}

// read is what became of the newest update that the stand-in holds for the bot.
func (i *inbox) read() []desk.Inbound {
	i.t.Helper()
	body := i.log.newest(i.t)
	id, ok := i.Identify(body)
	if !ok {
		i.t.Fatalf("no identity in %s", body)
	}
	got, err := i.Parse(desk.Raw{Channel: "tg", Key: id.Key, EventID: id.EventID, Body: body})
	if err != nil {
		i.t.Fatal(err)
	}
	return got
}

// TestKindsOfMedia: of each kind that a customer can send it is known what it is before a byte of it is fetched, and its
// bytes can be fetched. What has no file says in words what it is.
func TestKindsOfMedia(t *testing.T) {
	t.Parallel()
	one := func(f desk.File) []desk.File { return []desk.File{f} }
	for name, c := range map[string]struct {
		sent  faketelegram.Content
		kind  desk.Kind
		text  string
		note  string
		files []desk.File
	}{
		"photo":      {sent: faketelegram.Content{Kind: "photo", Text: "看", Data: []byte("p"), Album: "a"}, kind: desk.KindPhoto, text: "看", files: one(desk.File{Kind: desk.KindPhoto, Size: 1, Width: 800, Height: 600})},
		"document":   {sent: faketelegram.Content{Kind: "document", FileName: "发票.pdf", MIME: "application/pdf"}, kind: desk.KindDocument, note: "发票.pdf", files: one(desk.File{Kind: desk.KindDocument, Name: "发票.pdf", Type: "application/pdf"})},
		"voice":      {sent: faketelegram.Content{Kind: "voice"}, kind: desk.KindVoice, note: "3 s", files: one(desk.File{Kind: desk.KindVoice, Type: "audio/ogg", Seconds: 3})},
		"video":      {sent: faketelegram.Content{Kind: "video"}, kind: desk.KindVideo, note: "3 s", files: one(desk.File{Kind: desk.KindVideo, Type: "video/mp4", Width: 640, Height: 360, Seconds: 3})},
		"audio":      {sent: faketelegram.Content{Kind: "audio", FileName: "a.mp3"}, kind: desk.KindAudio, note: "a.mp3", files: one(desk.File{Kind: desk.KindAudio, Name: "a.mp3", Type: "audio/mpeg", Seconds: 3})},
		"round film": {sent: faketelegram.Content{Kind: "video_note"}, kind: desk.KindVideo, note: "3 s", files: one(desk.File{Kind: desk.KindVideo, Width: 240, Height: 240, Seconds: 3})},
		"animation":  {sent: faketelegram.Content{Kind: "animation", FileName: "x.mp4"}, kind: desk.KindVideo, note: "x.mp4", files: one(desk.File{Kind: desk.KindVideo, Name: "x.mp4", Type: "video/mp4", Seconds: 3})},
		"sticker":    {sent: faketelegram.Content{Kind: "sticker", Emoji: "🙏"}, kind: desk.KindSticker, note: "🙏", files: one(desk.File{Kind: desk.KindSticker, Name: "🙏", Width: 512, Height: 512})},
		"that moves": {sent: faketelegram.Content{Kind: "sticker", Emoji: "🙏", Animated: true}, kind: desk.KindSticker, note: "🙏", files: one(desk.File{Kind: desk.KindSticker, Name: "🙏", Width: 128, Height: 128})},
		"location":   {sent: faketelegram.Content{Kind: "location", Latitude: 31.2, Longitude: 121.5}, kind: desk.KindLocation, note: "31.200000, 121.500000"},
		"venue":      {sent: faketelegram.Content{Kind: "venue", Name: "店", Address: "路 1", Latitude: 31.2, Longitude: 121.5}, kind: desk.KindLocation, note: "店, 路 1 (31.200000, 121.500000)"},
		"contact":    {sent: faketelegram.Content{Kind: "contact", Name: "Bob", Phone: "+49"}, kind: desk.KindContact, note: "Bob +49"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := newInbox(t)
			i.li.Send(nil, c.sent)
			got := i.read()
			if len(got) != 1 || got[0].Kind != c.kind || got[0].Text != c.text || got[0].Note != c.note && c.kind != desk.KindPhoto {
				t.Fatalf("%+v", got)
			}
			ignore := []string{"Ref"}
			if c.sent.Data == nil {
				ignore = append(ignore, "Size")
			}
			if d := cmp.Diff(c.files, got[0].Files, cmpopts.IgnoreFields(desk.File{}, ignore...)); d != "" {
				t.Errorf("files (-want +got):\n%s", d)
			}
			for _, f := range got[0].Files {
				content, err := i.Fetch(t.Context(), f)
				if err != nil {
					t.Fatal(err)
				}
				body, err := io.ReadAll(content.Body)
				if _ = content.Body.Close(); err != nil || int64(len(body)) != f.Size || content.Size != f.Size {
					t.Errorf("%d bytes came, %d were said, then %d: %v", len(body), f.Size, content.Size, err)
				}
			}
		})
	}
}

// TestFetchFails: what will never come is not asked for again, the rest is; the token stands in no error.
func TestFetchFails(t *testing.T) {
	t.Parallel()
	big := make([]byte, telegram.MaxFetch+1)
	for name, c := range map[string]struct {
		prepare func(i *inbox) desk.File
		want    channels.FetchError
	}{
		"too big by its own word": {func(*inbox) desk.File { return desk.File{Ref: "x", Size: telegram.MaxFetch + 1} }, channels.FetchError{Reason: channels.FetchTooBig}},
		"too big": {func(i *inbox) desk.File {
			i.li.Send(nil, faketelegram.Content{Kind: "document", Data: big})
			f := i.read()[0].Files[0]
			f.Size = 0
			return f
		}, channels.FetchError{Reason: channels.FetchTooBig}},
		"unknown": {func(*inbox) desk.File { return desk.File{Ref: "x"} }, channels.FetchError{Reason: channels.FetchGone}},
		"throttled": {func(i *inbox) desk.File {
			i.fault(faketelegram.Fault{Kind: faketelegram.FaultTooMany, Method: "getFile", RetryAfter: 7})
			return desk.File{Ref: "x"}
		}, channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, RetryAfter: 7e9}},
		"away": {func(i *inbox) desk.File {
			i.fault(faketelegram.Fault{Kind: faketelegram.FaultResetBefore, Method: "getFile"})
			return desk.File{Ref: "x"}
		}, channels.FetchError{Reason: channels.FetchUnreachable, Retry: true}},
		"a path of another machine": {func(i *inbox) desk.File {
			i.log.local = true
			return desk.File{Ref: "x"}
		}, channels.FetchError{Reason: channels.FetchRefused}},
		"download away": {func(i *inbox) desk.File {
			i.li.Send(nil, faketelegram.Content{Kind: "document"})
			i.log.broken = true
			return i.read()[0].Files[0]
		}, channels.FetchError{Reason: channels.FetchUnreachable, Retry: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := newInbox(t)
			_, err := i.Fetch(t.Context(), c.prepare(i))
			var fe *channels.FetchError
			if !errors.As(err, &fe) {
				t.Fatalf("%v", err)
			}
			if d := cmp.Diff(c.want, *fe, cmpopts.IgnoreFields(channels.FetchError{}, "Detail")); d != "" || strings.Contains(err.Error(), faketelegram.DefaultToken) {
				t.Errorf("%v (-want +got):\n%s", err, d)
			}
		})
	}
}

func (i *inbox) fault(f faketelegram.Fault) {
	i.t.Helper()
	if err := i.srv.AddFault(f); err != nil {
		i.t.Fatal(err)
	}
}

// opened is a file in memory.
type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

func attachment(f desk.File, data []byte) *desk.Attachment {
	f.Size = int64(len(data))
	return &desk.Attachment{File: f, Open: func() (io.ReadSeekCloser, error) { return opened{bytes.NewReader(data)}, nil }}
}

// TestSendFiles: a file goes as what it is; a picture that Telegram does not take as one goes as a document; what it
// refuses is refused, and what nobody knows is unknown.
func TestSendFiles(t *testing.T) {
	t.Parallel()
	var small, wide bytes.Buffer
	_ = png.Encode(&small, image.NewGray(image.Rect(0, 0, 20, 10)))
	_ = png.Encode(&wide, image.NewGray(image.Rect(0, 0, 2100, 100)))
	for name, c := range map[string]struct {
		file   desk.File
		data   []byte
		fault  string
		ways   []string
		reason channels.Reason
	}{
		"photo":             {file: desk.File{Kind: desk.KindPhoto, Name: "a.png"}, data: small.Bytes(), ways: []string{"sendPhoto"}},
		"photo, too wide":   {file: desk.File{Kind: desk.KindPhoto, Name: "a.png"}, data: wide.Bytes(), ways: []string{"sendPhoto", "sendDocument"}},
		"video":             {file: desk.File{Kind: desk.KindVideo, Name: "a.mp4"}, data: []byte("v"), ways: []string{"sendVideo"}},
		"audio":             {file: desk.File{Kind: desk.KindAudio, Name: "a.mp3"}, data: []byte("v"), ways: []string{"sendAudio"}},
		"recorded sound":    {file: desk.File{Kind: desk.KindAudio, Name: "a.ogg", Type: "audio/ogg"}, data: []byte("v"), ways: []string{"sendVoice"}},
		"voice":             {file: desk.File{Kind: desk.KindVoice}, data: []byte("v"), ways: []string{"sendVoice"}},
		"document":          {file: desk.File{Kind: desk.KindDocument, Name: "发票.pdf"}, data: []byte("v"), ways: []string{"sendDocument"}},
		"sticker":           {file: desk.File{Kind: desk.KindSticker}, data: []byte("v"), ways: []string{"sendDocument"}},
		"refused":           {file: desk.File{Kind: desk.KindDocument}, data: nil, ways: []string{"sendDocument"}, reason: channels.Refused},
		"too large":         {file: desk.File{Kind: desk.KindDocument}, data: make([]byte, 51<<20), ways: []string{"sendDocument"}, reason: channels.Refused},
		"cut off afterward": {file: desk.File{Kind: desk.KindPhoto}, data: small.Bytes(), fault: faketelegram.FaultResetAfter, ways: []string{"sendPhoto"}, reason: channels.Ambiguous},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := newInbox(t)
			i.li.Private()
			if c.fault != "" {
				i.fault(faketelegram.Fault{Kind: c.fault, Method: "*"})
			}
			_, err := i.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "7"}, Text: "看", File: attachment(c.file, c.data)})
			var se *channels.SendError
			if (err == nil) != (c.reason == "") || errors.As(err, &se) && se.Reason != c.reason {
				t.Fatalf("%v, want %q", err, c.reason)
			}
			var ways []string
			for _, s := range i.srv.Sends() {
				ways = append(ways, s.Method)
				if s.Text != "看" || s.File == nil && c.data != nil || s.File != nil && s.File.Size != len(c.data) {
					t.Errorf("%s said %q with %+v", s.Method, s.Text, s.File)
				}
			}
			if d := cmp.Diff(c.ways, ways); d != "" {
				t.Errorf("calls (-want +got):\n%s", d)
			}
		})
	}
}

// TestSendFileThatIsNotThere: nothing has left, so that it may be tried again.
func TestSendFileThatIsNotThere(t *testing.T) {
	t.Parallel()
	i := newInbox(t)
	i.li.Private()
	_, err := i.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "7"}, File: &desk.Attachment{File: desk.File{Kind: desk.KindPhoto},
		Open: func() (io.ReadSeekCloser, error) { return nil, errors.New("the disk is away") }}})
	if se, v := channels.Judge(err); se.Reason != channels.Unreachable || !v.Retry || len(i.srv.Sends()) > 0 {
		t.Errorf("%v, %d calls", err, len(i.srv.Sends()))
	}
}

// TestButtons: the question comes with its buttons; a press is an answer of its own; the buttons go afterwards, and who
// pressed is told so.
func TestButtons(t *testing.T) {
	t.Parallel()
	i := newInbox(t)
	i.li.Private()
	sent, err := i.Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "7"}, Text: "请评分", Choices: []desk.Choice{{Label: "★", Value: "1"}, {Label: "★★", Value: "2"}}})
	if err != nil {
		t.Fatal(err)
	}
	_, query, err := i.li.Tap(nil, i.srv.Sends()[0].MessageID, "2")
	if err != nil {
		t.Fatal(err)
	}
	got := i.read()
	want := []desk.Inbound{{Address: desk.Address{Channel: "tg", Key: "7"}, ExternalID: "press:" + query, ReplyTo: sent.ExternalID, SenderID: "7", SenderName: "李女士",
		Language: "zh-hans", Kind: desk.KindText, Text: "2", Pressed: true}}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("press (-want +got):\n%s", d)
	}
	if err := i.Thank(t.Context(), got[0], true); err != nil {
		t.Fatal(err)
	}
	if _, _, err := i.li.Tap(nil, i.srv.Sends()[0].MessageID, "1"); err == nil {
		t.Error("the buttons are still there")
	}
	if calls := i.srv.Sends(); calls[1].Method != "answerCallbackQuery" || calls[1].QueryID != query {
		t.Errorf("%+v", calls[1])
	}
	if err := i.Thank(t.Context(), got[0], true); err == nil {
		t.Error("thanked twice without a word")
	}
}

//go:build unix

package webchat

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// stage is the demo on a real port, with a browser before it.
type stage struct {
	*chromium
	*demo
	url string
}

func setStage(t *testing.T, change ...func(*Config)) *stage {
	t.Helper()
	c := startChromium(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := "http://" + l.Addr().String()
	d := newDemo(t, at, change...)
	srv := &httptest.Server{Listener: l, Config: &http.Server{Handler: d}}
	srv.Start()
	t.Cleanup(func() {
		ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
		defer done()
		if err := d.a.Close(ctx); err != nil {
			t.Error(err)
		}
		srv.CloseClientConnections()
		srv.Close()
	})
	return &stage{c, d, at}
}

func (s *stage) act(what, text string) {
	s.do(httptest.NewRecorder(), &http.Request{Form: url.Values{"what": {what}, "text": {text}}})
}

func (s *stage) say(p *tab, text string) {
	p.js("document.getElementById('text').focus()")
	p.write(text)
	p.key("Enter", 13)
}

const (
	ownTexts = "[...document.querySelectorAll('.own .bubble')].map(e => e.textContent).join()"
	ownKept  = "document.querySelectorAll('.own.kept').length"
	theirs   = "document.querySelectorAll('.theirs').length"
	launcher = "document.querySelector('[id^=firstline-chat]').shadowRoot.querySelector('.launcher')"
)

// What was written while nothing could be kept survives a reload, is shared by two tabs, and is kept once and in order;
// when the tab whose turn it is goes away, the other one sends.
func TestBrowserQueue(t *testing.T) {
	s := setStage(t)
	one := s.open(s.url + "/chat/web")
	one.wait("!document.getElementById('welcome').hidden")
	s.act("down", "")
	for _, x := range []string{"一", "二", "三"} {
		s.say(one, x)
	}
	one.wait("document.getElementById('bar').textContent.includes('服务暂时不可用')")
	one.reload()
	one.wait("document.querySelectorAll('.own').length === 3")
	one.wait(ownTexts + ` === "一,二,三"`)
	two := s.open(s.url + "/chat/web")
	two.wait("document.querySelectorAll('.own').length === 3")
	s.say(two, "四")
	one.wait("document.querySelectorAll('.own').length === 4")
	s.act("up", "")
	for _, p := range []*tab{one, two} {
		p.wait(ownKept + " === 4")
		p.wait(ownTexts + ` === "一,二,三,四"`)
		p.wait("Object.keys(localStorage).filter(k => k.includes(':q:')).length === 0")
	}
	one.js("location.href = 'about:blank'")
	s.say(two, "五")
	two.wait(ownKept + " === 5")
	s.act("cut", "")
	s.say(two, "六")
	two.wait(ownKept + " === 6")
	at := s.host.addresses()[0]
	if got := strings.Join(s.host.texts(at), ""); got != "一二三四五六" || len(s.host.addresses()) != 1 {
		t.Errorf("kept %s at %d addresses", got, len(s.host.addresses()))
	}
}

// Whatever anybody writes is text. What comes is announced, what was there is not.
func TestBrowserShowsTextOnly(t *testing.T) {
	s := setStage(t)
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	evil := []string{
		`<img src=x onerror=window.hit=1>`, `<svg/onload=window.hit=1>`, `javascript:window.hit=1`,
		`https://bank.example@evil.example/`, `http://a"onmouseover="window.hit=1`, `</div><script>window.hit=1</script>`,
	}
	for i, x := range evil {
		s.say(p, x)
		p.wait(fmt.Sprint(ownKept, " === ", i+1))
	}
	at := s.host.addresses()[0]
	for _, x := range evil {
		s.host.write(at, channels.Entry{Role: desk.RoleAgent, Author: x, Kind: desk.Kind(x), Text: x, Note: x})
		s.host.write(at, channels.Entry{Role: desk.RoleSystem, Purpose: x, Text: x})
	}
	p.wait(fmt.Sprint(theirs, " === ", len(evil)))
	p.want("window.hit === undefined && !document.querySelector('#scroll img, #scroll script, #past svg[onload]')", "true")
	p.want("[...new Set([...document.querySelectorAll('.bubble a')].map(a => a.href + ' ' + a.rel))].join()", `"http://a/ noopener noreferrer nofollow ugc"`)
	p.want("document.querySelectorAll('[role=log] .theirs').length", fmt.Sprint(len(evil)))
	p.reload()
	p.wait(fmt.Sprint(theirs, " === ", len(evil)))
	p.want("document.querySelectorAll('[role=log] li').length", "0")
}

func TestBrowserComposer(t *testing.T) {
	s := setStage(t)
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	p.js("document.getElementById('text').focus()")
	p.write("你好")
	p.js("document.getElementById('text').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))")
	p.want("document.getElementById('text').value", `"你好"`) // an input method's Enter
	p.js("document.getElementById('text').value = '好'.repeat(4001)")
	p.key("Enter", 13)
	p.want("document.getElementById('text').value.length", "4001")
	p.js("document.getElementById('lang').value = 'en'; document.getElementById('lang').dispatchEvent(new Event('change'))")
	p.want("document.getElementById('hint').textContent + document.documentElement.lang", `"1 characters too many: please shortenen"`)
	p.js("document.getElementById('text').value = ''")
	s.say(p, "Hello")
	p.wait("document.querySelector('.own.kept .state')?.textContent === 'Delivered'")
}

// What the greeting offers is pressed, and the keyboard's place is not lost with the button. Where nothing more can wait, a
// press that would write says so.
func TestBrowserButtons(t *testing.T) {
	s := setStage(t)
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	s.say(p, "在吗")
	p.wait(ownKept + " === 1")
	at := s.host.addresses()[0]
	s.host.write(at, channels.Entry{Role: desk.RoleAuto, Kind: desk.KindText, Purpose: "greeting", Text: "请选择", Choices: []string{"订单", "故障"}})
	p.wait("document.querySelectorAll('.menu button').length === 2")
	p.js("document.querySelector('.menu button').focus(); document.activeElement.click()")
	p.wait(ownTexts + ` === "在吗,订单" && !document.querySelector('.menu')`)
	p.wait("document.activeElement.id === (matchMedia('(hover: hover)').matches ? 'text' : 'scroll')")
	p.wait(ownKept + " === 2")
	rates := desk.At(time.Now().Add(time.Hour))
	s.host.write(at, channels.Entry{Role: desk.RoleAgent, Kind: desk.KindText, Purpose: "closing", Text: "请评分", RatesUntil: rates})
	p.wait("document.querySelectorAll('.stars button').length === 5")
	s.act("down", "")
	s.say(p, "一")
	p.wait("document.querySelectorAll('.own').length === 3")
	p.js(`const k = Object.keys(localStorage).find(k => k.includes(':q:'))
		for (let i = 100; i < 199; i++) localStorage.setItem(k + i, JSON.stringify({...JSON.parse(localStorage.getItem(k)), id: 'x' + i}))`)
	p.js("document.querySelector('.stars button').click()")
	p.wait("document.getElementById('hint').textContent.includes('待发送的消息太多')")
}

// That somebody writes is shown over the state, and not in the element whose changes are read aloud.
func TestBrowserTyping(t *testing.T) {
	s := setStage(t)
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	s.say(p, "在吗")
	p.wait(ownKept + " === 1")
	at := s.host.addresses()[0]
	s.host.set(func(h *memHost) { h.talk(at).phase = "serving" })
	s.host.write(at, channels.Entry{Role: desk.RoleAgent, Kind: desk.KindText, Author: "张敏", Text: "您好"})
	p.wait("document.getElementById('status').textContent.includes('张敏')")
	p.js(`window.heard = []
		new MutationObserver(() => heard.push(document.getElementById('status').textContent)).observe(document.getElementById('status'), {childList: true, characterData: true, subtree: true})`)
	s.host.write(at, channels.Entry{Role: desk.RoleSystem, Author: "李雷", Purpose: "line:assigned", Text: "李雷"})
	p.wait("document.getElementById('status').textContent.includes('李雷')")
	if err := s.a.Typing(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	p.wait("document.getElementById('typing').checkVisibility() && document.getElementById('typing').textContent.includes('李雷')")
	p.want("document.querySelectorAll('[role=status] #typing, [aria-live] #typing').length + ' ' + heard.length", `"0 1"`)
}

// The widget on another site: it opens with the focus inside, Escape gives it back, and what comes meanwhile is counted.
func TestBrowserWidget(t *testing.T) {
	s := setStage(t)
	p := s.open(strings.Replace(s.url, "127.0.0.1", "localhost", 1) + "/site")
	p.wait(launcher)
	p.want(launcher+".getBoundingClientRect().height >= 44", "true")
	p.want("document.querySelector('iframe') === null && "+launcher+".textContent", `"在线客服"`)
	p.js(launcher + ".focus(); " + launcher + ".click()")
	f := s.frame(s.url + "/chat/web/")
	f.wait("!document.getElementById('welcome').hidden && document.activeElement.id === 'text'")
	f.js("document.getElementById('text').value = '请问怎么退货？'; document.getElementById('composer').requestSubmit()")
	f.wait(ownKept + " === 1")
	f.js("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
	p.wait("document.querySelector('[id^=firstline-chat]').shadowRoot.activeElement === " + launcher)
	s.act("say", "您好")
	s.act("say", "请提供订单号")
	p.wait(launcher + ".textContent === '在线客服2 条未读'")
	p.js("postMessage({mark: 'firstline-1', t: 'unread', n: 9}, '*')") // from the site itself: not from our frame
	p.reload()
	p.wait(launcher + "?.textContent === '在线客服2 条未读'")
	p.js(launcher + ".click()")
	p.wait("!" + launcher + ".textContent.includes('未读')")
}

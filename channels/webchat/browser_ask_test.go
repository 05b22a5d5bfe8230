//go:build unix

package webchat

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// board is a desk whose standing the test writes.
type board struct {
	*memHost
	mu  sync.Mutex
	now channels.Standing
}

func (b *board) Standing(context.Context, desk.Address) (channels.Standing, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now, nil
}

func (b *board) stands(st channels.Standing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = st
}

// again makes the page ask at once, as a look at it does.
const again = "document.dispatchEvent(new Event('visibilitychange'))"

// How things stand is in the header and in the line below it; a message is left by who is offered it, and is one
// message (CHN-02, CHN-04).
func TestBrowserReception(t *testing.T) {
	s := setStage(t, func(c *Config) { c.LeaveAfter = time.Minute })
	noon := desk.At(time.Now()).Add(time.Hour)
	host := &board{memHost: s.host, now: channels.Standing{Closed: true, Opens: noon, Hours: []channels.Spell{{From: noon, Until: noon.Add(time.Hour)}}}}
	s.a.reception = host
	p := s.open(s.url + "/chat/web")
	p.wait("document.getElementById('notice').textContent.includes('现在不是服务时间')")
	p.wait("document.getElementById('hours').textContent.includes('服务时间')")
	p.js("document.getElementById('text').value = '票丢了'; document.getElementById('leave').focus(); document.activeElement.click()")
	p.wait("document.activeElement.name === 'question' && document.activeElement.value === '票丢了' && document.getElementById('composer').hidden")
	p.write("，座位 3 排")
	p.key("Escape", 27)
	p.wait("!document.getElementById('composer').hidden && document.getElementById('text').value === '票丢了，座位 3 排'")
	p.js("document.getElementById('text').value = '票丢了'")
	p.js("document.getElementById('leave').click(); document.querySelector('.ask').requestSubmit()")
	p.wait("document.activeElement.name === 'contact' && document.activeElement.getAttribute('aria-invalid') === 'true'")
	p.write("13800001234")
	p.js("const l = document.getElementById('lang'); l.value = 'en'; l.dispatchEvent(new Event('change'))")
	p.wait("document.querySelector('.ask h2').textContent === 'Leave a message' && document.querySelector('[name=contact]').value === '13800001234'")
	p.js("l.value = 'zh-CN'; l.dispatchEvent(new Event('change')); document.querySelector('.ask').requestSubmit()")
	p.wait(ownKept + " === 1")
	at := s.host.addresses()[0]
	if got := strings.Join(s.host.texts(at), "|"); got != "票丢了\n手机或邮箱: 13800001234" {
		t.Errorf("left %q", got)
	}
	s.host.set(func(h *memHost) { h.talk(at).phase = "queued" })
	s.host.write(at, channels.Entry{Role: desk.RoleAuto, Kind: desk.KindText, Text: "请稍候"})
	host.stands(channels.Standing{Place: 3, Wait: 90 * time.Second, Since: desk.At(time.Now().Add(-time.Hour))})
	p.wait("document.getElementById('notice').textContent.includes('留言已收到')")
	s.act("say", "您好")
	p.js(again)
	p.wait("document.getElementById('notice').textContent === ''")
}

// Who waits sees the place change, and is offered another way; what does not change is not said again.
func TestBrowserQueuePlace(t *testing.T) {
	s := setStage(t, func(c *Config) { c.LeaveAfter = time.Minute })
	host := &board{memHost: s.host}
	s.a.reception = host
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	s.say(p, "在吗")
	p.wait(ownKept + " === 1")
	at := s.host.addresses()[0]
	since := desk.At(time.Now())
	host.stands(channels.Standing{Place: 3, Wait: 90 * time.Second, Since: since})
	s.host.set(func(h *memHost) { h.talk(at).phase = "queued" })
	s.host.write(at, channels.Entry{Role: desk.RoleAuto, Kind: desk.KindText, Text: "请稍候"})
	p.wait("document.getElementById('notice').textContent === '您前面还有 2 位 · 当前约等 2 分钟'")
	p.js("window.said = 0; new MutationObserver(() => said++).observe(document.getElementById('notice'), {childList: true, subtree: true})")
	p.js(again)
	host.stands(channels.Standing{Place: 1, Wait: 30 * time.Second, Since: since.Add(-2 * time.Minute)})
	p.js(again)
	p.wait("document.getElementById('notice').textContent === '下一位就是您 · 当前约等 1 分钟留言'")
	p.want("said", "1")
	s.act("say", "您好")
	host.stands(channels.Standing{Away: true})
	p.js(again)
	p.wait("document.getElementById('notice').textContent === '客服暂时离开，您的消息都会保留'")
}

// What is asked before the first message is asked once; nothing leaves before the visitor has agreed to the notice, and
// what was agreed to stands in the record.
func TestBrowserAsksFirst(t *testing.T) {
	notice := "https://shop.example/privacy"
	s := setStage(t, func(c *Config) { c.Ask, c.Privacy, c.Consent = []string{"name", "order"}, notice, true })
	p := s.open(s.url + "/chat/web")
	p.wait("document.querySelector('.ask [name=name]')")
	p.want("document.querySelectorAll('.ask input').length + ' ' + document.querySelector('#privacy a').href", `"2 `+notice+`"`)
	p.js("document.querySelector('[name=name]').focus()")
	p.write("李女士")
	p.js("document.querySelector('[name=order]').focus()")
	p.write("88213")
	p.js("document.querySelector('.ask').requestSubmit()")
	p.wait("!document.querySelector('.ask') && !document.getElementById('composer').hidden")
	s.say(p, "几时发货")
	p.wait("document.activeElement.id === 'agree' && document.getElementById('hint').textContent === '请先同意隐私说明'")
	p.want("document.getElementById('text').value + "+ownKept, `"几时发货0"`)
	p.js("document.getElementById('agree').click(); document.getElementById('composer').requestSubmit()")
	p.wait(ownKept + " === 1")
	p.want("document.getElementById('privacy').hidden", "true")
	s.say(p, "还有")
	p.wait(ownKept + " === 2")
	at := s.host.addresses()[0]
	if got := strings.Join(s.host.texts(at), "|"); got != "几时发货\n订单号: 88213|还有" {
		t.Errorf("kept %q", got)
	}
	var b body
	s.host.set(func(h *memHost) { b = read(t, h.raws[0].Body) })
	if b.Name != "李女士" || b.Notice != notice || b.Consent.Time().Before(time.Now().Add(-time.Hour)) {
		t.Errorf("recorded %+v", b)
	}
	p.reload()
	p.wait(ownKept + " === 2")
	p.want("document.querySelectorAll('.ask, #agree').length", "0")
}

// Whoever writes already is not asked: the questions do not take the field away from under the words or the keyboard of a phone.
func TestBrowserAsksNobodyWhoWrites(t *testing.T) {
	s := setStage(t, func(c *Config) { c.Ask = []string{"name"} })
	for what, early := range map[string]string{
		"text":  "document.getElementById('text').value = '几时'",
		"focus": "document.getElementById('text').focus(); document.getElementById('text').dispatchEvent(new Event('pointerdown'))",
	} {
		p := s.open("about:blank")
		p.call("Page.enable", nil)
		p.call("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": "document.addEventListener('DOMContentLoaded', () => { " + early + " })"})
		p.call("Page.navigate", map[string]any{"url": s.url + "/chat/web"})
		p.wait("!document.getElementById('welcome')?.hidden && document.getElementById('bones').hidden")
		p.want("!!document.querySelector('.ask') || document.getElementById('composer').hidden", "false")
		if what == "focus" {
			p.want("document.activeElement.id", `"text"`)
		}
	}
}

// The help opens over the page, says what holds here, and gives the focus back.
func TestBrowserHelp(t *testing.T) {
	s := setStage(t)
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	p.js("document.getElementById('help').focus(); document.getElementById('help').click()")
	p.wait("document.querySelector('dialog.help[open]') && document.activeElement.textContent === '关闭'")
	p.want("[...document.querySelectorAll('.help li')].some(l => l.textContent.includes('人工客服'))", "true")
	p.key("Escape", 27)
	p.wait("!document.querySelector('dialog') && document.activeElement.id === 'help'")
}

// On a phone of 320 px nothing stands beside the screen, with all that can be asked and said.
func TestBrowserNarrow(t *testing.T) {
	s := setStage(t, func(c *Config) {
		c.Ask, c.Privacy, c.Consent = []string{"name", "contact"}, "https://shop.example/privacy", true
	})
	s.a.reception = &board{memHost: s.host, now: channels.Standing{Closed: true, Opens: desk.At(time.Now().Add(30 * time.Hour))}}
	p := s.open(s.url + "/chat/web?lang=en")
	p.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": true})
	p.wait("document.querySelector('.ask') && document.getElementById('leave')")
	p.wait("innerWidth === 320")
	p.want("[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('.off, svg, select') && e.getBoundingClientRect().right > 321).map(e => e.id || e.className).join()", `""`)
	p.want("[...document.querySelectorAll('button, input, select, a')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).map(e => e.id || e.textContent).join()", `""`)
}

// Two presses answer what is asked behind a close: a star and the button. Who is not satisfied may ask for a human, which is a
// message of its own; who is asked no more is not.
func TestBrowserSurvey(t *testing.T) {
	s := setStage(t)
	p := s.open(s.url + "/chat/web")
	p.wait("!document.getElementById('welcome').hidden")
	s.say(p, "在吗")
	p.wait(ownKept + " === 1")
	at := s.host.addresses()[0]
	s.host.set(func(h *memHost) { h.talk(at).phase, h.rates = "closed", true })
	s.host.write(at, channels.Entry{Role: desk.RoleAgent, Kind: desk.KindText, Purpose: "closing", Text: "再见", RatesUntil: desk.At(time.Now().Add(48 * time.Hour)), Rerate: 600_000})
	p.wait("document.querySelectorAll('.stars button').length === 5 && !document.querySelector('.poll')")
	p.js("document.querySelector('.stars [data-score=\"4\"]').click()")
	p.wait("document.querySelector('.poll') && !document.querySelector('.poll [name=again]')")
	p.js(`document.querySelector('.poll [value=no]').click(); document.querySelector('.poll [value=slow]').click(); document.querySelector('.poll [name=remark]').value = '等了三天'`)
	p.js("document.querySelector('.stars [data-score=\"2\"]').click()") // what was answered stays
	p.wait("document.querySelector('.poll [name=again]')")
	p.js("document.querySelector('.poll [name=again]').click(); document.querySelector('.poll').requestSubmit()")
	p.wait("!document.querySelector('.poll')")
	p.wait(ownKept + " === 5")
	if got := strings.Join(s.host.texts(at), "|"); got != "在吗|4|2|2/5 · 没有解决 · 响应慢 · 等了三天|需要人工再联系我" {
		t.Errorf("said %q", got)
	}
	var b body
	s.host.set(func(h *memHost) { b = read(t, h.raws[3].Body) })
	if b.Survey == nil || b.Survey.Score != 2 || b.Survey.Solved != "no" || strings.Join(b.Survey.Reasons, "") != "slow" {
		t.Errorf("recorded %+v", b.Survey)
	}
	s.host.set(func(h *memHost) { h.talk(at).phase = "closed" })
	s.host.write(at, channels.Entry{Role: desk.RoleAgent, Kind: desk.KindText, Purpose: "closing", Text: "再见", RatesUntil: desk.At(time.Now().Add(48 * time.Hour)), Rerate: 600_000})
	p.wait("document.querySelectorAll('.stars button').length === 5")
	p.js("document.querySelector('.stars [data-score=\"3\"]').click()")
	p.wait("document.querySelector('.poll .quiet')")
	p.js("document.querySelector('.poll .quiet').click()")
	p.wait("!document.querySelector('.poll') && !document.querySelector('.stars')")
}

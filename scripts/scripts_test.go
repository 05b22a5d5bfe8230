package scripts

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// at is a time on a Monday in the department's zone.
func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-23 "+clock, time.FixedZone("CST", 8*3600))
	if err != nil {
		panic(err)
	}
	return t
}

func ask(locale, clock string) Ask {
	return Ask{Pack: Default(locale), At: at(clock), Organisation: "中原物業", Agent: "張敏"}
}

// TestGreetingFitsTheHour shows SCR-03, SCR-12.
func TestGreetingFitsTheHour(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ clock, locale, id, says string }{
		{"00:00", "zh-CN", "greeting.hello", "您好！"},
		{"04:59", "zh-CN", "greeting.hello", "您好！"},
		{"05:00", "zh-CN", "greeting.morning", "早上好！"},
		{"10:59", "zh-CN", "greeting.morning", "早上好！"},
		{"11:00", "zh-CN", "greeting.noon", "中午好！"},
		{"13:00", "zh-CN", "greeting.afternoon", "下午好！"},
		{"17:59", "zh-CN", "greeting.afternoon", "下午好！"},
		{"18:00", "zh-CN", "greeting.evening", "晚上好！"},
		{"22:59", "zh-CN", "greeting.evening", "晚上好！"},
		{"23:00", "zh-CN", "greeting.hello", "您好！"},
		{"09:00", "zh-TW", "greeting.morning", "您好，早安！"},
		{"15:00", "zh-TW", "greeting.afternoon", "您好，午安！"},
		{"20:00", "zh-TW", "greeting.evening", "您好，晚上好！"},
		{"02:00", "zh-TW", "greeting.hello", "您好！"},
		{"11:59", "en", "greeting.morning", "Good morning!"},
		{"12:00", "en", "greeting.noon", "Good day!"},
		{"13:00", "en", "greeting.afternoon", "Good afternoon!"},
		{"18:00", "en", "greeting.evening", "Good evening!"},
		{"23:30", "en", "greeting.hello", "Hello!"},
	} {
		text, err := Greeting(ask(c.locale, c.clock))
		if err != nil {
			t.Fatalf("%s %s: %v", c.locale, c.clock, err)
		}
		if text.ScriptID != c.id || !strings.Contains(text.Body, c.says) || !strings.Contains(text.Body, "中原物業") {
			t.Errorf("%s %s: got %s %q, want %s with %q", c.locale, c.clock, text.ScriptID, text.Body, c.id, c.says)
		}
		if text.Locale != c.locale || text.Version != Default(c.locale).Version() {
			t.Errorf("%s: got locale %q, version %q", c.locale, text.Locale, text.Version)
		}
	}
}

// TestReturningCustomerOutweighsTheHour shows SCR-03.
func TestReturningCustomerOutweighsTheHour(t *testing.T) {
	t.Parallel()
	says := map[string]string{"zh-CN": "李女士，您回来了！", "zh-TW": "李女士，您回來了！", "en": "Welcome back, 李女士!"}
	for _, locale := range Locales() {
		for hour := range 24 {
			a := ask(locale, fmt.Sprintf("%02d:30", hour))
			a.Returning, a.Customer = true, "李女士"
			text, err := Greeting(a)
			if err != nil || !strings.Contains(text.Body, says[locale]) {
				t.Errorf("%s %02d:30: got %q, %v, want %q in it", locale, hour, text.Body, err, says[locale])
			}
		}
	}
}

// TestClosingSaysGoodNightLate shows SCR-04, SCR-07.
func TestClosingSaysGoodNightLate(t *testing.T) {
	t.Parallel()
	night := map[string]string{"zh-CN": "晚安！", "zh-TW": "晚安！", "en": "good night!"}
	for _, locale := range Locales() {
		for hour := range 24 {
			text, err := Closing(ask(locale, fmt.Sprintf("%02d:00", hour)))
			if err != nil {
				t.Fatal(err)
			}
			late := hour >= 21 || hour < 5
			if got := strings.Contains(text.Body, night[locale]); got != late {
				t.Errorf("%s %02d:00: good night is %v in %q", locale, hour, got, text.Body)
			}
			if !HasClosing(Default(locale), text.Body) || HasGreeting(Default(locale), text.Body) {
				t.Errorf("%s: %q is not taken for a closing, or for a greeting", locale, text.Body)
			}
		}
	}
}

func TestAgentGreeting(t *testing.T) {
	t.Parallel()
	a := ask("zh-CN", "09:00")
	a.Customer = "李女士"
	text, err := AgentGreeting(a)
	want := Text{ScriptID: "greeting.agent", Version: a.Pack.Version(), Locale: "zh-CN",
		Body: "李女士，您好，我是張敏，很高兴为您服务。"}
	if diff := cmp.Diff(want, text); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestQueue(t *testing.T) {
	t.Parallel()
	for position, want := range map[int]string{
		1:  "You are next in the queue. Someone will be with you as soon as possible.",
		2:  "You are number 2 in the queue. Someone will be with you as soon as possible.",
		12: "You are number 12 in the queue. Someone will be with you as soon as possible.",
	} {
		if text, err := Queue(ask("en", "09:00"), position); err != nil || text.Body != want {
			t.Errorf("%d: got %q, %v", position, text.Body, err)
		}
	}
	for _, position := range []int{0, -1} {
		if text, err := Queue(ask("en", "09:00"), position); err == nil {
			t.Errorf("%d: got %q, want an error", position, text.Body)
		}
	}
}

// TestAwayTellsTheTimeOfReturn shows CHN-02, SLA-05.
func TestAwayTellsTheTimeOfReturn(t *testing.T) {
	t.Parallel()
	now := at("20:00")
	for _, c := range []struct {
		locale, says, id string
		back             time.Time
	}{
		{"zh-CN", "今天 21:30", AwayHours, at("21:30")},
		{"zh-CN", "明天 09:00", AwayHours, at("09:00").AddDate(0, 0, 1)},
		{"zh-TW", "12 月 1 日 09:00", AwayHours, at("09:00").AddDate(0, 0, 8)},
		{"en", "We will be back at 09:00 tomorrow.", AwayHours, at("09:00").AddDate(0, 0, 1).UTC()},
		{"en", "We will be back on Wednesday 25 November at 09:00.", AwayHours, at("09:00").AddDate(0, 0, 2)},
		{"en", "Nobody is available", AwayNobody, time.Time{}},
		{"en", "Nobody is available", AwayNobody, now},
		{"en", "Nobody is available", AwayNobody, at("09:00")},
	} {
		text, err := Away(ask(c.locale, "20:00"), c.back)
		if err != nil || text.ScriptID != c.id || !strings.Contains(text.Body, c.says) {
			t.Errorf("%s back %v: got %s %q, %v, want %q", c.locale, c.back, text.ScriptID, text.Body, err, c.says)
		}
	}
}

// TestTransferred shows RTE-05.
func TestTransferred(t *testing.T) {
	t.Parallel()
	for agent, want := range map[string]string{
		"":   "非常抱歉，这个问题需要由投诉组为您处理。正在为您转接，之前的对话会一并转过去，您不用再重复说明，请稍候。",
		"王强": "抱歉让您久等，已为您转接投诉组，接下来由王强为您服务。",
	} {
		if text, err := Transferred(ask("zh-CN", "09:00"), "投诉组", agent); err != nil || text.Body != want {
			t.Errorf("%q: got %q, %v", agent, text.Body, err)
		}
	}
}

func TestUnfilledVariableIsNamed(t *testing.T) {
	t.Parallel()
	empty := Ask{Pack: Default("zh-CN"), At: at("09:00"), Organisation: " \u200b\n", Agent: ""}
	for name, say := range map[string]func() (Text, error){
		"Organisation": func() (Text, error) { return Greeting(empty) },
		"Agent":        func() (Text, error) { return AgentGreeting(empty) },
		"Group":        func() (Text, error) { return Transferred(empty, "", "王强") },
		"Position":     func() (Text, error) { return Say(empty, QueuePosition) },
	} {
		text, err := say()
		var unfilled *UnfilledError
		if !errors.As(err, &unfilled) || !cmp.Equal(unfilled.Variables, []string{name}) || text != (Text{}) {
			t.Errorf("%s: got %+v, %v", name, text, err)
		}
		if err != nil && !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
}

func TestNothingIsSaidWithoutPackScriptOrTime(t *testing.T) {
	t.Parallel()
	noTime := ask("en", "09:00")
	noTime.At = time.Time{}
	for name, say := range map[string]func() (Text, error){
		"no pack":      func() (Text, error) { return Greeting(Ask{At: at("09:00"), Organisation: "x"}) },
		"no pack, id":  func() (Text, error) { return Say(Ask{}, ThanksWaiting) },
		"no time":      func() (Text, error) { return Greeting(noTime) },
		"unknown name": func() (Text, error) { return Say(ask("en", "09:00"), "greeting.nowhere") },
	} {
		if text, err := say(); err == nil {
			t.Errorf("%s: got %+v, want an error", name, text)
		}
	}
	if HasGreeting(Pack{}, "hello") || HasClosing(Pack{}, "bye") {
		t.Error("the zero pack recognises phrases")
	}
}

func TestValuesAreDataOnOneLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("名", 200)
	for value, want := range map[string]string{
		"Tom":                          "Hello, Tom! My",
		"{{.Agent}}":                   "Hello, {{.Agent}}! My",
		"Tom\n\nURGENT:\u202e call me": "Hello, Tom URGENT: call me! My",
		"\u2067\x00":                   "Hello! My",
		"\xff\xfeAnn":                  "Hello, Ann! My",
		"👩\u200d🔧":                     "Hello, 👩\u200d🔧! My",
		long:                           "Hello, " + strings.Repeat("名", maxValue-1) + "…! My",
	} {
		a := ask("en", "09:00")
		a.Customer = value
		if text, err := AgentGreeting(a); err != nil || !strings.HasPrefix(text.Body, want) {
			t.Errorf("%q: got %q, %v", value, text.Body, err)
		}
	}
}

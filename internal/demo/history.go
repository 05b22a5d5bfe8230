package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/router"
)

// Past is what the days before the show need. Its router has to be the only one on the record meanwhile.
type Past struct {
	Store   *store.Store
	Channel desk.ChannelID // where the customers of those days wrote
	Zone    *time.Location
	Days    int // how many days before today; 0 = Days

	// Router makes a router on the record with another clock and one channel; Promise promises the seeds of the days to
	// come by that clock, as the desk would have.
	Router  func(now func() time.Time, ch map[desk.ChannelID]channels.Adapter) *router.Router
	Promise func(ctx context.Context, now func() time.Time) error
}

// Days are how many days before today the department worked.
const Days = 2

// Nobody is the grace of a desk on which nobody has a screen, and all work all the same: sessions are not taken from people
// whom no screen shows.
func Nobody() time.Duration { return 10 * 365 * 24 * time.Hour }

// Work lets the department work through the days before today, so that there are transcripts to check, to read and to
// search. Every message goes the way of all messages, only by a clock of that day.
func Work(ctx context.Context, p Past, today time.Time) error {
	today = today.In(p.Zone)
	p.Days = cmp.Or(p.Days, Days)
	midnight := time.Date(today.Year(), today.Month(), today.Day()-p.Days, 0, 0, 0, 0, p.Zone)
	var clock atomic.Int64
	clock.Store(midnight.Add(-time.Hour).UnixNano())
	now := func() time.Time { return time.Unix(0, clock.Load()) }
	if err := p.Promise(ctx, now); err != nil {
		return err
	}
	r := p.Router(now, map[desk.ChannelID]channels.Adapter{p.Channel: past{}})
	ctx, stop := context.WithCancel(ctx)
	if err := r.Start(ctx); err != nil {
		stop()
		return err
	}
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	defer func() {
		stop()
		<-done
	}()
	s := stand{Past: p, router: r}
	var err error
	if s.people, err = s.staff(ctx); err != nil {
		return err
	}
	for _, step := range program(midnight, p.Days) {
		clock.Store(max(clock.Load(), step.at.UnixNano()))
		if err := s.do(ctx, step); err != nil {
			return fmt.Errorf("the day before: %w", err)
		}
	}
	return nil
}

// past is the network of those days: it takes everything at once.
type past struct{}

func (past) Capabilities() channels.Capabilities { return channels.Capabilities{AcceptOnCommit: true} }

func (past) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	var in desk.Inbound
	err := json.Unmarshal(raw.Body, &in)
	in.Address, in.ExternalID, in.Kind = raw.Address(), raw.EventID, desk.KindText
	return []desk.Inbound{in}, err
}

func (past) Send(context.Context, desk.Outbound) (desk.Receipt, error) {
	return desk.Receipt{}, errors.New("nothing is sent where a commit is enough")
}

func (past) Health(context.Context) error { return nil }

// What happens in a step.
type what int

const (
	asks what = iota
	takes
	says
	ends
	passes   // to the group in text, about the category
	finds    // what was verified
	declares // that the department has to solve it
	tells    // the department's answer
	promises
	keeps
	rates
)

// step is one thing that somebody did on such a day.
type step struct {
	at        time.Time
	what      what
	key, name string
	who, text string
	category  string
	survey    *desk.Survey // what the page's questions were answered with
}

func (x step) id() string { return fmt.Sprintf("%s-%d", x.key, x.at.UnixMilli()) }

// shifts are who worked in those days and how many customers each had: more than are checked, and fewer.
func shifts() map[string]int {
	return map[string]int{"zhaoliang": 22, "wangqiang": 12, "zhangmin": 7, "chenhao": 4}
}

// program is everything that happened from a midnight on, in order.
func program(midnight time.Time, days int) []step {
	var out []step
	for day := range days {
		n := 0
		for _, who := range []string{"zhaoliang", "wangqiang", "zhangmin", "chenhao"} {
			for i := range shifts()[who] {
				from := midnight.AddDate(0, 0, day).Add(9*time.Hour + time.Duration(i*21+n%7)*time.Minute)
				out = append(out, reception(fmt.Sprintf("past-%d-%d", day, n), who, n+day*5, from)...)
				n++
			}
		}
		out = append(out, matters(fmt.Sprintf("past-%d", day), midnight.AddDate(0, 0, day).Add(14*time.Hour))...)
	}
	slices.SortStableFunc(out, func(a, b step) int { return a.at.Compare(b.at) })
	return out
}

// reception is one customer's visit. Most go as they should; some are late, some lack a greeting, one or the other has a
// phrase that is better said otherwise, and now and then a customer is left without an answer.
func reception(key, who string, n int, from time.Time) []step {
	var out []step
	t := talks()[n%len(talks())]
	x := step{key: key, name: names()[n%len(names())], who: who}
	at := from
	add := func(w what, after time.Duration, text string) {
		at = at.Add(after)
		x.at, x.what, x.text = at, w, text
		out = append(out, x)
	}
	seconds := func(s int) time.Duration { return time.Duration(s) * time.Second }
	for i, line := range t.lines {
		add(asks, seconds(20+n%17), line)
		if i == 0 {
			add(takes, seconds(4+n%6), "")
		}
		if i == len(t.lines)-1 && n%11 == 5 {
			add(ends, seconds(40), "no_response")
			return out
		}
		late := 0
		if n%6 == 3 && i == 1 {
			late = 50 + n%40
		}
		add(says, seconds(9+n%23+late), said(i, n, who))
	}
	add(ends, seconds(15), "")
	return out
}

// said is an agent's i-th answer to the n-th customer.
func said(i, n int, who string) string {
	name := ""
	for _, p := range People() {
		if p.Login == who {
			name = p.Name
		}
	}
	switch {
	case i == 0 && n%8 == 2:
		return "在的，请稍等，我查一下。"
	case i == 0:
		return fmt.Sprintf(answers()[0], name)
	case i == 1 && n%7 == 4:
		return "可以是可以，但是要等三天。您看这样可以吗？"
	case i == 1 && n%9 == 7:
		return "嗯"
	}
	return answers()[min(i, len(answers())-1)]
}

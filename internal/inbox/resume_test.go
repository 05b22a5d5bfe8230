package inbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/sessions"
)

// screen is a browser's model: what it shows of each session, applied strictly by version.
type screen struct {
	r       *rig
	login   string
	at      map[desk.SessionID]int64
	lines   map[desk.SessionID]map[int64]string // seq → text, state
	gaps    int
	resyncs int
	c       *client
}

func (s *screen) connect(epoch string) {
	if s.c != nil {
		_ = s.c.conn.Close()
		<-s.c.done
	}
	s.c = s.r.dial(s.login)
	s.hello(epoch)
}

func (s *screen) hello(epoch string) {
	s.c.say(map[string]any{"op": "hello", "epoch": epoch, "list": map[string]any{"view": "all", "limit": 50}, "sessions": s.at})
}

// get reads a session anew, as the browser does after a resync: the version first, then the lines.
func (s *screen) get(id desk.SessionID) {
	ctx := context.Background()
	row, err := s.r.store.SessionRow(ctx, string(id))
	if err != nil {
		s.r.t.Error(err)
		return
	}
	ms, err := s.r.store.MessagesSince(ctx, dbq.MessagesSinceParams{Session: string(id)})
	if err != nil {
		s.r.t.Error(err)
	}
	s.at[id], s.lines[id] = row.Version, map[int64]string{}
	for _, m := range ms {
		s.lines[id][m.Seq] = m.Text + "/" + m.Delivery
	}
}

// take applies one frame.
func (s *screen) take(f map[string]any, epoch string) {
	id := desk.SessionID(fmt.Sprint(f["session"]))
	switch f["op"] {
	case "resync":
		s.resyncs++
		s.get(id)
		s.hello(epoch)
	case "diff":
		from, to := num(f["from"]), num(f["to"])
		if to <= s.at[id] {
			return // crossed with a hello
		}
		if from != s.at[id] {
			s.gaps++
			s.hello(epoch)
			return
		}
		s.at[id] = to
		for _, m := range f["messages"].([]any) {
			m := m.(map[string]any)
			s.lines[id][num(m["seq"])] = fmt.Sprint(m["text"]) + "/" + fmt.Sprint(m["delivery"])
		}
	}
}

// TestResumeSurvivesCuts is R12 in small: screens that are cut at random moments, hints that are lost, doubled, swapped
// and cut, and at the end every screen shows exactly what the record holds.
func TestResumeSurvivesCuts(t *testing.T) {
	t.Parallel()
	rounds, screens := 300, 6
	if testing.Short() {
		rounds = 30
	}
	r := newRig(t, func(o *Options) { o.MaxSockets = 100 })
	r.agent("sue", desk.RankSupervisor)
	var convs []*conv
	for i := range 4 {
		convs = append(convs, r.open("order", fmt.Sprintf("c%d", i)))
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	all := make([]*screen, screens)
	for i := range screens {
		s := &screen{r: r, login: "sue", at: map[desk.SessionID]int64{}, lines: map[desk.SessionID]map[int64]string{}}
		for _, c := range convs {
			s.at[c.st.ID], s.lines[c.st.ID] = 0, map[int64]string{}
		}
		s.connect("")
		all[i] = s
		rng := rand.New(rand.NewPCG(7, uint64(i)))
		wg.Go(func() { s.live(rng, stop) })
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		for _, c := range convs {
			disturb(rng, c)
		}
		if rng.IntN(10) == 0 {
			r.hub.heard(nil)
		}
	}
	close(stop)
	wg.Wait()
	gaps, resyncs := 0, 0
	for _, s := range all {
		s.settle(convs)
		gaps, resyncs = gaps+s.gaps, resyncs+s.resyncs
	}
	t.Logf("%d gaps told by the client, %d resyncs", gaps, resyncs)
}

// live applies frames and cuts the line now and then, until stop.
func (s *screen) live(rng *rand.Rand, stop <-chan struct{}) {
	epoch := s.r.store.Epoch()
	for n := 1; ; n++ {
		select {
		case <-stop:
			return
		case f := <-s.c.frames:
			s.take(f, epoch)
		case <-s.c.done:
			s.connect(epoch)
		}
		if rng.IntN(25) == 0 {
			s.connect(epoch) // mid-frame or not: what was under way is lost
		}
	}
}

// settle waits until the screen shows what the record holds.
func (s *screen) settle(convs []*conv) {
	epoch := s.r.store.Epoch()
	s.connect(epoch)
	want := &screen{r: s.r, at: map[desk.SessionID]int64{}, lines: map[desk.SessionID]map[int64]string{}}
	behind := map[desk.SessionID]bool{}
	for _, c := range convs {
		want.get(c.st.ID)
		behind[c.st.ID] = true
	}
	for {
		for id := range behind {
			if s.at[id] == want.at[id] {
				delete(behind, id)
			}
		}
		if len(behind) == 0 {
			break
		}
		s.take(s.c.next("diff"), epoch)
	}
	if diff := cmp.Diff(want.lines, s.lines); diff != "" {
		s.r.t.Error(diff)
	}
}

// disturb commits one to three versions and tells of them badly.
func disturb(rng *rand.Rand, c *conv) {
	var hs []router.Hint
	for range 1 + rng.IntN(3) {
		if rng.IntN(4) == 0 && c.st.Seq > 0 {
			hs = append(hs, c.deliver(1+rng.Int64N(c.st.Seq)))
			continue
		}
		hs = append(hs, c.say(desk.RoleAgent, fmt.Sprint("m", c.st.Version)))
	}
	for i := range hs {
		if rng.IntN(6) == 0 {
			hs[i].Messages, hs[i].Changed, hs[i].Cut = nil, nil, true
		}
	}
	switch rng.IntN(6) {
	case 0:
		hs = hs[:len(hs)-1]
	case 1:
		hs = hs[1:]
	case 2:
		hs[0], hs[len(hs)-1] = hs[len(hs)-1], hs[0]
	case 3:
		hs = append(hs, hs...)
	}
	c.tell(hs...)
}

// deliver commits a change of a line's delivery state.
func (c *conv) deliver(seq int64) router.Hint {
	c.r.t.Helper()
	c.st.Version++
	row := c.row()
	changed := []store.Delivery{{Seq: seq, Version: c.st.Version, Delivery: desk.DeliverySent}}
	err := c.r.store.Commit(context.Background(), &store.Part{Session: row, Was: c.st.Version - 1, Changed: changed,
		Events: []store.Event{{Version: c.st.Version, Kind: "test", Who: "system", Body: []byte(`{}`), Hash: []byte{1}}}})
	if err != nil {
		c.r.t.Fatal(err)
	}
	return router.Hint{From: c.st.Version - 1, Session: row, Changed: changed}
}

func TestSlowSocketIsSentAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.QueueBytes = 256 << 10 })
	r.agent("sue", desk.RankSupervisor)
	r.agent("quick", desk.RankSupervisor)
	conv := r.open("order", "one")
	slow, err := r.tryDial("sue", r.srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	quick := r.dial("quick")
	slow.hello(ViewAll, at(conv))
	slow.next("page")
	quick.hello(ViewAll, at(conv))
	quick.next("page")
	r.followed("sue", conv)
	r.followed("quick", conv)
	// The slow one's reader is held by a full channel, and the kernel's buffers fill up behind it.
	big := make([]byte, 40<<10)
	for i := range big {
		big[i] = 'x'
	}
	n := 0
	for ; r.hub.stats.Slow.Load() == 0 && n < 4000; n++ {
		h := conv.change(func(s *sessions.State) { s.Seq = 0 })
		h.Messages = []store.Message{{Seq: 1, Role: desk.RoleNote, Text: string(big)}}
		conv.tell(h)
		for num(quick.next("diff")["to"]) < conv.st.Version {
		}
		if n == 0 {
			slow.stall()
		}
	}
	if r.hub.stats.Slow.Load() == 0 {
		t.Fatalf("nobody was sent away after %d frames", n)
	}
	r.until("the slow socket to go", func() bool { return r.hub.stats.Sockets.Load() == 1 })
}

package sessions_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/sessions"
)

// TestTranscripts plays the stories in testdata/*.txt. A story is made of blocks: commands, a line of dashes, and what
// came of them. `go test ./sessions -run Transcripts -update` writes the outcomes anew; keep the diff only if you
// understand it and want it.
//
//	day 2026-03-02                        the date of the times that follow
//	rules first=60s next=60s window=24h   other rules than the house's; answer=30m completion=2h warn=30s,10s silence=60s hops=1 apology=yes change=yes hours=09:00-22:00
//	customer 王女士 on telegram            somebody who never wrote before; "on web" accepts on commit, "on hand" is written down by people
//	customer 王女士 in VIP 群 on telegram   in a group of that title; "- in" is somebody without a name
//	09:00:00 wrote TEXT                   the customer; opens a session, continues it or begins the next one
//	09:00:05 replied anna TEXT            an agent; the greeting in the text counts
//	09:00:05 note anna TEXT
//	09:00:05 assigned anna                by the router; "by=boss over=yes reason=taken" takes it over
//	09:00:05 transferred anna to=complaint TEXT    or to=@ben; any=yes for a supervisor
//	09:00:05 returned anna REASON         any=yes for the machine
//	09:00:05 close anna OUTCOME           with the closing script; skip=REASON without; any=yes
//	09:00:05 delivered 2 sent             or failed, unconfirmed; then a reason
//	09:00:05 resolve anna 4 resend        or delivered
//	09:00:05 time                         the deadline came
//	rules full                            steps, categories, offers and the ladder on; with further words as above
//	09:00:05 wrote match=order TEXT       a keyword rule met
//	rules texts burst=8s                  what the customer is told by the desk is on
//	09:00:05 wrote absent=service TEXT    nobody of the group is there; ahead=2 for those who wait in it, ahead=order:2 in another
//	09:00:05 transferred anna to=order named=订单组 TEXT   quiet=yes
//	09:00:05 accept anna                  what was offered
//	09:00:05 sorted anna order
//	09:00:05 forgotten boss               a manager has the customer erased
//	09:00:05 reopened anna TEXT           what is closed, by an agent; member=yes of the group, any=yes for a supervisor; "rules reopen=group" says who may
//	09:00:05 regarded anna vip=yes        vip=no takes it back; "wrote vip=yes" opens a session of one
//	09:00:05 verified anna TEXT           unsolved=yes
//	09:00:05 asked anna department=tech TEXT       or to=@ben, level=lead gravity=major urgent=yes
//	09:00:05 told ben 1 TEXT              as=reported level=lead, as=executed, dissent, insisted, changed
//	09:00:05 promised anna 09:30:00 TEXT
//	09:00:05 settled anna 1 kept TEXT     until=10:00:00 for moved
//	09:00:05 rated 5 TEXT
//	09:00:05 confirm anna                 whether that answered it
//	09:00:05 waive anna                   no reply needed; thank=yes for acknowledgements, undone=yes
func TestTranscripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(source))
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(source), got); diff != "" {
				t.Errorf("the story goes differently; if the new one is right: go test ./sessions -run Transcripts -update\n%s", diff)
			}
		})
	}
}

// stage is where a story is played.
type stage struct {
	t        *testing.T
	w        *witness
	rules    sessions.Rules
	day      time.Time
	title    string
	sender   *string
	channel  desk.ChannelID
	accepts  bool
	ordinal  int64
	external int
	out      *strings.Builder
}

// play gives the story with the outcomes as they are now.
func play(t *testing.T, source string) string {
	s := &stage{t: t, rules: houseRules(), day: morning().Time(), channel: "telegram", out: &strings.Builder{}}
	s.w = newWitness(t, s.rules)
	for i, block := range strings.Split(strings.TrimRight(source, "\n"), "\n\n") {
		if i > 0 {
			s.out.WriteString("\n")
		}
		s.block(block)
	}
	return s.out.String()
}

// block plays the commands above the dashes. A block without dashes is a remark.
func (s *stage) block(block string) {
	commands, _, has := strings.Cut(block+"\n", "----\n")
	s.out.WriteString(commands)
	if !has {
		return
	}
	s.out.WriteString("----\n")
	ran := false
	for _, line := range strings.Split(strings.TrimSpace(commands), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			ran = s.line(line) || ran
		}
	}
	if ran {
		s.printState(s.w.s)
	}
}

// line plays one command; it says whether an event came of it.
func (s *stage) line(line string) bool {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "day":
		day, err := time.ParseInLocation(time.DateOnly, rest, china())
		s.check(err, line)
		s.day = day
		return false
	case "rules":
		s.setRules(parseArgs(rest))
		return false
	case "customer":
		title, network, ok := strings.Cut(rest, " on ")
		if !ok {
			s.t.Fatalf("%q: a customer is on a network", line)
		}
		s.title, s.channel, s.accepts, s.sender = title, desk.ChannelID(network), network == "web" || network == "hand", nil
		if name, group, ok := strings.Cut(title, " in "); ok {
			name = strings.TrimPrefix(name, "-")
			s.title, s.sender = group, &name
		}
		s.ordinal, s.w = 0, newWitness(s.t, s.rules)
		return false
	}
	s.event(s.clock(word), rest)
	return true
}

// everyDay is a week with the same hours on each day, in China.
func everyDay(t *testing.T, span string) calendar.Calendar {
	t.Helper()
	f := calendar.Form{Name: "客服", Zone: "Asia/Shanghai", Week: map[string][]string{}}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		f.Week[day] = []string{span}
	}
	c, err := calendar.New(f, func(string) (*time.Location, error) { return china(), nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (s *stage) setRules(a args) {
	switch a.word(0) {
	case "full":
		s.rules = fullRules()
	case "texts":
		s.rules = textRules()
	}
	if value := a.option("offer"); value != "" {
		d, err := time.ParseDuration(value)
		s.check(err, "offer")
		s.rules.Offer = d
	}
	if value := a.option("warn"); value != "" {
		s.rules.Warnings = nil
		for _, one := range strings.Split(value, ",") {
			d, err := time.ParseDuration(one)
			s.check(err, "warn")
			s.rules.Warnings = append(s.rules.Warnings, d)
		}
	}
	if value := a.option("hops"); value != "" {
		n, err := strconv.Atoi(value)
		s.check(err, "hops")
		s.rules.Hops = n
	}
	if value := a.option("hours"); value != "" {
		s.rules.Hours = map[desk.GroupID]calendar.Calendar{"service": everyDay(s.t, value)}
	}
	if value := a.option("reopen"); value != "" {
		s.rules.Reopen = sessions.Reopeners(value)
	}
	s.rules.Apology, s.rules.Change = a.option("apology") == "yes", a.yes("change")
	for key, into := range map[string]*time.Duration{"first": &s.rules.FirstReply, "next": &s.rules.NextReply, "window": &s.rules.ReopenWindow, "answer": &s.rules.Answer, "completion": &s.rules.Completion, "silence": &s.rules.Silence, "burst": &s.rules.Burst} {
		if value := a.option(key); value != "" {
			d, err := time.ParseDuration(value)
			s.check(err, key)
			*into = d
		}
	}
	s.w.rules = s.rules
}

// clock reads a time of the story's day.
func (s *stage) clock(word string) desk.Millis {
	for _, layout := range []string{"15:04:05.000", "15:04:05"} {
		if t, err := time.ParseInLocation(time.DateOnly+" "+layout, s.day.Format(time.DateOnly)+" "+word, china()); err == nil {
			return desk.At(t)
		}
	}
	s.t.Fatalf("%q is neither a command nor a time", word)
	return 0
}

func (s *stage) check(err error, what string) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
}

// event applies a command and prints what follows from it.
func (s *stage) event(at desk.Millis, command string) {
	word, rest, _ := strings.Cut(command, " ")
	event, ok := commands()[word]
	if !ok {
		s.t.Fatalf("%q: no such command", command)
	}
	e := event(s, at, parseArgs(rest))
	before := s.w.s.Version
	effects, err := s.w.apply(e)
	switch {
	case err != nil:
		fmt.Fprintf(s.out, "refused: %s (%s %s)\n", err, desk.KindOf(err), codeOf(err))
	case s.w.s.Version == before:
		fmt.Fprintf(s.out, "nothing changes\n")
	}
	for _, f := range effects {
		s.printEffect(f)
	}
	if i := slices.IndexFunc(effects, isHandBack); i >= 0 { // the router returns the session in the same commit
		s.event(at, "returned system "+effects[i].(sessions.HandBack).Reason+" any=yes")
	}
}

package sessions_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"firstline/internal/desk"
	"firstline/scripts"
	"firstline/sessions"
)

// args are the words of a command, with key=value in any place.
type args struct {
	words   []string
	options map[string]string
}

func parseArgs(rest string) args {
	a := args{options: map[string]string{}}
	for _, word := range strings.Fields(rest) {
		if key, value, ok := strings.Cut(word, "="); ok && len(a.words) < 3 {
			a.options[key] = value
			continue
		}
		a.words = append(a.words, word)
	}
	return a
}

func (a args) option(key string) string { return a.options[key] }

func (a args) yes(key string) bool { return a.options[key] == "yes" }

// word is the n-th word, from 0; empty when there are fewer.
func (a args) word(n int) string {
	if n < len(a.words) {
		return a.words[n]
	}
	return ""
}

// text is what stands behind the first n words.
func (a args) text(n int) sessions.Words {
	return sessions.Words{Text: strings.Join(a.words[min(n, len(a.words)):], " ")}
}

// command makes an event as the router would.
type command func(s *stage, at desk.Millis, a args) sessions.Event

func commands() map[string]command {
	return map[string]command{
		"wrote": (*stage).wrote,
		"replied": func(s *stage, at desk.Millis, a args) sessions.Event {
			w := a.text(1)
			e := sessions.AgentReplied{At: at, Agent: desk.AgentID(a.word(0)), Words: w, Greeted: scripts.HasGreeting(s.rules.Pack, w.Text), Sorry: scripts.HasApology(s.rules.Pack, w.Text), Kind: desk.Kind(a.option("file"))}
			if head, _, cut := strings.Cut(w.Text, a.option("cut")); cut && head != "" {
				e.Cuts = []int{len(head)}
			}
			return e
		},
		"corrected": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.ReplyChanged{At: at, Agent: desk.AgentID(a.word(0)), Seqs: s.seqs(a.word(1)), Words: a.text(2)}
		},
		"recalled": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.ReplyChanged{At: at, Agent: desk.AgentID(a.word(0)), Seqs: s.seqs(a.word(1)), Recall: true}
		},
		"deleted": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.CustomerMarked{At: at, Kind: desk.KindDelete, Ref: a.word(0)}
		},
		"reacted": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.CustomerMarked{At: at, Kind: desk.KindReaction, Ref: a.word(0), Undone: a.yes("undone"), Words: a.text(1)}
		},
		"saw": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.CustomerSaw{At: at, Seq: s.seq(a.word(0))}
		},
		"fetched": func(s *stage, at desk.Millis, a args) sessions.Event {
			n, err := strconv.Atoi(a.word(1))
			s.check(err, "number of the file")
			return sessions.FileSettled{At: at, Seq: s.seq(a.word(0)), N: n, Digest: a.option("digest"), Reason: a.option("reason")}
		},
		"note": func(_ *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.NoteAdded{At: at, Agent: desk.AgentID(a.word(0)), Words: a.text(1)}
			for name := range strings.FieldsFuncSeq(a.option("to"), func(r rune) bool { return r == '+' }) {
				e.Mentions = append(e.Mentions, desk.AgentID(name))
			}
			return e
		},
		"assigned": func(s *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.Assigned{At: at, Agent: desk.AgentID(a.word(0)), By: "system", Reason: "assigned", Name: a.word(0), Over: a.yes("over"), Speciality: desk.Speciality(a.option("speciality")), Offer: s.rules.Offer > 0}
			if by := a.option("by"); by != "" {
				e.By, e.Reason = by, "taken"
			}
			return e
		},
		"transferred": func(_ *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.Transferred{At: at, By: desk.AgentID(a.word(0)), Any: a.yes("any"), GroupName: a.option("named"), Quiet: a.yes("quiet"), Words: a.text(1)}
			if agent, ok := strings.CutPrefix(a.option("to"), "@"); ok {
				e.ToAgent, e.Name = desk.AgentID(agent), agent
			} else {
				e.ToGroup = desk.GroupID(a.option("to"))
			}
			return e
		},
		"accept": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Assigned{At: at, Agent: desk.AgentID(a.word(0)), By: a.word(0), Reason: "accepted", Name: a.word(0)}
		},
		"sorted": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Classified{At: at, By: desk.AgentID(a.word(0)), Category: a.word(1)}
		},
		"regarded": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Regarded{At: at, By: desk.AgentID(a.word(0)), VIP: a.yes("vip")}
		},
		"forgotten": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Forgotten{At: at, By: desk.AgentID(a.word(0))}
		},
		"reopened": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Reopened{At: at, By: desk.AgentID(a.word(0)), Member: a.yes("member"), Any: a.yes("any"), Words: a.text(1)}
		},
		"verified": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Verified{At: at, By: desk.AgentID(a.word(0)), Unsolved: a.yes("unsolved"), Words: a.text(1)}
		},
		"asked": askedCommand,
		"told": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Told{At: at, By: desk.AgentID(a.word(0)), N: int(s.seq(a.word(1))), As: sessions.Tell(a.option("as")), Level: desk.Rank(a.option("level")), Words: a.text(2)}
		},
		"promised": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Promised{At: at, By: desk.AgentID(a.word(0)), Until: s.clock(a.word(1)), Words: a.text(2)}
		},
		"settled": func(s *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.PromiseSettled{At: at, By: desk.AgentID(a.word(0)), N: int(s.seq(a.word(1))), As: a.word(2), Words: a.text(3)}
			if value := a.option("until"); value != "" {
				e.Until = s.clock(value)
			}
			return e
		},
		"rated": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Rated{At: at, Score: int(s.seq(a.word(0))), Words: a.text(0)}
		},
		"noticed": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Noticed{At: at, What: desk.Notice(a.word(0))}
		},
		"confirm": (*stage).confirm,
		"waive": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Waived{At: at, By: desk.AgentID(a.word(0)), Thank: a.yes("thank"), Undone: a.yes("undone")}
		},
		"returned": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Returned{At: at, By: a.word(0), Reason: a.word(1), Any: a.yes("any")}
		},
		"close": (*stage).close,
		"delivered": func(s *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.DeliveryReported{At: at, Seq: s.seq(a.word(0)), Delivery: desk.Delivery(a.word(1)), Reason: a.text(2).Text}
			if e.Delivery == desk.DeliverySent {
				e.ExternalID = "x" + a.word(0)
			}
			return e
		},
		"resolve": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.DeliveryResolved{At: at, By: desk.AgentID(a.word(0)), Seq: s.seq(a.word(1)), As: a.word(2)}
		},
		"time": func(_ *stage, at desk.Millis, _ args) sessions.Event { return sessions.TimeReached{At: at} },
	}
}

func askedCommand(_ *stage, at desk.Millis, a args) sessions.Event {
	e := sessions.Asked{At: at, By: desk.AgentID(a.word(0)), Kind: sessions.AskConsult, Words: a.text(1), Urgent: a.yes("urgent"),
		Department: a.option("department"), Level: desk.Rank(a.option("level")), Gravity: a.option("gravity"), Proposal: a.option("proposal")}
	if to, ok := strings.CutPrefix(a.option("to"), "@"); ok {
		e.To = desk.AgentID(to)
	}
	switch {
	case e.Department != "":
		e.Kind = sessions.AskDepartment
	case e.Level != "":
		e.Kind = sessions.AskEscalation
	}
	return e
}

func (s *stage) seq(word string) int64 {
	n, err := strconv.ParseInt(word, 10, 64)
	s.check(err, "seq")
	return n
}

// seqs are places with commas between them.
func (s *stage) seqs(words string) []int64 {
	var all []int64
	for _, word := range strings.Split(words, ",") {
		all = append(all, s.seq(word))
	}
	return all
}

// wrote opens a session where the last one does not continue, like the router.
func (s *stage) wrote(at desk.Millis, a args) sessions.Event {
	s.external++
	e := sessions.CustomerWrote{At: at, Kind: desk.KindText, Title: s.title, Sender: s.sender, ExternalID: fmt.Sprintf("c%d", s.external), Words: a.text(0)}
	if kind := a.option("file"); kind != "" {
		e.Kind, e.Files = desk.Kind(kind), 2
	}
	e.ReplyTo, e.By, e.Inlet = a.option("about"), desk.AgentID(a.option("by")), sessions.Inlet(a.option("inlet"))
	if category := a.option("match"); category != "" {
		e.Match = &sessions.Match{Category: category, Rule: "rule", Word: category}
	}
	if group := a.option("absent"); group != "" {
		e.Absent = []desk.GroupID{desk.GroupID(group)}
	}
	if sessions.Continues(s.rules, s.w.s, at) {
		if a.option("vip") != "" {
			e.VIP = new(a.yes("vip"))
		}
		return e
	}
	s.ordinal++
	e.Opening = &sessions.Opening{Session: desk.SessionID(fmt.Sprintf("s%d", s.ordinal)), Address: desk.Address{Channel: s.channel, Key: "7"},
		Ordinal: s.ordinal, Rules: s.rules.Version, Accepts: s.accepts, ByHand: s.channel == "hand", Returning: s.ordinal > 1, Last: s.w.s.Last, VIP: a.yes("vip")}
	if value := a.option("ahead"); value != "" {
		group, n, in := strings.Cut(value, ":")
		if !in {
			group, n = "service", value
		}
		e.Opening.Ahead = map[desk.GroupID]int{desk.GroupID(group): int(s.seq(n))}
	}
	s.w = newWitness(s.t, s.rules)
	return e
}

// confirm takes the pack's question.
func (s *stage) confirm(at desk.Millis, a args) sessions.Event {
	text, err := scripts.Say(scripts.Ask{Pack: s.rules.Pack}, scripts.ConfirmAsk)
	s.check(err, "confirm script")
	return sessions.ConfirmAsked{At: at, By: desk.AgentID(a.word(0)), Script: text.ScriptID, Words: sessions.Words{Text: text.Body}}
}

// close takes the closing script of the moment unless the story skips it.
func (s *stage) close(at desk.Millis, a args) sessions.Event {
	e := sessions.CloseRequested{At: at, By: desk.AgentID(a.word(0)), Outcome: a.word(1), Skip: a.option("skip"), Any: a.yes("any"),
		Category: a.option("category"), Feedback: a.option("feedback"), Rating: a.yes("rating"), Sorry: a.yes("valid")}
	if e.Feedback == "given" {
		e.Learned = "支付页面在手机上打不开"
	}
	if e.Skip != "" {
		return e
	}
	text, err := scripts.Closing(scripts.Ask{Pack: s.rules.Pack, At: at.Time().In(s.rules.Zone), Organisation: s.rules.Organisation,
		Customer: s.w.s.Customer(), Agent: a.word(0)})
	s.check(err, "closing script")
	e.Script, e.Text = text.ScriptID, text.Body
	if !slices.Contains(sessions.Outcomes(), e.Outcome) && e.Outcome != "" {
		s.t.Fatalf("no outcome %q: %v", e.Outcome, sessions.Outcomes())
	}
	return e
}

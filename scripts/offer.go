package scripts

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
)

// Offer is a script that an agent may put into a message, filled as far as it can be (SCR-01; SCR-05, SCR-08, SCR-09,
// SCR-11, SCR-13, SCR-14, SCR-16).
type Offer struct {
	Script
	Body   string   // to somebody whose name is not known
	Named  string   // the same to a customer with a name, for which NameHere stands; empty where the text does not say it
	Gaps   []string // what the agent still has to fill in, such as {时效}, in order
	Window string   // the part of the day that it is meant for, such as 21:00-05:00; empty = any
	Greets bool     // it counts as a greeting (SCR-02)
	Closes bool     // it counts as a closing (SCR-02)
	Fault  bool     // it may be said only where a complaint was found valid (SCR-21)
}

// NameHere stands in Offer.Named for the customer's name: the character that Unicode keeps for an object to come.
const NameHere = "\ufffc"

// Offered says whether agents insert scripts of the stage. The others are said by the desk at their occasion: the greeting
// of a session, places in the queue, absence, hand-overs, and the questions behind an answer and a closing.
func (s Stage) Offered() bool {
	switch s {
	case StageAgentGreeting, StageClosing, StageApology: // by the desk as well
		return true
	}
	return s.picked()
}

// picked are the stages of which nothing is ever said but by an agent's hand. Only those may have gaps.
func (s Stage) picked() bool {
	return slices.Contains([]Stage{StageThanks, StageClarification, StageCongratulation, StageAnswer, StageExplanation, StageConsent, StageRefusal, StageLibrary}, s)
}

// gapPattern is a gap: up to 20 characters in single braces. A text that a session's rules hold from before there were gaps
// reads the same as ever; braces that mean themselves cannot be written in what agents insert.
var gapPattern = regexp.MustCompile(`\{[^{}\n]{1,20}\}`)

// Gaps are the places of a text that an agent has to fill in before it is sent, such as {时效}, each once and in order.
func Gaps(text string) []string {
	var gaps []string
	for _, g := range gapPattern.FindAllString(text, -1) {
		if !slices.Contains(gaps, g) {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// Offers are the scripts that agents may insert, in the order of the pack, said by ask.Agent in the name of
// ask.Organisation; a variable that is not known stays visible as a gap. They fit every session: ask.Customer, At and
// Returning do not count. None for the zero Pack.
func Offers(ask Ask) ([]Offer, error) {
	var offers []Offer
	for _, s := range ask.Pack.scripts {
		if !s.Stage.Offered() {
			continue
		}
		o, err := ask.offer(s)
		if err != nil {
			return nil, err
		}
		offers = append(offers, o)
	}
	return offers, nil
}

func (ask Ask) offer(s Script) (Offer, error) {
	o := Offer{Script: s.clone(), Fault: s.ID == ApologyFault}
	var err error
	if o.Body, err = ask.body(s, ""); err != nil {
		return Offer{}, err
	}
	if slices.Contains(s.Optional, "Customer") {
		if o.Named, err = ask.body(s, NameHere); err != nil {
			return Offer{}, err
		}
	}
	o.Gaps = Gaps(o.Body + "\n" + o.Named)
	o.Greets, o.Closes = HasGreeting(ask.Pack, o.Body), HasClosing(ask.Pack, o.Body)
	if w, ok := ask.Pack.hours[s.When.Hours]; ok {
		o.Window = fmt.Sprintf("%02d:%02d-%02d:%02d", w.from/60, w.from%60, w.to/60, w.to%60)
	}
	return o, nil
}

// body is a script with what is known filled in, and what is not as a gap.
func (ask Ask) body(s Script, customer string) (string, error) {
	vars := ask.variables()
	vars["Customer"] = customer
	for _, name := range s.Required {
		if clean(vars[name]) == "" {
			vars[name] = "{" + name + "}"
		}
	}
	t, err := ask.Pack.render(s, vars)
	return t.Body, err
}

// Stray are the ids of the scripts with a gap that nobody would fill in: the desk says them by itself.
func (p Pack) Stray() []string {
	var ids []string
	for _, s := range p.scripts {
		if !s.Stage.picked() && Gaps(plain(s.body.Root)) != nil {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// plain is what a template says by itself, without its variables and with every branch.
func plain(list *parse.ListNode) string {
	if list == nil {
		return ""
	}
	var b strings.Builder
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.TextNode:
			b.Write(n.Text)
		case *parse.IfNode:
			b.WriteString("\n" + plain(n.List) + "\n" + plain(n.ElseList) + "\n")
		}
	}
	return b.String()
}

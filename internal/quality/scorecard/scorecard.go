package scorecard

import (
	_ "embed"
	"slices"
)

//go:embed default.yaml
var source []byte

// Source is the document that comes with the program: what the service code names, and nothing else.
func Source() []byte { return slices.Clone(source) }

// Default is Source, read. It is part of the program and proved by its tests, hence the panic.
func Default() Card {
	c, err := Load("scorecard", source)
	if err != nil {
		panic(err)
	}
	return c
}

// Card is a version of the criteria (QA-05, QA-06). It is a value: nobody may change what it points to.
type Card struct {
	Version   string      `json:"version" doc:"Names these criteria for good"`
	FailsFrom int         `json:"fails_from" doc:"So many failed criteria fail the transcript"`
	Criteria  []Criterion `json:"criteria"`
	Reasons   []Reason    `json:"reasons" doc:"For which a criterion fails (FBD-03); none: a failure needs no reason"`

	Source string `json:"-"` // as it was written, to be kept with the reviews
}

// Names are a text in the three languages.
type Names struct {
	CN string `json:"zh-CN"`
	TW string `json:"zh-TW"`
	EN string `json:"en"`
}

// Criterion is one thing that is judged.
type Criterion struct {
	ID   string `json:"id"`
	Rule string `json:"rule" doc:"Of the service code"`
	Names
	Rubric *Names `json:"rubric,omitempty" doc:"What is asked for, in the words of the regulations (SCR-25, SCR-26)"`
}

// Reason is why a criterion can fail (FBD-03, FCR-05).
type Reason struct {
	ID   string `json:"id"`
	Rule string `json:"rule" doc:"Of the service code"`
	Names
	Criteria  []string  `json:"criteria" doc:"Of which it can be the reason; none: of every one"`
	Note      bool      `json:"note,omitempty" doc:"It says nothing without a note"`
	Automatic Automatic `json:"automatic,omitempty" enum:"late" doc:"The machine finds it by itself; a person may overrule that with a reason"`
}

// Automatic names what a machine finds by itself; empty = people alone do.
type Automatic string

// Late: of one question the agent alone had more working time than the target allows (FBD-03, SLA-01).
const Late Automatic = "late"

// of says whether the reason is one of a criterion's.
func (r Reason) of(criterion string) bool {
	return len(r.Criteria) == 0 || slices.Contains(r.Criteria, criterion)
}

// reasons are those for which a criterion can fail.
func (c Card) reasons(criterion string) []Reason {
	var out []Reason
	for _, r := range c.Reasons {
		if r.of(criterion) {
			out = append(out, r)
		}
	}
	return out
}

// Automatic says whether the machine finds anything by itself under this card.
func (c Card) Automatic() bool {
	return slices.ContainsFunc(c.Reasons, func(r Reason) bool { return r.Automatic != "" })
}

// Findings are what the machine has found in a transcript: the messages it points at, ascending, by what it is.
type Findings map[Automatic][]int64

// found are the messages at which the machine finds a criterion failed.
func (c Card) found(criterion string, all Findings) []int64 {
	var out []int64
	for _, r := range c.reasons(criterion) {
		if r.Automatic != "" {
			out = append(out, all[r.Automatic]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package quality

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"

	"github.com/goccy/go-yaml"

	"firstline/internal/desk"
)

//go:embed scorecard.yaml
var scorecardSource []byte

// Scorecard is a version of the criteria (QA-05, QA-06).
type Scorecard struct {
	Version   string      `yaml:"-" json:"version" doc:"Names these criteria for good"`
	FailsFrom int         `yaml:"fails_from" json:"fails_from" doc:"So many failed criteria fail the transcript"`
	Criteria  []Criterion `yaml:"criteria" json:"criteria"`
}

// Criterion is one thing that is judged.
type Criterion struct {
	ID   string `yaml:"id" json:"id"`
	Rule string `yaml:"rule" json:"rule" doc:"Of the service code"`
	CN   string `yaml:"zh-CN" json:"zh-CN"`
	TW   string `yaml:"zh-TW" json:"zh-TW"`
	EN   string `yaml:"en" json:"en"`
}

// readScorecard reads a version. It is named after its content, like the rules (internal/rulebook).
func readScorecard(source []byte) (Scorecard, error) {
	var c Scorecard
	if err := yaml.NewDecoder(bytes.NewReader(source), yaml.Strict()).Decode(&c); err != nil {
		return Scorecard{}, fmt.Errorf("scorecard: %w", err)
	}
	if len(c.Criteria) == 0 || c.FailsFrom < 1 || c.FailsFrom > len(c.Criteria) {
		return Scorecard{}, fmt.Errorf("scorecard: fails_from is %d with %d criteria: 1 up to their number is needed", c.FailsFrom, len(c.Criteria))
	}
	seen := map[string]bool{}
	for _, k := range c.Criteria {
		if k.ID == "" || k.CN == "" || k.TW == "" || k.EN == "" || seen[k.ID] {
			return Scorecard{}, fmt.Errorf("scorecard: criterion %q needs an id of its own and three names", k.ID)
		}
		seen[k.ID] = true
	}
	sum := sha256.Sum256(source)
	c.Version = hex.EncodeToString(sum[:8])
	return c, nil
}

// Verdict is what was found, of one criterion or of a transcript.
type Verdict string

// The verdicts. NotApplicable is for one criterion, such as the closing of who passed the session on; Replaced stands
// where an item was taken out of the sample.
const (
	Pass          Verdict = "pass"
	Fail          Verdict = "fail"
	NotApplicable Verdict = "na"
	Replaced      Verdict = "replaced"
)

// Mark is the verdict on one criterion. A failed one points at a message; what is missing was due there.
type Mark struct {
	Criterion string  `json:"criterion" maxLength:"50"`
	Verdict   Verdict `json:"verdict" enum:"pass,fail,na"`
	Seq       int64   `json:"seq,omitempty" minimum:"0" doc:"The message that shows it; needed for fail"`
	Missing   bool    `json:"missing,omitempty" doc:"Something that was due at this message is not there"`
	Note      string  `json:"note,omitempty" maxLength:"2000"`
}

// judge gives the verdict on the transcript that follows from the marks: each criterion once, each failure with its
// pointer. It refuses what is incomplete, and says what is missing.
func (c Scorecard) judge(marks []Mark) (Verdict, error) {
	by := map[string]Mark{}
	for _, m := range marks {
		if _, twice := by[m.Criterion]; twice {
			return "", desk.Fail(desk.Invalid, "marks", "criterion "+m.Criterion+" is judged twice")
		}
		by[m.Criterion] = m
	}
	failed, judged := 0, 0
	for _, k := range c.Criteria {
		m, ok := by[k.ID]
		switch {
		case !ok:
			return "", desk.Fail(desk.Invalid, "marks", "criterion "+k.ID+" is not judged")
		case m.Verdict == Fail && m.Seq < 1:
			return "", desk.Fail(desk.Invalid, "no_pointer", "criterion "+k.ID+" fails: point at the message that shows it")
		case m.Verdict != Pass && m.Verdict != Fail && m.Verdict != NotApplicable:
			return "", desk.Fail(desk.Invalid, "marks", "criterion "+k.ID+" is judged pass, fail or na")
		}
		if m.Verdict == Fail {
			failed++
		}
		if m.Verdict != NotApplicable {
			judged++
		}
	}
	switch {
	case len(by) > len(c.Criteria):
		return "", desk.Fail(desk.Invalid, "marks", "a criterion is judged that this scorecard does not have")
	case judged == 0:
		return "", desk.Fail(desk.Invalid, "marks", "nothing is judged: replace the item if nothing applies")
	case failed >= c.FailsFrom:
		return Fail, nil
	}
	return Pass, nil
}

package settings

import "firstline/internal/quality/scorecard"

// startScorecard is what comes with the program.
func startScorecard(Start, *Department, string) string { return string(scorecard.Source()) }

// readScorecard reads by what transcripts are judged, and for which reasons they fail (QA-05, QA-06, FBD-03, SCR-25, SCR-26).
func readScorecard(text, _, file string, d *Department) error {
	card, err := scorecard.Load(file, []byte(text))
	if err != nil {
		return err
	}
	d.Scorecard = card
	return nil
}

package timing_test

import "testing"

// TestGoldenBlame: nobody is blamed for what was not in their hands.
func TestGoldenBlame(t *testing.T) {
	t.Parallel()
	for _, g := range []golden{
		{name: "our system was away", life: opened + `
			10:00:20 away 10:01:20
			10:01:30 commanded 3 A 1
			10:01:30 accepted 3`, want: `
			first: by A in 1m30s
			turn 1 answered by A in 1m30s = system 1m0s + nobody 5s + A 25s
			A first: by A in 1m25s
		`},
		{name: "away in the queue and with an answer at the network, told last", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:20 handed 3
			10:00:50 accepted 3
			10:00:02 away 10:00:04
			10:00:30 away 10:00:40`, want: `
			first: by A in 50s
			turn 1 answered by A in 50s = network 20s + system 12s + nobody 3s + A 15s
			A first: by A in 45s
		`},
		{name: "unconfirmed stops the agent's seconds at the hand-over", now: "10:05:00", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:21 handed 3
			10:00:51 unconfirmed 3`, want: `
			first: none in 5m0s
			turn 1 running in 5m0s = network 4m39s + system 1s + nobody 5s + A 15s
			A first: none in 4m55s
		`},
		{name: "then a person says that it arrived", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:21 handed 3
			10:00:51 unconfirmed 3
			10:02:00 accepted 3`, want: `
			first: by A in 2m0s
			turn 1 answered by A in 2m0s = network 1m39s + system 1s + nobody 5s + A 15s
			A first: by A in 1m55s
		`},
		{name: "or sends it again", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:21 handed 3
			10:00:51 unconfirmed 3
			10:02:00 resent 3
			10:02:03 handed 3
			10:02:04 accepted 3`, want: `
			first: by A in 2m4s
			turn 1 answered by A in 2m4s = network 1m40s + system 4s + nobody 5s + A 15s
			A first: by A in 1m59s
		`},
		{name: "or the customer writes on: a turn of its own, and one answer for both", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:21 handed 3
			10:00:51 unconfirmed 3
			10:02:00 asked 4
			10:02:30 commanded 5 A 4
			10:02:30 accepted 5`, want: `
			first: by A in 2m30s
			turn 1 answered by A in 2m30s = network 2m9s + system 1s + nobody 5s + A 15s
			turn 4 answered by A in 30s = A 30s
			A first: by A in 2m25s
		`},
		{name: "unconfirmed without a hand-over in the record: the report proves it", now: "10:01:00", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:50 unconfirmed 3`, want: `
			first: none in 1m0s
			turn 1 running in 1m0s = network 10s + system 30s + nobody 5s + A 15s
			A first: none in 55s
		`},
		{name: "silent, taken over, and back again", life: opened + `
			10:00:35 assigned S
			10:00:45 assigned A
			10:00:55 commanded 3 A 1
			10:00:55 accepted 3`, want: `
			first: by A in 55s
			turn 1 answered by A in 55s = nobody 5s + A (unanswered) 30s + S (unanswered) 10s + A 10s
			A (taken) first: none in 30s
			S (taken) first: none in 10s
			A first: by A in 10s
		`},
		{name: "a message that answers nothing", life: opened + `
			10:00:10 commanded 3 A 0
			10:00:10 accepted 3
			10:00:20 commanded 4 A 1
			10:00:20 accepted 4`, want: `
			first: by A in 10s
			turn 1 answered by A in 20s = nobody 5s + A 15s
			A first: by A in 15s
		`},
		{name: "a supervisor answers in somebody's session", now: "10:01:00", life: opened + `
			10:00:30 commanded 3 S 1
			10:00:30 accepted 3`, want: `
			first: by S in 30s
			turn 1 answered by S in 30s = nobody 5s + A 25s
			A first: none in 55s
		`},
		{name: "somebody leaves who does not hold it", now: "10:01:00", life: opened + `
			10:00:30 left B offline`, want: `
			first: none in 1m0s
			turn 1 running in 1m0s = nobody 5s + A 55s
			A first: none in 55s
		`},
		{name: "given away after a failed send", now: "10:01:00", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:20 handed 3
			10:00:30 failed 3
			10:00:40 left A transferred
			10:00:40 assigned B`, want: `
			first: none in 1m0s
			turn 1 running in 1m0s = network 10s + nobody 5s + A (unanswered) 25s + B 20s
			A (transferred) first: none in 35s
			B first: none in 20s
		`},
		{name: "failed, and then a person says that it arrived", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:20 handed 3
			10:00:30 failed 3
			10:00:32 asked 4
			10:00:40 accepted 3
			10:00:50 commanded 5 A 4
			10:00:50 accepted 5`, want: `
			first: by A in 40s
			turn 1 answered by A in 40s = network 10s + nobody 5s + A 25s
			turn 4 answered by A in 18s = A 18s
			A first: by A in 35s
		`},
		{name: "sent again, and still on its way when the customer writes on", now: "10:01:00", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:20 handed 3
			10:00:30 failed 3
			10:00:35 resent 3
			10:00:40 asked 4`, want: `
			first: none in 1m0s
			turn 1 running in 1m0s = network 10s + system 25s + nobody 5s + A 20s
			turn 4 running in 20s = A 20s
			A first: none in 55s
		`},
		{name: "waived after a transfer: nobody is to blame", life: opened + `
			10:00:20 left A transferred
			10:00:20 assigned B
			10:00:30 waived 1`, want: `
			excluded: not_needed
			first: none in 30s
			turn 1 not_needed in 30s = nobody 5s + A 15s + B 10s
			A (transferred) first: nothing
			B first: nothing
		`},
		{name: "a part is waived", now: "10:00:40", life: opened + `
			10:00:20 asked 3
			10:00:30 waived 1`, want: `
			first: none in 40s
			turn 1 not_needed in 30s = nobody 5s + A 25s
			turn 3 running in 20s = A 20s
			A first: none in 20s
		`},
		{name: "a part is waived while an answer may have arrived", now: "10:01:00", life: opened + `
			10:00:20 asked 3
			10:00:25 commanded 4 A 3
			10:00:30 unconfirmed 4
			10:00:40 waived 1`, want: `
			first: none in 1m0s
			turn 1 not_needed in 40s = network 10s + system 5s + nobody 5s + A 20s
			turn 3 running in 40s = network 30s + system 5s + A 5s
			A first: none in 40s
		`},
		{name: "taken and answered in one instant", life: `
			10:00:00 asked 1
			10:00:00 queued
			10:00:05 assigned A
			10:00:05 commanded 2 A 1
			10:00:07 accepted 2`, want: `
			first: by A in 7s
			turn 1 answered by A in 7s = system 2s + nobody 5s + A 0s
			A first: by A in 2s
		`},
		{name: "what a bot settled before is no turn", now: "10:00:40", life: `
			10:00:00 asked 1
			10:00:01 automatic 2
			10:00:10 closed timeout
			10:00:20 asked 3
			10:00:25 queued`, want: `
			first: none in 15s
			turn 3 running in 15s = nobody 15s
		`},
		{name: "passed through hands that had nothing to do", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:30 accepted 3
			10:00:40 assigned B
			10:00:50 assigned C
			10:01:00 asked 4
			10:01:20 commanded 5 C 4
			10:01:20 accepted 5`, want: `
			first: by A in 30s
			turn 1 answered by A in 30s = nobody 5s + A 25s
			turn 4 answered by C in 20s = C 20s
			A (taken) first: by A in 25s
			B (taken) first: nothing
			C first: by C in 20s
		`},
		{name: "what was unanswered at the close is not the next one's", now: "10:02:00", life: opened + `
			10:00:20 closed agent no_response
			10:01:00 asked 4
			10:01:00 queued
			10:01:10 assigned B
			10:01:20 waived 4`, want: `
			first: none in 2m0s
			turn 1 unanswered in 20s = nobody 5s + A (unanswered) 15s
			turn 4 not_needed in 20s = nobody 10s + B 10s
			A (closed) first: none in 15s
			B first: nothing
		`},
		{name: "an answer to what nobody has asked yet answers what stands", now: "10:01:00", life: opened + `
			10:00:20 commanded 3 A 99
			10:00:20 accepted 3
			10:00:50 asked 4`, want: `
			first: by A in 20s
			turn 1 answered by A in 20s = nobody 5s + A 15s
			turn 4 running in 10s = A 10s
			A first: by A in 15s
		`},
		{name: "a node whose clock is behind reports", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:28 accepted 3
			10:00:29 asked 4
			10:00:20 commanded 5 A 4
			10:00:40 accepted 5`, want: `
			first: by A in 30s
			turn 1 answered by A in 30s = nobody 5s + A 25s
			turn 4 answered by A in 10s = system 10s + A 0s
			A first: by A in 25s
		`},
	} {
		t.Run(g.name, g.test)
	}
}

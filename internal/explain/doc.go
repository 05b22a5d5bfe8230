// Package explain tells a session second by second: what happened, what was owed, who was asked and who was passed over
// and why, and whose each second of waiting was (SLA-01). It decides nothing: it folds the stored events through the core
// again and reads off what came of them. It refuses to read texts, clocks and storage.
package explain

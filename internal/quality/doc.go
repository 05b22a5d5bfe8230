// Package quality has the transcripts of each day checked (QA-01, QA-05, QA-06): it promises the seeds of the days to
// come, draws the sample of the day that is over at a fixed hour, takes down what supervisors and inspectors find, and
// proves afterwards that nobody picked. It decides when a day is drawn, what can be drawn and what a review must say; it
// refuses to let anybody choose a transcript, to judge one's own sessions (ORG-12), to fail anything without pointing at
// a message, to change what was written, and to turn findings into points or money.
package quality

// Package ratings counts what customers said of closes: how many were asked, how many answered, how many of those were
// satisfied, what they said of the matter and why, and whose closes they were (SAT-01, and the target of SLA-02). It decides
// what counts, and reads the log for it; it refuses to keep anything, to weigh scores against each other, and to judge anybody.
package ratings

// Package scorecard holds the criteria by which a transcript is judged and the reasons for which one fails (QA-05, QA-06,
// FBD-03): a document of the department, of which every review keeps the version it was made by. It decides whether a
// judgement is complete and what follows from it; it refuses to know what is in a transcript and who may judge it.
package scorecard

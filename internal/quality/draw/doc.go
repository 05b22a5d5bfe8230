// Package draw decides which of a day's transcripts are checked (QA-01). It refuses to leave anybody a choice: from the
// list of what could be drawn and a seed that was promised before the day began, everybody gets the same sample, today
// and in ten years. It knows no clock, no storage and no chance of its own.
//
// # The algorithm, version 1
//
// All texts are UTF-8; | joins bytes; HMAC is HMAC-SHA-256, keyed with what stands first.
//
// The seed of a day is 32 bytes: HMAC(seal key, "firstline draw seed 1\n" | identity of the record | "\n" | day), with
// the day as 2026-08-20. Its promise is the SHA-256 of these 32 bytes, in hex.
//
// The population is a text: one line "agent session channel hour\n" for each participation (one agent's part in one
// session), ordered by agent and then by session, byte by byte. hour (0 to 23) is the hour, on the department's clock,
// in which the agent first held the session. The hash of a population is the SHA-256 of that text, in hex.
//
// For each agent alone, with N participations of which n are wanted (all of them when N ≤ n):
//
//  1. The ticket of a participation is HMAC(seed, session | "/" | agent). Tickets are compared as 32 bytes.
//  2. Its stratum is "HH/channel"; HH is the first hour of its block in two digits: hour - hour mod block. With block 0
//     the day is one block, 00.
//  3. A stratum of size m with m·n < N could not be sure of one place: all such strata are put together into one, "*".
//     If that one could not be sure of a place either, the smallest of the others joins it, the first by name if two
//     are equally small. So every participation can be drawn.
//  4. A stratum of size m gets ⌊m·n/N⌋ places. The places that are left go one each to the strata with the largest
//     remainder of m·n/N; of equal remainders the one with the smaller HMAC(seed, "stratum/" | agent | "/" | name)
//     comes first.
//  5. In each stratum the smallest tickets are drawn. The sample is numbered from 1 in the order of the tickets, over
//     all strata, so that who checks only the first few has checked a fair part.
//
// An item that is replaced keeps its number. What stands in for it gets the next free number and is the participation
// with the smallest ticket of the same stratum that is not in the sample yet; if there is none, of all strata; if there
// is none either, nothing stands in for it. A session that was closed again on a later day may have been drawn there
// meanwhile: it is passed over, and the item says so.
package draw

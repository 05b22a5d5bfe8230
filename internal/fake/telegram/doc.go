// Package telegram is a stand-in for the Telegram Bot API server: it decides,
// by the rules of the real server, which calls of a bot are accepted, refused
// or throttled, and when a person's message reaches the bot (long poll or
// webhook, retried, kept in order, lost after a day). It refuses to invent:
// it renders no markup, joins no real network, keeps nothing over a restart
// and answers a method it does not know with Telegram's 404.
//
// The rules were read in the source of the public Bot API server
// (tdlib/telegram-bot-api at 01a3679, 2026-05-07, here "S:" with file and
// function), in its manual ("D:") and in the bot FAQ ("FAQ:"); none of its
// code is copied. The wire shapes are those that the pinned client library
// decodes and that the grammY client proves in grammy/.
//
// Waits which Telegram imposes (retry pauses, expiry, limits) are divided by
// [Options].Speedup; the timeout a client asks for in getUpdates and the
// latency of a [Fault] are real time, and dates in messages are real dates.
package telegram

// What stands in the conversation, top to bottom: days, waiting gaps, messages, and what is still on its way. Pure.

import { bearingsOf, type Fate } from './about'
import { changed } from './changes'
import type { Message } from '@/api/types'
import { dayKey } from '@/lib/time'
import type { Entry } from '@/stores/outbox'

export type Item =
  | { type: 'day'; key: string; at: number }
  | { type: 'gap'; key: string; reply: number } // before the message that ended it; the server says how long it was
  // follows: same author, shortly after. about: what it answers or changes, unless nobody chose that and an answer stands behind it anyway.
  | { type: 'message'; key: string; message: Message; follows: boolean; about: Message | null; fate: Fate }
  | { type: 'waiting'; key: string } // the customer waits now
  | { type: 'pending'; key: string; entry: Entry; about: Message | null }

// Shorter waits are the ordinary rhythm of a conversation and would only be noise.
const GAP_SHOWN_MS = 30_000
const FOLLOWS_MS = 120_000

export function timeline(messages: readonly Message[], pending: readonly Entry[], owed: boolean): Item[] {
  const items: Item[] = []
  let day = ''
  let waitingSince = 0
  let before: Message | undefined
  let lastAsked = 0
  const bearings = bearingsOf(messages)
  for (const m of messages) {
    if (bearings.absorbed(m)) continue
    const today = dayKey(m.at)
    if (today !== day && Number.isFinite(m.at)) { // a message without a time says so itself, and stands where it came
      day = today
      before = undefined
      items.push({ type: 'day', key: 'day' + today, at: m.at })
    }
    if (m.role === 'customer') waitingSince ||= m.at
    if (answers(m) && waitingSince) {
      const ms = m.at - waitingSince
      if (ms >= GAP_SHOWN_MS) {
        items.push({ type: 'gap', key: 'gap' + m.seq, reply: m.seq })
        before = undefined
      }
      waitingSince = 0
    }
    const target = bearings.target(m)
    const about = m.role !== 'customer' && !m.quotes && target?.seq === lastAsked ? null : target
    items.push({ type: 'message', key: keyOf(m), message: m, follows: follows(before, m), about, fate: bearings.fate(m.seq) })
    before = m
    if (m.role === 'customer') lastAsked = m.seq
  }
  if (owed && waitingSince) items.push({ type: 'waiting', key: 'waiting' })
  const arrived = new Set(messages.map((m) => m.client_id))
  for (const entry of pending) {
    if (!arrived.has(entry.client_id)) items.push({ type: 'pending', key: 'c' + entry.client_id, entry, about: messages.find((m) => m.seq === entry.quotes) ?? null })
  }
  return items
}

// newsAfter are the messages behind a place that somebody has to read: not the system's lines, and not one's own.
export function newsAfter(items: readonly Item[], seq: number, me = ''): Message[] {
  return items.flatMap((i) => (i.type === 'message' && i.message.seq > seq && i.message.role !== 'system' && i.message.author?.id !== me ? [i.message] : []))
}

// The optimistic bubble and the server's share their key, so that the one becomes the other in place.
function keyOf(m: Message): string {
  return m.client_id && (m.role === 'agent' || m.role === 'note') ? 'c' + m.client_id : 's' + m.seq
}

// Only a human message that the channel has taken ends a wait; the server judges it the same way.
function answers(m: Message): boolean {
  return m.role === 'agent' && !changed(m) && (m.delivery === '' || m.delivery === 'sent' || m.delivery === 'unconfirmed')
}

function follows(before: Message | undefined, m: Message): boolean {
  if (!before || m.role === 'system' || before.role !== m.role || before.author?.id !== m.author?.id) return false
  return m.at - before.at < FOLLOWS_MS
}

// The messages of one session and the version they stand at. Pure: every function gives a new value.

import type { Message } from '@/api/types'
import type { DiffFrame } from './frames'

export interface Transcript {
  version: number
  messages: readonly Message[] // by seq, ascending, without holes from the first one shown
  hasOlder: boolean
}

export type Applied = { result: 'applied'; transcript: Transcript; added: Message[] } | { result: 'duplicate' | 'gap' }

export function fromPage(messages: Message[], version: number, limit: number): Transcript {
  const sorted = [...messages].sort((a, b) => a.seq - b.seq)
  return { version, messages: sorted, hasOlder: sorted.length >= limit && (sorted[0]?.seq ?? 1) > 1 }
}

// applyDiff applies only a diff that starts exactly where the transcript stands. What is already known is a duplicate
// (two hellos crossed); anything else is a gap, and the caller has to ask again.
export function applyDiff(t: Transcript, diff: DiffFrame): Applied {
  if (diff.to <= t.version) return { result: 'duplicate' }
  if (diff.from !== t.version) return { result: 'gap' }
  const last = t.messages.at(-1)?.seq ?? 0
  const incoming = diff.messages ?? []
  return {
    result: 'applied',
    transcript: { ...t, version: diff.to, messages: merge(t, incoming) },
    added: incoming.filter((m) => m.seq > last),
  }
}

// withOlder puts an older page before what is shown. Its messages may be newer states than any diff brought so far;
// the version of the transcript stays, because the shown part has not moved.
export function withOlder(t: Transcript, older: Message[], limit: number): Transcript {
  const all = merge({ ...t, hasOlder: false }, older)
  return { ...t, messages: all, hasOlder: older.length >= limit && (all[0]?.seq ?? 1) > 1 }
}

// newest cuts off what is before the last so many messages: it can be read again. Nothing to cut gives the same value.
export function newest(t: Transcript, limit: number): Transcript {
  return t.messages.length <= limit ? t : { ...t, messages: t.messages.slice(-limit), hasOlder: true }
}

function merge(t: Transcript, incoming: readonly Message[]): readonly Message[] {
  if (incoming.length === 0) return t.messages
  const bySeq = new Map(t.messages.map((m) => [m.seq, m]))
  const first = t.messages[0]?.seq ?? 0
  for (const m of incoming) {
    // A change of a message that has not been scrolled to yet: it will come with its page.
    if (t.hasOlder && m.seq < first) continue
    const known = bySeq.get(m.seq)
    if (!known || m.version >= known.version) bySeq.set(m.seq, m)
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

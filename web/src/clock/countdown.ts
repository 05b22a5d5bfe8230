// What the chip of a row says at a moment. Pure; the thresholds are those at which the server raises its alarms.

import type { Row } from '@/api/types'

export type Urgency = 'plenty' | 'half' | 'last' | 'over'

export type ChipState =
  | { kind: 'due'; urgency: Urgency; mark: string; digits: string; next: boolean }
  | { kind: 'queue'; urgency: Urgency; mark: string; digits: string }
  | { kind: 'customer'; digits: string } // waiting for the customer
  | { kind: 'closed' }

const HALF_MS = 30_000
const LAST_MS = 10_000
const MARKS: Record<Urgency, string> = { plenty: '○', half: '◔', last: '◕', over: '!!' }

export function urgencyOf(leftMs: number): Urgency {
  if (leftMs < 0) return 'over'
  if (leftMs < LAST_MS) return 'last'
  return leftMs <= HALF_MS ? 'half' : 'plenty'
}

// digits shows mm:ss below an hour, then 1h05m. Time left is rounded up, so that 00:00 is the deadline itself.
export function digits(ms: number): string {
  const s = Math.floor(Math.abs(ms) / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  if (s < 3600) return `${two(Math.floor(s / 60))}:${two(s % 60)}`
  return `${Math.floor(s / 3600)}h${two(Math.floor((s % 3600) / 60))}m`
}

function dueDigits(leftMs: number): string {
  return leftMs < 0 ? '+' + digits(leftMs) : digits(Math.ceil(leftMs / 1000) * 1000)
}

export function chipFor(row: Row, now: number): ChipState {
  if (row.phase === 'closed') return { kind: 'closed' }
  const left = row.due_at - now
  if (row.phase === 'queued') {
    const urgency = row.due_at ? urgencyOf(left) : 'plenty'
    const since = now - (row.queued_at || row.opened_at)
    return { kind: 'queue', urgency, mark: MARKS[urgency], digits: digits(Math.max(0, since)) }
  }
  if (row.due_at) {
    const urgency = urgencyOf(left)
    return { kind: 'due', urgency, mark: MARKS[urgency], digits: dueDigits(left), next: row.due_kind === 'next' }
  }
  return { kind: 'customer', digits: digits(Math.max(0, now - (row.preview.at || row.opened_at))) }
}

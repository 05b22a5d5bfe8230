// What the chips of a row say at a moment (ui.md 1.6). Pure but for the thresholds, which are the department's: those at which the
// server raises its alarms.

import type { Row } from '@/api/types'

export type Urgency = 'plenty' | 'half' | 'last' | 'over'

export type ChipState =
  | { kind: 'due'; urgency: Urgency; mark: string; digits: string; next: boolean }
  | { kind: 'queue'; urgency: Urgency; mark: string; digits: string }
  | { kind: 'rest'; at: number } // nobody is at work: the clock goes on then
  | { kind: 'customer'; digits: string; since: number } // waiting for the customer
  | { kind: 'closed' }

const MARKS: Record<Urgency, string> = { plenty: '○', half: '◔', last: '◕', over: '!!' }

let halfMs = 30_000
let lastMs = 10_000

// setWarnings takes the department's warnings, longest first; without any there is nothing between plenty and over.
export function setWarnings(ms: readonly number[]): void {
  halfMs = ms[0] ?? 0
  lastMs = ms.at(-1) ?? 0
}

// pressing is whether so little is left that it is said aloud.
export const pressing = (leftMs: number): boolean => leftMs < lastMs

export function urgencyOf(leftMs: number): Urgency {
  if (leftMs < 0) return 'over'
  if (leftMs < lastMs) return 'last'
  return leftMs <= halfMs ? 'half' : 'plenty'
}

// digits shows mm:ss below an hour, then 1h05m, then days. Time left is rounded up, so that 00:00 is the deadline itself.
export function digits(ms: number): string {
  const s = Math.floor(Math.abs(ms) / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  if (s < 3600) return `${two(Math.floor(s / 60))}:${two(s % 60)}`
  if (s >= 48 * 3600) return `${Math.floor(s / 86_400)}d`
  return `${Math.floor(s / 3600)}h${two(Math.floor((s % 3600) / 60))}m`
}

function dueDigits(leftMs: number): string {
  return leftMs < 0 ? '+' + digits(leftMs) : digits(Math.ceil(leftMs / 1000) * 1000)
}

// leftTo is what is left of a target: the time in which its clock stands still does not count.
function leftTo(row: Row, now: number): number {
  return (row.rests ?? []).reduce((left, r) => left - Math.max(0, r.to - Math.max(r.from, now)), row.due_at - now)
}

export function chipFor(row: Row, now: number): ChipState {
  if (row.phase === 'closed') return { kind: 'closed' }
  const rest = row.due_at && row.rests?.find((r) => r.from <= now && now < r.to)
  if (rest) return { kind: 'rest', at: rest.to }
  const left = leftTo(row, now)
  if (row.phase === 'queued') {
    const urgency = row.due_at ? urgencyOf(left) : 'plenty'
    const since = now - (row.queued_at || row.opened_at)
    return { kind: 'queue', urgency, mark: MARKS[urgency], digits: digits(Math.max(0, since)) }
  }
  if (row.due_at) {
    const urgency = urgencyOf(left)
    return { kind: 'due', urgency, mark: MARKS[urgency], digits: dueDigits(left), next: row.due_kind === 'next' }
  }
  const since = row.preview.at || row.opened_at
  return { kind: 'customer', digits: digits(Math.max(0, now - since)), since }
}

// SOON_MS before a complaint's deadline it is time to hurry (ui.md 1.10).
const SOON_MS = 2 * 3600_000

export interface Deadline {
  look: 'calm' | 'near' | 'over'
  digits: string // how long is left, or since when it is over
}

// complaintFor is the second chip: what a complaint owes next, beside what the customer is owed now.
export function complaintFor(due: number, now: number): Deadline {
  const left = due - now
  return { look: left < 0 ? 'over' : left < SOON_MS ? 'near' : 'calm', digits: dueDigits(left) }
}

// sendingOf is what became of the newest answer that no network has taken yet: it is on its way, or has failed. Its customer's clock
// goes on meanwhile (SLA-01).
export function sendingOf(row: Row, mine: readonly { state: string }[]): '' | 'way' | 'failed' {
  if (row.delivery_trouble || mine.some((e) => e.state === 'failed')) return 'failed'
  return row.sending || mine.some((e) => e.state !== 'accepted') ? 'way' : ''
}

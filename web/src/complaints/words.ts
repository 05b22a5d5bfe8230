// Times and changes of a complaint in words.

import type { Case, StoryLine } from '@/api/cases'
import { clockTime, dayKey, fullTime, shortTime } from '@/lib/time'

type T = (key: string, named?: Record<string, unknown>) => string

// dueTime is the time of day for today, and the day with it for any other.
export function dueTime(ms: number, now: number, locale: string, t: T): string {
  if (dayKey(ms) === dayKey(now)) return t('complaint.today', { time: clockTime(ms, locale) })
  return shortTime(ms, now, locale) + ' ' + clockTime(ms, locale)
}

// customerOf is the customer's name, or what a visitor without one is called in the inbox.
export const customerOf = (c: { title: string; address: string }, t: T): string => c.title || t('customer.visitor', { id: c.address.slice(-6).toUpperCase() })

const text = (v: unknown): string => (typeof v === 'string' ? v : '')
const time = (v: unknown, locale: string): string => (typeof v === 'number' && v ? fullTime(v, locale) : '—')

// kindOf is what an action is for: this customer, or that it does not happen again, here or elsewhere (CMP-18, CMP-27).
export const kindOf = (a: { remedial?: unknown; preventive?: unknown }): 'remedial' | 'preventive' | 'corrective' => (a.remedial ? 'remedial' : a.preventive ? 'preventive' : 'corrective')

// detail is what a line of the story says behind its name.
export function detail(line: StoryLine, c: Case, locale: string, t: T): string {
  const d = line.change
  switch (line.kind) {
    case 'owned':
      return c.names[text(d.owner)] ?? ''
    case 'assigned':
    case 'caller':
      return c.names[text(d.to)] ?? ''
    case 'judged':
      return t('complaint.' + text(d.validity)) + ' · ' + text(d.grounds)
    case 'evidence_added':
      return t('complaint.range', { from: d.from, to: d.to }) + (d.note ? ' · ' + text(d.note) : '')
    case 'file_attached':
      return text((d.file as { name?: unknown } | undefined)?.name) + (d.note ? ' · ' + text(d.note) : '')
    case 'dispatched':
      return text(d.department) + ' · ' + text(d.text)
    case 'extended':
      return t('complaint.until', { time: time(d.until, locale) }) + ' · ' + text(d.reason)
    case 'action_added':
      return t('complaint.' + kindOf(d)) + ' · ' + text(d.text)
    case 'action_done':
      return (c.actions.find((a) => a.n === d.n)?.text ?? '') + (d.note ? ' · ' + text(d.note) : '')
    case 'followed_up':
      return t(d.satisfied ? 'complaint.satisfied' : 'complaint.unsatisfied') + (d.note ? ' · ' + text(d.note) : '')
    case 'escalated':
      return t('rank.' + text(d.level)) + ' · ' + text(d.reason)
    case 'registered':
    case 'hand_over':
      return text(d.reason)
    case 'described':
      return ''
  }
  return text(d.text) || text(d.how) || text(d.decision) || text(d.answer) || text(d.result) || text(d.reason) || text(d.note)
}

export interface FieldChange {
  name: string // key of the field
  was: string
  now: string
}

// changes are the fields of a described form, old and new.
export function changes(line: StoryLine, locale: string, t: T): FieldChange[] {
  const { was, change } = line
  if (line.kind !== 'described' || !was) return []
  const out: FieldChange[] = []
  for (const key of ['nature', 'wanted', 'cause'] as const) if (key in change) out.push({ name: key, was: was[key] || '—', now: text(change[key]) || '—' })
  if ('severity' in change) out.push({ name: 'severity', was: t('complaint.' + was.severity), now: t('complaint.' + text(change.severity)) })
  if ('customer_due' in change) out.push({ name: 'customerDue', was: time(was.customer_due, locale), now: time(change.customer_due, locale) })
  return out
}

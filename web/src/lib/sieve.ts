// What is looked for in a list: as the address has it, and whether a row fits.

import type { LocationQuery } from 'vue-router'
import type { Row, Sieve } from '@/api/types'

export const WORDS = ['reply', 'overdue', 'complaint', 'promise', 'left', 'draft'] as const
export type Word = (typeof WORDS)[number]

const KEYS = ['is', 'channel', 'group', 'speciality', 'order'] as const

// sieveOf reads what the address says; words that nobody knows are dropped.
export function sieveOf(query: LocationQuery): Sieve {
  const out: Record<string, string> = {}
  for (const key of KEYS) {
    const value = query[key]
    if (typeof value === 'string' && value) out[key] = value
  }
  if (out.is) out.is = WORDS.filter((w) => out.is!.split(',').includes(w)).join(',')
  if (out.order !== 'newest' && out.order !== 'longest') delete out.order
  return Object.fromEntries(Object.entries(out).filter(([, value]) => value)) as Sieve
}

export const sieveKey = (sieve: Sieve): string => KEYS.map((key) => sieve[key] ?? '').join('|')
export const seeks = (sieve: Sieve): boolean => KEYS.some((key) => key !== 'order' && sieve[key])

const has: Record<Exclude<Word, 'draft'>, (row: Row) => boolean> = {
  reply: (row) => row.unanswered > 0,
  overdue: (row) => row.breached || row.promise_missed,
  complaint: (row) => !!row.register,
  promise: (row) => row.promised_at > 0,
  left: (row) => row.left_message,
}

// fits judges a row as the server does; draft says in which sessions something stands that was not sent.
export function fits(row: Row, sieve: Sieve, draft: (id: string) => boolean): boolean {
  if ((sieve.channel && row.channel !== sieve.channel) || (sieve.group && row.group !== sieve.group)) return false
  if (sieve.speciality && row.speciality !== sieve.speciality) return false
  return (sieve.is ?? '').split(',').every((word) => !word || (word === 'draft' ? draft(row.id) : has[word as keyof typeof has]?.(row)))
}

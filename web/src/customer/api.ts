// What is known of a customer, as the server tells it (docs/api.md).

import { call, linesOf } from '@/api/http'
import type { Person } from '@/api/types'

export interface Value {
  n: number
  value: string // covered where it is a contact
  at: number
  by: Person | null
  here: boolean // said at this session's address, not at a linked one
}

export interface Field {
  field: string
  several: boolean
  covered: boolean
  most: number
  may_change: boolean
  last: number
  values: Value[]
}

// Missed is an expectation that was missed: what is said of it, in the order in which it is done (CUS-08).
export interface Missed {
  n: number
  open: boolean
  parts: { field: string; most: number; last: number; value: Value | null }[]
}

export interface Profile {
  yours: boolean // the customer is one's own to know; else nothing is told
  fields: Field[]
  missed: Missed[]
  may_change: boolean
  may_erase: boolean
  reveal_reason: boolean
  levels: { id: string; name: string; criteria: string }[]
  tags: string[]
  free_tags: boolean
}

export interface Act {
  n: number
  at: number
  by: Person | null
  act: 'said' | 'withdrawn' | 'erased' | 'revealed' | 'refused' | 'exported' | 'listed'
  field: string // empty: the contact of the session itself
  value: string
  why: string
  session: string
  number: string
}

export type Change = { field: string; was?: number; about?: number } & ({ value: string } | { remove: number })

export interface Orders {
  asked: boolean // false: the desk has nobody to ask
  cards: { title: string; number: string; state: string; amount: string; at: number; link: string }[]
  failed: '' | 'timeout' | 'unreachable' | 'refused' | 'bad_answer' | 'too_big'
  at: number
}

export interface Line {
  session: string
  number: string
  title: string
  channel_type: string
  last_at: number
  name: string
  company: string
  level: string
  vip: boolean
  potential: boolean
  tags: string[]
  contacts: { field: string; value: string }[] // covered; key: under which the newest session was written down
  missed: number
  said_at: number
}

export interface Lines {
  customers: Line[]
  next: number
  missed: number // open ones of all customers
  levels: Profile['levels']
  tags: string[]
}

export type Sieve = Partial<Record<'level' | 'tag' | 'vip' | 'potential' | 'missed', string>>

export interface Gone {
  sessions: number
  texts: number
  files: number
  facts: number
  raw: number
}

const at = (session: string) => `/sessions/${encodeURIComponent(session)}/profile`

export const profileOf = (session: string) => call<Profile>('GET', at(session))
export const change = (session: string, body: Change) => call<Profile>('POST', at(session), body)
export const historyOf = (session: string) => call<{ acts: Act[] }>('GET', at(session) + '/history')
export const reveal = (session: string, fact: number, reason: string) => call<{ value: string }>('POST', at(session) + '/reveal', { fact, reason })
export const erase = (session: string, n: number) => call<Profile>('POST', `${at(session)}/${n}/erase`)
export const ordersOf = (session: string, anew: boolean) => call<Orders>('GET', `/sessions/${encodeURIComponent(session)}/orders${anew ? '?anew=true' : ''}`)
export const logOf = (what: string, before: number) => call<{ acts: Act[]; next: number }>('GET', `/customers/log?what=${what}&before=${before}`)
export const customersOf = (sieve: Sieve, before: number) => call<Lines>('GET', '/customers?' + new URLSearchParams({ ...sieve, ...(before && { before: String(before) }) }))
export const takeVIPs = (body: { level?: string; tag?: string; potential?: boolean; missed?: boolean; whole: boolean; reason: string }) => call<{ customers: Line[]; cut: boolean }>('POST', '/customers/vips', body)
export const kept = (session: string, reason: string) => linesOf(`/sessions/${encodeURIComponent(session)}/contact/export`, { reason })
export const eraseAll = (session: string, number: string, reason: string) => call<Gone>('POST', `/sessions/${encodeURIComponent(session)}/contact/erase`, { number, reason })

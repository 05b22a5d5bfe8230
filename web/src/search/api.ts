// Messages by their words (docs/api.md).

import { call } from '@/api/http'
import type { CaseRow } from '@/api/cases'
import type { FileKind, Person, Role, Row } from '@/api/types'

export interface Asked {
  q: string
  from: string // a day, or empty
  to: string
  group: string
  agent: string
  state: '' | 'open' | 'closed'
}

// Spot16 is a place in a text as the server counts for us: in UTF-16 units.
export interface Spot16 {
  start16: number
  end16: number
}

export interface Hit {
  session: Row
  seq: number
  role: Role
  author: Person | null
  at: number
  text: string
  before?: boolean
  after?: boolean
  spots: Spot16[]
  files: { n: number; kind: FileKind; name: string; spots: Spot16[] }[] // by whose names it was found
}

export interface Answer {
  hits: Hit[]
  next: string
  terms: string[]
  behind: boolean
}

// Days are the reader's: from the first moment of one to the last of the other.
const midnight = (day: string, plus = 0): number => {
  const [y, m, d] = day.split('-').map(Number)
  return new Date(y!, m! - 1, d! + plus).getTime()
}

export function find(asked: Asked, cursor = ''): Promise<Answer> {
  const p = new URLSearchParams({ q: asked.q })
  if (asked.from) p.set('from', String(midnight(asked.from)))
  if (asked.to) p.set('to', String(midnight(asked.to, 1)))
  for (const key of ['group', 'agent', 'state'] as const) if (asked[key]) p.set(key, asked[key])
  if (cursor) p.set('cursor', cursor)
  return call<Answer>('GET', '/search?' + p)
}

export interface Customer {
  session: Row // the newest at that address that one may see
  field: string // by what: title, key, or a field of the profile
  text: string
  spots: Spot16[]
}

export interface Customers {
  hits: Customer[]
  next: string
  behind: boolean
  refused: boolean // nobody was looked for by a contact: too many were, within an hour
}

export interface Numbers {
  sessions: Row[]
  cases: { case: CaseRow; text: string; spots: Spot16[] }[]
  more: boolean
}

const asking = (q: string, cursor = '') => '?' + new URLSearchParams(cursor ? { q, cursor } : { q })

// A whole contact finds its owner, and who asks so is noted (SEC-01): it is asked for once, when somebody means it.
export const findPeople = (q: string, cursor = ''): Promise<Customers> => call<Customers>('GET', '/search/people' + asking(q, cursor))
export const findNumbers = (q: string): Promise<Numbers> => call<Numbers>('GET', '/search/numbers' + asking(q))

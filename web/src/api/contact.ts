// Who the customer of a session is: at which addresses one person writes to us, and who said so (RTE-06).

import { call } from './http'
import type { Earlier, Person, Phase } from './types'

export interface ContactLink {
  id: number
  by: Person | null
  at: number
  reason: string
  may_undo: boolean
}

export interface ContactAddress {
  channel: string
  channel_type: string
  by_hand: boolean
  title: string
  contact: string // empty for who does not have this customer
  sessions: number
  last_at: number
  open: { id: string; number: string; phase: Phase; group: string; holder: Person | null; may_open: boolean } | null // another session that is open there
  link: ContactLink | null // null: the session's own address
}

export interface ContactUndone {
  id: number
  channel_type: string
  by: Person | null
  at: number
  reason: string
  undone_by: Person | null
  undone_at: number
  undone_reason: string
}

export interface Contact {
  addresses: ContactAddress[]
  undone: ContactUndone[]
  may_link: boolean
}

// Naming is how somebody says whom he means; it has to be whole.
export type Naming = { number: string } | { contact: string }

// Meant is whom that names.
export interface Meant extends Pick<ContactAddress, 'channel' | 'channel_type' | 'title' | 'sessions' | 'last_at'> {
  open: boolean
  same: boolean // this very customer already
}

const session = (id: string) => '/sessions/' + encodeURIComponent(id)

export const contactOf = (id: string) => call<Contact>('GET', session(id) + '/contact')
export const lookFor = (id: string, whom: Naming) => call<Meant>('POST', session(id) + '/contact/look', whom)
export const link = (id: string, order: Naming & { reason: string }) => call<Contact>('POST', session(id) + '/contact/links', order)
export const unlink = (id: string, n: number, reason: string) => call<Contact>('POST', `${session(id)}/contact/links/${n}/undo`, { reason })

export const earlier = (id: string, before: string, limit: number) =>
  call<{ sessions: Earlier[]; next: string; total: number }>('GET', `${session(id)}/earlier?limit=${limit}${before ? '&before=' + encodeURIComponent(before) : ''}`)

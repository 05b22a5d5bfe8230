// The endpoints, one function each.

import { call } from './http'
import type {
  Agent, Boot, Capabilities, Choice, Detail, Explained, Finding, Group, ListPage, Me, MessagePage, SkipReason, Status, View,
} from './types'

const session = (id: string) => '/sessions/' + encodeURIComponent(id)

export const boot = () => call<Boot>('GET', '/boot')
export const setup = (body: { token: string; login: string; name: string; password: string }) =>
  call<void>('POST', '/setup', body)
export const signIn = (login: string, password: string) => call<unknown>('POST', '/sign-in', { login, password })
export const signOut = () => call<void>('POST', '/sign-out', {})
export const me = () => call<Me>('GET', '/me')
export const setStatus = (status: Status) => call<Me>('POST', '/me/status', { status })
export const agents = () => call<Agent[]>('GET', '/agents')
export const groups = () => call<Group[]>('GET', '/groups')

export const list = (view: View, limit: number, cursor = '') =>
  call<ListPage>('GET', `/sessions?view=${view}&limit=${limit}${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`)

// What the server may leave out, or give as bare words, is made whole here and nowhere else.
type RawDetail = Omit<Detail, 'outcomes' | 'categories' | 'capabilities' | 'holders'> & {
  outcomes?: (string | Choice)[] | null
  categories?: (string | Choice)[] | null
  capabilities?: Partial<Capabilities> | null
  holders?: Detail['holders'] | null
}

const choices = (raw: (string | Choice)[] | null | undefined): Choice[] =>
  (raw ?? []).map((c) => (typeof c === 'string' ? { id: c, name: c } : c))

export async function detail(id: string): Promise<Detail> {
  const raw = await call<RawDetail>('GET', session(id))
  return {
    ...raw,
    holders: raw.holders ?? [],
    outcomes: choices(raw.outcomes),
    categories: choices(raw.categories),
    capabilities: { max_text: 0, accept_on_commit: false, replies: false, ...raw.capabilities },
  }
}

export const messages = (id: string, beforeSeq = 0, limit = 50) =>
  call<MessagePage>('GET', `${session(id)}/messages?limit=${limit}${beforeSeq ? '&before_seq=' + beforeSeq : ''}`)

export const explain = (id: string, locale: string) => call<Explained>('GET', `${session(id)}/explain?locale=${locale}&zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`)

export interface Written {
  seq: number
  version: number
}

export const check = (id: string, text: string) => call<{ findings: Finding[] }>('POST', session(id) + '/check', { text })
export const reply = (id: string, body: { client_id: string; text: string; seen_version: number; reason?: string }) =>
  call<Written>('POST', session(id) + '/replies', body)
export const note = (id: string, body: { client_id: string; text: string }) =>
  call<Written>('POST', session(id) + '/notes', body)
export const take = (id: string) => call<unknown>('POST', session(id) + '/take', {})
export const giveBack = (id: string, reason: string) => call<unknown>('POST', session(id) + '/return', { reason })

export interface TransferOrder {
  client_id: string
  to_group?: string
  to_agent?: string
  note: string
}

export const transfer = (id: string, order: TransferOrder) => call<unknown>('POST', session(id) + '/transfer', order)

export interface CloseOrder {
  client_id: string
  outcome: string
  category: string
  closing_text?: string
  skip_closing_reason?: SkipReason
}

export const close = (id: string, order: CloseOrder) => call<unknown>('POST', session(id) + '/close', order)
export const resolve = (id: string, seq: number, as: 'resend' | 'delivered') =>
  call<unknown>('POST', `${session(id)}/messages/${seq}/resolve`, { as })

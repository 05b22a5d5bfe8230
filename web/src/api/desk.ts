// The endpoints, one function each.

import type { ComplaintForm } from './cases'
import { call } from './http'
import { whole, type Matter } from './matter'
import type {
  Agent, Boot, Capabilities, Choice, Detail, Explained, Finding, Group, Intake, ListPage, Me, Mention, MessagePage, SavedView, Sieve, SkipReason, Star, Status, View,
} from './types'

const session = (id: string) => '/sessions/' + encodeURIComponent(id)

export const boot = () => call<Boot>('GET', '/boot')
export const setup = (body: { token: string; login: string; name: string; password: string }) =>
  call<void>('POST', '/setup', body)
// SignIn is what may go with account and password.
export interface SignIn {
  code?: string // of the second factor
  remember?: boolean
  new_password?: string // in place of one that is too old
  take_over?: boolean // a sign-in elsewhere ends
}

export const signIn = (login: string, password: string, more: SignIn = {}) => call<unknown>('POST', '/sign-in', { login, password, ...more })
export const signOut = () => call<void>('POST', '/sign-out', {})
export const me = () => call<Me>('GET', '/me')
export const setStatus = (status: Status, more: { reason?: string; back_at?: number } = {}) => call<Me>('POST', '/me/status', { status, ...more })
export const preferences = () => call<object>('GET', '/me/preferences')
export const setPreferences = (changed: object) => call<object>('PATCH', '/me/preferences', changed)
export const agents = () => call<Agent[]>('GET', '/agents')
export const groups = () => call<Group[]>('GET', '/groups')

export const list = (view: View, limit: number, cursor = '', sieve: Sieve = {}) =>
  call<ListPage>('GET', '/sessions?' + new URLSearchParams({ view, limit: String(limit), ...(cursor && { cursor }), ...sieve }))
// facets counts a view by every word that it can be looked through for.
export const facets = async (view: View) => (await call<ListPage>('GET', `/sessions?view=${view}&limit=1&facets=true`)).facets

export const mentions = async () => (await call<{ mentions: Mention[] }>('GET', '/me/mentions')).mentions
export const stars = async () => (await call<{ stars: Star[] }>('GET', '/me/stars')).stars
export const star = (id: string, change: { star?: boolean; pin?: boolean }) => call<void>('PUT', session(id) + '/star', change)
export const views = async () => (await call<{ views: SavedView[] }>('GET', '/me/views')).views
export const makeView = (body: { name: string; query: string; group?: string }) => call<SavedView>('POST', '/me/views', body)
export const renameView = (id: string, name: string) => call<SavedView>('PATCH', '/me/views/' + id, { name })
export const dropView = (id: string) => call<void>('DELETE', '/me/views/' + id)

// What the server may leave out, or give as bare words, is made whole here and nowhere else.
type RawDetail = Omit<Detail, 'outcomes' | 'categories' | 'capabilities' | 'holders' | 'matter'> & {
  outcomes?: (string | Choice)[] | null
  categories?: (string | Choice)[] | null
  capabilities?: Partial<Capabilities> | null
  holders?: Detail['holders'] | null
  matter?: Partial<Matter> | null
}

const choices = (raw: (string | Choice)[] | null | undefined): Choice[] =>
  (raw ?? []).map((c) => (typeof c === 'string' ? { id: c, name: c } : c))

export async function detail(id: string): Promise<Detail> {
  const raw = await call<RawDetail>('GET', session(id))
  return {
    ...raw,
    holders: raw.holders ?? [],
    matter: whole(raw.matter),
    outcomes: choices(raw.outcomes),
    categories: choices(raw.categories),
    capabilities: { max_text: 0, accept_on_commit: false, by_hand: false, replies: false, max_file: 0, max_photo: 0, max_caption: 0, ...raw.capabilities },
    may_change: !!raw.may_change,
    fixed: raw.fixed ?? 0,
  }
}

export const messages = (id: string, beforeSeq = 0, limit = 50) =>
  call<MessagePage>('GET', `${session(id)}/messages?limit=${limit}${beforeSeq ? '&before_seq=' + beforeSeq : ''}`)

export const explain = (id: string, locale: string) => call<Explained>('GET', `${session(id)}/explain?locale=${locale}&zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`)

export const intake = (body: Intake) => call<{ session: string; version: number; mine: boolean }>('POST', '/intakes', body)

export interface Written {
  seq: number
  version: number
}

export const check = (id: string, text: string) => call<{ findings: Finding[] }>('POST', session(id) + '/check', { text })
export const reply = (id: string, body: { client_id: string; text: string; seen_version: number; reason?: string; upload?: string; scripts?: string[]; quotes?: number }) =>
  call<Written>('POST', session(id) + '/replies', body)
export const edit = (id: string, seq: number, body: { client_id: string; text: string; reason?: string; scripts?: string[] }) =>
  call<Written>('POST', `${session(id)}/messages/${seq}/edit`, body)
export const recall = (id: string, seq: number, client_id: string) => call<Written>('POST', `${session(id)}/messages/${seq}/recall`, { client_id })
export const note = (id: string, body: { client_id: string; text: string; mentions?: readonly string[] }) =>
  call<Written>('POST', session(id) + '/notes', body)
export const take = (id: string) => call<unknown>('POST', session(id) + '/take', {})
export const giveBack = (id: string, reason: string) => call<unknown>('POST', session(id) + '/return', { reason })

export interface TransferOrder {
  client_id: string
  to_group?: string
  to_agent?: string
  note: string
  category?: string
  speciality?: string
  quiet?: boolean // the customer is not told this time who takes over
  complaint?: ComplaintForm | undefined
}

export const confirm = (id: string, order: { client_id: string }) => call<Written>('POST', session(id) + '/confirm', order)
export const noReply = (id: string, order: { undo?: boolean; seen_seq?: number }) => call<Written>('POST', session(id) + '/no-reply', order)
export const reopen = (id: string, body: { client_id: string; reason: string }) => call<unknown>('POST', session(id) + '/reopen', body)
export const transfer = (id: string, order: TransferOrder) => call<Written & { register?: string }>('POST', session(id) + '/transfer', order)

export interface CloseOrder {
  client_id: string
  outcome: string
  category: string
  feedback: 'none' | 'given'
  feedback_text?: string
  closing_text?: string
  skip_closing_reason?: SkipReason
  seen_seq?: number // the newest message on the screen: nothing newer is closed over
}

export const close = (id: string, order: CloseOrder, leaving = false) => call<unknown>('POST', session(id) + '/close', order, leaving)

// A call that did not bring a message to its network.
export interface Try {
  n: number
  at: number
  took_ms: number
  node: string
  reason: string
  detail: string
  wait_ms: number
}

export const tries = async (id: string, seq: number): Promise<Try[]> => (await call<{ tries: Try[] }>('GET', `${session(id)}/messages/${seq}/tries`)).tries

export const resolve = (id: string, seq: number, as: 'resend' | 'delivered') =>
  call<unknown>('POST', `${session(id)}/messages/${seq}/resolve`, { as })

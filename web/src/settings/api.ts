// The department's settings as the server tells them (docs/api.md).

import { call, type More } from '@/api/http'
import type { Agent, Rank } from '@/api/types'

export interface Version {
  n: number
  who?: string // left out: the configuration, or what comes with the program
  who_name?: string
  at: number
  note?: string
}

export interface Head extends Version {
  kind: string
  name: string
  held?: NonNullable<More['held']>
  broken?: boolean
  may_change: boolean
}

export interface Document extends Head {
  body: string
  form: unknown
}

export interface GroupSetting {
  id: string
  name: string
  min_level: number
  default: boolean
  complaint: boolean
}

export interface Overview {
  documents: Head[]
  groups: GroupSetting[]
  organisation: string
  preset: string
  locale: string
  zone: string
  ranges: Record<string, string>
}

export interface Preset {
  id: string
  name: string
  about: string
  code: string[]
  groups: GroupSetting[]
  chosen: boolean
}

export interface Channel {
  id: string
  type: string
  name: string
  page?: string
  last_inbound_at: number
  last_sent_at: number
  asked_at: number
  failing_since: number
  words?: string
  quiet_since: number
  unsent: number
  node?: string
  aside: number
}

// Aside is an event that could not be carried.
export interface Aside {
  id: number
  channel: string
  received_at: number
  at: number
  size: number
  reason: string
  known: boolean
  settled?: { as: 'replay' | 'dismiss'; at: number; who: string; why?: string }
  settled_by?: string
}

export interface Draft {
  body?: string
  form?: unknown
}

export interface Finding {
  rule: string
  phrase: string
  start16: number
  end16: number
}

export interface Example {
  agent: string
  session: string
  seq: number
  text: string
  found: Finding
}

export interface Report {
  version: string
  texts: number
  hit: number
  rules: { rule: string; level: string; action: string; hits: number; examples: Example[] }[]
  agents: { agent: string; texts: number; hits: number; rules?: Record<string, number>; examples: Example[] }[]
}

export interface Preview {
  texts: { id: string; stage: string; text: string; problem?: string }[]
  now: Record<string, string>
}

const at = (kind: string, name: string) => `/settings/documents/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`

export const overview = () => call<Overview>('GET', '/settings')
export const document = (kind: string, name: string) => call<Document>('GET', at(kind, name))
export const change = (kind: string, name: string, body: Draft & { n: number; note?: string }) => call<Document>('PUT', at(kind, name), body)
export const versions = (kind: string, name: string) => call<Version[]>('GET', at(kind, name) + '/versions')
export const version = (kind: string, name: string, n: number) => call<Document>('GET', `${at(kind, name)}/versions/${n}`)
export const restore = (kind: string, name: string, n: number, newest: number, note: string) =>
  call<Document>('POST', `${at(kind, name)}/versions/${n}/restore`, { newest, note })
export const tryPhrases = (draft: Draft) => call<Report>('POST', '/settings/phrases/try', draft)
export const preview = (body: Draft & { at?: string; returning?: boolean; customer?: string }) => call<Preview>('POST', '/settings/scripts/preview', body)
export const presets = (locale: string) => call<Preset[]>('GET', '/settings/presets?locale=' + locale)
export const choose = (id: string, note: string) => call<void>('POST', '/settings/presets/' + encodeURIComponent(id), { note })
export const channels = () => call<Channel[]>('GET', '/settings/channels')
export const aside = (settled: boolean) => call<Aside[]>('GET', '/settings/channels/aside?settled=' + settled)
export const look = (id: number) => call<{ text: string }>('POST', `/settings/channels/aside/${id}/look`)
export const replay = (id: number) => call<void>('POST', `/settings/channels/aside/${id}/replay`)
export const dismiss = (id: number, reason: string) => call<void>('POST', `/settings/channels/aside/${id}/dismiss`, { reason })

export interface PersonChange {
  login?: string
  name?: string
  password?: string
  rank?: Rank
  speciality?: string
  groups?: string[]
  capacity?: number
  level?: number
  deputy?: string
  disabled?: boolean
}

export const addPerson = (body: PersonChange) => call<Agent>('POST', '/agents', body)
export const changePerson = (id: string, body: PersonChange) => call<Agent>('PATCH', '/agents/' + encodeURIComponent(id), body)

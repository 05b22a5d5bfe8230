// The complaint register: its shapes and endpoints (docs/api.md). Times are Unix milliseconds; 0 means "not".

import { call } from './http'
import type { FileKind, Message, Person } from './types'

export type CaseStep = 'registered' | 'dispatched' | 'handled' | 'returned' | 'followed_up' | 'closed'
export type CaseView = 'open' | 'overdue' | 'today' | 'follow_up' | 'call' | 'ruling' | 'unseen' | 'closed' | 'all'
export type CaseTarget = 'close' | 'verify' | 'investigate' | 'solve'
export type CaseKind =
  | 'registered' | 'hand_over' | 'handed_over' | 'owned' | 'assigned' | 'described' | 'judged' | 'evidence_added' | 'remarked' | 'dispatched' | 'handled'
  | 'returned' | 'replied' | 'extended' | 'action_added' | 'action_done' | 'followed_up' | 'closed' | 'reopened'
  | 'contacted' | 'investigated' | 'escalated' | 'ruled' | 'caller' | 'seen' | 'file_attached'

export interface CaseRow {
  id: string
  number: string
  session: string
  channel: string
  address: string
  title: string
  from: string
  nature: string
  wanted: string
  severity: 'general' | 'major'
  validity: '' | 'valid' | 'invalid'
  step: CaseStep
  owner: Person | null
  handler: Person | null
  registered_at: number
  handed_at: number // 0: registered, not handed over yet
  due_at: number
  next: CaseTarget // what is due first
  next_due: number
  caller: Person | null // who calls back (FCR-03)
  ruling: boolean
  unseen: boolean
  closed_at: number
  overdue: boolean
  late: boolean
  extended: boolean
  reopened: number
  may_open: boolean
}

export interface CaseCounts {
  open: number
  overdue: number
  today: number
  follow_up: number
  call: number // of those, that I call (FCR-03)
  mine: number
  ruling: number
  unseen: number // closed, and no manager has looked at it yet (FLW-10)
}

export interface CasePage {
  rows: CaseRow[]
  next: string
  counts: CaseCounts
  now: number
}

export interface Dispatch {
  n: number
  department: string // empty: the complaint group itself
  text: string
  due: number
  at: number
  by: string
  answer: string
  answered_at: number
  answered_by: string
  contact?: boolean // the department contacts the customer at once (CMP-06)
  contacted_at?: number
  contacted_by?: string
  how?: string
  investigate_by?: number
  solve_by?: number
  found?: string
  found_at?: number
  found_by?: string
}

export interface CaseAction {
  n: number
  remedial: boolean
  preventive?: boolean
  text: string
  due: number
  done_at: number
  done_by: string
  done_note: string
}

export interface Evidence {
  from: number
  to: number
  note?: string
}

// A file that is evidence. It never changes and never goes.
export interface CaseFile {
  n: number // from 1
  upload: string
  note: string
  kind: FileKind
  name: string
  type: string // MIME
  size: number // bytes
  width: number // 0: not known
  height: number
  thumb: boolean
  at: number
  by: string
}

export interface StoryLine {
  n: number
  at: number
  by: string
  name: string
  kind: CaseKind
  change: Record<string, unknown>
  was?: { nature: string; cause: string; wanted: string; severity: string; customer_due: number; due_at: number; validity: string; grounds: string }
}

export interface Escalation {
  n: number
  level: 'lead' | 'supervisor' | 'manager'
  reason: string
  special?: boolean // nothing is closed before the ruling (CMP-14)
  at: number
  by: string
  ruling?: string
  ruled_at?: number
  ruled_by?: string
}

export interface Case extends Omit<CaseRow, 'owner' | 'handler' | 'may_open' | 'extended' | 'caller' | 'ruling' | 'unseen'> {
  version: number
  group: string
  reporter: string
  owner: string
  handler: string
  grounds: string
  reason: string
  cause: string
  result: string
  severity_due: number
  customer_due: number
  problem?: string
  analysis?: string
  solution?: string
  suggestion?: string
  responsible?: string
  substantiated?: 'yes' | 'no'
  verify_by?: number
  escalations?: Escalation[]
  unseen?: boolean
  seen?: { at: number; by: string }
  called_by: string
  submitted_to: string[]
  since: number
  extension?: { until: number; reason: string; told: string; was: number; at: number; by: string }
  evidence: Evidence[]
  files?: CaseFile[]
  dispatches: Dispatch[]
  actions: CaseAction[]
  reply?: { text: string; seq: number; at: number; by: string }
  follow_up?: { satisfied: boolean; note: string; at: number; by: string }
  names: Record<string, string>
  can: CaseKind[]
  missing: string[]
  story: StoryLine[]
  excerpts: { messages: Message[]; more: number }[]
  may_open_session: boolean
  now: number
}

export interface CaseQuery {
  view: CaseView
  mine: boolean
  group: string
  q: string
}

export function cases(query: CaseQuery, cursor = ''): Promise<CasePage> {
  const p = new URLSearchParams({ view: query.view })
  if (query.mine) p.set('mine', 'true')
  if (query.group) p.set('group', query.group)
  if (query.q.trim()) p.set('q', query.q.trim())
  if (cursor) p.set('cursor', cursor)
  return call<CasePage>('GET', '/complaints?' + p.toString())
}

// caseCounts are the figures alone, for the navigation.
export const caseCounts = () => call<CasePage>('GET', '/complaints?limit=1').then((p) => p.counts)

export const oneCase = (id: string) => call<Case>('GET', '/complaints/' + encodeURIComponent(id))
export const changeCase = (id: string, body: { client_id: string; version: number } & Record<string, unknown>) =>
  call<Case>('POST', `/complaints/${encodeURIComponent(id)}/changes`, body)
export const caseFileURL = (id: string, n: number): string => `/api/v1/complaints/${encodeURIComponent(id)}/files/${n}`
// contactCases are the customer's open entries at all linked addresses, but for the session's own.
export const contactCases = (session: string) => call<CaseRow[]>('GET', `/sessions/${encodeURIComponent(session)}/contact/cases`)
export const sessionCases = (session: string) => call<CaseRow[]>('GET', `/sessions/${encodeURIComponent(session)}/cases`)

// What the form of the register says when a session is handed over.
export interface ComplaintForm {
  nature?: string
  wanted?: string
  severity: 'general' | 'major'
  evidence?: Evidence[]
}

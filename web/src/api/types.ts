// The shapes of docs/api.md. Times are Unix milliseconds; 0 means "not".

export type View = 'mine' | 'queue' | 'all' | 'closed'
export type Phase = 'queued' | 'serving' | 'closing' | 'closed'
export type Rank = 'agent' | 'lead' | 'supervisor' | 'inspector' | 'manager' | 'admin' | 'department'
export type Status = 'online' | 'away' | 'draining' | 'offline'
export type Role = 'customer' | 'agent' | 'auto' | 'note' | 'system'
export type Delivery = '' | 'queued' | 'sending' | 'sent' | 'retry' | 'failed' | 'unconfirmed'
export type Permission = 'read_all' | 'serve' | 'note' | 'take_over' | 'act_any' | 'manage_agents' | 'manage_all' | 'silent' | 'review'
export type SkipReason = 'blocked' | 'token_dead' | 'no_response' | 'invalid'

export interface Person {
  id: string
  name: string
}

export interface Row {
  id: string
  number: string
  ordinal: number
  version: number
  channel: string
  channel_type: string
  address_key: string
  title: string
  phase: Phase
  group: string
  holder: Person | null
  owner: Person | null
  opened_at: number
  closed_at: number
  queued_at: number
  preview: { role: Role; text: string; at: number }
  unanswered: number
  due_at: number
  due_kind: 'first' | 'next' | ''
  breached: boolean
  delivery_trouble: boolean
  left_message: boolean // written outside of the hours, and with nobody since
  raised: boolean // a lead has to take it
  outcome: string
  category: string
  urgency: number // open sessions are listed by it, smallest first
  hidden?: boolean // may not be seen any more: out of every list
}

export interface Counts {
  mine: number
  queue: number
  all: number
}

export interface Span {
  agent: string
  name: string
  from: number
  to: number
  reason: string
}

export interface Choice {
  id: string
  name: string
}

export interface Capabilities {
  max_text: number
  accept_on_commit: boolean
  replies: boolean
}

export interface Detail extends Row {
  holders: Span[]
  closing_script: string
  greeting_script: string
  outcomes: Choice[]
  categories: Choice[]
  capabilities: Capabilities
}

export interface Message {
  seq: number
  version: number
  role: Role
  author: Person | null
  purpose: string
  kind: string
  text: string
  note: string
  at: number
  sent_at: number
  delivery: Delivery
  delivery_reason: string
  client_id: string
  external_id: string
  reply_to_seq: number
}

export interface Me {
  id: string
  login: string
  name: string
  rank: Rank
  speciality: string
  groups: string[]
  status: Status
  capacity: number
  load: number
  permissions: Permission[]
}

export interface Agent {
  id: string
  name: string
  rank: Rank
  speciality: string
  groups: string[]
  status: Status
  connected: boolean
  capacity: number
  load: number
  disabled?: boolean
}

export interface Group {
  id: string
  name: string
  waiting: number
  online: number
  free: number
}

export interface Boot {
  setup_needed: boolean
  organisation: string
  locale: string
  version: string
  demo: boolean
  demo_accounts?: { login: string; name: string; rank: Rank; password: string }[]
}

export interface ListPage {
  rows: Row[]
  next: string
  counts: Counts
}

export interface MessagePage {
  messages: Message[]
  version: number
}

// A session second by second.
export interface Explained {
  lines: { version: number; at: number; after_ms: number; what: string; text: string; passed_over: string[] }[]
  turns: {
    seq: number
    since: number
    until: number
    end: 'running' | 'answered' | 'unanswered' | 'not_needed'
    whole_ms: number
    service_ms: number
    parts: ExplainedPart[]
  }[]
}

export interface ExplainedPart {
  whose: 'agent' | 'nobody' | 'platform' | 'system'
  agent: string
  ms: number
}

// A listed phrase in a text; start16 and end16 count as JavaScript does.
export interface Finding {
  rule: string
  level: 'forbidden' | 'negative' | 'absolute' | 'protected'
  action: 'block' | 'ask' | 'warn'
  phrase: string
  replace?: string[]
  start16: number
  end16: number
}

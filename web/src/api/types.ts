// The shapes of docs/api.md. Times are Unix milliseconds; 0 means "not".

import type { Ask, Flow, Matter } from './matter'

export type View = 'mine' | 'queue' | 'all' | 'closed' | 'asked' | 'owed' | 'starred' | 'mentioned'
export type Phase = 'queued' | 'serving' | 'closing' | 'closed'
export type Rank = 'agent' | 'lead' | 'supervisor' | 'inspector' | 'manager' | 'admin' | 'department'
export type Status = 'online' | 'busy' | 'away' | 'draining' | 'offline'
export type Role = 'customer' | 'agent' | 'auto' | 'note' | 'system'
export type Delivery = '' | 'queued' | 'sending' | 'sent' | 'retry' | 'failed' | 'unconfirmed'
export type Permission = 'read_all' | 'serve' | 'note' | 'take_over' | 'act_any' | 'manage_agents' | 'manage_all' | 'silent' | 'review' | 'administer' | 'wording' | 'erase' | 'export' | 'take_list'
export type SkipReason = 'blocked' | 'token_dead' | 'no_response' | 'invalid' | 'quota_used'

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
  by_hand: boolean // written down by people: what is answered is said elsewhere
  contact: string // address_key as people read it; empty = nobody knows
  identity?: '' | 'claimed' | 'verified' // who says who the customer is: the network, nobody but the customer, or the site's signature
  vip?: boolean // the customer is one (CUS-03)
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
  waiting_since?: number // since when the customer waits for an answer; 0 = for none
  speciality?: string // that the matter needs
  due_kind: 'first' | 'next' | ''
  breached: boolean
  rests?: { from: number; to: number }[] // when the clock of due_at stands still: nobody is at work
  sending?: boolean // an answer is on its way: the clock goes on
  quota?: { messages: number; left: number; until: number } // what the network still takes before the customer writes again; until 0: no end
  complaint_due_at?: number // what its open complaint owes next
  delivery_trouble: boolean
  left_message: boolean // written while nobody of the group was there, and with nobody since
  over_aims?: ('answer' | 'completion')[] // further targets that have passed unmet (SLA-02)
  raised: boolean // a lead has to take it
  hits: number // listed phrases in what agents have sent (FBD-01)
  register?: string // its number in the complaint register, since the hand-over
  seen: Seen | null // how far the customer has read; null = nothing that we know of
  outcome: string
  category: string
  hint: string // category that a keyword rule proposes
  offered_until: number // the holder has to accept it by then; 0 = it is no offer
  promised_at: number // the next time that the customer was given; 0 = none is open
  promise_missed: boolean
  flow: Flow
  score: number // the customer's rating, 1 to 5; 0 = none
  asks: Ask[] // questions inside the house that wait for their answer
  urgency: number // open sessions are listed by it, smallest first
  hidden?: boolean // may not be seen any more: out of every list
}

// Seen is how far a customer has read what was said to them, where the channel can tell.
export interface Seen {
  seq: number // of the newest message of ours that was seen
  at: number
}

// Earlier is a former session of the same customer (RTE-06); nothing that was said is in it.
export interface Earlier extends Pick<Row, 'id' | 'number' | 'ordinal' | 'channel' | 'channel_type' | 'opened_at' | 'closed_at' | 'group' | 'category' | 'outcome' | 'owner' | 'score'> {
  last: Person | null // who had it last
  register: string
  may_open: boolean
}

export interface Counts {
  mine: number
  queue: number
  all: number
  owed: number // sessions because of which I owe somebody an answer
  asked: number // sessions with a question to me
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

// How a customer came who did not write to a channel (CHN-01).
export const INLETS = ['phone', 'visit', 'letter', 'fax', 'email', 'sms', 'comment'] as const
export type Inlet = (typeof INLETS)[number]

export interface Intake {
  client_id: string
  inlet: Inlet
  name: string
  contact: string
  asked: string
  answered: string
  reason: string
  when: number // 0 = now
}

export interface Capabilities {
  max_text: number
  accept_on_commit: boolean
  by_hand: boolean
  replies: boolean
  max_file: number // bytes; 0 = this network takes no files
  max_photo: number // bytes; a larger picture goes as a document
  max_caption: number // UTF-16 units of the text that goes with a file
  edits?: boolean // a reply that was sent can get another text
  changes_files?: boolean // so can one with a file, which can be taken back as well
  recalls?: boolean // a reply that was sent can be taken back
  recall_within_ms?: number // how long; 0 = for good
  knows_ours?: boolean // without an id of the network's
}

export interface Reopening {
  may: boolean
  why?: string // why not: the code of the refusal
  until?: number // when the time for it ends
}

export interface Detail extends Row {
  holders: Span[]
  closing_script: string
  greeting_script: string
  customer?: string // how scripts address the customer; empty = nobody knows the name
  accept_script?: string // what a complainant hears first (SCR-21); empty: no entry in the register
  fault_script?: string // the apology for a fault of ours, once the complaint was found valid
  rating_script: string
  confirm_script: string // asks whether that answered it; empty = the scripts have no such question
  no_reply?: '' | 'may' | 'thanks' // whether the holder can leave what waits without a reply; thanks: it only says thanks
  reopen?: Reopening | null // of a closed session: whether one can open it again
  matter: Matter
  outcomes: Choice[]
  categories: Choice[]
  capabilities: Capabilities
  may_change?: boolean // the department lets who wrote a reply change it
  fixed?: number // replies up to this one were closed since, and stay
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
  reply_to: string // external_id of the message that it answers, changes, takes back or reacts to
  reply_to_seq: number // 0 where that one is not in the same answer of the server
  quotes: number // seq of the message that the agent chose to answer; 0 = none
  files: MessageFile[]
  mentions?: Mentioned[] // colleagues whom a note speaks to
}

export interface Mentioned extends Person {
  looked_at: number // when that person first read the session afterwards; 0 = not yet
}

// A note that speaks to me, until I have read its session.
export interface Mention {
  session: string
  seq: number
  by: Person | null
  at: number
  row: Row
}

export type FileKind = 'photo' | 'video' | 'voice' | 'audio' | 'document' | 'sticker'

// A file of a message: known first, fetched afterwards.
export interface MessageFile {
  kind: FileKind
  name: string
  type: string // MIME
  size: number // bytes; 0 = not known yet
  width: number
  height: number
  seconds: number
  state: 'wanted' | 'stored' | 'failed'
  reason: string
  thumb: boolean
}

export interface Me {
  id: string
  login: string
  name: string
  rank: Rank
  speciality: string
  groups: string[]
  status: Status
  asking?: string // my wish to leave that waits for a superior
  approval?: Status[] // what a superior has to grant me
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
  level?: number // experience, 1 the least (ORG-10)
  deputy?: string // takes what is passed to this person while away (FCR-02)
  status: Status
  status_at?: number // since when; 0 = nobody knows
  back_at?: number // when the person means to be back; 0 = not said
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
  min_level?: number // the least experience of who may serve it; 0 = anybody's
  complaint?: boolean // what is handed to it gets a number in the complaint register
}

export interface Boot {
  setup_needed: boolean
  organisation: string
  locale: string
  version: string
  demo: boolean
  sso?: { id: string; names: Record<string, string> }[] // where people may sign in instead
  admins_only?: boolean // nobody but administrators signs in with a password
  remember_s?: number // for how long a browser is remembered that asks for it; left out: not at all
  min_password?: number // characters of a new password
  help?: string // whom to ask who cannot sign in
  translates?: boolean // there is a service that translates texts
  demo_accounts?: { login: string; name: string; rank: Rank; password: string }[]
}

// What is looked for in a view, and in what order; empty words are left out.
export interface Sieve {
  is?: string // reply, overdue, complaint, promise, left, draft: parted by commas
  channel?: string
  group?: string
  speciality?: string
  order?: '' | 'newest' | 'longest'
}

export interface Facets {
  is: Record<string, number>
  channels: Record<string, number>
  groups: Record<string, number>
  specialities: Record<string, number>
  of: number // how many were looked through
  more: boolean
}

export interface Star {
  session: string
  starred_at: number
  pinned_at: number
  note_owed: boolean
  row: Row
}

export interface SavedView {
  id: string
  name: string
  group: string // who else sees it; empty = nobody
  query: string
  mine: boolean // may be changed here
}

export interface ListPage {
  facets?: Facets
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

// Something that stands at one message of a transcript: a fact or a hint, never a verdict.
export type Criterion = 'greeting' | 'closing' | 'attitude' | 'wording' | 'knowledge' | 'timely' | 'clear'

export interface Mark {
  rule: string
  version: string
  criterion: Criterion | ''
  sure: 'fact' | 'hint'
  what: string
  seq: number
  agent: string
  detail?: string
  phrase?: string
  start16?: number
  end16?: number
  ms?: number
  target_ms?: number
  reply?: number
  parts?: ExplainedPart[]
  end?: 'running' | 'answered' | 'unanswered' | 'not_needed'
}

export interface MarkCheck {
  criterion: Criterion
  says: 'present' | 'absent' | 'excused' | 'not_theirs' | 'marked' | 'nothing' | 'unread' | 'human'
  seqs: number[]
  rules: string[]
}

// What the machine holds against one agent by itself (FBD-03): a person takes it over or overrules it.
export interface Held {
  what: 'late'
  agent: string
  seq: number
  ms: number
  target_ms: number
}

// One of the basic polite words (SCR-10), and where the agent wrote it.
export interface Polite {
  word: string
  count: number
  at: { seq: number; start16: number; end16: number }[]
}

export interface Marked {
  marks: Mark[]
  checks: MarkCheck[]
  findings: Held[]
  polite: Polite[]
  by_hand: boolean
  seen: Seen | null
}

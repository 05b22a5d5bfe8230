// The frames of channels/webchat/wire.go.

export interface Cursor {
  o: number
  v: number
}

export interface Entry {
  ordinal: number
  seq: number
  role: string
  author?: string
  kind: string
  text: string
  note?: string
  quotes?: number // seq of the message of the same session that somebody chose to answer
  client_id?: string
  at: number
  purpose?: string
  files?: FileEntry[]
  phase: string
  choices?: string[] // of the greeting: what the visitor can choose by a press
  about?: number // seq of the reply that it corrects (kind edit) or takes back (kind delete)
  recalled?: boolean // it was taken back: its words do not come any more
  rerate_ms?: number // so long after the first rating it may be changed; none: until then
  rates_until?: number // of the closing that asks for a rating: by the server's clock
}

/** What a visitor says of the close. */
export interface Survey {
  score: number
  solved?: string
  reasons?: string[]
}

/** How things stand at the desk; what is not said is not so, or not known. */
export interface Standing {
  place?: number // in the queue, 1 is next
  since?: number // since when the visitor waits
  wait_ms?: number
  hours?: { from: number; until: number }[] // of today
  closed?: boolean
  opens?: number
  nobody?: boolean
  away?: boolean // who has the session
}

/** A file of an entry; url and thumb are below the channel's folder and want the token. */
export interface FileEntry {
  n: number
  kind: string
  name?: string
  type?: string
  size?: number
  width?: number
  height?: number
  state: 'wanted' | 'stored' | 'failed'
  reason?: string
  url?: string
  thumb?: string
  upload?: string // of a message that has not come back: the id under which the server holds it
}

export type Incoming =
  | { op: 'welcome'; visitor: string; organisation: string; max_text: number; max_file?: number; max_files?: number; typing?: boolean; seen?: boolean; standing?: boolean; now: number; until?: number }
  | { op: 'renewed'; until: number }
  | { op: 'entries'; entries: Entry[]; cursor: Cursor; more: boolean; reset?: boolean }
  | { op: 'kept'; client_id: string }
  | { op: 'refused'; client_id: string; code: string; retry_after_ms?: number }
  | { op: 'typing' }
  | { op: 'standing'; standing?: Standing }
  | { op: 'pong' }

export type Outgoing =
  | { op: 'hello'; token: string; cursor: Cursor; lang: string; name?: string }
  | { op: 'say'; client_id: string; text: string; files?: string[]; at: number; lang: string; name?: string; consent?: number; survey?: Survey }
  | { op: 'typing' }
  | { op: 'seen'; ordinal: number; seq: number }
  | { op: 'standing' }
  | { op: 'token'; token: string }
  | { op: 'ping' }

/** A frame, or null for what a newer server may say and we do not know. */
export const readFrame = (data: unknown): Incoming | null => {
  if (typeof data !== 'string') return null
  try {
    const frame = JSON.parse(data) as { op?: unknown }
    return typeof frame?.op === 'string' ? (frame as Incoming) : null
  } catch {
    return null
  }
}

// The frames of the stream, as docs/api.md has them: one JSON object a frame, told apart by `op`.

import type { DraftMark } from '@/api/drafts'
import type { Trouble } from '@/stores/troubles'
import type { Agent, Counts, Me, Message, Person, Row, Sieve, View } from '@/api/types'

export type ServerFrame =
  | { op: 'welcome'; epoch: string; now: number; me: Me }
  | { op: 'page'; list: { view: View; sieve?: Sieve }; rows: Row[]; counts: Counts }
  | { op: 'row'; row: Row }
  | { op: 'counts'; counts: Counts }
  | DiffFrame
  | { op: 'resync'; session: string }
  | { op: 'contact'; session: string }
  | MentionFrame
  | ({ op: 'draft' } & DraftMark)
  | WishFrame
  | { op: 'proposal'; id: string; verdict?: 'approved' | 'refused' } // without a verdict it waits for one
  | { op: 'agents'; agents: Agent[] }
  | AlarmFrame
  | ChannelFrame
  | { op: 'channels'; channels: Trouble[] } // all in trouble that concern me; without one the list is empty
  | ({ op: 'latency' } & Latency)
  | { op: 'targets'; warnings_ms: number[] } // before a deadline, longest first
  | { op: 'complaint'; session: string; due_at: number } // 0: no complaint of it is open any more
  | { op: 'me'; me: Me }
  | { op: 'ping'; now: number }
  | { op: 'typing'; session: string; agent: Person | null; mode?: 'reply' | 'note' | 'customer' } // nobody: the customer
  | { op: 'viewing'; session: string; agents: Person[] }

// How long customers' messages of the last minutes took to a screen; for those who see all.
export interface Latency {
  messages: number
  median_ms: number
  p95_ms: number
}

// A note speaks to me; without `by`: I have read it, here or in another browser.
export interface WishFrame {
  op: 'status_request'
  id: string
  agent: string
  verdict?: 'approved' | 'refused' | 'withdrawn' // without one it waits
}

export interface MentionFrame {
  op: 'mention'
  session: string
  title?: string
  number?: string
  by?: Person
  seq?: number
  at?: number
}

// A customer waits: left_ms is what remains of the target, 0 when it has passed.
export interface AlarmFrame {
  op: 'alarm'
  session: string
  title: string
  address_key: string
  holder: Person | null
  seq: number
  due_at: number
  left_ms: number
  aim?: 'answer' | 'completion' // the further target that comes due (SLA-02)
  promise?: number // number of the promise that comes due; left out: it is about an answer
}

// A channel fails, is well again, has fallen silent, or is heard of again. Who hears of it answers for others.
export interface ChannelFrame {
  op: 'channel'
  channel: string
  name: string
  type: string
  alarm: 'failing' | 'well' | 'quiet' | 'heard'
  since?: number
  words?: string // failing: the network's own
}

export interface DiffFrame {
  op: 'diff'
  session: string
  from: number
  to: number
  row: Row | null
  messages: Message[] | null
}

export interface Hello {
  op: 'hello'
  epoch: string
  list: { view: View; limit: number; sieve?: Sieve }
  sessions: Record<string, number>
}

export type ClientFrame = Hello | { op: 'pong' } | { op: 'looking'; session: string } | { op: 'typing'; session: string; mode: 'reply' | 'note' }

// parseFrame gives null for anything that is not an object with an op: a newer server may say more than we know.
export function parseFrame(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text)
    if (typeof frame === 'object' && frame !== null && 'op' in frame) return frame as ServerFrame
  } catch {
    // Fall through: a broken frame is dropped, the versions find out what was missed.
  }
  return null
}

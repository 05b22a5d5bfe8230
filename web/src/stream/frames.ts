// The frames of the stream, as docs/api.md has them: one JSON object a frame, told apart by `op`.

import type { Agent, Counts, Me, Message, Person, Row, View } from '@/api/types'

export type ServerFrame =
  | { op: 'welcome'; epoch: string; now: number; me: Me }
  | { op: 'page'; list: { view: View }; rows: Row[]; counts: Counts }
  | { op: 'row'; row: Row }
  | { op: 'counts'; counts: Counts }
  | DiffFrame
  | { op: 'resync'; session: string }
  | { op: 'agents'; agents: Agent[] }
  | AlarmFrame
  | { op: 'me'; me: Me }
  | { op: 'ping'; now: number }
  | { op: 'typing'; session: string; agent: Person; mode?: 'reply' | 'note' }
  | { op: 'viewing'; session: string; agents: Person[] }

// A customer waits: left_ms is what remains of the target, 0 when it has passed.
export interface AlarmFrame {
  op: 'alarm'
  session: string
  title: string
  holder: Person | null
  seq: number
  due_at: number
  left_ms: number
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
  list: { view: View; limit: number }
  sessions: Record<string, number>
}

export type ClientFrame = Hello | { op: 'pong' } | { op: 'typing'; session: string; mode: 'reply' | 'note' }

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

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
  client_id?: string
  at: number
  purpose?: string
  phase: string
}

export type Incoming =
  | { op: 'welcome'; visitor: string; organisation: string; max_text: number; now: number }
  | { op: 'entries'; entries: Entry[]; cursor: Cursor; more: boolean; reset?: boolean }
  | { op: 'kept'; client_id: string }
  | { op: 'refused'; client_id: string; code: string; retry_after_ms?: number }
  | { op: 'pong' }

export type Outgoing =
  | { op: 'hello'; token: string; cursor: Cursor; lang: string; name?: string }
  | { op: 'say'; client_id: string; text: string; at: number; lang: string }
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

// One request that does the same to many sessions.

import { call } from '@/api/http'
import type { Told } from '@/lib/problemText'
import type { SkipReason } from '@/api/types'

export type Act = 'take' | 'no_reply' | 'undo_no_reply' | 'star' | 'unstar' | 'transfer' | 'close' | 'tag' | 'undo'

export interface Order {
  act: Act
  transfer?: { to_group?: string; to_agent?: string; note: string; category?: string; although?: boolean }
  close?: { outcome: string; category?: string; feedback: 'none'; skip_closing_reason?: SkipReason }
  tag?: string
  of?: string // of undo: the request that is taken back
}

export interface Outcome {
  session: string
  ok: boolean
  problem?: Told
}

export const MOST = 100 // sessions of one request

export const bulk = async (body: Order & { client_id: string; sessions: { id: string; seen_version?: number }[] }, leaving = false) =>
  (await call<{ results: Outcome[] }>('POST', '/bulk', body, leaving)).results

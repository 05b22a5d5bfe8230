// Wishes to leave that need a superior (docs/api.md, status-requests).

import { call } from '@/api/http'
import type { Status } from '@/api/types'

export type Verdict = 'approved' | 'refused' | 'withdrawn'

export interface Wish {
  id: string
  agent: string
  agent_name?: string
  status: Status
  reason: string
  back_at: number
  at: number
  verdict?: { as: Verdict; who: string; note?: string; at: number } // left out while it waits
  decided_by_name?: string
}

export interface Wishes {
  open: Wish[]
  decided: Wish[]
}

const at = (id: string, act: string) => `/status-requests/${encodeURIComponent(id)}/${act}`
export const wishes = () => call<Wishes>('GET', '/status-requests')
export const myWishes = () => call<Wish[]>('GET', '/me/status-requests')
export const approve = (id: string, note: string) => call<Wish>('POST', at(id, 'approve'), { ...(note && { note }) })
export const refuse = (id: string, note: string) => call<Wish>('POST', at(id, 'refuse'), { note })
export const withdraw = (id: string) => call<Wish>('POST', at(id, 'withdraw'), {})

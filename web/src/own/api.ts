// A person's day (docs/api.md).

import { call } from '@/api/http'
import type { Person, Status } from '@/api/types'

export interface Figures {
  sessions: number
  first: number
  in_time: number
  away: number
  turns: number
  took_ms: number
  rated: number
  satisfied: number
  untold: number // sessions that are in no figure, as they could not be read
}

export interface OpenItem {
  session: string
  number: string
  title: string
  kind: 'reply' | 'promise' | 'answer' | 'held'
  at: number
}

export interface Review {
  session: string
  number: string
  day: string
  at: number
  verdict: 'pass' | 'fail' | 'replaced'
  failed: { criterion: string; names: Record<'zh-CN' | 'zh-TW' | 'en', string>; seq: number; note?: string }[]
  note?: string
}

export interface Interval {
  status: Status
  from: number
  until: number // 0 = it goes on, or went on beyond the day
  by?: string // who made it so; nobody: the desk, when the last customer was done
  reason?: string
  back_at?: number
  request?: string // the wish that was granted
}

export interface OwnDay {
  day: string
  at: number
  today: Figures
  before: Figures
  agent: Person
  open: OpenItem[]
  reviews: Review[]
  statuses?: Interval[] // the first one first
}

export interface Problem {
  session: string
  number: string
  title: string
  channel: string
  group: string
  agent: string
  name: string
  category: string
  question: string
  outcome: string
  opened_at: number
  closed_at: number
}

const path = (agent: string) => '/days/' + encodeURIComponent(agent || 'me')
export const ownDay = (agent: string, day = '') => call<OwnDay>('GET', path(agent) + (day && '?day=' + day))
export const problems = (agent: string, day: string) => call<{ day: string; problems: Problem[] }>('GET', path(agent) + '/problems' + (day && '?day=' + day))
export const openItems = () => call<{ agent: Person; open: OpenItem[] }[]>('GET', '/open-items')

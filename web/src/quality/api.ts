// The checking of transcripts as the server tells it (docs/api.md).

import { call } from '@/api/http'
import type { Criterion } from '@/api/types'

export type Verdict = 'pass' | 'fail' | 'na'

export interface Chance {
  day: string
  state: 'waiting' | 'drawn' | 'failed'
  problem?: 'not_promised' | 'other_key' | 'overdue'
  draws_at: number
  drawn_at: number
  seed?: string
  promise?: string
  promised_at: number
  late?: boolean
  population_hash?: string
}

export interface Progress {
  agent: string
  name: string
  population: number
  size: number
  reviewed: number
  failed: number
  replaced: number
}

export type Names = Record<'zh-CN' | 'zh-TW' | 'en', string>

// Why a criterion fails (FBD-03); no criteria: any of them can for it.
export interface Reason extends Names {
  id: string
  rule: string
  criteria: Criterion[]
  note?: boolean
  automatic?: 'late'
}

export interface Scorecard {
  version: string
  fails_from: number
  criteria: (Names & { id: Criterion; rule: string; rubric?: Names })[]
  reasons: Reason[]
}

export interface Overview extends Chance {
  per_agent: number
  agents: Progress[]
  mine: { reviewed: number; median_seconds: number }
  reviewers: { reviewer: string; name: string; reviewed: number; failed: number; replaced: number }[]
  scorecard: Scorecard
  reasons: string[]
}

export interface Judged {
  criterion: Criterion
  verdict: Verdict
  seq?: number
  missing?: boolean
  note?: string
  reason?: string
  overruled?: string
  found?: number[]
}

export interface Review {
  n: number
  reviewer: string
  reviewer_name: string
  at: number
  seconds: number
  scorecard: string
  verdict: 'pass' | 'fail' | 'replaced'
  marks: Judged[]
  note?: string
}

export interface Item {
  n: number
  session: string
  stratum: string
  replaces: number
  reason?: string
  channel?: string
  title?: string
  group?: string
  phase?: string
  opened_at: number
  closed_at: number
  own?: boolean
  review?: Review
}

export interface Sample {
  day: string
  agent: string
  name: string
  items: Item[]
}

const at = (day: string, agent: string) => `/quality/samples/${day}/${encodeURIComponent(agent)}`

export const days = () => call<{ newest: string; days: string[] }>('GET', '/quality/days')
export const overview = (day: string) => call<Overview>('GET', '/quality/samples' + (day ? '?day=' + day : ''))
export const sample = (day: string, agent: string) => call<Sample>('GET', at(day, agent))

export interface ReviewOrder {
  client_id: string
  follows: number
  scorecard: string
  seconds: number
  marks: Judged[]
  note: string
}

export const review = (day: string, agent: string, n: number, order: ReviewOrder) =>
  call<Review>('POST', `${at(day, agent)}/${n}/reviews`, order)
export const replace = (day: string, agent: string, n: number, order: { client_id: string; reason: string }) =>
  call<Item>('POST', `${at(day, agent)}/${n}/replace`, order)

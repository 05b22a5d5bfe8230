// What customers said of closes (docs/api.md).

import { call } from '@/api/http'

export interface Said {
  session: string
  number: string
  title: string
  channel: string
  group: string
  agent: string
  name: string
  at: number
  score: number
  solved?: 'yes' | 'partly' | 'no'
  reasons?: string[]
}

// Beside is what was said beside the scores, by those who said something.
export interface Beside {
  yes: number
  partly: number
  no: number
  reasons: { reason: string; n: number }[]
}

// Part is that of one agent, one group, or of all.
export interface Part {
  rated: number
  satisfied: number
  told: Beside
}

// Satisfaction is of a time: what was answered in it, also to what was asked before it.
export interface Satisfaction extends Part {
  from: number
  until: number
  asked: number // closings in this time that asked
  scores: [number, number, number, number, number]
  target: number
  missed: boolean
  agents: (Part & { agent: string; name: string })[]
  groups: (Part & { group: string })[]
  ratings: Said[]
}

export const SATISFIED = 4 // the least score that counts as satisfied

export const satisfaction = (days: number): Promise<Satisfaction> => call('GET', `/quality/ratings?days=${days}`)

// missed says that the satisfied ones are below the target in per cent; without a target, nobody is.
export const missed = (satisfied: number, rated: number, target: number): boolean => target > 0 && 100 * satisfied < target * rated

// share is a part of a whole in per cent, rounded down: 89.9 % of a target of 90 is not 90. Nothing of nothing is none.
export const share = (part: number, of: number): string => (of > 0 ? `${Math.floor((100 * part) / of)}%` : '—')

// saidOf is how many said whether the matter is solved.
export const saidOf = (told: Beside): number => told.yes + told.partly + told.no

// What a session is about and how far it is: the shapes and endpoints of docs/api.md. Times are Unix milliseconds.

import { call } from './http'
import type { Choice, Rank } from './types'

export type Flow = '' | 'dispute' | 'fault' | 'department'
export type StepName = 'accepted' | 'solved' | 'judged' | 'specialist' | 'verified' | 'declared' | 'replied' | 'fed_back'
export type AskKind = 'consult' | 'escalation' | 'department'
export type Speciality = '' | 'technical' | 'theory' | 'allround'

export interface Step {
  name: StepName
  at: number
  by: string // an agent's id, or "system" for a keyword rule
}

export interface Ask {
  n: number
  kind: AskKind
  by: string
  at: number
  to?: string
  department?: string
  level?: Rank
  gravity?: string
  skipped?: Rank[] // levels that were skipped for urgency and are to be told afterwards
  answered_at?: number
  answered_by?: string
  duties?: boolean // what follows is owed until it is done
  reported?: { level: Rank; at: number; by: string }[]
  dissent_at?: number
  changed_at?: number
  insisted_at?: number
  executed_at?: number
  executed_by?: string
  passed_at?: number
}

export type Tell = 'reported' | 'executed' | 'dissent' | 'insisted' | 'changed'

export interface Given {
  n: number
  by: string
  at: number
  until: number
  missed?: boolean
}

export interface Matter {
  category: string
  sorted_by: string
  hint: string
  speciality: Speciality
  flow: Flow
  way: StepName[]
  steps: Step[]
  next_step: StepName | ''
  asks: Ask[]
  promises: Given[] // those that are open
  rating: { asked_at: number; score?: number; at?: number } | null
  waived: { by: string; at: number; thank?: boolean } | null // that the last message needs no reply, as somebody decided
  confirmed: number // place of the newest question whether that answered it; 0 = not asked
}

// whole fills in what an older server leaves out.
export function whole(m: Partial<Matter> | null | undefined): Matter {
  return { category: '', sorted_by: '', hint: '', speciality: '', flow: '', way: [], steps: [], next_step: '', asks: [], promises: [], rating: null, waived: null, confirmed: 0, ...m }
}

export interface CategoryChoice extends Choice {
  group: string // whose work it is; empty = it stays where it is
  speciality: Speciality
  flow: Flow
}

export interface MatterChoices {
  categories: CategoryChoice[]
  departments: Choice[]
  gravities: (Choice & { from: Rank | '' })[]
  levels: Rank[]
  complaint_group: string
  steps: boolean
  confirm: boolean // no close with its script before the customer was asked whether that answered it
  handoff: boolean // who is passed on is told who takes over
}

export interface Question {
  client_id: string
  kind: AskKind
  to?: string
  department?: string
  level?: Rank
  gravity?: string
  urgent?: boolean
  text: string
  proposal?: string
}

const session = (id: string) => '/sessions/' + encodeURIComponent(id)

export const matters = () => call<MatterChoices>('GET', '/matters')
export const classify = (id: string, category: string) => call<unknown>('PUT', session(id) + '/category', { category })
export const verify = (id: string, body: { client_id: string; text: string; unsolved: boolean }) => call<unknown>('POST', session(id) + '/findings', body)
export const ask = (id: string, body: Question) => call<unknown>('POST', session(id) + '/questions', body)
export const tell = (id: string, n: number, body: { client_id: string; text: string }) => call<unknown>('POST', `${session(id)}/questions/${n}/answer`, body)
export const follow = (id: string, n: number, body: { client_id: string; as: Tell; level?: Rank | ''; text: string }) =>
  call<unknown>('POST', `${session(id)}/questions/${n}/afterwards`, body)
export const promise = (id: string, body: { client_id: string; until: number; text: string }) => call<unknown>('POST', session(id) + '/promises', body)
export const settle = (id: string, n: number, body: { client_id: string; as: 'kept' | 'moved' | 'withdrawn'; until?: number; reason?: string }) =>
  call<unknown>('POST', `${session(id)}/promises/${n}/settle`, body)

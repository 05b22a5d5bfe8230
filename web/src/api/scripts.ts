// Texts of one's own, how often scripts are said, and what people propose for them (docs/api.md).

import { call, Problem, problemOf } from './http'
import type { Uploaded } from './uploads'

export interface OwnText {
  id: string
  n: number
  title?: string
  code?: string
  text: string
  gaps?: string[]
  greets?: boolean
  closes?: boolean
  keys: string
}

export interface Use {
  script: string
  times: number
  people: number
  last: number
}

export interface OwnTexts {
  version: string
  most: number
  texts: OwnText[] | null // null: what one keeps holds still
  used: Use[] | null
  open: number
  unread: number
}

// Words are what somebody writes into a form.
export interface Words {
  title: string
  code: string
  text: string
}

export interface ScriptEntry {
  stage: string
  title?: string
  code?: string
  groups?: string[]
  text: string
}

export interface Proposal {
  id: string
  who: string
  who_name?: string
  script?: string
  before?: ScriptEntry
  wanted: ScriptEntry
  reason: string
  at: number
  now?: ScriptEntry // of an open one: what the script says now
  outdated: boolean
  verdict?: { as: 'approved' | 'refused' | 'withdrawn'; who: string; reason?: string; script?: string; n?: number; at: number }
  decided_by_name?: string
  read: boolean
}

export interface Proposals {
  n: number // the version of the scripts that they are held against
  proposals: Proposal[]
}

const own = (id: string) => '/me/scripts/' + encodeURIComponent(id)
const one = (id: string, act: string) => `/scripts/proposals/${encodeURIComponent(id)}/${act}`

export const ownTexts = (have = '') => call<OwnTexts>('GET', '/me/scripts' + (have && '?have=' + encodeURIComponent(have)))
export const makeOwnText = (words: Words) => call<OwnText>('POST', '/me/scripts', words)
export const changeOwnText = (id: string, n: number, words: Words) => call<OwnText>('PUT', own(id), { ...words, n })
export const dropOwnText = (id: string) => call<void>('DELETE', own(id))
export const scriptUse = () => call<{ days: number; used: Use[] }>('GET', '/scripts/use')

// ScriptFile is a file that goes with a script.
export type ScriptFile = Uploaded

export const scriptFileURL = (id: string) => '/api/v1/scripts/files/' + encodeURIComponent(id)
export const scriptFiles = () => call<{ files: ScriptFile[] }>('GET', '/scripts/files')
export const attachScriptFile = (id: string) => call<Uploaded>('POST', `/scripts/files/${encodeURIComponent(id)}/attach`)

// addScriptFile hands in a picture or a PDF that scripts may carry.
export async function addScriptFile(file: File): Promise<ScriptFile> {
  let answer: Response
  try {
    answer = await fetch('/api/v1/scripts/files?name=' + encodeURIComponent(file.name), { method: 'POST', body: file, headers: { Accept: 'application/json', 'Content-Type': file.type || 'application/octet-stream' } })
  } catch {
    throw new Problem(0, 'unreachable', '')
  }
  const text = await answer.text()
  if (!answer.ok) throw problemOf(answer.status, text, answer.headers.get('Retry-After'))
  return JSON.parse(text) as ScriptFile
}

export const proposals = () => call<Proposals>('GET', '/scripts/proposals')
export const myProposals = () => call<Proposals>('GET', '/me/proposals')
export const propose = (body: ScriptEntry & { script?: string; reason: string }) => call<Proposal>('POST', '/scripts/proposals', body)
export const approve = (id: string, n: number, note: string) => call<Proposal>('POST', one(id, 'approve'), { n, note })
export const refuse = (id: string, reason: string) => call<Proposal>('POST', one(id, 'refuse'), { reason })
export const withdraw = (id: string) => call<Proposal>('POST', one(id, 'withdraw'))
export const readVerdicts = () => call<void>('POST', '/me/proposals/read')

// What is written and not sent, as the server keeps it for every browser of the same person.

import { call } from './http'
import type { FileKind } from './types'
import type { Mode } from '@/lib/drafts'
import type { Inserted } from '@/lib/gaps'

export interface DraftFile {
  id: string
  gone: boolean // it has expired or was sent; nothing else is known of it
  kind?: FileKind
  name?: string
  type?: string
  size?: number
  width?: number
  height?: number
}

export interface Draft {
  mode: Mode
  n: number // grows with each save
  text: string
  scripts: Inserted[] | null
  files: DraftFile[] | null
  quotes?: number // seq of the message that it is to; 0 = none
  at: number
}

export interface DraftMark {
  session: string
  mode: Mode
  n: number
  written: boolean // false: it was sent or thrown away
}

const at = (session: string) => `/sessions/${encodeURIComponent(session)}/drafts`

export const draftMarks = async () => (await call<{ drafts: DraftMark[] | null }>('GET', '/me/drafts')).drafts ?? []
export const draftsOf = async (session: string) => (await call<{ drafts: Draft[] | null }>('GET', at(session))).drafts ?? []
export const saveDraft = (session: string, mode: Mode, body: { follows: number; text: string; scripts: readonly Inserted[]; files: string[]; quotes?: number }) => call<{ n: number }>('PUT', `${at(session)}/${mode}`, body)

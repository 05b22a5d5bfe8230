// What agents may insert: kept on this device per account, so that it opens without a connection, and asked for anew when
// there is one.

import { shallowRef } from 'vue'
import type { OwnText, ScriptFile } from '@/api/scripts'
import { call, Problem } from '@/api/http'
import { keep, recall } from '@/lib/storage'

// Entry is a script of docs/api.md.
export interface Entry {
  id: string
  stage: string
  title?: string
  code?: string
  groups?: string[]
  body: string // to a customer whose name is not known
  named?: string // the same to one whose name is, with U+FFFC in its place
  gaps?: string[]
  window?: string
  greets?: boolean
  closes?: boolean
  fault?: boolean // only where a complaint was found valid (SCR-21)
  keys: string
  retired?: boolean // it is not to be said any more
  instead?: string // of a retired one: the id of the one to say
  files?: ScriptFile[] // that go with it
  text?: string // as the pack has it, where that is not body
  own?: OwnText // it is one's own, and no script of the department's
}

interface List {
  version: string
  pack: string
  scripts: Entry[]
}

// The number is that of the shape: what an older page kept is not read.
const key = (account: string) => `firstline.scripts.1.${account}`

let of = ''
export const library = shallowRef<List | null>(null)
export const failed = shallowRef<Problem | null>(null) // why there is no newer list; null = this is the newest

// refresh gives what is kept at once, and what is new as soon as it is here.
export async function refresh(account: string): Promise<void> {
  if (of !== account) {
    of = account
    library.value = recall<List>(key(account))
  }
  const have = library.value?.version ?? ''
  try {
    const got = await call<Omit<List, 'scripts'> & { scripts: Entry[] | null }>('GET', '/scripts' + (have ? '?have=' + encodeURIComponent(have) : ''))
    if (of !== account) return
    failed.value = null
    if (!got.scripts) return
    library.value = { ...got, scripts: got.scripts }
    keep(key(account), library.value)
  } catch (e) {
    if (!(e instanceof Problem)) throw e
    if (of === account) failed.value = e
  }
}

// One's own texts, kept on this device like the department's scripts, and what one uses of those.

import { shallowRef } from 'vue'
import type { Entry } from './library'
import { ownTexts, type OwnText, type OwnTexts } from '@/api/scripts'
import { Problem } from '@/api/http'
import { keep, recall } from '@/lib/storage'

export type Own = Omit<OwnTexts, 'texts' | 'used'> & { texts: OwnText[]; used: NonNullable<OwnTexts['used']> }

const key = (account: string) => `firstline.owntexts.1.${account}`

let of = ''
export const own = shallowRef<Own | null>(null)

// refreshOwn gives what is kept at once, and what is new as soon as it is here. Without a line what is kept stays.
export async function refreshOwn(account: string): Promise<void> {
  if (of !== account) {
    of = account
    own.value = recall<Own>(key(account))
  }
  try {
    const got = await ownTexts(own.value?.version)
    if (of !== account) return
    own.value = { ...got, texts: got.texts ?? own.value?.texts ?? [], used: got.used ?? own.value?.used ?? [] }
    keep(key(account), own.value)
  } catch (e) {
    if (!(e instanceof Problem)) throw e
  }
}

// ownEntry is a text of one's own as the picker shows it.
export function ownEntry(own: OwnText): Entry {
  const { n: _, text, ...rest } = own
  return { ...rest, id: 'own.' + own.id, stage: 'own', body: text, own }
}

type Used = Record<string, [count: number, at: number]>

// usedBy joins what this device remembers with what the record counted: the larger figure and the later time of each.
export function usedBy(here: Used, counted: OwnTexts['used'] | undefined): Used {
  const out = { ...here }
  for (const u of counted ?? []) out[u.script] = [Math.max(u.times, out[u.script]?.[0] ?? 0), Math.max(u.last, out[u.script]?.[1] ?? 0)]
  return out
}

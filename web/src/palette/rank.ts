// Which entries fit what was typed, and in which order. Pure.

import { fits } from '@/picker/rank'

export type Kind = 'command' | 'place' | 'session' | 'person' | 'script' | 'case' | 'setting' | 'find'

export interface Entry {
  id: string // the same every time, so that what was used last can be found again
  kind: Kind
  title: string
  detail?: string
  code?: string // a session's or a complaint's number, or a script's
  keys?: string // the shortcut that does the same
  spelled?: string // its letters, as the server spells them (docs/api.md)
  run: () => void
}

// What a first sign narrows the list to.
const ONLY: Record<string, readonly Kind[]> = { '>': ['command', 'place', 'setting'], '@': ['person'], '#': ['session', 'case'], '/': ['script'] }
const MOST = 60
const WHOLE = 10 // the whole title: above all that fits() knows

const small = (text: string): string => text.normalize('NFKC').toLowerCase()

// ranked is what fits, the best first; what was used lately stands before its equals. Without a question it is everything,
// what was used lately first.
export function ranked(all: readonly Entry[], typed: string, recent: readonly string[]): Entry[] {
  const text = small(typed).trim()
  const kinds = ONLY[text[0] ?? '']
  const q = (kinds ? text.slice(1) : text).trim()
  const age = (e: Entry) => (recent.includes(e.id) ? recent.indexOf(e.id) : recent.length)
  return all
    .filter((e) => !kinds || kinds.includes(e.kind))
    .map((entry, place) => ({ entry, place, fit: fitOf(entry, q) }))
    .filter((x) => x.fit > 0)
    .sort((a, b) => b.fit - a.fit || age(a.entry) - age(b.entry) || a.place - b.place)
    .slice(0, MOST)
    .map((x) => x.entry)
}

function fitOf(e: Entry, q: string): number {
  if (e.kind === 'find') return q ? 0.5 : 0 // last, and always there to go on with
  if (q && small(e.title) === q) return WHOLE
  const words = e.spelled ? e.spelled.split(' ').map((w) => w.split('|')) : []
  return fits({ code: small(e.code ?? ''), title: small(e.title), body: small(e.detail ?? ''), words }, q)
}

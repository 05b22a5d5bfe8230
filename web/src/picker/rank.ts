// What of the department's scripts fits what was typed, and in which order. Pure: it reads no clock and no storage.

import type { Entry } from './library'

// STAGES are in the order in which people see them: the department's own answers, one's own texts, and then as a conversation goes.
export const STAGES: readonly string[] = ['library', 'own', 'agent_greeting', 'answer', 'clarification', 'explanation', 'consent', 'refusal', 'apology', 'thanks', 'congratulation', 'closing']

// Sought is an entry as it is searched: cut up once, when the list arrives.
export interface Sought {
  entry: Entry
  place: number // by stage, and then in the department's own order
  said: string // to this customer
  code: string // in small letters, like all that follows
  title: string
  body: string
  words: readonly (readonly string[])[] // the letters of title and beginning: the readings of each character
}

export interface Occasion {
  stage: string // at which the session stands; empty = any
  group: string // whose the session is
  used: Readonly<Record<string, readonly [count: number, at: number]>>
}

const NAME = '\ufffc'

// saidTo is an entry in the words of one session.
export function saidTo(entry: Entry, customer: string): string {
  return customer && entry.named ? entry.named.replaceAll(NAME, customer) : entry.body
}

export function sought(entries: readonly Entry[], customer: string): Sought[] {
  const ordered = [...entries].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage))
  const name = small(customer)
  return ordered.map((entry, place) => {
    const { named, ...same } = cut(entry)
    return { entry, place, said: saidTo(entry, customer), ...same, body: name && named ? named.replaceAll(NAME, name) : same.body }
  })
}

// An entry is cut up once, and not at every opening for every customer: two thousand of them take longer than a key may.
const cuts = new WeakMap<Entry, Pick<Sought, 'code' | 'title' | 'body' | 'words'> & { named: string }>()

function cut(entry: Entry) {
  let made = cuts.get(entry)
  if (!made) {
    const words = entry.keys ? entry.keys.split(' ').map((word) => word.split('|')) : []
    made = { code: small(entry.code ?? ''), title: small(entry.title ?? ''), body: small(entry.body), named: small(entry.named ?? ''), words }
    cuts.set(entry, made)
  }
  return made
}

// small is one width, one case.
const small = (text: string): string => text.normalize('NFKC').toLowerCase()

// find is what fits the question, the best first; everything for an empty one.
export function find(all: readonly Sought[], question: string, at: Occasion): Sought[] {
  const q = small(question).trim()
  const hits = all.map((one) => ({ one, fit: fits(one, q) })).filter((h) => h.fit > 0)
  const stage = (s: Sought) => Number(at.stage !== '' && s.entry.stage === at.stage)
  const retired = (s: Sought) => Number(!!s.entry.retired)
  const uses = (s: Sought) => at.used[s.entry.id] ?? [0, 0]
  return hits
    .sort((a, b) =>
      b.fit - a.fit || retired(a.one) - retired(b.one) || stage(b.one) - stage(a.one) || nearness(b.one, at.group) - nearness(a.one, at.group) ||
      uses(b.one)[0] - uses(a.one)[0] || uses(b.one)[1] - uses(a.one)[1] || a.one.place - b.one.place)
    .map((h) => h.one)
}

// nearness: what is meant for the session's own group stands before what is for everybody, and that before other groups'.
function nearness(s: Sought, group: string): number {
  const groups = s.entry.groups
  if (!groups?.length) return 1
  return groups.includes(group) ? 2 : 0
}

// fits says how well an entry fits; 0 = not at all. A code is meant as it is typed; letters that begin the spelling come
// before such in the middle.
export function fits(s: Pick<Sought, 'code' | 'title' | 'body' | 'words'>, q: string): number {
  if (!q) return 1
  const letters = q.replace(/[\s'’-]/g, '')
  const code = s.code.replaceAll('-', '')
  if (code && letters && code === letters) return 7
  if (code && letters && code.startsWith(letters)) return 6
  if (s.title.includes(q)) return 5
  const begins = /^[a-z0-9]+$/.test(letters) ? spelledAt(s.words, letters) : -1
  if (begins === 0) return 4
  if (s.body.includes(q)) return 3
  if (begins > 0) return 2
  const parts = q.split(/\s+/)
  return parts.length > 1 && parts.every((part) => fits(s, part) > 0) ? 1 : 0
}

// spelledAt is the word at which the letters begin to spell, each word by its initial or in full and the last one as far as
// it was typed ("tk", "tuikuan", "tkuan", "tuik"); -1 = nowhere. Its work is bounded by words × letters, whatever is typed.
export function spelledAt(words: readonly (readonly string[])[], letters: string): number {
  for (let start = 0; start < words.length; start++) {
    if (words[start]!.some((reading) => reading[0] === letters[0]) && spells(words, start, letters)) return start
  }
  return -1
}

function spells(words: readonly (readonly string[])[], start: number, letters: string): boolean {
  let at = new Set([0]) // how much of the letters may be spelled by now
  for (let w = start; w < words.length && at.size; w++) {
    const next = new Set<number>()
    for (const p of at) {
      for (const reading of words[w]!) {
        if (reading.startsWith(letters.slice(p))) return true
        if (letters.startsWith(reading, p)) next.add(p + reading.length)
        if (letters[p] === reading[0]) next.add(p + 1)
      }
    }
    at = next
  }
  return false
}

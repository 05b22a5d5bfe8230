// Colleagues in the text of a note: an @ and a name. Pure.

import type { Mentioned, Person } from '@/api/types'
import type { Spot } from './linkify'

const WORD = /[\p{Script=Latin}\p{N}]/u
const LONGEST = 40 // of what is typed behind the @ before the list gives up

// labels are how a note calls each of them: the name, and where two have the same one, the beginning of the id that tells them apart.
export function labels(people: readonly Person[]): Map<string, string> {
  const same = new Map<string, string[]>()
  for (const p of people) same.set(p.name, [...(same.get(p.name) ?? []), p.id])
  return new Map(people.map((p) => [p.id, p.name + tail(p.id, same.get(p.name)!)]))
}

function tail(id: string, ids: readonly string[]): string {
  if (ids.length === 1) return ''
  let n = 2
  while (n < id.length && ids.some((other) => other !== id && other.slice(-n) === id.slice(-n))) n++
  return '#' + id.slice(-n)
}

// places are where a text calls any of them, the longest name that stands there. An @ inside a word, as in a mailbox, calls nobody.
function places(text: string, people: readonly Person[]): { id: string; start: number; end: number }[] {
  const called = [...labels(people)].sort((a, b) => b[1].length - a[1].length)
  const out: { id: string; start: number; end: number }[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && WORD.test(text[at - 1]!)) continue
    const hit = called.find(([, label]) => text.startsWith(label, at + 1) && ends(text, at + 1 + label.length))
    if (hit) out.push({ id: hit[0], start: at, end: at + 1 + hit[1].length })
  }
  return out
}

// ends: a name in Latin letters goes on where more of them follow.
const ends = (text: string, end: number) => !(WORD.test(text[end - 1]!) && WORD.test(text[end] ?? ''))

// named are those whom a note speaks to, each once.
export const named = (text: string, people: readonly Person[]): string[] => (text.includes('@') ? [...new Set(places(text, people).map((p) => p.id))] : [])

// mentionSpots are the places in a written note at which it names those whom it spoke to.
export function mentionSpots(text: string, told: readonly Mentioned[] = []): Spot[] {
  return told.filter((m) => m.name).flatMap((m) => {
    const spots: Spot[] = []
    for (let start = text.indexOf('@' + m.name); start >= 0; start = text.indexOf('@' + m.name, start + 1)) {
      const end = start + 1 + m.name.length
      const tag = /^#([0-9a-z]+)/.exec(text.slice(end))
      if (tag && !m.id.endsWith(tag[1]!)) continue // somebody else of that name
      if (ends(text, end)) spots.push({ start, end: end + (tag?.[0].length ?? 0), person: true })
    }
    return spots
  })
}

// sought is what is being typed behind an @ in front of the caret: where the @ stands, and the beginning of a name.
export function sought(text: string, caret: number): { start: number; q: string } | null {
  const start = caret > 0 ? text.lastIndexOf('@', caret - 1) : -1
  if (start < 0 || caret - start > LONGEST || (start > 0 && WORD.test(text[start - 1]!))) return null
  const q = text.slice(start + 1, caret)
  return /[\n@]|\s\s|^\s/.test(q) ? null : { start, q }
}

// What is being typed, kept per account, session and mode. A note never becomes a reply and no session sees another's. The tabs of
// one browser write in the same place of the storage: what a page knows is what it last saw there, and whoever writes over words
// that the page has not shown keeps them as others. Nothing here talks to the server: a draft only knows behind which of the
// server's saves it stands, whether it is that save, and which saves of its words are on their way.

import { shallowReactive } from 'vue'
import type { Draft } from '@/api/drafts'
import type { Uploaded } from '@/api/uploads'
import type { Inserted } from './gaps'
import { forget, keep, keysUnder, recall, stored } from './storage'

export type Mode = 'reply' | 'note'

export interface Kept {
  text: string
  at: number
  inserted?: readonly Inserted[] // scripts that were put into it
  quotes?: number // seq of the message that it is to
  files?: readonly Uploaded[] // that go with it and are up
  n?: number // the server's save that it stands behind; none = 0
  clean?: true // it is that save
  over?: true // it was sent: the server is still to be told
  went?: { text: string; files: readonly Uploaded[] } // the words that were sent
  sent?: readonly Sent[] // what it was when a save left that nobody has heard the end of
  others?: readonly Draft[] // that somebody has to choose between; one with n = 0 is kept nowhere else
}

// Sent is a save on its way: its answer may be lost, and another tab may go on writing meanwhile.
export interface Sent {
  n: number // that it becomes
  text: string
  files: string
}

const PREFIX = 'firstline.draft.'
const OLDEST_MS = 14 * 24 * 3600_000
const MOST_SENT = 5

const ids = (files: readonly { id: string }[] | null | undefined) => (files ?? []).map((f) => f.id).join()
const words = (k: Kept | null) => JSON.stringify(k && [k.text, ids(k.files), k.quotes ?? 0, k.inserted ?? [], !!k.over])

export const holds = (d: { text: string; files?: readonly unknown[] | null }): boolean => !!d.text || !!d.files?.length
export const sameWords = (a: Pick<Kept, 'text' | 'files'>, b: { text: string; files?: readonly { id: string }[] | null }): boolean => a.text === b.text && ids(a.files) === ids(b.files)
export const sameDraft = (a: Kept | null, b: Kept | null): boolean => words(a) === words(b)

// leaving is a draft whose words are on their way to the server.
export const leaving = (k: Kept, n: number): Kept => ({ ...k, sent: [...(k.sent ?? []), { n, text: k.text, files: ids(k.files) }].slice(-MOST_SENT) })

// wasMine says whether a save of the server's is one of those that these words have gone on from.
export const wasMine = (k: Kept, d: Draft): boolean => !!k.sent?.some((s) => s.n === d.n && s.text === d.text && s.files === ids(d.files))

// wentWith says whether a save of the server's holds the very words that were sent from here: another page has saved them once more.
export const wentWith = (k: Kept, d: Draft): boolean => !!k.over && !!k.went && sameWords(k.went, d)

// keptOf is a draft of the server's as it is kept here.
export function keptOf(d: Draft): Kept {
  const files = (d.files ?? []).map(({ gone: _, ...f }) => ({ kind: 'document' as const, name: '', type: '', size: 0, width: 0, height: 0, ...f }))
  return { text: d.text, at: d.at, n: d.n, ...(d.scripts?.length && { inserted: d.scripts }), ...(files.length && { files }), ...(d.quotes && { quotes: d.quotes }) }
}

const asOther = (mode: Mode, k: Kept): Draft => ({ mode, n: 0, text: k.text, scripts: [...(k.inserted ?? [])], files: (k.files ?? []).map((f) => ({ ...f, gone: false })), at: k.at, ...(k.quotes && { quotes: k.quotes }) })

export class Drafts {
  // Sessions with something written and not sent, here or elsewhere, for the mark in the list.
  readonly marked = shallowReactive(new Set<string>())
  private readonly known = new Map<string, Kept | null>()
  private readonly seen = new Map<string, string | null>() // what the storage had when this page last looked
  private readonly saves = new Map<string, number>() // the server's newest save of what is not kept here
  private readonly elsewhere = new Set<string>() // written in another browser, and not fetched

  constructor(private readonly account: string) {
    for (const key of keysUnder(this.prefix)) {
      const kept = recall<Kept>(key)
      if (!kept || Date.now() - kept.at > OLDEST_MS) forget(key)
      else this.mark(this.sessionOf(key))
    }
  }

  kept(session: string, mode: Mode): Kept | null {
    const key = this.key(session, mode)
    const here = this.known.get(key)
    if (here !== undefined) return here
    return this.look(key)
  }

  // catchUp takes over what another tab has written in the storage since; it says whether there was anything.
  catchUp(session: string, mode: Mode): boolean {
    const key = this.key(session, mode)
    const before = this.kept(session, mode)
    if (stored(key) === this.seen.get(key)) return false
    if (!this.look(key)) this.saves.set(key, before?.n ?? this.saves.get(key) ?? 0)
    this.elsewhere.delete(key)
    this.mark(session)
    return true
  }

  // placeOf is the draft that a key of the storage is about; null = it is none of this account's.
  placeOf(key: string): { session: string; mode: Mode } | null {
    return key.startsWith(this.prefix) ? { session: this.sessionOf(key), mode: key.endsWith('.note') ? 'note' : 'reply' } : null
  }

  // read is null when nothing was ever typed here; an empty text means that somebody emptied the box on purpose.
  read(session: string, mode: Mode): string | null {
    const kept = this.kept(session, mode)
    return kept && !kept.over ? kept.text : null
  }

  // inserted are the scripts that were put into the answer.
  inserted(session: string): readonly Inserted[] {
    const kept = this.kept(session, 'reply')?.inserted
    return Array.isArray(kept) ? kept : []
  }

  // quotes is the seq of the message that the answer is to; 0 = none was chosen.
  quotes(session: string): number {
    const kept = this.kept(session, 'reply')?.quotes
    return typeof kept === 'number' ? kept : 0
  }

  // n is the server's save that the next one follows.
  n(session: string, mode: Mode): number {
    return this.kept(session, mode)?.n ?? this.saves.get(this.key(session, mode)) ?? 0
  }

  write(session: string, mode: Mode, text: string, inserted: readonly Inserted[] = [], files: readonly Uploaded[] = [], quotes = 0): void {
    this.instead(session, mode, { text, at: Date.now(), ...(inserted.length && { inserted }), ...(files.length && { files }), ...(quotes && { quotes }) })
  }

  // drop is for what was sent: it is over here, and the server hears of it as soon as it can.
  drop(session: string, mode: Mode): void {
    const was = this.kept(session, mode)
    this.instead(session, mode, { text: '', at: Date.now(), over: true, ...(was && holds(was) && { went: { text: was.text, files: was.files ?? [] } }) })
  }

  // instead writes what somebody has made of the words that this page shows. Those that another tab has put there unseen stay beside it.
  private instead(session: string, mode: Mode, next: Kept): void {
    const shown = this.kept(session, mode)
    this.catchUp(session, mode)
    const there = this.kept(session, mode)
    const unseen = there && !sameDraft(shown, there) && holds(there) && !sameWords(there, next) ? [asOther(mode, there)] : []
    const left = (there?.others ?? []).filter((o) => o.n || !shown || !sameWords(shown, o)) // without what these go on from
    const others = [...left, ...unseen]
    // The words that the server has already are no change: what becomes of them elsewhere, that they are sent for one, goes for this page too.
    const clean = there?.clean && sameDraft(there, next)
    this.put(session, mode, { ...next, n: this.n(session, mode), ...(clean && { clean }), ...(there?.sent && { sent: there.sent }), ...(others.length && { others }) })
  }

  put(session: string, mode: Mode, kept: Kept): void {
    const key = this.key(session, mode)
    this.elsewhere.delete(key)
    this.known.set(key, kept)
    keep(key, kept)
    this.seen.set(key, stored(key))
    this.mark(session)
  }

  // lose lets go of what is kept here; n is where the server stands, and written whether another browser has something there.
  lose(session: string, mode: Mode, n: number, written = false): void {
    const key = this.key(session, mode)
    this.known.set(key, null)
    forget(key)
    this.seen.set(key, stored(key))
    this.saves.set(key, n)
    if (written) this.elsewhere.add(key)
    else this.elsewhere.delete(key)
    this.mark(session)
  }

  // all are the places where something is kept here.
  all(): { session: string; mode: Mode }[] {
    return keysUnder(this.prefix).map((key) => this.placeOf(key)!)
  }

  private look(key: string): Kept | null {
    this.seen.set(key, stored(key))
    const found = recall<Kept>(key)
    const kept = typeof found?.text === 'string' ? found : null
    this.known.set(key, kept)
    return kept
  }

  private mark(session: string): void {
    const has = (mode: Mode) => !!this.read(session, mode) || !!this.kept(session, mode)?.files?.length || !!this.kept(session, mode)?.others?.length || this.elsewhere.has(this.key(session, mode))
    if (has('reply') || has('note')) this.marked.add(session)
    else this.marked.delete(session)
  }

  private get prefix(): string {
    return `${PREFIX}${this.account}.`
  }

  private key(session: string, mode: Mode): string {
    return `${this.prefix}${session}.${mode}`
  }

  private sessionOf(key: string): string {
    return key.slice(this.prefix.length, key.lastIndexOf('.'))
  }
}

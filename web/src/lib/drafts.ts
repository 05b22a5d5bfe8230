// What is being typed, kept per account, session and mode. A note never becomes a reply and no session sees another's. What this
// page knows is the truth of this page; the storage outlives it. Nothing here talks to the server: a draft only knows behind which
// of the server's saves it stands, and whether it is that save.

import { shallowReactive } from 'vue'
import type { Uploaded } from '@/api/uploads'
import type { Inserted } from './gaps'
import { forget, keep, keysUnder, recall } from './storage'

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
}

const PREFIX = 'firstline.draft.'
const OLDEST_MS = 14 * 24 * 3600_000

export class Drafts {
  // Sessions with something written and not sent, here or elsewhere, for the mark in the list.
  readonly marked = shallowReactive(new Set<string>())
  private readonly known = new Map<string, Kept | null>()
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
    const found = recall<Kept>(key)
    const kept = typeof found?.text === 'string' ? found : null
    this.known.set(key, kept)
    return kept
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
    this.put(session, mode, { text, at: Date.now(), n: this.n(session, mode), ...(inserted.length && { inserted }), ...(files.length && { files }), ...(quotes && { quotes }) })
  }

  // drop is for what was sent: it is over here, and the server hears of it as soon as it can.
  drop(session: string, mode: Mode): void {
    this.put(session, mode, { text: '', at: Date.now(), n: this.n(session, mode), over: true })
  }

  put(session: string, mode: Mode, kept: Kept): void {
    const key = this.key(session, mode)
    this.elsewhere.delete(key)
    this.known.set(key, kept)
    keep(key, kept)
    this.mark(session)
  }

  // lose lets go of what is kept here; n is where the server stands, and written whether another browser has something there.
  lose(session: string, mode: Mode, n: number, written = false): void {
    const key = this.key(session, mode)
    this.known.set(key, null)
    forget(key)
    this.saves.set(key, n)
    if (written) this.elsewhere.add(key)
    else this.elsewhere.delete(key)
    this.mark(session)
  }

  // all are the places where something is kept here.
  all(): { session: string; mode: Mode }[] {
    return keysUnder(this.prefix).map((key) => ({ session: this.sessionOf(key), mode: key.endsWith('.note') ? 'note' : 'reply' }))
  }

  private mark(session: string): void {
    const holds = (mode: Mode) => !!this.read(session, mode) || !!this.kept(session, mode)?.files?.length || this.elsewhere.has(this.key(session, mode))
    if (holds('reply') || holds('note')) this.marked.add(session)
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

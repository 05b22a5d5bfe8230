// What is being typed, kept per account, session and mode. A note never becomes a reply and no session sees another's.

import { shallowReactive } from 'vue'
import { forget, keep, keysUnder, recall } from './storage'

export type Mode = 'reply' | 'note'

interface Kept {
  text: string
  at: number
}

const PREFIX = 'firstline.draft.'
const OLDEST_MS = 14 * 24 * 3600_000

export class Drafts {
  // Sessions with something typed and not sent, for the mark in the list.
  readonly marked = shallowReactive(new Set<string>())

  constructor(private readonly account: string) {
    for (const key of keysUnder(this.prefix)) {
      const kept = recall<Kept>(key)
      if (!kept || Date.now() - kept.at > OLDEST_MS) forget(key)
      else if (kept.text) this.marked.add(this.sessionOf(key))
    }
  }

  // read is null when nothing was ever typed here; an empty text means that somebody emptied the box on purpose.
  read(session: string, mode: Mode): string | null {
    const text = recall<Kept>(this.key(session, mode))?.text
    return typeof text === 'string' ? text : null
  }

  write(session: string, mode: Mode, text: string): void {
    keep(this.key(session, mode), { text, at: Date.now() } satisfies Kept)
    this.mark(session)
  }

  drop(session: string, mode: Mode): void {
    forget(this.key(session, mode))
    this.mark(session)
  }

  private mark(session: string): void {
    if (this.read(session, 'reply') || this.read(session, 'note')) this.marked.add(session)
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

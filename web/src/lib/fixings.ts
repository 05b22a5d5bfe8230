// Corrections of one's own replies that were begun and not sent, kept per account and session beside the drafts. They are this
// browser's own.

import { forget, keep, recall } from './storage'

export interface Fixing {
  seq: number // of the reply
  says: string // what it says so far
  text: string // what it is to say
  at: number
}

const OLDEST_MS = 14 * 24 * 3600_000
const keyOf = (account: string, session: string) => `firstline.fixing.${account}.${session}`

// fixings are the corrections begun in a session, the one that was touched last at the end.
export function fixings(account: string, session: string): Fixing[] {
  const kept = recall<Fixing[]>(keyOf(account, session))
  return Array.isArray(kept) ? kept.filter((f) => f.seq > 0 && typeof f.text === 'string' && Date.now() - f.at < OLDEST_MS) : []
}

// keepFixing takes the place of what was kept for the same reply; what says nothing new is not kept.
export function keepFixing(account: string, session: string, f: Fixing): void {
  const others = fixings(account, session).filter((x) => x.seq !== f.seq)
  const all = f.text === f.says ? others : [...others, f]
  if (all.length) keep(keyOf(account, session), all)
  else forget(keyOf(account, session))
}

// What several tabs of one browser learn at the same moment, only one of them says aloud.

import { keep, recall } from './storage'

const KEY = 'firstline.heard'
const SAME_MS = 19_000 // what is repeated is so every 20 s, and each tab counts those for itself

type Heard = Record<string, { by: string; at: number }>

const here = crypto.getRandomValues(new Uint32Array(2)).join()

// inOneTab runs act unless another tab has lately done so for the same thing. Where the browser knows no locks (a page that came
// without TLS), two tabs that ask in the same instant may both.
export function inOneTab(what: string, act: () => void): void {
  const claim = () => {
    const now = Date.now()
    const lately = Object.entries(recall<Heard>(KEY) ?? {}).filter(([, h]) => Math.abs(now - h.at) < SAME_MS)
    const last = Object.fromEntries(lately)[what]
    if (last && last.by !== here) return
    keep(KEY, { ...Object.fromEntries(lately), [what]: { by: here, at: now } })
    act()
  }
  const locks = navigator.locks as LockManager | undefined
  if (locks) void locks.request(KEY, claim)
  else claim()
}

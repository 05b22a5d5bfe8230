// How long the customer waited each time, by the message that answered.

import { call } from '@/api/http'
import type { Mark } from '@/api/types'

// RUNNING is the place of the wait that goes on.
export const RUNNING = 0

// waitsBy puts marks of waits by the message that answered; whatever else there is among them is left out.
export function waitsBy(marks: readonly Mark[]): Map<number, Mark> {
  const out = new Map<number, Mark>()
  for (const m of marks) {
    if (m.rule !== 'T1' && m.rule !== 'T2') continue
    if (m.reply) out.set(m.reply, m)
    else if (m.end === 'running') out.set(RUNNING, m)
  }
  return out
}

export const waitsOf = async (session: string): Promise<Map<number, Mark>> =>
  waitsBy((await call<{ waits: Mark[] }>('GET', `/sessions/${encodeURIComponent(session)}/waits`)).waits)

// Which messages an answer can be to: what the customer sees as well, and the network has a name for. Pure; the server decides.

import type { Capabilities, Message } from '@/api/types'

export type Quoting = Pick<Capabilities, 'replies' | 'accept_on_commit'>

export function quotable(m: Message, can: Quoting): boolean {
  const seen = m.role === 'customer' || m.role === 'agent' || m.role === 'auto'
  return can.replies && seen && (can.accept_on_commit || m.external_id !== '')
}

// before is the customer's message that the key takes next: the newest one, and then the one before; from the oldest it starts
// again. 0 = there is none.
export function before(messages: readonly Message[], can: Quoting, seq: number): number {
  const asked = messages.filter((m) => m.role === 'customer' && quotable(m, can))
  return (asked.findLast((m) => !seq || m.seq < seq) ?? asked.at(-1))?.seq ?? 0
}

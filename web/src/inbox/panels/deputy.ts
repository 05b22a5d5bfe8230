// Who takes what is passed to somebody who is away (FCR-02), as the router judges it (router/receiver.go).

import type { Agent } from '@/api/types'

const away = (a: Agent) => a.status === 'offline' || a.status === 'away'

// deputyOf is the nearest deputy who is there; undefined while the person is there, or nobody is.
export function deputyOf(meant: Agent, all: readonly Agent[], giver: string): Agent | undefined {
  if (!away(meant)) return undefined
  let a: Agent | undefined = meant
  for (let n = 0; n < 5 && a?.deputy; n++) {
    const next: string = a.deputy
    a = all.find((x) => x.id === next && !x.disabled)
    if (!a || a.id === giver) return undefined
    if (!away(a)) return a
  }
  return undefined
}

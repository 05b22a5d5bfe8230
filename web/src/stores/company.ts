// Who else is at a session just now: looking, or typing; nobody who types is the customer. Fleeting; it is gone with the line, and
// with a browser that says nothing more.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Message, Person } from '@/api/types'

const TYPING_SHOWN_MS = 6000

interface Sign {
  agent: Person | null
  until: number
}

export const useCompany = defineStore('company', () => {
  const viewing = shallowReactive(new Map<string, Person[]>())
  const typing = shallowReactive(new Map<string, Sign>())
  const replying = shallowReactive(new Map<string, Person>()) // a colleague who writes to the same customer

  function views(session: string, agents: Person[]): void {
    viewing.set(session, agents)
  }

  const ends = new Map<string, ReturnType<typeof setTimeout>>()

  function types(session: string, agent: Person | null, mode = ''): void {
    typing.set(session, { agent, until: Date.now() + TYPING_SHOWN_MS })
    setTimeout(() => {
      if ((typing.get(session)?.until ?? 0) <= Date.now()) typing.delete(session)
    }, TYPING_SHOWN_MS)
    if (!agent || mode !== 'reply') return
    if (replying.get(session)?.id !== agent.id) replying.set(session, agent)
    clearTimeout(ends.get(session))
    ends.set(session, setTimeout(() => replying.delete(session), TYPING_SHOWN_MS))
  }

  // stopsTyping is told what came in a session: who has written it types no longer.
  function stopsTyping(session: string, came: readonly Message[]): void {
    typing.delete(session)
    const who = replying.get(session)
    if (who && came.some((m) => m.role === 'agent' && m.author?.id === who.id)) replying.delete(session)
  }

  function clear(): void {
    for (const end of ends.values()) clearTimeout(end)
    for (const kept of [viewing, typing, replying, ends]) kept.clear()
  }

  return { viewing, typing, replying, views, types, stopsTyping, clear }
})

// Who else is at a session just now: looking, or typing. Fleeting; it is gone with the line.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Person } from '@/api/types'

const TYPING_SHOWN_MS = 6000

export const useCompany = defineStore('company', () => {
  const viewing = shallowReactive(new Map<string, Person[]>())
  const typing = shallowReactive(new Map<string, { agent: Person; until: number }>())

  function views(session: string, agents: Person[]): void {
    viewing.set(session, agents)
  }

  function types(session: string, agent: Person): void {
    typing.set(session, { agent, until: Date.now() + TYPING_SHOWN_MS })
    setTimeout(() => {
      if ((typing.get(session)?.until ?? 0) <= Date.now()) typing.delete(session)
    }, TYPING_SHOWN_MS)
  }

  function stopsTyping(session: string): void {
    typing.delete(session)
  }

  function clear(): void {
    viewing.clear()
    typing.clear()
  }

  return { viewing, typing, views, types, stopsTyping, clear }
})

// The register's entries of the sessions that were looked at: numbers for the header, links for the customer's side.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { sessionCases, type CaseRow } from '@/api/cases'
import { Problem } from '@/api/http'

const KEPT = 200

export const useSessionCases = defineStore('session-cases', () => {
  const entries = shallowReactive(new Map<string, CaseRow[]>())
  let life = 0 // grows when somebody else signs in

  async function load(session: string): Promise<void> {
    const now = life
    try {
      const rows = await sessionCases(session)
      if (now !== life) return
      if (entries.size >= KEPT) entries.clear()
      entries.set(session, rows ?? [])
    } catch (e) {
      // The number is an extra of the inbox: without it the work goes on.
      if (!(e instanceof Problem)) throw e
    }
  }

  function clear(): void {
    life++
    entries.clear()
  }

  return { entries, load, clear }
})

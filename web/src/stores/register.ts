// What of the complaint register waits for the person who is signed in: calls to make (FCR-03), rulings (CMP-17), closures
// that a manager has to see (FLW-10). The register has no stream; a minute is soon enough for a number in the navigation.

import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { caseCounts, type CaseCounts, type CaseView } from '@/api/cases'
import { Problem } from '@/api/http'
import type { Rank } from '@/api/types'
import { useAccount } from './account'

// What waits for superiors is theirs to look through; everybody's count stays in the list of the open ones.
const RANKS: Partial<Record<CaseView, readonly Rank[]>> = { ruling: ['lead', 'supervisor', 'manager', 'admin'], unseen: ['manager', 'admin'] }

export const useRegister = defineStore('register', () => {
  const account = useAccount()
  const counts = ref<CaseCounts | null>(null)
  let life = 0 // grows when somebody else signs in

  // concerns says whether a view of the register is for the person who is signed in.
  const concerns = (view: CaseView): boolean => !RANKS[view] || (!!account.me && RANKS[view].includes(account.me.rank))

  async function load(): Promise<void> {
    const now = life
    try {
      const fresh = await caseCounts()
      if (now === life) counts.value = fresh
    } catch (e) {
      if (!(e instanceof Problem)) throw e // away for the moment: the number stands until the next time
    }
  }

  const waiting = computed(() => {
    const c = counts.value
    if (!c) return 0
    return c.call + (concerns('ruling') ? c.ruling : 0) + (concerns('unseen') ? c.unseen : 0)
  })

  function clear(): void {
    life++
    counts.value = null
  }

  return { counts, waiting, load, concerns, clear }
})

// The number of the newest order that is shown beside a session: forms about the session begin with it.

import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import { useAccount } from './account'

const KEPT = 200

export const useShownOrders = defineStore('shown-orders', () => {
  const newest = shallowReactive(new Map<string, string>()) // by session

  function show(session: string, cards: readonly { number: string; at: number }[]): void {
    const numbered = cards.filter((c) => c.number)
    if (newest.size >= KEPT) newest.clear()
    if (numbered.length) newest.set(session, numbered.reduce((a, b) => (b.at > a.at ? b : a)).number)
    else newest.delete(session)
  }
  watch(() => useAccount().me?.id, () => newest.clear())

  return { newest, show }
})

// Notices a session that has newly come into my hands, however the news arrived, and says so once.

import { defineStore } from 'pinia'
import type { Row } from '@/api/types'
import { i18n } from '@/i18n'
import { useAccount } from './account'
import { useAlerts } from './alerts'
import { useNotices } from './notices'
import { useRows } from './rows'

export const useArrivals = defineStore('arrivals', () => {
  const held = new Set<string>()
  const taken = new Set<string>() // taken by my own click: no news to me
  let armed = false
  let writing = false // a call is being written down: the session that comes of it is no news either
  const passed = new Set<string>()
  let fresh: Row[] = []
  let told: Row[] = []

  useRows().onChange((before, row) => {
    const mine = row.holder?.id === useAccount().me?.id && row.phase !== 'closed'
    if (!mine) {
      held.delete(row.id)
      return
    }
    if (held.has(row.id)) return
    held.add(row.id)
    if (!armed || taken.delete(row.id) || (writing && row.by_hand)) return
    // What a colleague passes on comes with a note for whoever takes it.
    if (before?.holder || row.preview?.role === 'note') passed.add(row.id)
    // A page can bring several at once: they are told together.
    if (fresh.push(row) === 1) queueMicrotask(tell)
  })

  // arm is called when the first list of my own sessions has been read: what came before is not news.
  function arm(): void {
    armed = true
  }

  function expect(id: string): void {
    taken.add(id)
  }

  // during runs what may make a session of my own out of nothing; act gives its id, or nothing if it is not mine.
  async function during(act: () => Promise<string>): Promise<void> {
    writing = true
    try {
      const session = await act()
      if (session && !held.has(session)) expect(session)
    } finally {
      writing = false
    }
  }

  // tell adds to what is still on the screen: several in a row are one notice that counts.
  function tell(): void {
    const notices = useNotices()
    if (!notices.toasts.some((t) => t.topic === 'arrival')) told = []
    const transfer = fresh.some((r) => passed.has(r.id))
    told.push(...fresh)
    fresh = []
    passed.clear()
    const one = told[0]
    if (!one) return
    const t = i18n.global.t
    const text = told.length === 1 ? t(one.offered_until ? 'arrival.offer' : transfer ? 'arrival.transfer' : 'arrival.one', { name: one.title }) : t('arrival.many', { name: one.title, n: told.length })
    notices.toast(text, 'info', { session: one.id, topic: 'arrival' })
    useAlerts().tell(transfer ? 'transfer' : 'assigned', text, one.id)
  }

  function clear(): void {
    held.clear()
    taken.clear()
    armed = false
  }

  return { during, arm, expect, clear }
})

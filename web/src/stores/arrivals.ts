// Notices a session that has newly come into my hands, however the news arrived, and says so once.

import { defineStore } from 'pinia'
import type { Row } from '@/api/types'
import { i18n } from '@/i18n'
import { play } from '@/lib/sound'
import { useAccount } from './account'
import { useNotices } from './notices'
import { usePrefs } from './prefs'
import { useRows } from './rows'

export const useArrivals = defineStore('arrivals', () => {
  const held = new Set<string>()
  const taken = new Set<string>() // taken by my own click: no news to me
  let armed = false
  let fresh: Row[] = []
  let told: Row[] = []

  useRows().onChange((_, row) => {
    const mine = row.holder?.id === useAccount().me?.id && row.phase !== 'closed'
    if (!mine) {
      held.delete(row.id)
      return
    }
    if (held.has(row.id)) return
    held.add(row.id)
    if (!armed || taken.delete(row.id)) return
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

  // tell adds to what is still on the screen: several in a row are one notice that counts.
  function tell(): void {
    const notices = useNotices()
    if (!notices.toasts.some((t) => t.topic === 'arrival')) told = []
    told.push(...fresh)
    fresh = []
    const one = told[0]
    if (!one) return
    const t = i18n.global.t
    const text = told.length === 1 ? t('arrival.one', { name: one.title }) : t('arrival.many', { name: one.title, n: told.length })
    notices.toast(text, 'info', { session: one.id, topic: 'arrival' })
    if (usePrefs().prefs.sound) play('assigned')
  }

  function clear(): void {
    held.clear()
    taken.clear()
    armed = false
  }

  return { arm, expect, clear }
})

// Keeps the sessions in my hands known whatever view is open: alarms, Alt+U and the title need them everywhere.

import { defineStore } from 'pinia'
import { watch } from 'vue'
import * as desk from '@/api/desk'
import { useArrivals } from './arrivals'
import { useInbox } from './inbox'
import { useRows } from './rows'

const MOST = 100
const SOON_MS = 300

export const useMine = defineStore('mine', () => {
  const rows = useRows()
  const inbox = useInbox()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false

  async function sync(): Promise<void> {
    if (asking) return
    asking = true
    try {
      const page = await desk.list('mine', MOST)
      for (const row of page.rows ?? []) rows.put(row)
      useArrivals().arm()
    } catch {
      // The next change of the count, or the next welcome, asks again.
    } finally {
      asking = false
    }
  }

  // The count says that something is mine which no row has told yet (another view is open).
  watch(
    () => inbox.counts.mine,
    (n) => {
      const known = [...rows.rows.values()].filter((r) => rows.belongs(r, 'mine')).length
      if (n === known) return
      clearTimeout(timer)
      timer = setTimeout(() => void sync(), SOON_MS)
    },
  )

  return { sync }
})

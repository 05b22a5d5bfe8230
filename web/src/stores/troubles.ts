// Channels that do not work, or from which nothing comes any more, as far as they concern me: I have a session of them, or may get one.

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Trouble {
  channel: string
  name: string
  type: string
  alarm: 'failing' | 'quiet'
  since: number
}

export const useTroubles = defineStore('troubles', () => {
  const all = shallowRef<readonly Trouble[]>([])

  const set = (now: readonly Trouble[]): void => void (all.value = now)
  const of = (channel: string | undefined): Trouble | undefined => all.value.find((t) => t.channel === channel)
  const clear = (): void => set([])

  return { all, set, of, clear }
})

// What I have starred and pinned, and where a note is owed because of a star (RTE-09).

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Star } from '@/api/types'
import { useRows } from './rows'

const SOON_MS = 300

export const useStars = defineStore('stars', () => {
  const known = useRows()
  const all = shallowRef<ReadonlyMap<string, Star>>(new Map())
  const owed = computed(() => [...all.value.values()].filter((s) => s.note_owed).length)
  const starred = computed(() => [...all.value.values()].filter((s) => s.starred_at).length)
  let soon: ReturnType<typeof setTimeout> | undefined

  let sitting = 0 // an answer that comes when somebody else sits here is not for them

  // load gives why it could not be read; what was known stays.
  async function load(): Promise<Problem | null> {
    clearTimeout(soon)
    const mine = sitting
    try {
      const got = await desk.stars()
      if (mine !== sitting) return null
      for (const s of got) known.put(s.row)
      all.value = new Map(got.map((s) => [s.session, s]))
      return null
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      return e // the next change, or opening the view, asks again
    }
  }

  async function set(id: string, change: { star?: boolean; pin?: boolean }): Promise<void> {
    await desk.star(id, change)
    await load()
  }

  const isStarred = (id: string) => !!all.value.get(id)?.starred_at
  const isPinned = (id: string) => !!all.value.get(id)?.pinned_at
  const owes = (id: string) => !!all.value.get(id)?.note_owed

  // What has moved on may have its note now.
  known.onChange((_, row) => {
    if (!owes(row.id)) return
    clearTimeout(soon)
    soon = setTimeout(() => void load(), SOON_MS)
  })

  function clear(): void {
    sitting++
    clearTimeout(soon)
    all.value = new Map()
  }

  return { all, owed, starred, load, set, clear, isStarred, isPinned, owes }
})

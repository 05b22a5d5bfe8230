// The wishes to leave on which the person who is signed in decides; read by status/told.

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Wishes } from '@/status/api'

export const useWishes = defineStore('wishes', () => {
  const all = shallowRef<Wishes | null>(null)
  const clear = () => (all.value = null)
  return { all, clear }
})

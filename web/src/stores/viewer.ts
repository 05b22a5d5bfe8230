// Which picture is looked at, and those around it.

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Picture } from '@/files/pictures'

export const useViewer = defineStore('viewer', () => {
  const pictures = shallowRef<readonly Picture[]>([])
  const at = ref(-1)
  const shown = computed(() => pictures.value[at.value] ?? null)

  // open shows a picture of a conversation; what is none of them is not shown.
  function open(all: readonly Picture[], seq: number, n: number): void {
    pictures.value = all
    at.value = all.findIndex((p) => p.seq === seq && p.n === n)
  }

  // step goes to an older (-1) or a newer (1) picture, and stays at the ends.
  function step(by: number): void {
    if (pictures.value[at.value + by]) at.value += by
  }

  function close(): void {
    at.value = -1
    pictures.value = []
  }

  return { pictures, at, shown, open, step, close, clear: close }
})

// One person's day, read again each minute while it is looked at. What cannot be read stays as it was, with its time.

import { onScopeDispose, shallowRef, watch } from 'vue'
import { ownDay, type OwnDay } from './api'
import { Problem } from '@/api/http'

const EVERY_MS = 60_000

// wanted says whether there is such a day at all: who serves nobody has none.
export function useDay(agent: () => string, wanted = () => true) {
  const day = shallowRef<OwnDay | null>(null)
  const problem = shallowRef<Problem | null>(null)

  async function load(): Promise<void> {
    if (!wanted()) return
    const of = agent()
    try {
      const got = await ownDay(of)
      if (of !== agent()) return
      day.value = got
      problem.value = null
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      if (of === agent()) problem.value = e
    }
  }

  watch(agent, () => {
    day.value = null
    void load()
  }, { immediate: true })
  const timer = setInterval(() => document.hidden || void load(), EVERY_MS)
  onScopeDispose(() => clearInterval(timer))
  return { day, problem, load }
}

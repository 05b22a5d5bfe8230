// The item that is looked at: its transcript, its marks, and the next one fetched ahead (ui.md 5.6: 150 ms).

import { shallowRef, watch } from 'vue'
import type { Item } from './api'
import { Problem } from '@/api/http'
import { older, whole, type Whole } from '@/marks/load'

const KEPT = 4

export function useItem(agent: string, items: () => readonly Item[], n: () => number) {
  const shown = shallowRef<Whole | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const ahead = new Map<string, Promise<Whole>>()

  function fetchOnce(session: string): Promise<Whole> {
    let promise = ahead.get(session)
    if (!promise) {
      promise = whole(session, agent)
      promise.catch(() => ahead.delete(session))
      ahead.set(session, promise)
      for (const old of ahead.keys()) if (ahead.size > KEPT && old !== session) ahead.delete(old)
    }
    return promise
  }

  async function load(): Promise<void> {
    const item = items().find((i) => i.n === n())
    if (!item?.session) {
      shown.value = null
      return
    }
    problem.value = null
    const session = item.session
    try {
      const got = await fetchOnce(session)
      if (items().find((i) => i.n === n())?.session !== session) return
      shown.value = got
      const next = items().find((i) => i.n > item.n && i.session && !i.review)
      if (next) void fetchOnce(next.session).catch(() => {})
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      problem.value = e
      shown.value = null
    }
  }

  async function more(): Promise<void> {
    const at = shown.value
    const item = items().find((i) => i.n === n())
    if (!at?.hasOlder || !item) return
    const page = await older(item.session, at.messages[0]!.seq)
    if (shown.value === at) shown.value = { ...at, messages: [...page.messages, ...at.messages], hasOlder: page.hasOlder }
  }

  watch(n, load, { immediate: true })
  return { shown, problem, load, more }
}

// Loads something now, when the page is looked at again, and every so often: the register has no stream of its own.

import { onScopeDispose, ref, shallowRef } from 'vue'
import { Problem } from '@/api/http'
import { useEvent } from '@/lib/useEvent'

export function useFresh<T>(read: () => Promise<T>, everyMs: number) {
  const value = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(false)
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    loading.value = true
    try {
      const got = await read()
      if (mine !== asked) return // a newer question is under way
      value.value = got
      problem.value = null
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      if (mine === asked) problem.value = e
    } finally {
      if (mine === asked) loading.value = false
    }
  }

  // put takes what an answer of the server has given already.
  function put(got: T): void {
    asked++
    value.value = got
    problem.value = null
    loading.value = false
  }

  const timer = setInterval(() => document.hidden || void load(), everyMs)
  onScopeDispose(() => clearInterval(timer))
  useEvent(window, 'focus', () => void load())
  return { value, problem, loading, load, put }
}

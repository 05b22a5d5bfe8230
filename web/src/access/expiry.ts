// When the sign-in of this page ends, told before it does (WCAG 2.2.1). The server is asked, nothing is reckoned: other pages use the
// same sign-in, and it may be renewed or cut short elsewhere.

import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import { ends } from './api'
import { Problem } from '@/api/http'
import { useAccount } from '@/stores/account'

// Browsers wake a hidden page once a minute: two are left then.
export const BEFORE_MS = 180_000
const OFTEN_MS = 600_000
const CLOSE_MS = 15_000

export function useExpiry() {
  const at = ref(0) // on this machine's clock; 0 = not known
  const idle = ref(false) // it ends because nobody uses it
  const now = ref(Date.now())
  let next: ReturnType<typeof setTimeout> | undefined
  let tick: ReturnType<typeof setInterval> | undefined

  const left = computed(() => (at.value ? Math.max(0, at.value - now.value) : 0))
  const warns = computed(() => at.value > 0 && left.value <= BEFORE_MS)

  async function look(): Promise<void> {
    clearTimeout(next)
    let wait = CLOSE_MS
    try {
      const e = await ends()
      idle.value = e.idle_in_s > 0 && e.idle_in_s < e.ends_in_s
      now.value = Date.now()
      at.value = now.value + (idle.value ? e.idle_in_s : e.ends_in_s) * 1000
      wait = Math.min(Math.max(left.value - BEFORE_MS, CLOSE_MS), OFTEN_MS)
    } catch (e) {
      if (!(e instanceof Problem)) throw e // without a line it is asked again; who is signed out is led away
    }
    if (tick) next = setTimeout(look, wait)
  }

  // goOn is use, and puts the end for want of use off.
  async function goOn(): Promise<void> {
    await useAccount().loadMe()
    await look()
  }

  const seen = () => document.hidden || void look()
  onMounted(() => {
    tick = setInterval(() => warns.value && (now.value = Date.now()), 1000)
    document.addEventListener('visibilitychange', seen)
    void look()
  })
  onBeforeUnmount(() => {
    clearTimeout(next)
    clearInterval(tick)
    tick = undefined
    document.removeEventListener('visibilitychange', seen)
  })

  return { left, idle, warns, look, goOn }
}

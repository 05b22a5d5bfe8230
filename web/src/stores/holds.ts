// What was ordered waits a moment in which it can be taken back: closing sends words to customers that nobody can take back (ui.md 1.6.2).
// An order is carried out when its time is over, at once when the page is left or the person signs out, and never for somebody else.

import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import { serverNow } from '@/clock/serverTime'
import { onCommand } from '@/keys/bus'
import { beforeLeaving } from '@/lib/leaving'
import { useAccount } from './account'

export interface Held {
  until: number // on the server's clock, in milliseconds
  act: (leaving: boolean) => Promise<unknown>
  back: () => void // what follows when it was taken back
  timer: ReturnType<typeof setTimeout>
}

export const useHolds = defineStore('holds', () => {
  const held = shallowReactive(new Map<string, Held>()) // by session, or another name of the order; the newest last
  let typed: EventTarget | null = null
  const onInput = (ev: Event): void => void (typed = ev.target)

  // hold keeps an order for so many milliseconds; for none it is carried out at once. One of the same name goes first.
  function hold(name: string, ms: number, act: Held['act'], back: Held['back']): void {
    void release(name)
    if (ms <= 0) return void act(false)
    typed = null
    window.addEventListener('input', onInput, true)
    held.set(name, { until: serverNow() + ms, act, back, timer: setTimeout(() => void release(name), ms) })
  }

  // drop forgets an order without carrying it out.
  function drop(name: string): Held | undefined {
    const one = held.get(name)
    clearTimeout(one?.timer)
    held.delete(name)
    if (!held.size) window.removeEventListener('input', onInput, true)
    return one
  }

  const takeBack = (name: string): void => drop(name)?.back()

  async function release(name: string, leaving = false): Promise<void> {
    await drop(name)?.act(leaving)
  }

  // What one types after an order is what the browser's own undo is for.
  onCommand('undo', () => {
    const newest = [...held.keys()].at(-1)
    if (!newest || (typed && typed === document.activeElement)) return false
    takeBack(newest)
    return true
  }, () => held.size > 0)
  // Who goes within that time has not taken it back. Where somebody else sits here meanwhile, it is nobody's order any more.
  beforeLeaving((leaving) => Promise.all([...held.keys()].map((name) => release(name, leaving))))
  watch(() => useAccount().me?.id, () => [...held.keys()].forEach(drop))

  return { held, hold, drop, takeBack, release }
})

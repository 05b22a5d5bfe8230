// What is folded out: one panel over the composer, the customer's side, the help. Belongs to the open session.

import { defineStore } from 'pinia'
import { ref } from 'vue'
import { usePrefs } from './prefs'

export type Panel = 'transfer' | 'close' | 'return' | 'explain'

// Below this width the customer's side lies over the conversation and opens only when asked for.
const DOCKED = '(width >= 1280px)'

export const usePanels = defineStore('panels', () => {
  const open = ref<Panel | null>(null)
  const help = ref(false)
  const drawer = ref(false)
  const media = window.matchMedia(DOCKED)
  const docked = ref(media.matches)
  media.addEventListener('change', (ev) => {
    docked.value = ev.matches
    drawer.value = false
  })

  function toggle(panel: Panel): void {
    open.value = open.value === panel ? null : panel
  }

  function customerShown(preferred: boolean): boolean {
    return docked.value ? preferred : drawer.value
  }

  function toggleCustomer(): void {
    const { prefs } = usePrefs()
    if (docked.value) prefs.customerPanel = !prefs.customerPanel
    else drawer.value = !drawer.value
  }

  // done ends a panel whose command was carried out. The stream may have told before the answer came, and the panel
  // may be gone already: what comes next cannot hang on it.
  let goOn: (from: string) => void = () => {}

  function whenDone(act: (from: string) => void): void {
    goOn = act
  }

  function done(session: string, stay = false): void {
    open.value = null
    if (!stay) goOn(session)
  }

  function reset(): void {
    open.value = null
    drawer.value = false
  }

  return { open, help, drawer, docked, toggle, customerShown, toggleCustomer, whenDone, done, reset }
})

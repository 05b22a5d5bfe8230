// What is folded out: one panel over the composer, the customer's side, the help. Belongs to the open session.

import { defineStore } from 'pinia'
import { nextTick, ref, shallowRef } from 'vue'
import type { AskKind, Speciality, Tell } from '@/api/matter'
import type { Status } from '@/api/types'
import type { ScriptFile } from '@/api/scripts'
import type { Inserted } from '@/lib/gaps'
import { usePrefs } from './prefs'

export type Panel = 'transfer' | 'close' | 'return' | 'explain' | 'marks' | 'finding' | 'ask' | 'promise' | 'settle' | 'answer' | 'follow' | 'link' | 'unlink' | 'reopen'

// Begin is what a panel is opened with.
export interface Begin {
  n?: number // of the question, the promise or the link
  group?: string
  category?: string
  speciality?: Speciality
  kind?: AskKind
  as?: Tell // what is told of the question
  department?: string
  text?: string
}

// Taker is the open composer, into which a script can be put from elsewhere.
export interface Taker {
  about: { account: string; customer: string; noFiles: string; fault: boolean }
  take(text: string, from: Inserted, files: ScriptFile[]): void
}

// Below this width the customer's side lies over the conversation and opens only when asked for.
const DOCKED = '(width >= 1280px)'

export const usePanels = defineStore('panels', () => {
  const open = ref<Panel | null>(null)
  const begin = shallowRef<Begin>({})
  const help = ref(false)
  const palette = ref(false)
  const leave = ref<Status | null>(null) // what is to be chosen with a reason and a return
  const taker = shallowRef<Taker | null>(null)
  const toComplaint = ref(false) // the transfer panel begins with the complaint group
  const drawer = ref(false)
  const kept = new Map<string, string>() // what was half written in panels, as JSON, by session and panel; until it is carried out or somebody else signs in
  const list = ref(false) // it lies over the conversation, where there is no room beside it
  const media = window.matchMedia(DOCKED)
  const docked = ref(media.matches)
  media.addEventListener('change', (ev) => {
    docked.value = ev.matches
    drawer.value = false
  })

  function toggle(panel: Panel): void {
    toComplaint.value = false
    begin.value = {}
    open.value = open.value === panel ? null : panel
  }

  // complain begins to hand the session to the complaint group.
  function complain(): void {
    lead('transfer')
    toComplaint.value = true
  }

  // What lies over the open session goes before a panel of it comes up.
  let makeWay: () => Promise<unknown> = () => nextTick()

  function whenLed(act: () => Promise<unknown>): void {
    makeWay = act
  }

  // lead opens a panel anew, filled in as far as is known. The panel stands below the transcript; on a narrow screen the customer's
  // side lies over it.
  function lead(panel: Panel, from: Begin = {}): void {
    open.value = null
    drawer.value = false
    toComplaint.value = false
    begin.value = from
    void makeWay().then(() => (open.value = panel))
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
    drawer.value = list.value = false
  }

  function clear(): void {
    reset()
    kept.clear()
    help.value = false
    palette.value = false
    leave.value = null
  }

  return { open, begin, kept, lead, whenLed, toComplaint, complain, help, palette, leave, taker, drawer, list, docked, toggle, customerShown, toggleCustomer, whenDone, done, reset, clear }
})

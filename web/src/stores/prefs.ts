// What a person likes: kept by the server, so that another computer has it too; on this device per account, so that nothing
// flashes while the server is asked; and once for the device, so that the sign-in page looks the same.

import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import { keep, recall } from '@/lib/storage'
import { LOCALES, setLocale, type Locale } from '@/i18n'
import type { OwnKeys } from '@/keys/shortcuts'

// What can be heard (ui.md 1.6): a session came to me, was passed to me, has ten seconds left, is overdue; a colleague wrote
// a note in a session of mine, or asks me something.
export const SOUNDS = ['assigned', 'transfer', 'soon', 'over', 'whisper'] as const
export type Sound = (typeof SOUNDS)[number]

export interface Prefs {
  locale: Locale
  theme: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
  sound: boolean
  volume: number // per cent
  sounds: Readonly<Partial<Record<Sound, boolean>>> // false: not heard
  desktop: boolean // notifications of the system while the page is hidden
  send: 'enter' | 'ctrl_enter'
  singleKeys: boolean // J, K and ? without a modifier (WCAG 2.1.4: can be switched off)
  keys: OwnKeys
  customerPanel: boolean
  listWidth: number // of the inbox's panes, in pixels
  sideWidth: number
  closeHold: number // seconds for which a close can be taken back
}

export const HOLDS = [0, 5, 10]
export const PANE = { least: 280, own: 320, most: 560 }

const DEVICE = 'firstline.prefs'
const PLAIN: Prefs = {
  locale: 'zh-CN', theme: 'system', density: 'comfortable', sound: true, volume: 60, sounds: {}, desktop: false, send: 'enter', singleKeys: true, keys: {},
  customerPanel: true, listWidth: PANE.own, sideWidth: PANE.own, closeHold: 5,
}
const NAMES = Object.keys(PLAIN) as (keyof Prefs)[]
// How the server calls what it calls otherwise.
const CALLED: Partial<Record<keyof Prefs, string>> = { singleKeys: 'single_keys', customerPanel: 'customer_panel', listWidth: 'list_width', sideWidth: 'side_width', closeHold: 'close_hold' }
const TELL_MS = 400

export const usePrefs = defineStore('prefs', () => {
  const prefs = reactive<Prefs>({ ...PLAIN, ...cleaned(recall<Partial<Prefs>>(DEVICE)) })
  let account = ''
  let served: Prefs = { ...prefs } // what the server knows, or need not know
  let timer: ReturnType<typeof setTimeout> | undefined
  let telling = false

  // suggestLocale is the organisation's language, for a device on which nobody has chosen one.
  function suggestLocale(locale: string): void {
    if (!recall(DEVICE) && isLocale(locale)) prefs.locale = locale
  }

  // useAccount takes what this device has kept of the person; of somebody else's only how the page looks stays. It is done
  // when the server has been asked, or at once where the device knows.
  async function useAccount(id: string): Promise<void> {
    account = id
    const kept = recall<Partial<Prefs>>(`${DEVICE}.${id}`)
    const { locale, theme, density } = prefs
    Object.assign(prefs, PLAIN, { locale, theme, density }, cleaned(kept))
    const waiting = recall<(keyof Prefs)[]>(`${DEVICE}.${id}.untold`) ?? []
    served = { ...prefs }
    const asked = fetch(id, waiting)
    if (!kept) await asked
  }

  // leave ends that: what is chosen from now on is the device's, and what was not told yet is told when the person is back.
  function leave(): void {
    account = ''
    clearTimeout(timer)
  }

  async function fetch(id: string, waiting: (keyof Prefs)[]): Promise<void> {
    let known: Partial<Prefs> = {}
    try {
      known = cleaned(renamed(await desk.preferences()))
    } catch (e) {
      if (!(e instanceof Problem)) throw e
    }
    if (account !== id) return
    for (const name of NAMES) {
      if (!(name in known) || !same(prefs[name], served[name]) || waiting.includes(name)) continue
      Object.assign(prefs, { [name]: known[name] })
      Object.assign(served, { [name]: known[name] })
    }
    // What could not be told the last time is told now.
    for (const name of waiting) if (NAMES.includes(name)) Object.assign(served, { [name]: known[name] })
    if (untold().length) tellSoon()
  }

  const untold = () => NAMES.filter((name) => !same(prefs[name], served[name]))

  function tellSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void tell(), TELL_MS)
  }

  // tell says what has changed, and nothing else: another window may have changed something else.
  async function tell(): Promise<void> {
    const names = untold()
    if (!account || telling || !names.length) return
    telling = true
    const [id, sent] = [account, Object.fromEntries(names.map((name) => [name, prefs[name]]))]
    try {
      await desk.setPreferences(Object.fromEntries(names.map((name) => [CALLED[name] ?? name, prefs[name]])))
      if (account === id) Object.assign(served, sent)
    } catch (e) {
      if (!(e instanceof Problem)) throw e // it stays on this device, and is told with the next change or the next visit
    } finally {
      telling = false
    }
    if (account !== id) return
    keep(`${DEVICE}.${id}.untold`, untold())
    if (NAMES.some((name) => name in sent && !same(prefs[name], sent[name as keyof typeof sent]))) tellSoon()
  }

  watch(
    prefs,
    () => {
      keep(DEVICE, prefs)
      if (!account) return
      keep(`${DEVICE}.${account}`, prefs)
      if (!untold().length) return
      keep(`${DEVICE}.${account}.untold`, untold())
      tellSoon()
    },
    { deep: true },
  )
  watch(
    () => [prefs.theme, prefs.density, prefs.locale] as const,
    ([theme, density, locale]) => {
      const root = document.documentElement
      if (theme === 'system') delete root.dataset.theme
      else root.dataset.theme = theme
      root.dataset.density = density
      void setLocale(locale)
    },
    { immediate: true },
  )

  return { prefs, suggestLocale, useAccount, leave }
})

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function isLocale(x: unknown): x is Locale {
  return LOCALES.some((l) => l.id === x)
}

function renamed(served: object | null): Record<string, unknown> {
  const out: Record<string, unknown> = { ...served }
  for (const [ours, theirs] of Object.entries(CALLED)) if (theirs in out) out[ours] = out[theirs]
  return out
}

const KNOWN: { [K in keyof Prefs]: (x: unknown) => boolean } = {
  locale: isLocale,
  theme: (x) => x === 'light' || x === 'dark' || x === 'system',
  density: (x) => x === 'comfortable' || x === 'compact',
  send: (x) => x === 'enter' || x === 'ctrl_enter',
  volume: (x) => Number.isInteger(x) && Number(x) >= 0 && Number(x) <= 100,
  listWidth: isWidth, sideWidth: isWidth,
  closeHold: (x) => HOLDS.includes(x as number),
  sounds: (x) => isMap(x, 'boolean'),
  keys: (x) => isMap(x, 'string'),
  sound: isSwitch, desktop: isSwitch, singleKeys: isSwitch, customerPanel: isSwitch,
}

function isSwitch(x: unknown): boolean {
  return typeof x === 'boolean'
}

function isWidth(x: unknown): boolean {
  return Number.isInteger(x) && Number(x) >= PANE.least && Number(x) <= PANE.most
}

function isMap(x: unknown, of: string): boolean {
  return typeof x === 'object' && x !== null && !Array.isArray(x) && Object.values(x).every((v) => typeof v === of)
}

// cleaned takes only what still means something: the kept values may be old or edited by hand.
function cleaned(kept: object | null): Partial<Prefs> {
  if (!kept || typeof kept !== 'object') return {}
  return Object.fromEntries(Object.entries(kept).filter(([name, value]) => NAMES.includes(name as keyof Prefs) && KNOWN[name as keyof Prefs](value)))
}

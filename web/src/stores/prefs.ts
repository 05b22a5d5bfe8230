// What a person likes: kept per account, and once for the device so that the sign-in page looks the same.

import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import { keep, recall } from '@/lib/storage'
import { LOCALES, setLocale, type Locale } from '@/i18n'

export interface Prefs {
  locale: Locale
  theme: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
  sound: boolean
  singleKeys: boolean // J, K and ? without a modifier (WCAG 2.1.4: can be switched off)
  customerPanel: boolean
}

const DEVICE = 'firstline.prefs'
const PLAIN: Prefs = {
  locale: 'zh-CN', theme: 'system', density: 'comfortable', sound: true, singleKeys: true, customerPanel: true,
}

export const usePrefs = defineStore('prefs', () => {
  const prefs = reactive<Prefs>({ ...PLAIN, ...cleaned(recall<Partial<Prefs>>(DEVICE)) })
  let account = ''

  // suggestLocale is the organisation's language, for a device on which nobody has chosen one.
  function suggestLocale(locale: string): void {
    if (!recall(DEVICE) && isLocale(locale)) prefs.locale = locale
  }

  function useAccount(id: string): void {
    account = id
    Object.assign(prefs, cleaned(recall<Partial<Prefs>>(`${DEVICE}.${id}`)))
  }

  watch(
    prefs,
    () => {
      keep(DEVICE, prefs)
      if (account) keep(`${DEVICE}.${account}`, prefs)
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

  return { prefs, suggestLocale, useAccount }
})

function isLocale(x: unknown): x is Locale {
  return LOCALES.some((l) => l.id === x)
}

// cleaned takes only what still means something: the kept values may be old or edited by hand.
function cleaned(kept: Partial<Prefs> | null): Partial<Prefs> {
  const out: Partial<Prefs> = {}
  if (!kept || typeof kept !== 'object') return out
  if (isLocale(kept.locale)) out.locale = kept.locale
  if (kept.theme === 'light' || kept.theme === 'dark' || kept.theme === 'system') out.theme = kept.theme
  if (kept.density === 'comfortable' || kept.density === 'compact') out.density = kept.density
  for (const k of ['sound', 'singleKeys', 'customerPanel'] as const) {
    if (typeof kept[k] === 'boolean') out[k] = kept[k]
  }
  return out
}

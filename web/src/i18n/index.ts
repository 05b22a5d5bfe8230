// Languages: each is fetched when somebody wants it, and nobody fetches two.

import { createI18n } from 'vue-i18n'
import { compile } from './compile'
import type { Messages } from './zh-CN'

export type Locale = 'zh-CN' | 'zh-TW' | 'en'

// Each language is named in itself, so that whoever reads it finds it.
export const LOCALES: { id: Locale; name: string }[] = [
  { id: 'zh-CN', name: '简体中文' },
  { id: 'zh-TW', name: '繁體中文' },
  { id: 'en', name: 'English' },
]

// No language stands in for another: all have the same keys, which a test holds against each other.
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Locale,
  fallbackLocale: false,
  messages: {} as Record<Locale, Messages>,
  messageCompiler: compile,
})

// Texts are the words of one place, fetched with it: one loader a language.
export type Texts = Readonly<Record<Locale, () => Promise<{ default: object }>>>

const added: Texts[] = [{ 'zh-CN': () => import('./zh-CN'), 'zh-TW': () => import('./zh-TW'), en: () => import('./en') }]
const merged = new Set<unknown>()

let wanted: Locale = 'zh-CN'

// merge brings a place's words into a language, once.
async function merge(texts: Texts, locale: Locale): Promise<void> {
  const load = texts[locale]
  if (merged.has(load)) return
  const words = (await load()).default
  if (merged.has(load)) return // two have asked
  i18n.global.mergeLocaleMessage(locale, words)
  merged.add(load)
}

// addTexts gives a place its words, in the language that is set and in each one that is chosen later.
export async function addTexts(texts: Texts): Promise<void> {
  if (!added.includes(texts)) added.push(texts)
  await merge(texts, wanted)
}

// setLocale is done when the page speaks the language, or another one that was chosen meanwhile.
export async function setLocale(locale: Locale): Promise<void> {
  wanted = locale
  await Promise.all(added.map((texts) => merge(texts, locale)))
  if (wanted !== locale) return
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

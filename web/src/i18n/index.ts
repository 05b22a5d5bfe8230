// Languages. Simplified Chinese is always there; the others are fetched when somebody wants them.

import { createI18n } from 'vue-i18n'
import zhCN, { type Messages } from './zh-CN'

export type Locale = 'zh-CN' | 'zh-TW' | 'en'

// Each language is named in itself, so that whoever reads it finds it.
export const LOCALES: { id: Locale; name: string }[] = [
  { id: 'zh-CN', name: '简体中文' },
  { id: 'zh-TW', name: '繁體中文' },
  { id: 'en', name: 'English' },
]

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Locale,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN } as Record<Locale, Messages>,
})

// Texts are the words of one place, fetched with it: one loader a language.
export type Texts = Readonly<Record<Locale, () => Promise<{ default: object }>>>

const added: Texts[] = [
  { 'zh-CN': () => Promise.resolve({ default: zhCN }), 'zh-TW': () => import('./zh-TW'), en: () => import('./en') },
]
const merged = new Set<unknown>([added[0]!['zh-CN']])

let wanted: Locale = 'zh-CN'

// merge brings a place's words into a language, once.
async function merge(texts: Texts, locale: Locale): Promise<void> {
  const load = texts[locale]
  if (merged.has(load)) return
  i18n.global.mergeLocaleMessage(locale, (await load()).default)
  merged.add(load)
}

// addTexts gives a place its words, in the language that is set and in each one that is chosen later.
export async function addTexts(texts: Texts): Promise<void> {
  if (!added.includes(texts)) added.push(texts)
  await merge(texts, wanted)
}

export async function setLocale(locale: Locale): Promise<void> {
  wanted = locale
  await Promise.all(added.map((texts) => merge(texts, locale)))
  if (wanted !== locale) return
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

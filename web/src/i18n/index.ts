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

const loaders: Record<Exclude<Locale, 'zh-CN'>, () => Promise<{ default: Messages }>> = {
  'zh-TW': () => import('./zh-TW'),
  en: () => import('./en'),
}

let wanted: Locale = 'zh-CN'

export async function setLocale(locale: Locale): Promise<void> {
  wanted = locale
  const { availableLocales, setLocaleMessage } = i18n.global
  if (locale !== 'zh-CN' && !availableLocales.includes(locale)) {
    setLocaleMessage(locale, (await loaders[locale]()).default)
  }
  if (wanted !== locale) return
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

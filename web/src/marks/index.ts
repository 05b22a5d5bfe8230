// The words of the marks, for every place that shows them.

import type { Texts } from '@/i18n'

export const markTexts: Texts = {
  'zh-CN': () => import('./texts/zh-CN'),
  'zh-TW': () => import('./texts/zh-TW'),
  en: () => import('./texts/en'),
}

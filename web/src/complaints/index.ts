// The words of the register come with its page; the inbox needs a few of its own (case.*).

import type { Texts } from '@/i18n'

export const complaintTexts: Texts = {
  'zh-CN': () => import('./texts/zh-CN'),
  'zh-TW': () => import('./texts/zh-TW'),
  en: () => import('./texts/en'),
}

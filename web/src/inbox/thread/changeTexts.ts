import type { Texts } from '@/i18n'

export const changeTexts: Texts = {
  'zh-CN': () => import('@/inbox/texts/zh-CN'),
  'zh-TW': () => import('@/inbox/texts/zh-TW'),
  en: () => import('@/inbox/texts/en'),
}

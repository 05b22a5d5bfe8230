// What the department knows of a customer: fetched behind the inbox's first screen, with words of its own.

import { addTexts, type Texts } from '@/i18n'
import { later } from '@/lib/later'

export const customerTexts: Texts = {
  'zh-CN': () => import('./texts/zh-CN'),
  'zh-TW': () => import('./texts/zh-TW'),
  en: () => import('./texts/en'),
}

export const CustomerParts = later(async () => {
  const [part] = await Promise.all([import('./CustomerParts.vue'), addTexts(customerTexts)])
  return part
})

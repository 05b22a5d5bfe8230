import { addTexts, type Texts } from '@/i18n'

export const accessTexts: Texts = { 'zh-CN': () => import('./texts/zh-CN'), 'zh-TW': () => import('./texts/zh-TW'), en: () => import('./texts/en') }

export const loadExpiry = async () => (await Promise.all([import('./ExpiryBar.vue'), addTexts(accessTexts)]))[0]

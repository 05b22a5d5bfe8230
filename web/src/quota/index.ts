import { addTexts, type Texts } from '@/i18n'

const texts: Texts = { 'zh-CN': () => import('./texts/zh-CN'), 'zh-TW': () => import('./texts/zh-TW'), en: () => import('./texts/en') }

// loadRemark is what the composer says of the messages that a network still takes.
export const loadRemark = async () => (await Promise.all([import('./QuotaRemark.vue'), addTexts(texts)]))[0]

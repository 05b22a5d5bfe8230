import { addTexts, type Texts } from '@/i18n'

const texts: Texts = { 'zh-CN': () => import('./texts/zh-CN'), 'zh-TW': () => import('./texts/zh-TW'), en: () => import('./texts/en') }

// loadBars is the bar above everything, loadRemark what the composer of one session says.
export const loadBars = async () => (await Promise.all([import('./TroubleBars.vue'), addTexts(texts)]))[0]
export const loadRemark = async () => (await Promise.all([import('./TroubleRemark.vue'), addTexts(texts)]))[0]

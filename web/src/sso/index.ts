import { addTexts, type Texts } from '@/i18n'

const texts: Texts = { 'zh-CN': () => import('./texts/zh-CN'), 'zh-TW': () => import('./texts/zh-TW'), en: () => import('./texts/en') }

// loadButtons are what the sign-in page offers beside the password, loadIdentities what the settings tell of a person.
export const loadButtons = async () => (await Promise.all([import('./SsoButtons.vue'), addTexts(texts)]))[0]
export const loadIdentities = async () => (await Promise.all([import('./IdentityList.vue'), addTexts(texts)]))[0]
